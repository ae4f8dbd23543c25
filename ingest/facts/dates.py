"""Dates as documents print them, in ISO 8601 as precise as they are."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

_YEAR = r"(?:1[89]|20)\d\d"
_ISO = re.compile(rf"(?<!\d)({_YEAR})[-./](\d{{1,2}})[-./](\d{{1,2}})(?!\d)")
_NUMERIC = re.compile(rf"(?<!\d)(\d{{1,2}})[./](\d{{1,2}})[./]({_YEAR})(?!\d)")
_YEAR_WORD = r"(?:\s?(?:жылғы|жылы|жыл|ж\.|года?|г\.|goda?))"


@cache
def _months() -> dict[str, int]:
    data = tomllib.loads(files("ingest").joinpath("data/dates.toml").read_text(encoding="utf-8"))
    return {stem: number for number, stems in enumerate(data["months"], 1) for stem in stems}


@cache
def pattern() -> str:
    """A regular expression of a day with month and year, in every form that :func:`iso` reads; it has no groups."""
    month = rf"(?:{'|'.join(sorted(_months(), key=len, reverse=True))})[^\W\d_]*\.?"
    day = r"[«\"“]?\d{1,2}(?:st|nd|rd|th)?[»\"”]?"
    return (
        rf"(?:{_YEAR}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR}|{day}\s+{month},?\s+{_YEAR}{_YEAR_WORD}?|"
        rf"{month}\s+{day},?\s+{_YEAR}|{_YEAR}{_YEAR_WORD}\s*{day}\s+{month})"
    )


@cache
def _spoken() -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<month>{'|'.join(sorted(_months(), key=len, reverse=True))})[^\W\d_]*\.?"
    day = r"[«\"“]?(?P<day>\d{1,2})(?:st|nd|rd|th)?[»\"”]?"
    year = rf"(?P<year>{_YEAR})(?!\d)"
    return tuple(
        re.compile(rf"(?<![^\W_]){form}", re.I)
        for form in (
            rf"{day}\s+{month},?\s+{year}",
            rf"{month}\s+{day},?\s+{year}",
            rf"{year}{_YEAR_WORD}?\s*{day}\s+{month}",
            rf"{month},?\s+{year}",
            rf"{year}{_YEAR_WORD}\s*{month}",
        )
    )


def iso(text: str) -> str:
    """The first date of a text: «22 июля 2011 г.», "July 22, 2011", «2011 жылғы 22 шілдедегі» give 2011-07-22,
    "May 2020" gives 2020-05, "2019" gives 2019; empty without a year from 1800 on."""
    for found, order in ((_ISO.search(text), (1, 2, 3)), (_NUMERIC.search(text), (3, 2, 1))):
        if found:
            return _valid(*(int(found[i]) for i in order))
    spoken = [match for form in _spoken() if (match := form.search(text))]
    if spoken:
        # Of two forms that begin alike, the one with the day comes first in the list.
        first = min(spoken, key=lambda match: match.start())
        parts = first.groupdict()
        year, month = int(parts["year"]), _months()[parts["month"].lower()]
        return _valid(year, month, int(parts["day"])) if parts.get("day") else f"{year}-{month:02}"
    year_only = re.search(rf"(?<!\d){_YEAR}(?!\d)", text)
    return year_only[0] if year_only else ""


def days(text: str) -> list[str]:
    """Every whole day that a text names, in its order."""
    found = (iso(match[0]) for match in re.finditer(rf"(?<!\d){pattern()}(?!\d)", text, re.I))
    return [day for day in found if len(day) == 10]


def _valid(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return str(year)
