"""What a question demands of its evidence beside nearness: its places, years and numbers, and the kind of thing asked.

A passage on the topic that speaks of another place or year, or gives no amount of money where a fee is asked for, does
not answer, however near its meaning. How far down the ranking one has to go for a window that lacks less tells more
about an answer than what the nearest passages hold between them. The words are data: ``kb/data/demands.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import regex

from kb.answers.figures import years, years_asked
from kb.expectations import expected, holds
from kb.question import Question
from kb.quotes import Quote
from kb.search import Hit
from kb.terms import linked
from ontology.grammar import load
from ontology.places import places

# What one thing that a window lacks may cost of its score, before another window is better evidence.
EACH = 0.06
# The country of most of a shelf is in most of its passages, whether they name it or not.
_HOME = "kz"


@dataclass(frozen=True, slots=True)
class Demands:
    """``places``: keys of the gazetteer; ``numbers``: links of acts' numbers; ``kinds``: those of the data that are
    asked for; ``things``: figure, date or both."""

    places: frozenset[str]
    years: frozenset[str]
    numbers: frozenset[str]
    kinds: frozenset[str]
    things: frozenset[str]

    @classmethod
    def of(cls, question: Question) -> Demands:
        text = question.text
        named = {key for key in _named(text) if key not in _groups() and key != _HOME}
        numbers = frozenset(term for term in question.links if term[0] == "№")
        return cls(frozenset(named), years_asked(text), numbers, kinds(text), expected(text))

    def __bool__(self) -> bool:
        return bool(self.places or self.years or self.numbers or self.kinds or self.things)

    def lacks(self, hit: Hit, start: int, end: int) -> float:
        """How many of them a window lacks. What the passage and its titles say of a place or a number holds for all of
        it; a year or an amount beside the window is half as good as one in it."""
        if not self:
            return 0.0
        passage, document = hit.passage, hit.document
        window, above, around = document.text[start:end], f"{passage.section}\n{document.title}", _around(hit)
        missing = sum(not holds(thing, window) for thing in self.things) + 0.0
        if self.places:
            missing += len(self.places - _present(around))
        if self.numbers:
            missing += len(self.numbers - _numbers(around, passage.language))
        if self.years:
            missing += 0.5 * len(self.years - years(f"{window}\n{above}"))
            missing += 0.5 * len(self.years - years(around) - {str(document.year)})
        for kind in self.kinds:
            missing += 0.5 * (not _held(kind, window)) + 0.5 * (not _held(kind, around))
        return missing

    def unmet(self, quotes: Iterable[Quote]) -> list[str]:
        """The kinds that the passages of none of the quotes hold."""
        texts = [_around(quote.hit) for quote in quotes]
        return [kind for kind in _kinds() if kind in self.kinds and not any(_held(kind, text) for text in texts)]

    def unplaced(self, question: str, quotes: Iterable[Quote]) -> list[str]:
        """The places, in the question's words, that the passages of none of the quotes name."""
        there = frozenset().union(*(_present(_around(quote.hit)) for quote in quotes))
        found = places(question, 0, len(question))
        return [question[place.start : place.end] for place in found if place.key in self.places - there]


def shortfall(question: Question, quotes: Sequence[Quote]) -> float:
    """What the best window gives up of its score to hold what the question demands: 0 where the nearest has it all."""
    demands = Demands.of(question)
    found = [(_score(quote, window.score), quote, window) for quote in quotes for window in quote.hit.windows]
    if not (demands and found):
        return 0.0
    nearest = max(score for score, _, _ in found)
    best = -1.0
    for score, quote, window in sorted(found, key=lambda one: -one[0]):
        if score <= best:
            break  # Those that follow are further away, whatever they hold.
        best = max(best, score - EACH * demands.lacks(quote.hit, window.start, window.end))
    return nearest - best


def _around(hit: Hit) -> str:
    """A passage with the titles above it."""
    return f"{hit.passage.text}\n{hit.passage.section}\n{hit.document.title}"


def _score(quote: Quote, window: float) -> float:
    """A hit's score with another window in place of its best."""
    best: float = max(quote.hit.why["window"], window)
    return quote.hit.score - (best - window)


@lru_cache(maxsize=4096)
def kinds(question: str) -> frozenset[str]:
    """The kinds of thing, of the data, that a question asks for."""
    if _excused().search(question):
        return frozenset()
    return frozenset(name for name, kind in _kinds().items() if kind.asks.search(question))


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a kind is asked for, and what shows it in a passage: a pattern, or a place of a group."""

    asks: regex.Pattern[str]
    shown: regex.Pattern[str] | None
    places: frozenset[str]


@lru_cache(maxsize=16_384)
def _held(kind: str, text: str) -> bool:
    wanted = _kinds()[kind]
    return bool(wanted.shown and wanted.shown.search(text)) or not wanted.places.isdisjoint(_named(text))


@lru_cache(maxsize=4096)
def _named(text: str) -> frozenset[str]:
    """The keys of the places that a text names."""
    return frozenset(place.key for place in places(text, 0, len(text)))


@lru_cache(maxsize=4096)
def _present(text: str) -> frozenset[str]:
    """The places that a text names, and the members of the unions that it names."""
    members = (keys for pattern, keys in _unions() if pattern.search(text))
    return _named(text).union(*members)


@lru_cache(maxsize=4096)
def _numbers(text: str, language: str) -> frozenset[str]:
    return frozenset(term for term, _ in linked(text, language) if term[0] == "№")


@cache
def _groups() -> frozenset[str]:
    return frozenset(load("places", "gazetteer")["groups"])


@cache
def _kinds() -> Mapping[str, _Kind]:
    return {name: _kind(kind) for name, kind in _data()["kinds"].items()}


def _kind(data: Mapping[str, Any]) -> _Kind:
    asks = "|".join(pattern for of_language in data["asks"].values() for pattern in of_language)
    held = data.get("held_by", {})
    units = load("observations", "rules")["units"]
    named = (unit["pattern"] for unit in units if unit["kind"] == held.get("units"))
    shown = [*data.get("holds", ()), *(rf"(?<!\p{{L}}){pattern}(?!\p{{L}})" for pattern in named)]
    group = load("places", "gazetteer")[held["places"]] if "places" in held else ()
    flags = 0 if data.get("exact") else regex.IGNORECASE
    return _Kind(
        regex.compile(rf"\b(?:{asks})", regex.IGNORECASE),
        regex.compile("|".join(f"(?:{pattern})" for pattern in shown), flags) if shown else None,
        frozenset(group) - {_HOME},
    )


@cache
def _excused() -> regex.Pattern[str]:
    return regex.compile(rf"\b(?:{'|'.join(_data()['excused'])})\b", regex.IGNORECASE)


@cache
def _unions() -> list[tuple[regex.Pattern[str], frozenset[str]]]:
    return [(regex.compile("|".join(u["names"]), regex.IGNORECASE), frozenset(u["members"])) for u in _data()["unions"]]


@cache
def _data() -> Any:
    import yaml

    return yaml.safe_load(files("kb").joinpath("data", "demands.yaml").read_text(encoding="utf-8"))
