"""Which article and paragraph of an act a text cites: "paragraph 2 of Article 12 of the Law" gives 12 and 2.

The words that stand before or behind the name of an act are read as a chain of units (``rules/divisions.yaml``):
from the act outwards first the article, then the paragraph, then the subparagraph.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import regex

from ontology.grammar import load, pattern

# How far before and behind the name of an act its divisions may reach, in characters.
_BEFORE, _BEHIND = 160, 220
_RULES = "divisions"
# The names of what is cited inside an article, from the outermost inwards.
_INNER = ("paragraph", "subparagraph")


class Cited(NamedTuple):
    """What a chain says (``article``, ``paragraph``, ``subparagraph``) and its range."""

    start: int
    end: int
    said: dict[str, str]


class Divisions:
    """The compiled rules file."""

    def __init__(self) -> None:
        rules = load(_RULES)
        latin, russian, kazakh = ([(rank, sources[at]) for rank, sources in rules["units"].items()] for at in range(3))
        self.units = {rank: _pattern("|".join(sources)) for rank, sources in rules["units"].items()}
        before, behind = _chain(latin + russian), _chain(kazakh)
        self.before = _pattern(rf"(?r)(?<![\p{{L}}\d]){before}{rules['before_tail']}")
        self.behind = _pattern(rf"(?:-\p{{Ll}}+)?\s*{behind}|{rules['after_lead']}{_chain(latin)}{rules['after_not']}")
        self.number = _pattern(r"{en_num}|{ru_num}|{kk_num}|\(\w{1,4}\)")
        self.ordinals: dict[str, str] = rules["ordinals"]


def _pattern(source: str) -> regex.Pattern[str]:
    return pattern(source, _RULES)


def _chain(units: list[tuple[str, str]]) -> str:
    one = "(?:" + "|".join(source.replace("?P<n>", "?:") for _, source in units) + ")"
    return f"{one}(?:{load(_RULES)['between']}{one}){{0,5}}"


@cache
def divisions() -> Divisions:
    """The rules, compiled once."""
    return Divisions()


def before(text: str, start: int) -> Cited | None:
    """The divisions cited right before the act that begins at ``start``."""
    match = divisions().before.match(text, max(0, start - _BEFORE), start)
    return _cited(match, outwards=True) if match else None


def behind(text: str, end: int) -> Cited | None:
    """The divisions cited right behind the act that ends at ``end``."""
    match = divisions().behind.match(text, end, end + _BEHIND)
    return _cited(match, outwards=False) if match else None


def _cited(match: regex.Match[str], outwards: bool) -> Cited | None:
    units = sorted(
        (unit.start(), rank, unit["n"])
        for rank, source in divisions().units.items()
        for unit in source.finditer(match[0])
    )
    articles, inner, named = list[str](), list[str](), list[str]()
    for _, rank, numbers in reversed(units) if outwards else units:
        if rank == "named":
            named.append(" ".join(numbers.split()))
        elif rank == "article" and not (articles and inner):
            articles[:0] = _numbers(numbers)
        elif rank == "inner":
            inner.append(" ".join(_numbers(numbers)))
    if not (articles or inner or named):
        return None
    if len(articles) == 1 and (nested := regex.fullmatch(r"([^()]+?)\s?((?:\(\w+\))+)", articles[0])):
        articles, inner = [nested[1]], [*regex.findall(r"\w+", nested[2]), *inner]
    said = {"article": " ".join(articles) or (named[0] if named else "")}
    said |= dict(zip(_INNER, inner, strict=False))
    return Cited(match.start(), match.end(), {name: value for name, value in said.items() if value})


def _numbers(text: str) -> list[str]:
    """``"3), 4) и 12)"`` gives 3, 4, 12; ``"352ZH to 352ZS"`` gives 352ZH/352ZS."""
    found: list[str] = []
    end = 0
    for match in divisions().number.finditer(text):
        number = _number(match[0])
        if found and regex.fullmatch(r"\s*(?:-|to)\s*", text[end : match.start()]):
            found[-1] += "/" + number
        else:
            found.append(number)
        end = match.end()
    return found


def _number(text: str) -> str:
    if text[:1].isalpha() and text[:1].islower():
        return next((number for stem, number in divisions().ordinals.items() if text.startswith(stem)), text)
    plain = " ".join(text.split()).rstrip(".")
    return plain if "(" in plain else plain.rstrip(")")
