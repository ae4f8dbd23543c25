"""Dates of CSL-JSON as text: ISO 8601, with ranges and "about" as in EDTF (ISO 8601-2), which BibLaTeX reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def edtf(date: Mapping[str, Any]) -> str:
    """``2011-07-22``, ``2010/2012``, ``1998~`` (about), ``2011-21`` (spring); what is no date as it is written."""
    each = [part for part in map(_iso, date.get("date-parts") or ()) if part]
    if not each:
        return str(date.get("literal") or date.get("raw") or "")
    season = str(date.get("season", ""))
    if season.isdecimal() and len(each[0]) == 4:
        each[0] += f"-2{int(season)}"
    return "/".join(each) + ("~" if date.get("circa") else "")


def _iso(parts: Sequence[Any]) -> str:
    numbers = [int(part) for part in parts if str(part).lstrip("-").isdigit()]
    return "-".join([f"{numbers[0]:04}", *(f"{number:02}" for number in numbers[1:3])]) if numbers else ""
