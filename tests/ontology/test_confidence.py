"""Confidence as a calibrated probability."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ingest
import ontology
from ontology import confidence
from ontology.extraction import found
from ontology.grammar import load
from ontology.mention import KINDS, Mention

RULES = load("confidence")
TEXT = """\
Migration in the city

The Committee on Migration issues permits to employers under the Law "On Migration of Population". Under the State
Programme "Enbek" for 2017-2021, 54,300 people were trained in 2019. It is necessary to publish the register.
"""


@pytest.mark.parametrize("kind", sorted(RULES["curves"]))
def test_a_curve_is_of_a_kind_and_rises(kind: str) -> None:
    curve = RULES["curves"][kind]
    assert kind in KINDS and curve["slope"] > 0
    steps = [confidence.of(kind, p / 100) for p in range(101)]
    assert steps == sorted(steps) and steps[20] < steps[80] and 0 < steps[0] <= steps[-1] < 1


@pytest.mark.parametrize(
    ("p", "slope", "shift", "wanted"),
    [(0.8, 1, 0, 0.8), (0.5, 1, 0, 0.5), (0.8, 2, 0, 0.941), (0.5, 1, 1, 0.731), (0.9, 1, -1, 0.768), (1, 1, 5, 0.99)],
)
def test_values_on_a_curve(p: float, slope: float, shift: float, wanted: float) -> None:
    assert confidence.mapped(p, slope, shift) == wanted


@given(st.floats(0, 1))
def test_a_kind_without_a_curve_keeps_what_its_rules_say(p: float) -> None:
    assert "relation" not in RULES["curves"] and confidence.of("relation", p) == p


def test_extraction_gives_calibrated_probabilities_once() -> None:
    document = ingest.parse(TEXT.encode(), "note.txt")
    passages = ingest.cut(document)
    raw = found(document, passages)
    assert {m.kind for m in raw} >= {"agency", "instrument", "programme", "responsibility", "observation"}
    wanted = [replace(m, confidence=confidence.of(m.kind, m.confidence)) for m in raw]
    assert ontology.extract(document, passages) == wanted
    assert wanted != raw and all(0 < m.confidence < 1 for m in wanted)


def test_the_rest_of_a_mention_stays() -> None:
    mention = Mention("d", 3, 9, "programme", "Enbek", {"key": "k"}, "programmes/1", 0.7)
    after = confidence.calibrated(mention)
    assert after.confidence != 0.7 and replace(after, confidence=0.7) == mention


@pytest.mark.parametrize("kind", sorted(RULES["model"]))
def test_a_model_is_believed_less_than_the_rules(kind: str) -> None:
    assert 0 < confidence.of_model(kind) <= 0.5 and kind in KINDS
