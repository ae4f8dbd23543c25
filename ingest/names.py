"""Names of persons in lines of authors."""

from __future__ import annotations

import re

_CAPITAL = "A-ZÀ-ÞА-ЯЁӘҒҚҢӨҰҮҺІ"
_SMALL = "a-zà-ÿа-яёәғқңөұүһі"
_INITIALS = rf"(?:[{_CAPITAL}][{_SMALL}]{{0,2}}\.\s?-?){{1,3}}"
_SURNAME = (
    rf"(?:(?:van|von|de|der|den|da|di|al|bin|фон|де)[ -])*[{_CAPITAL}][{_SMALL}]+(?:[-’'ʼ][{_CAPITAL}]?[{_SMALL}]+)*"
)
_NAME = re.compile(rf"(?:{_INITIALS}\s?{_SURNAME}|{_SURNAME},?\s{_INITIALS})$")
_FULL_NAME = re.compile(rf"{_SURNAME}(?:\s(?:{_SURNAME}|[{_CAPITAL}]\.)){{1,3}}$")
_MARKS = re.compile(r"(?:\^?\{?(?:[\d*†‡§,\s¹²³⁴⁵⁶⁷⁸⁹⁰✉]+|(?<=\s)[a-d])\}?)+$|[*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰✉]+")
_GIVEN = re.compile(
    r"^(?:by|authors?|автор(?:ы)?|авторлар(?:ы)?|prepared by|подготовили?|дайындаған)\s*[:–—]?\s+", re.I
)
_SPLIT = re.compile(r"\s*(?:[,;](?!\s*(?:Jr|Sr)\b)|\band\b|\bи\b|\bжәне\b|&)\s*")
_TITLES = re.compile(r"^(?:Dr|Prof|Mr|Mrs|Ms|PhD)\.?\s+")


def authors_of(text: str) -> list[str]:
    """The names in a line that holds nothing but names of authors; empty for any other line."""
    if len(text) > 600:
        return []
    given = _GIVEN.match(text)
    if given and given[0].rstrip().endswith(":") and len(text) < 200:
        return [part for part in map(_bare, re.split(r"\s*[;,]\s*", text[given.end() :])) if part]
    line = text[given.end() :] if given else text
    parts = [_bare(part) for part in _SPLIT.split(_swap_commas(line))]
    parts = [part for part in parts if part]
    if not parts or len(parts) > 40:
        return []
    if all(_NAME.match(part) for part in parts):
        return parts
    marked = bool(given) or any(c in line for c in "¹²³*†")
    if marked and all(_NAME.match(part) or _FULL_NAME.match(part) for part in parts):
        return parts
    return []


def _bare(part: str) -> str:
    return _TITLES.sub("", _MARKS.sub("", part.strip(" ^{}*")).strip(" ,;^{}*"))


def _swap_commas(line: str) -> str:
    """ "Mussina, S.T., Kim, A." keeps each surname with its initials."""
    return re.sub(rf"({_SURNAME}),\s*(?={_INITIALS}(?:[,;&]|\s*$|\s+(?:and|и)\b))", r"\1 ", line)
