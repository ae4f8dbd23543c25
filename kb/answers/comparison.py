"""Comparisons: a quote for each side, and sources that give different figures for the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import Any

import regex

from kb.answers.figures import Asked, agree, figures, names, signs, years
from kb.answers.grouping import Statement
from kb.answers.lookup import Lookup
from kb.answers.units import Unit, sentences

# What a unit of one side is worth that holds all the words of that side.
OF_SIDE = 0.04
NEARER_SIDE = 0.25
# How alike two sentences must be, figures aside, to be about the same thing.
ABOUT_THE_SAME = 0.89
_MOST_FIGURES = 3
# What a side's unit may be less than the best of all.
MARGIN = 0.05
# The same where two sources are compared: the second may be in another language.
MARGIN_OF_SOURCES = 0.12


def sides(question: str) -> tuple[str, str] | None:
    """The two things that a question compares, in its own words: two names, or two years."""
    for pattern in _patterns():
        if found := pattern.search(question.rstrip("?.! ")):
            return found["a"].strip(' ,«»“”"'), found["b"].strip(' ,«»“”"')
    named = sorted(years(question))
    return (named[0], named[1]) if len(named) == 2 else None


def both(asked: Asked, found: Sequence[Unit], lookup: Lookup) -> list[Unit]:
    """The best unit of each side; where the sides are not named, the best of each of two documents."""
    named = sides(asked.question.text)
    near = [unit for unit in found if unit.score >= found[0].score - MARGIN]
    if named is None:
        return _of_two_documents([unit for unit in found if unit.score >= found[0].score - MARGIN_OF_SOURCES])
    chosen = [
        max(near, key=lambda unit: unit.score + _leaning(asked, unit, own, other, lookup))
        for own, other in (named, named[::-1])
    ]
    if chosen[0] is chosen[1]:
        return chosen[:1]  # one sentence speaks of both sides
    return sorted(chosen, key=lambda unit: -unit.score)


def _leaning(asked: Asked, unit: Unit, own: str, other: str, lookup: Lookup) -> float:
    """How much more a unit speaks of one side than of the other: by words and names, and by meaning."""
    language = unit.hit.passage.language
    here = signs(unit.text, language) | years(unit.text)
    words = [signs(side, asked.question.language) | years(side) for side in (own, other)]
    apart = [words[0] - words[1], words[1] - words[0]]
    shares = [len(side & here) / len(side) if side else 0.0 for side in apart]
    near = lookup.near_range(unit.range, [own, other])
    return OF_SIDE * (shares[0] - shares[1]) + NEARER_SIDE * (near[0] - near[1])


def _of_two_documents(found: Sequence[Unit]) -> list[Unit]:
    first: dict[str, Unit] = {}
    for unit in found:
        first.setdefault(unit.hit.document.id, unit)
    return list(first.values())[:2]


def disagreements(asked: Asked, statements: Sequence[Statement], lookup: Lookup) -> list[tuple[Unit, Unit]]:
    """Pairs of units of different documents that give different figures for the same thing and year.

    Only where figures or sources are asked for, and for the years of the question, if it names any.
    """
    if not asked.kinds & {"figure", "comparison"}:
        return []
    return [
        (one.unit, other.unit)
        for one, other in combinations(statements, 2)
        if one.unit.hit.document.id != other.unit.hit.document.id and _disagree(asked, one.unit, other.unit, lookup)
    ]


def _disagree(asked: Asked, one: Unit, other: Unit, lookup: Lookup) -> bool:
    """Whether a sentence of one unit gives other figures for a year than a sentence of the other."""
    pairs = [
        (a, b)
        for a in sentences(one)
        for b in sentences(other)
        if _other_figures(a, b) and (not asked.years or years(a.text) <= asked.years)
    ]
    return any(
        max(lookup.likeness(a.range, b.range), lookup.likeness(one.range, other.range)) >= ABOUT_THE_SAME
        for a, b in pairs
    )


def _other_figures(one: Unit, other: Unit) -> bool:
    """Whether two sentences about one and the same year, and nothing that only one of them names, share no figure."""
    mine, others = figures(one.text), figures(other.text)
    year = years(one.text)
    return (
        0 < len(mine) <= _MOST_FIGURES
        and 0 < len(others) <= _MOST_FIGURES
        and len(year) == 1
        and year == years(other.text)
        and _per_cent(one.text) == _per_cent(other.text)
        and _same_names(one, other)
        and not agree(mine, others)
    )


def _same_names(one: Unit, other: Unit) -> bool:
    """Whether neither names what the other does not: people from Russia are not those from Uzbekistan."""
    mine, others = (names(unit.text, unit.hit.passage.language) for unit in (one, other))
    return mine <= others or others <= mine


def _per_cent(text: str) -> bool:
    return bool(regex.search(r"%|per\s?cent|процент|пайыз", text.casefold()))


@cache
def _patterns() -> tuple[regex.Pattern[str], ...]:
    import yaml

    data: Any = yaml.safe_load(files("kb").joinpath("data", "comparisons.yaml").read_text(encoding="utf-8"))
    return tuple(regex.compile(line, regex.IGNORECASE) for lines in data.values() for line in lines)
