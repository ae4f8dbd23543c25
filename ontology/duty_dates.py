"""Since when and until when a clause says that a duty holds (half-open, ISO 8601 days)."""

from __future__ import annotations

import datetime

import regex

from ontology import dates
from ontology.duties import BODY, Duty, Masked, dated, undated

_UNTIL = r"\b(?:[Uu]ntil|[Tt]ill)\b|(?<!\p{L})(?:[Дд]о\s|[Пп]о\s+\d{1,2}\s)|дейін"


def validity(text: str, start: int, end: int, language: str, ended: bool = False) -> dict[str, str]:
    """``valid_from`` and ``valid_until`` of the clause from ``start`` to ``end``, each the first day of what is said.

    "From 2021 until May 2022" gives 2021-01-01 and 2022-05-01. When the clause says that a duty has ended, its
    "from" is the day on which it no longer held.
    """
    since = _first(dated(language, "from"), text, start, end)
    until = _first(dated(language, "until"), text, start, end) if since or _says_until(text, start, end) else ""
    if not since:
        since = _first(dated(language, "day"), text, start, end) or _first(dated(language, "within"), text, start, end)
    if ended:
        return {"valid_until": since or until} if since or until else {}
    if since and until and until <= since:
        until = ""
    return {name: value for name, value in (("valid_from", since), ("valid_until", until)) if value}


def of_duty(masked: Masked, duty: Duty) -> dict[str, str]:
    """The validity of a duty, without the days of acts and of what a relative clause says of another body."""
    return validity(_own(masked, duty), 0, duty.end - duty.start, duty.language, duty.ended)


def _own(masked: Masked, duty: Duty) -> str:
    """The clause of a duty with spaces where it dates something else; alone its relative clause, if it is of that."""
    text = masked.masked[duty.start : duty.end]
    for match in undated(duty.language, "of_act").finditer(text):
        text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    at, does = duty.body.start - duty.start if duty.body else -1, duty.function[0] - duty.start
    for match in undated(duty.language, "relative").finditer(text):
        if match.start() <= at < match.end():
            return " " * match.start() + match[0] + " " * (len(text) - match.end())
        if BODY in match[0] or match.end() <= does:
            text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return text


def _says_until(text: str, start: int, end: int) -> bool:
    """Without a "from", "to 2020" and "by 2020" count nothing: only an "until" is a limit."""
    return regex.search(_UNTIL, text[start:end]) is not None


def _first(pattern: regex.Pattern[str], text: str, start: int, end: int) -> str:
    match = pattern.search(text, start, end)
    if match is None:
        return ""
    date = dates.iso(match["date"])
    said = match.groupdict()
    after = bool(said.get("whole")) or (bool(said.get("included")) and len(date) == 10)
    return day_after(date) if after and date else first_day(date)


def day_after(date: str) -> str:
    """The day after a year, a month or a day: ``2021`` gives 2022-01-01."""
    year, month, day = (int(part) for part in (*date.split("-"), "1", "1")[:3])
    if len(date) == 4:
        return f"{year + 1}-01-01"
    if len(date) == 7:
        return f"{year + month // 12}-{month % 12 + 1:02}-01"
    return (datetime.date(year, month, day) + datetime.timedelta(days=1)).isoformat()


def first_day(date: str) -> str:
    """The first day of a year, a month or a day: ``2022-05`` gives 2022-05-01; empty for empty."""
    return (date + "-01-01"[: 10 - len(date)] if len(date) == 4 else date + "-01" if len(date) == 7 else date)[:10]
