"""References are, to the letter, what was written by hand from the standards (references.yaml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.citing.bibliography import bibliography
from kb.citing.records import date

REFERENCES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("references.yaml").read_text("utf-8"))
DATES = ("issued", "accessed", "available-date", "event-date")


def item(short: dict[str, Any]) -> dict[str, Any]:
    """The CSL-JSON item of an entry: names and dates written out."""
    out: dict[str, Any] = {"id": "x", **short}
    for field in ("author", "editor"):
        if field in out:
            out[field] = [name(text) for text in out[field]]
    return out | {field: date(out[field]) for field in DATES if field in out}


def name(text: str) -> dict[str, str]:
    family, comma, given = text.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": text}


@pytest.mark.parametrize("entry", REFERENCES, ids=lambda entry: f"{entry['style']}: {entry['expected'][:40]}")
def test_references_written_by_hand(entry: dict[str, Any]) -> None:
    [reference] = bibliography([item(entry["item"])], entry["style"], entry.get("language"))
    assert reference.text == entry["expected"]


def test_there_are_enough_of_every_kind() -> None:
    kinds = {(entry["item"]["type"], entry["item"]["language"]) for entry in REFERENCES}
    assert len(REFERENCES) >= 60
    assert {language for type_, language in kinds if type_ == "legislation"} == {"en", "ru", "kk"}
    assert {entry["style"] for entry in REFERENCES} >= {"gost-r-7-0-5-2008", "gost-7-1-2003", "apa", "oscola"}
