"""Number and date of an act, as the line under its title or the stamp of its approval prints them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ingest.facts.dates import iso, pattern

LONGEST = 400
_ENDING = r"(?:\s(?:ЗРК|ҚРЗ|ZRK))?"
_NUMBER = rf"(?:№+|No\.?|Nº|N)\s*(?P<number>(?:[A-ZА-ЯӘҒҚҢӨҰҮҺІ]{{2,4}}\s)?[\w-]*\d[\w/-]*{_ENDING})"
# House of Commons and command papers, statutory instruments and chapters of the United Kingdom.
_BRITISH = re.compile(
    r"(?P<number>(?:HC|HL|CP|Cm|Cmd|Cmnd)\.? \d+|\d{4} No\. \d+|\d{4} c(?:h?\.|hapter) \d+|S\.?I\.? \d{4}/\d+)\W*", re.I
)
# A sentence that ends before the act is named.
_SENTENCE = re.compile(r"[^\W\d_]{4,}[.!?]\s")
# No act is named by a line without: the patterns of dates are slow.
_NUMBERED = re.compile(r"№|n[oº]?\.?\s*(?:\w{2,4}\s)?[\w-]*\d", re.I)
# What stands before the day of an act where nothing else does, and what begins a title.
_DATED = re.compile(r"\W*(?:от|dated|of|ot|жылғы)?\W*", re.I)
_SUBJECT = re.compile(r"[«\"“]|(?:об?|обо|on)\b", re.I)
_PRINTED = re.compile(r"(?:to be printed|laid before parliament|made|royal assent)\W[^\n]{0,40}", re.I)


@dataclass(frozen=True, slots=True)
class Act:
    """What a line says of the act that it belongs to; ``type`` is empty where the line names none."""

    type: str = ""
    number: str = ""
    date: str = ""
    line: str = ""


@cache
def data() -> dict[str, Any]:
    """The words of data/acts.toml."""
    return tomllib.loads(files("ingest").joinpath("data/acts.toml").read_text(encoding="utf-8"))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Day and number in either order, at most a few words between them."""
    date = rf"(?P<date>{pattern()})"
    gap = r"[^\d\n]{0,30}?"
    return re.compile(rf"{date}{gap}{_NUMBER}", re.I), re.compile(rf"{_NUMBER}{gap}{date}", re.I)


@cache
def _opening() -> list[tuple[str, re.Pattern[str], re.Pattern[str]]]:
    named = [(str(act["type"]), act) for act in data()["act"]] + [("", data()["approved"])]
    return [
        (
            type_,
            re.compile(rf"\W*(?:{act['first']})\b", re.I),
            re.compile(rf"\b(?:{act['last']})\b", re.I),
        )
        for type_, act in named
    ]


def act_of(lines: Iterable[str]) -> Act:
    """The act that the first lines of a document name as their own; empty fields where they name none.

    Sentences that only mention an act ("The Law of 22 July 2011 No. 477-IV is the main act …") do not count.
    """
    lines = [line for line in lines if len(line) <= LONGEST]
    found = next((act for line in lines if (act := act_in(line))), None)
    return found or _british(lines)


def approves(text: str) -> bool:
    """Whether a line begins the words that say which act approved what follows: «Утверждены приказом …»."""
    _, first, _ = _opening()[-1]
    return bool(first.match(text))


def stamp(line: str) -> bool:
    """Whether a line holds the day and number of an act and nothing else («от 15 февраля 2017 года № 68»)."""
    found = act_in(line)
    if found is None or found.type:
        return False
    match = next(m for form in _patterns() if (m := form.search(found.line)))
    after = found.line[match.end() :].strip(" .,;")
    return bool(_DATED.fullmatch(found.line[: match.start()])) and not _SUBJECT.match(after)


def name_only(text: str, longest: int = 80) -> str:
    """The type of act that a line names and nothing else («ЗАКОН РЕСПУБЛИКИ КАЗАХСТАН»); empty for other lines."""
    if len(text) > longest or any(c.isdigit() for c in text) or text[-1:] in ".;:,":
        return ""
    subject = re.search(r"\b(?:о|об|обо|on|for|туралы|o|ob)\b|[«\"“]", text, re.I)
    if subject:
        return ""
    country = r"(?:of the |республики|президента|правительства|министра|respubliki|қазақстан|president|government)"
    for type_, first, last in _opening():
        starts, ends = first.match(text), last.search(text)
        if type_ and starts and (starts.end() == len(text.rstrip()) or re.search(country, text, re.I)):
            return type_
        if type_ and ends and ends.end() == len(text.rstrip()) and re.search(country, text, re.I):
            return type_
    return ""


def act_in(line: str) -> Act | None:
    """The act that a line is about; None for one that names none, or only mentions it."""
    if not _NUMBERED.search(line):
        return None
    line = " ".join(line.split())
    match = next((m for form in _patterns() if (m := form.search(line))), None)
    if match is None:
        return None
    before, after = line[: match.start()], line[match.end() :].strip(" .,;")
    type_ = _type(before, after)
    if type_ is None or not _ends(after) or _SENTENCE.search(before):
        return None
    return Act(type_, match["number"].strip(" .-/"), iso(match["date"]), line)


def _type(before: str, after: str) -> str | None:
    """The type of the act that a line is about; "" where it does not say, None for a line that only mentions one."""
    for type_, first, last in _opening():
        if (first.match(before) and len(before) < 200) or (last.match(after) and len(before) < 200):
            return type_
        if (found := last.search(before)) and found.start() < 150 and before[:1].isupper():
            return type_
    return "" if _DATED.fullmatch(before) and len(after) < 60 else None


def _ends(after: str) -> bool:
    """Whether the line ends after the number, but for a title in quotes, a place, or a note of its registration."""
    if not after or re.fullmatch(r"[«\"“(].*[»\"”)]", after):
        return True
    for _, _, last in _opening():
        if named := last.match(after):
            return not re.sub(r"[«\"“(].*[»\"”)]|\W", "", after[named.end() :])
    return bool(re.match(r"(?:об?|on|г\.)\s", after)) or after[0].isupper()


def _british(lines: list[str]) -> Act:
    number = next((m["number"] for line in lines if (m := _BRITISH.fullmatch(line.strip()))), "")
    if not number:
        return Act()
    printed = next((m[0] for line in lines if len(line) < 150 and (m := _PRINTED.search(line))), "")
    date = iso(printed)
    return Act("", number, date if len(date) == 10 else "")
