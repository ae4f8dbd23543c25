"""Who did what to whom in a clause: the words of a rule (``rules/relations.yaml``) and the mentions beside them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import regex

from ontology.grammar import expand, load, macros
from ontology.literals import Sought
from ontology.mention import Mention

_RULES = "relations"
# Behind the words of a rule no act or body that is this far away is theirs, in characters.
_NEAR = 130


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which texts say that an act or a body changed; see the head of the rules file."""

    name: str
    type: str
    to: str
    by: str
    order: str
    strict: bool
    sure: float
    pattern: regex.Pattern[str]


class Clause(NamedTuple):
    """A sentence, the words of a rule in it, and the mentions in the sentence by kind, each list in order."""

    text: str
    start: int
    end: int
    said: tuple[int, int]
    mentions: dict[str, list[Mention]]


class Change(NamedTuple):
    """What a rule found: what the change happened ``to``, and what it was done ``by`` or what became of it.

    Without ``by`` it is the document's own act that did it, or, for a body, an act that the clause does not name.
    """

    rule: Rule
    to: Mention
    by: Mention | None


class Rules:
    """The compiled rules file."""

    def __init__(self) -> None:
        data = load(_RULES)
        self.rules = [
            Rule(
                entry["name"], entry["type"], entry["to"], entry["by"], entry["order"], bool(entry.get("strict")),
                entry["sure"], compiled(rf"(?<![\p{{L}}-])(?:{entry['pattern']})(?!\p{{L}})"),
            )
            for entry in data["rules"]
        ]  # fmt: skip
        triggers = "|".join(rf"(?<![\p{{L}}-])(?:{entry['pattern']})" for entry in data["rules"])
        self.trigger = Sought(compiled(triggers))
        names = (
            "negated",
            "instrumental",
            "accordance",
            "gap",
            "near_gap",
            "joined",
            "next_act",
            "by",
            "date",
            "in_force",
        )
        self.re = {name: compiled(data[name]) for name in names}
        self.notes: dict[str, str] = data["notes"]


def compiled(source: str) -> regex.Pattern[str]:
    return regex.compile(expand(source, macros("instruments") | macros(_RULES)))


@cache
def rules() -> Rules:
    """The rules, compiled once."""
    return Rules()


def changes(clause: Clause, own: bool) -> list[Change]:
    """What the rules make of a clause; ``own`` tells whether the document is an act, which may speak of itself."""
    if rules().re["negated"].search(clause.text, max(clause.start, clause.said[0] - 40), clause.said[0]):
        return []
    for rule in rules().rules:
        match = rule.pattern.match(clause.text, clause.said[0], clause.end)
        if match and (own or not rule.order.startswith("own")):
            here = clause._replace(said=match.span())
            found = [c for c in _ORDERS[rule.order](here, rule) if c.to is not c.by]
            if found:
                return found
    return []


# ---------------------------------------------------------------------------------------- who stands where
def _pta(clause: Clause, rule: Rule) -> Iterator[Change]:
    target = _after(clause, rule.by, clause.said[1])
    if target:
        yield from (Change(rule, subject, target) for subject in _before(clause, rule.to, clause.said[0]))


def _atp(clause: Clause, rule: Rule) -> Iterator[Change]:
    subject = _after(clause, rule.to, clause.said[1])
    actors = _before(clause, rule.by, clause.said[0], "near_gap")
    if subject and actors:
        yield Change(rule, subject, actors[-1])


def _tpa(clause: Clause, rule: Rule) -> Iterator[Change]:
    subject = _after(clause, rule.to, clause.said[1])
    if subject is None:
        return
    gap = rules().re["gap"].match(clause.text, subject.end, clause.end)
    for target in clause.mentions[rule.by] if gap else ():
        between = clause.text[subject.end : target.start]
        if gap and subject.end <= target.start <= gap.end() and rules().re["by"].search(between):
            yield Change(rule, subject, target)


def _pat(clause: Clause, rule: Rule) -> Iterator[Change]:
    targets = _before(clause, rule.by, clause.said[0], "near_gap")[-1:]
    for target in targets:
        yield from (Change(rule, s, target) for s in _before(clause, rule.to, target.start))


def _apt(clause: Clause, rule: Rule) -> Iterator[Change]:
    for subject in _before(clause, rule.to, clause.said[0], "near_gap")[-1:]:
        yield from (Change(rule, subject, t) for t in _before(clause, rule.by, subject.start)[-1:])


def _atp_kk(clause: Clause, rule: Rule) -> Iterator[Change]:
    for target in _before(clause, rule.by, clause.said[0], "near_gap")[-1:]:
        behind = _after(clause, rule.to, clause.said[1])
        subjects = [behind] if behind else _before(clause, rule.to, target.start)[-1:]
        yield from (Change(rule, s, target) for s in subjects)


