"""Facets: how many of the passages nearest to a question are in a language, of a type or a year, or name a body or act.

The counts of a facet are those that choosing one of its values would leave: every filter but its own is applied.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.document import Document
from ingest.errors import NotFound
from kb.entities import KBEntity, named
from kb.filters import Year
from kb.rows import Place

FACETS = ("language", "type", "year", "agency", "instrument")
# So many passages are counted.
NEAREST = 100
# So many values of a facet say enough; years are all shown.
_MOST = 12
_NAMED = ("agency", "instrument")
_YEARS = re.compile(r"(?P<first>\d{1,4})?(?:(?P<dash>-)(?P<last>\d{1,4})?)?", re.A)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a question is narrowed to; ``agency`` and ``instrument`` are IRIs."""

    language: str | None = None
    type: str | None = None
    year: Year | None = None
    agency: str | None = None
    instrument: str | None = None

    def __bool__(self) -> bool:
        return self != Narrowing()

    @property
    def filters(self) -> dict[str, Any]:
        """The same as arguments of ``kb.ask`` and ``kb.search``."""
        mentions = tuple(iri for iri in (self.agency, self.instrument) if iri)
        return {"language": self.language, "type": self.type, "year": self.year, "mentions": mentions}


@dataclass(frozen=True, slots=True)
class Count:
    """A value of a facet and how many of the nearest passages have it; ``entity``: the body or act that it names."""

    value: str
    count: int
    entity: KBEntity | None = None


class Named:
    """Which bodies and acts the ranges of documents name; made once for each state of a shelf."""

    def __init__(self, entities: Iterable[KBEntity]) -> None:
        self.entities = {entity.iri: entity for entity in entities if entity.kind in _NAMED}
        self._by_document: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for entity in self.entities.values():
            for each in entity.evidence:
                self._by_document[each.document.id].append((each.start, each.end, entity.iri))
        for places in self._by_document.values():
            places.sort()
        every = (end - start for places in self._by_document.values() for start, end, _ in places)
        self._longest = max(every, default=0)

    def inside(self, passage: Place) -> set[str]:
        """What a passage names, by IRI."""
        places = self._by_document.get(passage.document_id, [])
        first = bisect_left(places, (passage.start - self._longest,))
        last = bisect_left(places, (passage.end,))
        return {iri for _, end, iri in places[first:last] if end > passage.start}

    def find(self, name: str, kind: str) -> str | None:
        """The IRI of what is called so, or None."""
        try:
            return named(self.entities.values(), name, (kind,)).iri
        except NotFound:
            return None


def narrowing(
    said: Mapping[str, str], names: Named, languages: Sequence[str], types: Iterable[str]
) -> tuple[Narrowing, list[str]]:
    """What an address asks for by the names of :data:`FACETS`, and those whose values the shelf does not know."""
    known: dict[str, Callable[[str], Any]] = {
        "language": lambda value: value if value in languages else None,
        "type": lambda value: value if value in types else None,
        "year": years,
        "agency": lambda value: names.find(value, "agency"),
        "instrument": lambda value: names.find(value, "instrument"),
    }
    given = {facet: known[facet](value.strip()) for facet in FACETS if (value := said.get(facet, "")).strip()}
    return Narrowing(**given), [facet for facet, value in given.items() if value is None]


def years(text: str) -> Year | None:
    """``2017``, ``2017-2021``, ``2017-`` or ``-2021``; None for anything else.

    >>> years("2017-"), years("-2021"), years("long ago")
    ((2017, None), (None, 2021), None)
    """
    match = _YEARS.fullmatch(text.replace("–", "-"))
    if not match or not (match["first"] or match["last"]):
        return None
    first, last = (int(match[name]) if match[name] else None for name in ("first", "last"))
    if not match["dash"]:
        return first
    return (first, last) if first is None or last is None or first <= last else (last, first)


def facets(
    near: Callable[[Narrowing], Sequence[Place]],
    document: Callable[[str], Document],
    names: Named,
    chosen: Narrowing,
) -> dict[str, list[Count]]:
    """The values of each facet, most frequent first, years in order; ``near`` gives the passages nearest to a question.

    What is chosen is among the values, also where nothing has it.
    """
    kept: dict[Narrowing, Sequence[Place]] = {}
    found: dict[str, list[Count]] = {}
    for facet in FACETS:
        others = replace(chosen, **{facet: None})
        if others not in kept:
            kept[others] = near(others)
        counted = Counter(value for passage in kept[others] for value in _values(facet, passage, document, names))
        own = getattr(chosen, facet)
        if isinstance(own, str):
            counted[own] += 0
        found[facet] = _counts(facet, counted, names, own)
    return found


def _values(facet: str, passage: Place, document: Callable[[str], Document], names: Named) -> Iterable[str]:
    if facet == "language":
        return [passage.language]
    if facet in _NAMED:
        return [iri for iri in names.inside(passage) if names.entities[iri].kind == facet]
    value = getattr(document(passage.document_id), facet)
    return [str(value)] if value else []


def _counts(facet: str, counted: Counter[str], names: Named, own: object) -> list[Count]:
    if facet == "year":
        return [Count(value, count) for value, count in sorted(counted.items(), key=lambda each: -int(each[0]))]
    ranked = sorted(counted.items(), key=lambda each: (each[0] != own, -each[1], each[0]))[:_MOST]
    return [Count(value, count, names.entities.get(value)) for value, count in ranked]
