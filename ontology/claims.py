"""What an observation claims, in a form in which two can be compared: words, value with its slack, measure and time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from ontology import characters
from ontology.grammar import load
from ontology.mention import Mention
from ontology.scheme import by_id
from ontology.tagging import tagger

_WORD = regex.compile(r"\p{L}{3,}")
_FIGURE = regex.compile(r"\d+")
_STEM = 7
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
DURATIONS = ("years", "months", "weeks", "days", "hours")


@dataclass(frozen=True, slots=True)
class Claim:
    """An observation as numbers and words. ``low`` to ``high`` are the values that its qualifier and the digits that it
    is rounded to allow; ``measure`` is count, %, a currency or a unit of time."""

    mention: Mention
    value: float
    low: float
    high: float
    measure: str
    unit: str
    qualifier: str
    time: str
    place: str
    source: str
    rule: str
    role: str
    trend: str
    indicator: str
    words: frozenset[str]
    around: frozenset[str]
    sentence: tuple[int, int]

    @property
    def said(self) -> str:
        """The value as the text has it: "more than 14 thousand"."""
        return f"{self.qualifier}{self.value:,.10g}" + (
            f" {self.unit}" if self.unit and self.measure != "count" else ""
        )

    def fits(self, other: Claim) -> bool:
        """Whether both are of one place; one that is not named may be the country."""
        return (
            self.place == other.place
            or (not self.place and other.place in _countries())
            or (not other.place and self.place in _countries())
        )

    def overlaps(self, other: Claim) -> bool:
        """Whether some value is allowed by both."""
        return self.low <= other.high and other.low <= self.high


def claim(mention: Mention) -> Claim:
    """The claim of an observation."""
    said = mention.attributes
    unit = said.get("unit", "")
    scale = next((factor for name, factor in _SCALES.items() if unit.startswith(name)), 1.0)
    value = float(said["value"]) * scale
    tens = 5.0 if "%" in unit else 10.0
    low, high = _slack(said["value"], value, scale, said.get("qualifier", ""), tens)
    start, _, end = said.get("context", "").partition(" ")[0].partition(",")
    sentence = (int(start), int(end)) if start and said.get("source") == "text" else (mention.start, mention.end)
    rule = said.get("rule", "")
    return Claim(
        mention, value, low, high, _measure(unit), unit, said.get("qualifier", ""),
        said.get("time") or said.get("year", ""), said.get("place", ""), said.get("source", "text"), rule,
        rule.partition("/")[2], said.get("trend", ""), said.get("indicator", ""),
        words(said.get("indicator", "")), words(mention.surface), sentence,
    )  # fmt: skip


def _slack(digits: str, value: float, scale: float, qualifier: str, tens: float = 10.0) -> tuple[float, float]:
    """The values that a figure allows: half a unit of its last digit but noughts, a whole one for "more than". Per
    cents that end in a nought are rounded to ``tens``, fives."""
    bare = digits.lstrip("-")
    if "." in bare:
        step = 10.0 ** -len(bare.partition(".")[2])
    else:
        step = 10.0 ** (len(bare) - len(bare.rstrip("0"))) if bare.strip("0") else 1.0
        step = tens if step == 10.0 else step
    step *= scale
    rounding = load("contradictions")["rounding"] * abs(value)
    near = max(step / 2, rounding)
    if qualifier == ">":
        return value - rounding, value + max(step, rounding)
    if qualifier == "<":
        return value - max(step, rounding), value + rounding
    if qualifier == ">=":
        return value, float("inf")
    if qualifier == "<=":
        return float("-inf"), value
    return (value - 2 * near, value + 2 * near) if qualifier == "~" else (value - near, value + near)


def _measure(unit: str) -> str:
    if "%" in unit:
        return "%"
    own = unit.partition(" ")[2] if unit.partition(" ")[0] in _SCALES else unit
    return own if own in _measures() else "count"


@cache
def _measures() -> frozenset[str]:
    """The units that tell one measure from another: people and other things are counted."""
    return frozenset(
        unit["name"] for unit in load("observations")["units"] if unit["kind"] not in ("percent", "people")
    )


@cache
def _countries() -> frozenset[str]:
    return frozenset(forms["en"][0] for forms in load("places", "gazetteer")["countries"].values())


# ------------------------------------------------------------------------------------------------ words
@cache
def words(text: str) -> frozenset[str]:
    """What a text is about: the concepts that it names (``=kandas``), and the stems of its other words, with one stem
    for words of one meaning."""
    rules = load("contradictions")
    empty, groups = frozenset(rules["empty"]), rules["same"]
    out: set[str] = set()
    rest, at = [], 0
    for match in tagger().matches(text):
        out.add(f"={match.name.concept.id}")
        rest.append(text[at : match.start])
        at = max(at, match.end)
    rest.append(text[at:])
    free = set(_WORD.findall(characters.unify(" ".join(rest)).casefold()))
    for word in _WORD.findall(characters.unify(text).casefold()):
        named = next((name for name, starts in groups.items() if word.startswith(tuple(starts))), "")
        if named or (word in free and word not in empty):
            out.add(named or word[:_STEM].rstrip("s"))
    return frozenset(out)


def _shared(a: frozenset[str], b: frozenset[str]) -> int:
    """How many words two texts share; concepts that stand to each other in the scheme count as one."""
    own, others = a - b, {name[1:] for name in b - a if name[0] == "="}
    near = [name for name in own if name[0] == "=" and _near(name[1:]) & others]
    return len(a & b) + min(len(near), len(others))


@cache
def _near(concept: str) -> frozenset[str]:
    known = by_id()
    return frozenset((*known[concept].related, *known[concept].broader)) if concept in known else frozenset()


def alike(one: Claim, other: Claim, whole: bool = False) -> float:
    """How alike what two figures are of is, by :func:`likeness`; ``whole`` compares their clauses."""
    return likeness(*((one.around, other.around) if whole else (_told(one), _told(other))))


def likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of the words of the shorter text that both have, 0 where words set them apart, or where only one is
    shared and either says more."""
    for group in load("contradictions")["apart"]:
        mine, theirs = a & set(group), b & set(group)
        if mine and theirs and not mine & theirs:
            return 0.0
    shared = _shared(a, b)
    return shared / min(len(a), len(b)) if shared > 1 or (a == b and a) else 0.0


