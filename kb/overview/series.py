"""What has a place in time: laws, programmes, stages and transfers as spans, figures of one thing as a series."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.entities import KBEntity
    from kb.statements import Link


@dataclass(frozen=True, slots=True)
class Span:
    """Something on the axis of time: ``start`` and ``end`` as the text has them (ISO), equal for a day or a year.

    ``lane``: instrument, programme, stage, transfer, relation or change.
    """

    entity: KBEntity
    lane: str
    start: str
    end: str

    @property
    def years(self) -> tuple[float, float]:
        """From its first day to its last as years with fractions."""
        return decimal(self.start), decimal(self.end, last=True)

    def within(self, first: int | None, last: int | None) -> bool:
        """Whether a part of it lies in the years from ``first`` to ``last``, both included."""
        return (first is None or int(self.end[:4]) >= first) and (last is None or int(self.start[:4]) <= last)


@dataclass(frozen=True, slots=True)
class Point:
    """A figure; ``time`` as the text has it, ``at`` the year with its fraction, None where it is of no one time."""

    entity: KBEntity
    value: float
    time: str
    at: float | None
    contradicted: bool

    @property
    def qualifier(self) -> str:
        """``>``, ``<``, ``>=``, ``<=``, ``~`` or nothing."""
        return str(self.entity.properties.get("qualifier", ""))


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one indicator, unit and place in the order of time."""

    indicator: str
    unit: str
    place: str
    points: tuple[Point, ...]

    @property
    def dated(self) -> tuple[Point, ...]:
        """The points that can be drawn."""
        return tuple(point for point in self.points if point.at is not None)

    @property
    def drawable(self) -> bool:
        """Whether there are points of at least two times."""
        return len({point.at for point in self.dated}) > 1

    def between(self, first: int | None, last: int | None) -> Series:
        """Its points of the years from ``first`` to ``last``; those of no known time only when no year is asked for."""
        if first is None and last is None:
            return self
        kept = (p for p in self.points if p.time and _overlaps(p.time, first, last))
        return replace(self, points=tuple(kept))


# A day, a month or a year; intervals and open ends are EDTF (ISO 8601-2).
_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_LANES = {"dated": "", "period": "", "transferred": "transfer", "related": "relation", "changed": "change"}


def spans(links: Iterable[Link]) -> list[Span]:
    """The links of a timeline as spans; an instrument with a date and a period has one for each."""
    found = []
    for link in links:
        start, end = ends(link.date)
        if start:
            found.append(Span(link.entity, _LANES[link.link] or link.entity.kind, start, end))
    return found


def series(figures: Iterable[KBEntity], contradicted: frozenset[str] = frozenset()) -> list[Series]:
    """Figures by indicator, unit and place, in the order in which these first occur."""
    members: dict[tuple[str, str, str], list[Point]] = {}
    for figure in figures:
        said = figure.properties
        key = tuple(str(said.get(name, "")) for name in ("indicator", "unit", "place"))
        time = str(said.get("time") or said.get("year") or "")
        at = decimal(time) if _ISO.fullmatch(time) else None
        point = Point(figure, float(said["value"]), time, at, figure.iri in contradicted)
        members.setdefault((key[0], key[1], key[2]), []).append(point)
    return [Series(*key, tuple(sorted(points, key=lambda p: (p.time, p.value)))) for key, points in members.items()]


def decimal(day: str, last: bool = False) -> float:
    """A day, month or year (ISO) as a year with its fraction; ``last``: its end rather than its beginning.

    >>> decimal("2022"), decimal("2022", last=True), decimal("2022-07")
    (2022.0, 2023.0, 2022.5)
    """
    parts = [int(part) for part in day.split("-")]
    year, month, day_of_month = [*parts, 0, 0][:3]
    if not month:
        return float(year + last)
    if not day_of_month:
        return year + (month - (not last)) / 12
    return year + (date(year, month, day_of_month).timetuple().tm_yday - 1) / 366


def ends(time: str) -> tuple[str, str]:
    """First and last day, month or year of a time or an interval; an open end is the other one, none is "".

    >>> ends("2017/2021"), ends("2024-08-24/.."), ends("2020"), ends("")
    (('2017', '2021'), ('2024-08-24', '2024-08-24'), ('2020', '2020'), ('', ''))
    """
    known = [part for part in time.split("/") if _ISO.fullmatch(part)]
    return (known[0], known[-1]) if known else ("", "")


def _overlaps(time: str, first: int | None, last: int | None) -> bool:
    start, end = ends(time)
    return bool(start) and (first is None or int(end[:4]) >= first) and (last is None or int(start[:4]) <= last)
