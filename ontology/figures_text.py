"""Figures in running text: each quantity of a sentence with what is counted, where and when.

A figure's time is the one behind it in its clause, else the one before it in the sentence, else the only one there;
without any, that of the sentence before. A figure's place is the nearest before it, else behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from ontology import figure_roles
from ontology.figure_roles import CLAUSE
from ontology.grammar import load
from ontology.indicators import indicator, indicator_words
from ontology.places import Place, places
from ontology.quantities import Quantity, may_state, quantities
from ontology.times import Time, compared_with, masked, times

# How many sentences without a time of their own a time is carried over.
_CARRIED = 3
_CUT = regex.compile(r";\s|(?<=\p{L}{2})\.\s+(?=\d+[).])")
# Times of Kazakh stand before what they are of.
_KAZAKH = regex.compile(r"(?:жыл\p{L}*|жж?\.)$")
_PART = regex.compile(r"[,;]\s|\s(?:while|whereas|but)\s|\d")
# Between two figures of which the second leaves out what it counts: no noun of its own.
_ELLIPSIS = regex.compile(r".{0,80}?(?:,|\s(?:and|while|but|и|а|және))(?:\s(?:and|while|but|и|а))?\s*")


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity with its clause (``start`` to ``end``), its sentence, indicator, place and time; ``role``: from, to,
    change or level; ``trend``: rise, fall or empty."""

    quantity: Quantity
    start: int
    end: int
    sentence: tuple[int, int]
    indicator: str
    place: Place | None
    time: Time | None
    role: str
    trend: str


def figures(
    text: str, sentences: Sequence[tuple[int, int]], names: Sequence[tuple[int, int]], latest: int | None
) -> Iterator[Figure]:
    """The figures of the sentences of one passage; ``names`` are ranges of named acts, which hold no figures."""
    carried: Time | None = None
    age = 0
    for start, end in sentences:
        if not may_state(text, start, end):
            age += 1
            carried = carried if age <= _CARRIED else None
            continue
        masks = masked(text, start, end)
        masks += [(a, b) for a, b in names if a < end and start < b]
        named = [t for t in times(text, start, end, latest) if not any(a <= t.start and t.end <= b for a, b in masks)]
        taken = [(t.start, t.end) for t in named] + masks
        said = [t for t in named if not compared_with(text, t)]
        found = list(quantities(text, start, end, taken))
        if found:
            # The "США" of «долл. США» is no place.
            units = [(q.start, q.end) for q in found]
            where = [p for p in places(text, start, end) if not any(a <= p.start < b for a, b in masks + units)]
            yield from _sentence(text, (start, end), found, said, where, carried)
        dated = [t for t in said if t.iso]
        carried, age = (dated[0], 0) if dated else (carried, age + 1)
        if age > _CARRIED:
            carried = None


def _sentence(
    text: str,
    sentence: tuple[int, int],
    found: Sequence[Quantity],
    said: Sequence[Time],
    where: Sequence[Place],
    carried: Time | None,
) -> Iterator[Figure]:
    cuts = [sentence[0], *(m.end() for m in _CUT.finditer(text, *sentence)), sentence[1]]
    found, roles = figure_roles.understood(text, sentence[0], found)
    for index, quantity in enumerate(found):
        low, high = next((a, b) for a, b in pairwise(cuts) if quantity.start < b)
        start, end = _stripped(text, low, high)
        before = found[index - 1].end if index and found[index - 1].end > start else start
        after = found[index + 1].start if index + 1 < len(found) and found[index + 1].start < end else end
        first = min(q.start for q in found if q.start >= start)
        time = _time(text, quantity, (sentence[0], after), said, roles[index], carried)
        place = _place(text, quantity, (start, after), where)
        what = indicator(text, (start, end), (before, after, first), quantity, [(t.start, t.end) for t in said])
        if quantity.kind == "bare" and index and _ELLIPSIS.fullmatch(text, before, quantity.start):
            # "33 thousand returnees arrived in 2016, 17 thousand arrived in 2019"
            counted = next((q.noun for q in reversed(found[:index]) if q.noun and q.start >= start), None)
            what = f"{text[slice(*counted)]} {text[quantity.end : after].split(',')[0]}" if counted else what
            what = indicator_words(what)
        trend = figure_roles.trend(text, quantity, start, end)
        yield Figure(
            figure_roles.signed(text, quantity, trend, start, end),
            start,
            end,
            sentence,
            what,
            place,
            time,
            roles[index],
            trend,
        )


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip(" ;\n"))


# ------------------------------------------------------------------------------------------------ time and place
def _time(
    text: str, quantity: Quantity, around: tuple[int, int], said: Sequence[Time], role: str, carried: Time | None
) -> Time | None:
    behind = [t for t in said if quantity.end <= t.start < around[1] and not CLAUSE.search(text, quantity.end, t.start)]
    before = [t for t in said if t.end <= quantity.start]
    # What parentheses say that end before the figure is of what stands in them.
    before = [t for t in before if not _closed(text, t.end, quantity.start)] or before
    # "4.2 million in 2024, in 2025 4.5": what stands behind a comma is of the next figure where there is one before.
    near = [
        t
        for t in behind
        if not before
        or (
            t.start - quantity.end <= 25
            and "," not in text[quantity.end : t.start]
            and not _KAZAKH.search(text[t.start : t.end])
        )
    ]
    if near:
        time = near[0]
    elif before:
        time = before[-1]
    elif role == "from" or (said and any(not t.iso for t in said)):
        time = None
    elif said:
        time = said[0] if len(said) == 1 and quantity.kind != "time" else None
    else:
        time = carried if quantity.kind != "time" else None
    return _end_of(time, role, near)


def _closed(text: str, start: int, end: int) -> bool:
    """Whether parentheses end between two positions that began before them."""
    close, opened = text.find(")", start, end), text.find("(", start, end)
    return close >= 0 and not 0 <= opened < close


def _end_of(time: Time | None, role: str, near: Sequence[Time]) -> Time | None:
    """Of "in 2015-2019 from A to B" A is that of 2015 and B that of 2019."""
    if time is None or not time.interval or near or role not in ("from", "to"):
        return time
    first, _, last = time.iso.partition("/")
    iso = first if role == "from" else last
    return Time(time.start, time.end, iso[:4], iso) if iso != ".." else time


def _place(text: str, quantity: Quantity, around: tuple[int, int], where: Sequence[Place]) -> Place | None:
    """The place right before the figure, else the one behind it in its clause, else the last one before it."""
    before = [p for p in where if p.end <= quantity.start]
    behind = [p for p in where if quantity.end <= p.start < around[1]]
    if before and before[-1].start >= around[0] and not _PART.search(text, before[-1].end, quantity.start):
        return before[-1]
    if behind and not _PART.search(text, quantity.end, behind[0].start):
        return behind[0]
    return before[-1] if before else None


def confidence(figure: Figure) -> float:
    """The probability that a figure is right, by the kind of its unit and whether its time is said."""
    sure: dict[str, float] = load("observations")["confidence"]
    kind = "word" if figure.quantity.words and figure.quantity.kind == "counted" else figure.quantity.kind
    return round(sure[kind] * (1.0 if figure.time else sure["no_time"]), 2)
