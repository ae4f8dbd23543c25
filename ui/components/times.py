"""Days, months, years and intervals as readers say them, from the notation of ISO 8601-2 (EDTF, level 1)."""

from __future__ import annotations

import re

from ui.texts import Texts

_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_OPEN = ("", "..")


def said(t: Texts, time: str) -> str:
    """A time or an interval in words; what is neither stays as it is.

    >>> from ui.texts import texts
    >>> said(texts("en"), "2024-08-24/.."), said(texts("en"), "2020/2024"), said(texts("en"), "spring")
    ('since 24 August 2024', '2020–2024', 'spring')
    """
    start, between, end = time.partition("/")
    if not between:
        return _one(t, "at", start) or time
    if start in _OPEN and end in _OPEN:
        return time
    if end in _OPEN:
        return _one(t, "since", start) or time
    if start in _OPEN:
        return _one(t, "until", end) or time
    first, last = _one(t, "at", start), _one(t, "at", end)
    dash = "–" if start.isdigit() and end.isdigit() else " – "
    return f"{first}{dash}{last}" if first and last else time


def between(t: Texts, since: str, until: str) -> str:
    """From ``since`` until ``until``, either of which may be unknown; nothing when both are."""
    return said(t, f"{since or '..'}/{until or '..'}") if since or until else ""


def _one(t: Texts, how: str, time: str) -> str:
    """A day, a month or a year, alone ("at"), as the beginning ("since") or as the end ("until"); "" for no time."""
    found = _ISO.fullmatch(time)
    if not found:
        return ""
    year, month, day = found.groups()
    if not month:
        return year if how == "at" else t(f"time.{how}.year", year=year)
    form = "day" if day else "month"
    # Languages have the name of a month in other forms beside a day, and after a preposition.
    beside = form if how == "at" else how
    names = t(f"time.months.{beside}").split()
    if not 1 <= int(month) <= len(names):
        return ""
    return t(f"time.{how}.{form}", day=int(day or 0), month=names[int(month) - 1], year=year)
