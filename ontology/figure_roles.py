"""What quantities say of one another in their sentence: from what to what, by how much, of how many, up or down.

Words are those of ``rules/observations.yaml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

import regex

from ontology.grammar import expand, load
from ontology.literals import Sought
from ontology.quantities import Quantity
from ontology.quantity_patterns import patterns

_FROM = regex.compile(r"(?<!\p{L})(?:from|с|со)\s+(?:the\s+)?$", regex.IGNORECASE)
_TO = regex.compile(r"(?<!\p{L})(?:to|до)\s+(?:the\s+|a\s+)?$", regex.IGNORECASE)
# The same in Kazakh, and what stands for "to" there or in Russian and for a limit elsewhere.
_FROM_KK = regex.compile(r"(?:-|%|мың|миллион|миллиард|пайыз|адам|теңге)(?:дан|ден|тан|тен|нан|нен)$")
_TO_LIMIT = regex.compile(r"^до\s|(?:-|%|мың|миллион|миллиард|пайыз|адам|теңге)\s?(?:ға|ге|қа|ке)(?:\s+дейін)?$")
_SHARED = ("percent", "rate", "money", "people", "size")
# Where a clause ends.
CLAUSE = regex.compile(r";|,?\s(?:while|whereas|but)\s|,\s+а\s")


@cache
def _trends() -> dict[str, Sought]:
    rules = load("observations")
    return {
        name: Sought(regex.compile(rf"(?<!\p{{L}})(?:{rules[name]})(?!\p{{L}})", regex.IGNORECASE))
        for name in ("rise", "fall", "negative", "change")
    }


@cache
def _reached() -> tuple[regex.Pattern[str], ...]:
    rules = load("observations")
    names = ("reached", "reaches", "may", "against")
    return tuple(regex.compile(expand(rules[name], rules), regex.IGNORECASE) for name in names)


def understood(text: str, low: int, found: Sequence[Quantity]) -> tuple[list[Quantity], list[str]]:
    """The quantities of a sentence that begins at ``low`` with the units and limits that the others give them, and
    the role of each: from, to, change or level."""
    found = [_with_base(text, quantity, low) for quantity in found]
    roles = _roles(text, found)
    found = _with_units(_against(text, found), roles)
    return [_exact(text, quantity, role) for quantity, role in zip(found, roles, strict=True)], roles


def _roles(text: str, found: Sequence[Quantity]) -> list[str]:
    """ "from 16.5 million in 1991 to 14.8 million": the first is from, the second to; "by 12 %" is a change."""
    roles = ["level"] * len(found)
    for index, quantity in enumerate(found):
        left = text[max(0, quantity.start - 12) : quantity.start]
        last = text[quantity.start : quantity.end]
        if _trends()["change"].search(left) or quantity.kind in ("times",):
            roles[index] = "change"
        elif _FROM.search(left) or _FROM_KK.search(last):
            roles[index] = "from"
        elif _TO.search(left) or (index and roles[index - 1] == "from" and _TO_LIMIT.search(last)):
            roles[index] = "to"
    return roles


def _exact(text: str, quantity: Quantity, role: str) -> Quantity:
    """Without the limit that «до» and «дейін» are elsewhere, where they say what something came to."""
    if quantity.qualifier != "<=" or not _TO_LIMIT.search(text[quantity.start : quantity.end]):
        return quantity
    before, behind, allowed, _ = _reached()
    came = before.search(text, max(0, quantity.start - 90), quantity.start) or behind.match(text, quantity.end)
    may = allowed.search(text, max(0, quantity.start - 90), quantity.start)
    return replace(quantity, qualifier="") if role == "to" or (came and not may) else quantity


def _with_base(text: str, quantity: Quantity, low: int) -> Quantity:
    """A bare number behind "per 100,000 births" is of so many."""
    if quantity.kind not in ("bare", "counted"):
        return quantity
    said = list(patterns().base.finditer(text, max(low, quantity.start - 160), quantity.start))
    if not said:
        return quantity
    # What is counted is of them only right behind: "100 мың адамға шаққанда 41 дәрігер".
    fits = not quantity.unit if quantity.kind == "bare" else quantity.start - said[-1].end() < 2
    return replace(quantity, kind="rate", unit=patterns().base_name(said[-1])) if fits else quantity


def _with_units(found: Sequence[Quantity], roles: Sequence[str]) -> list[Quantity]:
    """ "from 3 to 2.95 per cent", "from 1.7 million to 100 million dollars": the unit of the second is that of both."""
    out = list(found)
    for index, (one, other) in enumerate(pairwise(found)):
        near = other.start - one.end < 40 and roles[index] == "from" and roles[index + 1] == "to"
        if near and one.kind == "bare" and other.kind in (*_SHARED, "time"):
            own = (
                other.unit.split(" ")[-1] if one.unit else other.unit.removeprefix("million ").removeprefix("billion ")
            )
            out[index] = replace(one, kind=other.kind, unit=" ".join(filter(None, (one.unit, own))))
    return out


def _against(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """ "1.3 per cent against 2.1 in 2019": the unit of the first is that of both."""
    out = list(found)
    for index, other in enumerate(found[1:], 1):
        one = out[index - 1]
        if other.kind == "bare" and one.kind in _SHARED and _reached()[3].fullmatch(text, one.end, other.start):
            out[index] = replace(other, kind=one.kind, unit=other.unit or one.unit)
    return out


def trend(text: str, quantity: Quantity, start: int, end: int) -> str:
    """Whether the clause says that it rose or fell: by the word of either kind that is nearest before the figure."""
    if quantity.kind == "times" and _trends()["rise"].match(text, quantity.start, quantity.end):
        return "rise"
    low = max([start, *(m.end() for m in CLAUSE.finditer(text, start, quantity.start))])
    last = {
        name: max((m.start() for m in _trends()[name].finditer(text, low, quantity.end)), default=-1)
        for name in ("rise", "fall")
    }
    if last["rise"] == last["fall"]:
        return ""
    return "rise" if last["rise"] > last["fall"] else "fall"


def signed(text: str, quantity: Quantity, trend: str, start: int, end: int) -> Quantity:
    """With a minus where the clause speaks of a negative balance, or of a fall by so much."""
    if quantity.value < 0:
        return quantity
    left = text[max(start, quantity.start - 20) : quantity.start + 4]
    change = quantity.kind in ("percent", "fraction") and _trends()["change"].search(left[:-4])
    negative = quantity.kind in ("people", "bare", "counted") and _trends()["negative"].search(
        text, start, quantity.start
    )
    if (change and trend == "fall") or negative:
        return replace(quantity, value=-quantity.value)
    return quantity
