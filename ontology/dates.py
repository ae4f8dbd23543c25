"""Dates of acts as they stand in texts, in ISO 8601 as precise as the text is.

The months come from ``rules/dates.yaml``: stems, because dates are inflected ("22 июля", "шілдедегі") and
transliterated ("iiulia").
"""

from __future__ import annotations

import re
from functools import cache

from ontology.grammar import load

_NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_ISO = re.compile(r"(\d{4})[-.](\d\d)[-.](\d\d)")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")


@cache
def _months() -> tuple[re.Pattern[str], dict[str, int]]:
    stems = {stem: number for form in ("en", "ru", "tr", "kk") for number, stem in _stems(form)}
    longest = sorted(stems, key=len, reverse=True)
    return re.compile(r"(?<![^\W\d_])(" + "|".join(longest) + r")[^\W\d_]*"), stems


def _stems(form: str) -> list[tuple[int, str]]:
    months: dict[int, dict[str, list[str]]] = load("dates")["months"]
    return [(number, stem) for number, forms in months.items() for stem in forms[form]]


def month_pattern(*forms: str) -> str:
    """A pattern of the months' names in some of the forms ``en``, ``ru``, ``tr`` and ``kk``, with any ending."""
    stems = [stem.capitalize() if form == "en" else stem for form in forms for _, stem in _stems(form)]
    ending = r"\.?" if forms == ("en",) else r"\p{Ll}*"
    return "(?:" + "|".join(sorted(stems, key=len, reverse=True)) + ")" + ending


def iso(text: str) -> str:
    """``22 июля 2011 г.``, ``July 22, 2011``, ``2011 жылғы 22 шілдедегі`` give 2011-07-22; May 2020 gives 2020-05.

    Empty when there is no year between 1800 and 2099, or when day or month cannot be.
    """
    if found := _ISO.search(text):
        return _valid(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.search(text):
        return _valid(int(found[3]), int(found[2]), int(found[1]))
    year = _YEAR.search(text)
    if year is None:
        return ""
    pattern, stems = _months()
    month = pattern.search(text.lower())
    if month is None:
        return year[0]
    rest = text[: year.start()] + " " + text[year.end() :]
    day = _DAY.search(rest)
    return _valid(int(year[0]), stems[month[1]], int(day[1])) if day else f"{year[0]}-{stems[month[1]]:02}"


def _valid(year: int, month: int, day: int) -> str:
    from datetime import date

    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def period(text: str) -> str:
    """``2017—2021`` gives 2017/2021, ``2025`` gives 2025 (ISO 8601 interval of years)."""
    return "/".join(_YEAR.findall(text)[:2])
