"""Figures that contradict each other, and tables whose parts do not add up to their totals.

Pure functions of observations. Two figures contradict when they are of the same thing, place and time and differ by
more than rounding and qualifiers allow; when one says that a value rose and the other that it fell; when a change does
not fit its two ends; when a text misquotes a chart by a power of ten; when a list is longer than announced.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

import regex

from ontology.claims import DURATIONS, Claim, alike, claim, likeness, same_row, same_value, words
from ontology.grammar import load
from ontology.mention import Entity, Mention

_FIGURE = regex.compile(r"\((?:Figure|Fig\.?|Рисунок|Рис\.?)\s*(\d+)|\((\d+)\s*-?\s*сурет", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two observations that cannot both hold; their ``surface`` are the quotes. ``kind``: value, trend, arithmetic,
    scale, list. ``reason`` is one sentence."""

    first: Mention
    second: Mention
    kind: str
    reason: str


def contradictions(observations: Iterable[Mention | Entity]) -> list[Contradiction]:
    """The contradicting pairs among observations of any documents, each once, in order of their places."""
    claims = list(_said_once(claim(m) for m in sorted(_mentions(observations), key=_order)))
    found = [
        *_values(claims),
        *_trends(claims),
        *_both_ways(claims),
        *_arithmetic(claims),
        *_scales(claims),
        *_lists(claims),
    ]
    once: dict[object, Contradiction] = {}
    for each in found:
        once.setdefault(frozenset((_order(each.first), _order(each.second))), each)
    return sorted(once.values(), key=lambda each: (_order(each.first), _order(each.second)))