def _into(clause: Clause, rule: Rule) -> Iterator[Change]:
    """A body that was split into others: each of them came of it."""
    first = _after(clause, rule.to, clause.said[1])
    if first is None:
        return
    parts = [first, *_joined_after(clause, first, clause.mentions[rule.to])]
    for whole in _before(clause, rule.by, clause.said[0])[-1:]:
        yield from (Change(rule, part, whole) for part in parts)


def _into_kk(clause: Clause, rule: Rule) -> Iterator[Change]:
    """«X Y және Z болып бөлінді»: nothing stands between the whole and its parts."""
    found = _before(clause, rule.to, clause.said[0], "near_gap")
    for at, (whole, first) in enumerate(pairwise(found), 1):
        if not clause.text[whole.end : first.start].strip():
            yield from (Change(rule, part, whole) for part in found[at:])


def _case(clause: Clause, rule: Rule) -> Iterator[Change]:
    """By the instrumental case: «Указом X образовано Y», «Y образовано Указом X», «X Заңымен Y бекітілді»."""
    actors = _actors(clause, rule)
    subject = _nearest(clause, [m for m in clause.mentions[rule.to] if m not in actors and not _acts(m)])
    if subject:
        yield from (Change(rule, subject, actor) for actor in actors)


def _pt(clause: Clause, rule: Rule) -> Iterator[Change]:
    after = _after(clause, rule.to, clause.said[1])
    subjects = _before(clause, rule.to, clause.said[0]) or ([after] if after else [])
    actors = _actors(clause, rule)
    by = _after(clause, rule.by, clause.said[1])
    if not actors and by and rules().re["by"].search(clause.text[clause.said[1] : by.start]):
        actors = [by]
    for subject in subjects:
        yield Change(rule, subject, actors[0] if actors else None)


def _own(clause: Clause, rule: Rule) -> Iterator[Change]:
    target = _after(clause, rule.to, clause.said[1])
    if target and not target.attributes.get("own_act"):
        yield Change(rule, target, None)
        yield from (Change(rule, other, None) for other in _joined_after(clause, target, clause.mentions[rule.to]))


def _own_before(clause: Clause, rule: Rule) -> Iterator[Change]:
    for target in _before(clause, rule.to, clause.said[0]):
        if not target.attributes.get("own_act"):
            yield Change(rule, target, None)


_ORDERS = {
    "PTA": _pta, "ATP": _atp, "TPA": _tpa, "PAT": _pat, "APT": _apt, "ATP-kk": _atp_kk, "case": _case, "PT": _pt,
    "into": _into, "into-kk": _into_kk, "own": _own, "own-before": _own_before,
}  # fmt: skip


# ------------------------------------------------------------------------------------- mentions beside a place
def _before(clause: Clause, kind: str, position: int, gap: str = "gap") -> list[Mention]:
    """The mentions that a place belongs to: the one right before it, and those joined to that by "and"."""
    mentions = clause.mentions[kind]
    last = bisect_left([m.start for m in mentions], position) - 1
    while last >= 0 and mentions[last].end > position:
        last -= 1
    if last < 0 or not rules().re[gap].fullmatch(clause.text, mentions[last].end, position):
        return []
    found = [mentions[last]]
    while last > 0 and rules().re["joined"].fullmatch(clause.text, mentions[last - 1].end, mentions[last].start):
        last -= 1
        found.insert(0, mentions[last])
    return found


def _after(clause: Clause, kind: str, position: int) -> Mention | None:
    """The mention that begins right after a place, but for a few small words."""
    mentions = clause.mentions[kind]
    first = bisect_left([m.start for m in mentions], position)
    if first == len(mentions) or not rules().re["near_gap"].fullmatch(clause.text, position, mentions[first].start):
        return None
    return mentions[first]


def _acts(mention: Mention) -> bool:
    """Whether a mention of an act stands in the instrumental case."""
    head = mention.attributes.get("head", "")
    return mention.kind == "instrument" and bool(rules().re["instrumental"].search(head))


def _actors(clause: Clause, rule: Rule) -> list[Mention]:
    """The acts in the instrumental case nearest to the words of the rule, with those that the text lists after it."""
    acts = clause.mentions["instrument"]
    able = [m for m in acts if _acts(m) and not (rule.strict and _in_accordance(clause, m))]
    first = _nearest(clause, able)
    return [first, *_joined_after(clause, first, able)] if first else []


def _in_accordance(clause: Clause, mention: Mention) -> bool:
    return bool(rules().re["accordance"].search(clause.text, max(clause.start, mention.start - 60), mention.start))


def _nearest(clause: Clause, mentions: Sequence[Mention]) -> Mention | None:
    far = [(max(clause.said[0] - m.end, m.start - clause.said[1], 0), m.start, m) for m in mentions]
    return min(far)[2] if far and min(far)[0] <= _NEAR else None


def _joined_after(clause: Clause, first: Mention, mentions: Sequence[Mention]) -> list[Mention]:
    found, end = [], first.end
    for other in mentions:
        if other.start >= end and rules().re["next_act"].fullmatch(clause.text, end, other.start):
            found.append(other)
            end = other.end
    return found
