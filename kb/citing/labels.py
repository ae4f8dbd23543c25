"""Words of references that CSL has no terms for (data/citing/labels.yaml), and dates in them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from kb.citing.locales import DATA


@cache
def labels(language: str) -> Mapping[str, Any]:
    """The words of a language; English ones where it has no entry."""
    table = _table()
    found: Mapping[str, Any] = table.get(language[:2].lower(), table["en"])
    return found


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DATA / "labels.yaml").read_text(encoding="utf-8"))
    return found


def date_parts(item: Mapping[str, Any], name: str = "issued") -> list[int]:
    """Year, month and day of a date of a CSL item, as far as it has them."""
    value = item.get(name)
    parts = value.get("date-parts") if isinstance(value, Mapping) else None
    first = parts[0] if parts else ()
    return [int(part) for part in first if str(part).lstrip("-").isdigit()]


def spoken_day(parts: list[int], language: str, form: str) -> str:
    """A day written out: «22 июля 2011 г.»; ``form`` is a template with day, month and year."""
    year, month, day = parts
    return form.format(day=day, month=labels(language)["months"][month - 1], year=year)


def act(item: Mapping[str, Any], language: str, words: str = "act") -> str:
    """Kind, day and number of an act: «закон Республики Казахстан от 21 мая 2013 г. № 94-V».

    A day that is not known wholly is left out. ``words`` is the entry of the data file: "act" or "own".
    """
    say = labels(language)
    rules, kind = {**say["act"], **say[words]}, str(item.get("genre", ""))
    parts = date_parts(item)
    said = [
        spoken_day(parts, language, rules["day"]) if len(parts) == 3 else "",
        rules["number"].format(number=item["number"]) if item.get("number") else "",
    ]
    if rules["last"] and kind:
        head, _, last = kind.rpartition(" ")
        return " ".join(filter(None, [head, *said, last]))
    if words == "act" and rules["lower"]:
        kind = lower_first(kind)
    return " ".join(filter(None, [kind, *said]))


def lower_first(text: str) -> str:
    """Without the capital that only begins the text; acronyms keep theirs."""
    first = text.partition(" ")[0]
    return text[:1].lower() + text[1:] if not first[1:] or first[1:].islower() else text


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th … 11th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