def _told(claim: Claim) -> frozenset[str]:
    """The words of the indicator, with those of the clause where it has few."""
    return claim.words if len(claim.words) > 2 else claim.words | claim.around


def same_row(one: Claim, other: Claim) -> bool:
    """Whether what the rows of tables are of is the same: two rows by their labels, a row and a text by the label's
    words in the text. Captions alone make no two figures of one thing."""
    if one.source == other.source == "table":
        return _row(one) == _row(other) and likeness(*map(_subject, (one, other))) >= _alike_tables()
    cell, text = (one, other) if one.source == "table" else (other, one)
    if cell.source != "table":
        return True
    label, figures = _row(cell)
    return label <= text.words | text.around and figures <= frozenset(_FIGURE.findall(text.mention.surface))


@cache
def _labelled(indicator: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words and the figures of a row's labels, which stand behind the subject of an indicator."""
    label = indicator.partition(" › ")[2]
    return words(label), frozenset(_FIGURE.findall(label))


def _row(claim: Claim) -> tuple[frozenset[str], frozenset[str]]:
    return _labelled(claim.indicator)


def _subject(claim: Claim) -> frozenset[str]:
    return words(claim.indicator.partition(" › ")[0])


def _alike_tables() -> float:
    limit: float = load("contradictions")["alike"]["tables"]
    return limit


def same_value(one: float, other: float, share: float | None = None) -> bool:
    """Whether two values are one, rounded."""
    slack = load("contradictions")["rounding"] if share is None else share
    return bool(abs(one - other) <= slack * max(abs(one), abs(other)))
