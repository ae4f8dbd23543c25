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
# A run of marks is taken whole (++): tried in all its parts, the figures of a table would take seconds.
_MARKS = re.compile(r"(?:\^?\{?(?:[\d*†‡§,\s¹²³⁴⁵⁶⁷⁸⁹⁰✉]++|(?<=\s)[a-d])\}?)+$|[*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰✉]+")
_GIVEN = re.compile(
    r"^(?:by|authors?|автор(?:ы)?|авторлар(?:ы)?|prepared by|подготовили?|дайындаған)\s*[:–—]?\s+", re.I
)
_TURNED = re.compile(rf"({_SURNAME}),\s*(?={_INITIALS}(?:[,;&]|\s*$|\s+(?:and|и)\b))")
_INITIAL = re.compile(rf",\s*[{_CAPITAL}][{_SMALL}]{{0,2}}\.")
_SPLIT = re.compile(r"\s*(?:[,;](?!\s*(?:Jr|Sr)\b)|\band\b|\bи\b|\bжәне\b|&)\s*")
_MOST = 40
_TITLES = re.compile(r"^(?:Dr|Prof|Mr|Mrs|Ms|PhD)\.?\s+")


def authors_of(text: str) -> list[str]:
    """The names in a line that holds nothing but names of authors; empty for any other line."""
    if len(text) > 600:
        return []
    given = _GIVEN.match(text)
    if given and given[0].rstrip().endswith(":") and len(text) < 200:
        return [part for part in map(_bare, re.split(r"\s*[;,]\s*", text[given.end() :])) if part]
    line = text[given.end() :] if given else text
    forms = (_NAME, _FULL_NAME) if given or any(c in line for c in "¹²³*†") else (_NAME,)
    out: list[str] = []
    for part in filter(None, map(_bare, _SPLIT.split(_swap_commas(line)))):
        # Hardly any line is one of names: the first part tells.
        if len(out) == _MOST or not any(form.match(part) for form in forms):
            return []
        out.append(part)
    return out


def _bare(part: str) -> str:
    return _TITLES.sub("", _MARKS.sub("", part.strip(" ^{}*")).strip(" ,;^{}*"))


def _swap_commas(line: str) -> str:
    """ "Mussina, S.T., Kim, A." keeps each surname with its initials."""
    return _TURNED.sub(r"\1 ", line) if _INITIAL.search(line) else line
