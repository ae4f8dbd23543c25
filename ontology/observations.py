"""Observations: figures that a document states, from its running text and from every cell of its tables.

Each has an indicator, place, time, value and unit (W3C RDF Data Cube, 2014: dimensions, measure and attribute), and the
clause or the cell as evidence. Words and units are ``rules/observations.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.document import Document, Passage
from ontology import characters, figures_listed, figures_table, figures_text, times
from ontology.figures_text import Figure
from ontology.grammar import EXTRACTOR
from ontology.mention import Mention

_NAME = f"observations/{EXTRACTOR}"
_READ = ("body", "abstract")
# Acts state thresholds and limits: only what has a unit is a figure there, never a count.
_ACTS = ("law", "code", "constitution", "decree", "resolution", "order", "rules")
_UNITS_OF_ACTS = ("money", "people", "percent", "rate", "size", "time", "times")


def find(document: Document, passages: Sequence[Passage], named: Sequence[Mention]) -> list[Mention]:
    """The observations of a document, in order of their evidence; several of one clause share its range."""
    text = characters.unify(document.text)
    names = [(m.start, m.end) for m in named if m.kind in ("instrument", "programme")]
    found = [_stated(document, figure, mention) for figure, mention in _texts(document, text, passages, names)]
    tables = figures_table.find(document, text, _NAME)
    sentences = [s for p in passages if p.kind in _READ and not p.garbled for s in p.sentences]
    listed = figures_listed.find(document, text, sentences, _NAME) if document.type not in _ACTS else []
    return sorted([*found, *tables, *listed], key=lambda m: (m.start, m.end, float(m.attributes["value"])))


def _texts(
    document: Document, text: str, passages: Sequence[Passage], names: Sequence[tuple[int, int]]
) -> Iterator[tuple[Figure, str]]:
    act = document.type in _ACTS
    latest = document.year or times.latest_cited(text)
    for passage in passages:
        if passage.kind not in _READ or passage.garbled:
            continue
        inside = [(a, b) for a, b in names if a < passage.end and passage.start < b]
        for figure in figures_text.figures(text, passage.sentences, inside, latest):
            if figure.indicator and not (act and figure.quantity.kind not in _UNITS_OF_ACTS):
                quantity = figure.quantity
                yield figure, f"{quantity.value:f}"
                if quantity.upper is not None:
                    yield figure, f"{quantity.upper:f}"


def _stated(document: Document, figure: Figure, value: str) -> Mention:
    quantity, time = figure.quantity, figure.time
    qualifier = quantity.qualifier
    if quantity.upper is not None:
        qualifier = "<=" if value == f"{quantity.upper:f}" else ">="
    sentence = figure.sentence if figure.sentence != (figure.start, figure.end) else None
    said = {
        "indicator": figure.indicator,
        "place": figure.place.name if figure.place else "",
        "year": time.year if time else "",
        "time": time.iso if time and time.iso != time.year else "",
        "value": plain(value),
        "unit": quantity.unit,
        "qualifier": qualifier,
        "source": "text",
        "context": f"{sentence[0]},{sentence[1]}" if sentence else "",
        "rule": f"{quantity.kind}/{figure.role}",
        "trend": figure.trend,
    }
    return Mention(
        document.id,
        figure.start,
        figure.end,
        "observation",
        document.text[figure.start : figure.end],
        {name: words for name, words in said.items() if words},
        _NAME,
        figures_text.confidence(figure),
    )


def plain(value: str) -> str:
    """A decimal number without zeros that say nothing: ``1900.0`` is ``1900``."""
    return value.rstrip("0").rstrip(".") if "." in value else value