def _said_once(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Without what a second document says in the same words: of a copy nothing contradicts its original."""
    first: dict[object, str] = {}
    for each in claims:
        quote = "".join(c for c in each.mention.surface.casefold() if c.isalnum())
        key = quote, each.value, each.measure, each.time, each.place, each.indicator
        if first.setdefault(key, each.mention.document_id) == each.mention.document_id:
            yield each


def _mentions(observations: Iterable[Mention | Entity]) -> Iterator[Mention]:
    for each in observations:
        if isinstance(each, Entity):
            yield from (m for m in each.mentions if m.kind == "observation")
        elif each.kind == "observation":
            yield each


def _order(mention: Mention) -> tuple[str, int, int, str, str]:
    said = mention.attributes
    return mention.document_id, mention.start, mention.end, said.get("value", ""), said.get("rule", "")


def _pair(one: Claim, other: Claim, kind: str, reason: str) -> Contradiction:
    return Contradiction(one.mention, other.mention, kind, reason)


# ------------------------------------------------------------------------------------------------ pairs of papers
def _values(claims: Sequence[Claim]) -> Iterator[Contradiction]:
    """Same thing, place and time, different values."""
    by_time: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for each in claims:
        if each.time and each.role != "change" and each.source != "figure" and not _supposed(each):
            by_time[each.time, each.measure].append(each)
    for group in by_time.values():
        for one, other in combinations(group, 2):
            same = one.mention.document_id == other.mention.document_id
            if (same and not _apart(one, other)) or not one.fits(other) or one.overlaps(other):
                continue
            if alike(one, other) >= _alike("value" if same else "elsewhere") and same_row(one, other):
                yield _pair(one, other, "value", f"Both are of {one.time}, but {one.said} is not {other.said}.")


def _apart(one: Claim, other: Claim) -> bool:
    """Whether two figures of one document stand in different sentences, of which neither parts what the other sums."""
    if one.source == other.source == "table" or one.sentence == other.sentence or one.measure in DURATIONS:
        # Terms of one document are the terms of different cases.
        return False
    return one.indicator == other.indicator


def _supposed(claim: Claim) -> bool:
    return _suppositions().search(claim.mention.surface) is not None


@cache
def _suppositions() -> regex.Pattern[str]:
    return regex.compile(load("contradictions")["supposed"], regex.IGNORECASE)


def _trends(claims: Sequence[Claim]) -> Iterator[Contradiction]:
    """One value that is said to have risen and to have fallen."""
    by_value: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for each in claims:
        if each.trend and each.time and each.role != "change":
            by_value[each.time, each.measure].append(each)
    for group in by_value.values():
        for one, other in combinations(group, 2):
            apart = one.trend != other.trend and same_value(one.value, other.value) and one.fits(other)
            if apart and one.sentence != other.sentence and alike(one, other, whole=True) >= _alike("trend"):
                words = {one.trend: one, other.trend: other}
                reason = f"{words['rise'].said} is told as a rise by one and as a fall by the other."
                yield _pair(one, other, "trend", reason)


# ------------------------------------------------------------------------------------------------ in one sentence
def _both_ways(claims: Sequence[Claim]) -> Iterator[Contradiction]:
    """ "a decrease in arrivals, … the number of arrivals doubled": one clause says both of one thing."""
    for each in claims:
        if not each.trend or each.source != "text":
            continue
        surface = each.mention.surface
        opposite = "fall" if each.trend == "rise" else "rise"
        for said in _noun_of(opposite).finditer(surface):
            if likeness(words(said["what"]), words(each.indicator)) >= _alike("value"):
                start = each.mention.start + said.start()
                attributes = {"indicator": " ".join(said["what"].split()), "trend": opposite}
                quote = replace(
                    each.mention, start=start, end=start + len(said[0]), surface=said[0], attributes=attributes
                )
                yield Contradiction(
                    quote, each.mention, "trend", f"One clause tells of a {opposite} and of a {each.trend}."
                )


@cache
def _noun_of(trend: str) -> regex.Pattern[str]:
    nouns = load("contradictions")["nouns"][trend]
    return regex.compile(rf"(?<!\p{{L}})(?:{nouns})(?P<what>[^,;.()]{{8,120}})", regex.IGNORECASE)


def _arithmetic(claims: Sequence[Claim]) -> Iterator[Contradiction]:
    """ "increased fourfold from 141 to 53": the ends do not fit the change, or the direction."""
    for group in _by_sentence(claims).values():
        first = [c for c in group if c.role == "from"]
        last = [c for c in group if c.role == "to"]
        change = [c for c in group if c.role == "change" and c.unit == "times"]
        if len(first) != 1 or not last or len(change) > 1 or not first[0].value:
            continue
        # The ends of a range of values say one thing.
        for end in last[:1]:
            if end.measure != first[0].measure:
                continue
            ratio = end.value / first[0].value
            if change and not _fits_ratio(ratio, change[0]):
                yield _pair(
                    end, change[0], "arithmetic", f"{first[0].said} to {end.said} is no change by {change[0].value:g}."
                )
            elif not change and end.trend and (end.trend == "rise") != (ratio > 1) and ratio != 1:
                yield _pair(first[0], end, "arithmetic", f"{first[0].said} to {end.said} is told as a {end.trend}.")


def _fits_ratio(ratio: float, change: Claim) -> bool:
    slack = load("contradictions")["arithmetic"]
    times = 1 / change.value if change.trend == "fall" and change.value else change.value
    return bool(abs(ratio - times) <= slack * times or (change.qualifier == ">" and ratio > times))


def _scales(claims: Sequence[Claim]) -> Iterator[Contradiction]:
    """A figure that refers to a chart whose label has the same digits at another power of ten."""
    labels: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for each in claims:
        if each.source == "figure":
            labels[each.mention.document_id, each.mention.attributes.get("figure", "")].append(each)
    for each in claims:
        referred = _FIGURE.search(each.mention.surface) if each.source == "text" else None
        chart = labels.get((each.mention.document_id, referred[1] or referred[2]), ()) if referred else ()
        if each.measure != "count" or any(same_value(each.value, label.value, 0.02) for label in chart):
            continue
        for label in chart:
            if any(same_value(each.value * 10**power, label.value, 0.02) for power in (-3, -2, -1, 1, 2, 3)):
                yield _pair(each, label, "scale", f"The chart has {label.said}, the text {each.said}.")


def _lists(claims: Sequence[Claim]) -> Iterator[Contradiction]:
    """A list with another number of items than announced."""
    announced = {(c.mention.document_id, c.mention.start): c for c in claims if c.rule == "list/announced"}
    for each in claims:
        if each.rule == "list/listed":
            start = int(each.mention.attributes["context"].split(",")[0])
            if lead := announced.get((each.mention.document_id, start)):
                yield _pair(lead, each, "list", f"{lead.said} are announced and {each.value:g} are listed.")


def _by_sentence(claims: Sequence[Claim]) -> dict[tuple[str, int], list[Claim]]:
    groups: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for each in claims:
        if each.source == "text":
            groups[each.mention.document_id, each.sentence[0]].append(each)
    return groups


def _alike(name: str) -> float:
    limits: dict[str, float] = load("contradictions")["alike"]
    return limits[name]
