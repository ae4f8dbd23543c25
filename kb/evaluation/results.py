"""What was measured of each question, and the means of groups of questions with their intervals."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.evaluation.statistics import Difference, Interval, difference, interval

ALL = "all"


@dataclass(frozen=True, slots=True)
class Result:
    """One question: the measures that apply to it, between 0 and 1, and the ``rank`` of the first right hit, if any.

    ``outcome`` says in a word what became of it, such as "refused".
    """

    id: str
    question: str
    language: str
    kind: str
    values: Mapping[str, float]
    rank: int | None = None
    outcome: str = ""


Groups = dict[str, list[Result]]


def groups(results: Sequence[Result]) -> Groups:
    """All questions, those of each language (``lang=ru``) and of each kind (``kind=who``), in this order."""
    found: Groups = {ALL: list(results)}
    for language in sorted({result.language for result in results}):
        found[f"lang={language}"] = [result for result in results if result.language == language]
    for kind in sorted({result.kind for result in results if result.kind}):
        found[f"kind={kind}"] = [result for result in results if result.kind == kind]
    return found


def summary(results: Sequence[Result], measures: Sequence[str]) -> dict[str, Interval]:
    """Each measure's mean over the questions that it applies to; measures that apply to none are left out."""
    values = {name: [r.values[name] for r in results if name in r.values] for name in measures}
    return {name: interval(each) for name, each in values.items() if each}


def differences(first: Sequence[Result], second: Sequence[Result], measures: Sequence[str]) -> dict[str, Difference]:
    """How much more the second configuration reaches, of each measure that applies to a question in both."""
    found = {}
    for name in measures:
        one, other = ([result.values.get(name, math.nan) for result in results] for results in (first, second))
        if not all(map(math.isnan, one)) and not all(map(math.isnan, other)):
            found[name] = difference(one, other)
    return found
