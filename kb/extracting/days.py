"""Whether a date that a model gives stands in a quote, as the quote writes it."""

from __future__ import annotations

from functools import cache

import regex

from ontology import dates
from ontology.characters import unify
from ontology.duty_dates import first_day

_ISO = regex.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_PERIOD = regex.compile(r"(\d{4})(?:\s*[-/–—]\s*(\d{4}))?")
_YEAR = r"(?:1[89]|20)\d\d"
_YEARS = regex.compile(rf"(?<!\d){_YEAR}(?!\d)")


def in_text(text: str) -> frozenset[str]:
    """The dates of a text in ISO 8601, each as precise as it stands there."""
    unified = unify(text)
    found = {dates.iso(match[0]) for match in _dates().finditer(unified)} - {""}
    return frozenset(found | set(_YEARS.findall(_dates().sub(" ", unified))))


def stated(date: str, text: str) -> str | None:
    """A date as the text states it; empty for empty; None when it is no date, or none of the text, or one of several.

    A year or a month means the one date of the text in it. A model may also write the first day of a month or a year
    that the text gives.
    """
    if not date:
        return ""
    known = in_text(text) if _ISO.fullmatch(date) else frozenset()
    meant = [one for one in known if one.startswith(date)]
    if date in known or len(meant) == 1:
        return date if date in known else meant[0]
    return next((one for one in _widened(date) if one in known), None)


def day(date: str, text: str) -> str | None:
    """The first day of a date; empty for empty; None when it is no date, or none of the text."""
    found = stated(date, text)
    return first_day(found) if found else found


def period(years: str, text: str) -> str | None:
    """``2017/2021`` or one year; empty for empty; None when a year of it is not in the text."""
    if not years:
        return ""
    match = _PERIOD.fullmatch(years)
    ends = [year for year in match.groups() if year] if match else []
    return "/".join(ends) if ends and set(ends) <= set(_YEARS.findall(text)) else None


def _widened(date: str) -> list[str]:
    month = [date[:7]] if date.endswith("-01") and len(date) == 10 else []
    return month + [date[:4]] * date.endswith("-01-01")


@cache
def _dates() -> regex.Pattern[str]:
    """Dates as texts write them, the most precise first."""
    months = dates.month_pattern("en", "ru", "tr")
    kazakh = dates.month_pattern("kk")
    return regex.compile(
        rf"{_YEAR}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR}"
        rf"|(?:(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?)?{months}\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?{_YEAR}"
        rf"|{_YEAR}\s*(?:жыл\p{{Ll}}*|ж\.)\s*(?:\d{{1,2}}\s+)?{kazakh}",
        regex.IGNORECASE,
    )
