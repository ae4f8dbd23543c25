"""Times in running text that a figure is given for: years, dates and intervals, with the dates of citations left out.

Times are ISO 8601: ``2021``, ``2021-12-01``, ``2016/2019``; ``2021/..`` is an interval that has not ended. The words
are ``rules/times.yaml``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import regex

from ontology import dates
from ontology.grammar import expand, load, macros
from ontology.literals import Sought

_CITED = regex.compile(r"\p{L},? ((?:19|20)\d\d)[a-z]?\)")
# How far before a year its day, its month and what opens an interval may begin.
_WIDTH = 44
_HALVES = {"firs": 1, "перв": 1, "seco": 2, "втор": 2, "thir": 3, "трет": 3}


@dataclass(frozen=True, slots=True)
class Time:
    """A time and its range. ``year`` is empty for an interval of several years and for "now", which has no ``iso``."""

    start: int
    end: int
    year: str
    iso: str

    @property
    def interval(self) -> bool:
        """Whether it has a beginning and an end of its own."""
        return "/" in self.iso


@cache
def _patterns() -> dict[str, Sought]:
    rules: dict[str, Any] = load("times")
    known = macros("times")
    sources = {name: expand(source, known) for name, source in rules["patterns"].items()}
    return {name: Sought(regex.compile(source, regex.IGNORECASE)) for name, source in sources.items()}


def times(text: str, start: int, end: int, latest: int | None = None) -> list[Time]:
    """The times between two positions of unified text, in order; ``latest`` is the year in which the text came out."""
    found: list[Time] = []
    for year in _patterns()["year"].finditer(text, start, end):
        if text[year.end() : year.end() + 1] == "/" and not _span_of_years(text, year):
            # "2000/60" is the number of an act.
            continue
        time = _dated(text, year, start, end)
        if found and time.start < found[-1].end:
            continue
        if found and (joined := _joined(text, found[-1], time, start)):
            found[-1] = joined
        else:
            found.append(_opened(text, time, start, latest))
    present = [Time(m.start(), m.end(), "", "") for m in _patterns()["now"].finditer(text, start, end)]
    return sorted(found + present, key=lambda time: time.start) if present else found


def compared_with(text: str, time: Time) -> bool:
    """Whether a time is only what another is compared with: "12 % more than …, compared with 2019"."""
    known = _patterns()
    before = known["base"].search(text, max(0, time.start - _WIDTH), time.start)
    return before is not None or known["base_kk"].match(text, time.end) is not None


def masked(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Ranges between two positions that hold years of citations and of names, and days without a year."""
    known = _patterns()
    found = [match.span() for match in known["mask"].finditer(text, start, end)]
    return found + [match.span() for match in known["days"].finditer(text, start, end)]


def latest_cited(text: str) -> int | None:
    """The last year that unified text cites a work of, which is about when it was written; None without citations."""
    return max(map(int, _CITED.findall(text)), default=None)


def _dated(text: str, year: regex.Match[str], low: int, high: int) -> Time:
    """A year with the day, month or part of the year around it."""
    known = _patterns()
    left = known["left"].search(text, max(low, year.start() - _WIDTH), year.start())
    right = known["right"].match(text, year.end(), high)
    begin, end = left.start() if left else year.start(), right.end() if right else year.end()
    if last := _span_of_years(text, year):
        short = known["short"].match(text, year.end(), high)
        if short:
            right = known["right"].match(text, short.end(), high)
            return Time(begin, right.end() if right else short.end(), "", f"{year[0]}/{last}")
    iso = dates.iso(text[begin:end]) or year[0]
    part = left["part"] if left else None
    return Time(begin, end, iso[:4], _part(part.casefold(), iso) if part else iso)


def _span_of_years(text: str, year: regex.Match[str]) -> int:
    """The last year of "2021-22" or "2023/2024"; 0 where a year stands alone."""
    short = _patterns()["short"].match(text, year.end())
    last = int(year[0][:2] + short[1]) if short else 0
    return last if 0 < last - int(year[0]) <= 30 else 0


def _part(part: str, iso: str) -> str:
    """Halves and quarters of a year as intervals of months."""
    number, size = _HALVES.get(part[:4], 4), 6 if regex.search(r"half|полуг|полов", part) else 3
    return iso if number * size > 12 else f"{iso[:4]}-{number * size - size + 1:02}/{iso[:4]}-{number * size:02}"


def _joined(text: str, one: Time, other: Time, low: int) -> Time | None:
    """Two times as an interval: "from 1991 to 1 October 2022", "2015-2019", "2022 compared to 2019"."""
    known = _patterns()
    one = replace(one, iso=one.iso.removesuffix("/.."), year=one.iso[:4]) if one.iso.endswith("/..") else one
    if one.interval or other.interval:
        return None
    if known["compared"].fullmatch(text, one.end, other.start):
        return Time(one.start, other.end, "", f"{other.iso}/{one.iso}")
    gap = known["gap"].fullmatch(text, one.end, other.start)
    listed = gap is not None and gap[0].strip().casefold() in ("and", "и", "мен", "бен", "пен")
    if gap is None or (listed and not known["both"].search(text, max(low, one.start - 16), one.start)):
        return None
    if one.iso[:4] > other.iso[:4] or one.iso == other.iso:
        return None
    return Time(one.start, other.end, one.year if one.year == other.year else "", f"{one.iso}/{other.iso}")


def _opened(text: str, time: Time, low: int, latest: int | None) -> Time:
    """A time that begins an interval ("since 1991"), or ends one whose beginning has no year of its own."""
    known, before = _patterns(), max(low, time.start - _WIDTH)
    if time.interval:
        return time
    if first := known["yearless"].search(text, before, time.start):
        return Time(first.start(), time.end, time.year, f"{dates.iso(first['first'] + ' ' + time.year)}/{time.iso}")
    if known["open"].search(text, max(low, time.start - 18), time.start):
        # What began last year or this year is told as that year's.
        recent = latest is not None and latest - int(time.year) <= 1
        return replace(time, year=time.year if recent else "", iso=f"{time.iso}/..")
    return time
