"""Units: the sentences, and windows of two, that an answer may quote, each with a score for the question at hand.

A unit's score is half the hit's, half its window's cosine and half the cosine of the nearest sentence in it; what it
lacks of what is asked for takes away from that, and what it has beyond others adds to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kb.answers.figures import Asked, years
from kb.answers.lookup import Lookup
from kb.candidates import Window
from kb.expectations import defines, holds, meets, refers_back
from kb.question import Question
from kb.quotes import Quote
from kb.search import Hit

OF_HIT, OF_WINDOW, OF_SENTENCE = 0.5, 0.5, 0.5
LACKING = 0.05
LACKING_YEAR = 0.04
HOLDING = 0.02
NAMING = 0.02
# A sentence that is so much nearer to the question than its neighbour says by itself what both say.
ALONE = 0.08
_MOST_YEARS = 2


@dataclass(frozen=True, slots=True)
class Unit:
    """A verbatim range of a hit's document. ``fits``: it holds the figure or date that is asked for."""

    hit: Hit
    start: int
    end: int
    score: float
    fits: bool = True

    @property
    def text(self) -> str:
        return self.hit.document.text[self.start : self.end]

    @property
    def range(self) -> tuple[str, int, int]:
        return self.hit.document.id, self.start, self.end

    def overlaps(self, other: Unit) -> bool:
        return self.hit.document.id == other.hit.document.id and self.start < other.end and other.start < self.end


def units(question: Question, quotes: Sequence[Quote], lookup: Lookup) -> list[Unit]:
    """Units of all quotes, best first, none overlapping a better one."""
    asked = Asked.by(question)
    found = [(_unit(asked, quote, window, lookup), window) for quote in quotes for window in quote.hit.windows]
    found.sort(key=lambda pair: (-pair[0].score, pair[0].hit.rank, pair[0].start))
    kept: list[Unit] = []
    for unit, window in found:
        if not any(unit.overlaps(other) for other in kept):
            kept.append(narrowed(asked, unit, window, lookup))
    return kept


def narrowed(asked: Asked, unit: Unit, window: Window, lookup: Lookup) -> Unit:
    """One sentence of a window when it carries the answer without the other; else the window as it is."""
    cosines = {(start, end): cosine for start, end, cosine in window.sentences}
    parts = sorted(sentences(unit), key=lambda part: -cosines.get((part.start, part.end), -1.0))
    if len(parts) < 2:
        return unit
    nearest, second = (cosines.get((part.start, part.end), -1.0) for part in parts[:2])
    if nearest < second + ALONE or nearest < window.score:
        return unit
    needed = any(_signs(asked, part, lookup) for part in parts[1:])
    return unit if needed or not _stands_alone(asked.question.text, parts[0]) else parts[0]


def _stands_alone(question: str, unit: Unit) -> bool:
    text = unit.text
    return meets(question, text) and not refers_back(text) and not text.rstrip().endswith((":", ";"))


def sentences(unit: Unit) -> list[Unit]:
    """The sentences that lie in a unit."""
    inside = [(s, e) for s, e in unit.hit.passage.sentences if unit.start <= s and e <= unit.end]
    return [replace(unit, start=start, end=end) for start, end in inside]


def _unit(asked: Asked, quote: Quote, window: Window, lookup: Lookup) -> Unit:
    hit, text = quote.hit, quote.hit.document.text[window.start : window.end]
    unit = Unit(hit, window.start, window.end, 0.0, meets(asked.question.text, text))
    score = OF_HIT * hit.score + OF_WINDOW * window.score + OF_SENTENCE * window.nearest
    return replace(unit, score=score - _lacks(asked, unit) + _has(asked, unit, lookup))


def _lacks(asked: Asked, unit: Unit) -> float:
    """For the figure or date that is asked for, and for years of the question; one that the passage, the section or
    the document's date gives lacks half."""
    passage, document = unit.hit.passage, unit.hit.document
    around = years(f"{passage.text} {passage.section} {document.year or ''} {document.title}")
    missing = asked.years - years(unit.text)
    share = sum(0.5 if year in around else 1.0 for year in missing)
    return (0.0 if unit.fits else LACKING) + LACKING_YEAR * min(share, _MOST_YEARS)


def _has(asked: Asked, unit: Unit, lookup: Lookup) -> float:
    """For the body, the act, the date or the defining word that is asked for, and for names of the question."""
    return HOLDING * _signs(asked, unit, lookup) + NAMING * asked.named(unit.text, unit.hit.passage.language)


def _signs(asked: Asked, unit: Unit, lookup: Lookup) -> int:
    """How many of body, act, first day and defining word a unit has, of those that are asked for."""
    text, wanted = unit.text, asked.kinds
    signs = (
        # What the graph states is surer than what a range merely names.
        "agency" in wanted and lookup.states("responsibility", *unit.range),
        "advice" in wanted and lookup.states("recommendation", *unit.range),
        "agency" in wanted and lookup.names("agency", *unit.range),
        "basis" in wanted and lookup.names("instrument", *unit.range),
        "since" in wanted and holds("date", text),
        "definition" in wanted and defines(text),
    )
    return sum(signs)


def best(found: Iterable[Unit], most: int, margin: float) -> list[Unit]:
    """The first units, at most ``most``, whose scores are within ``margin`` of the best."""
    ranked = sorted(found, key=lambda unit: -unit.score)
    return [unit for unit in ranked if unit.score >= ranked[0].score - margin][:most]
