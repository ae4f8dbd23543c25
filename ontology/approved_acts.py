"""Concepts and strategies that stand under titles of two languages: one act approves them, so they are one.

Titles of two languages never meet by their words. What identifies a concept is its type, its period and the act that
approves it, which a text names beside it or whose title says so («Об утверждении Концепции … на 2023-2027 годы»).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ontology import titles
from ontology.act import Act
from ontology.approvals import approved


def by_approval(acts: list[Act]) -> list[Act]:
    """The acts, those of one type and period that one act approves as one: titles of two languages never meet."""
    at = {(m.document_id, str(m.start)): act for act in acts for m in act.mentions}
    titled = _approved_titles(acts)
    kept: dict[tuple[str, str, int], Act] = {}
    out: list[Act] = []
    for act in acts:
        approving = _approving(act, at, titled)
        key = (act.most("type"), act.most("period"), id(approving))
        if approving is None or approving is act or not key[1]:
            out.append(act)
        elif key in kept:
            for mention in act.mentions:
                kept[key].add(mention)
        else:
            kept[key] = act
            out.append(act)
    return out


def _approved_titles(acts: Iterable[Act]) -> dict[tuple[str, str], list[tuple[frozenset[str], Act]]]:
    """By type and period what titles of acts approve: the words of the title, and the act."""
    found: dict[tuple[str, str], list[tuple[frozenset[str], Act]]] = defaultdict(list)
    for act in acts:
        for title in sorted(act.said.get("title", ())):
            kind, period, what = approved(title)
            if kind:
                found[kind, period].append((frozenset(titles.key(what).split()), act))
    return found


def _approving(
    act: Act,
    at: Mapping[tuple[str, str], Act],
    titled: Mapping[tuple[str, str], list[tuple[frozenset[str], Act]]],
) -> Act | None:
    """The one act that approves a concept or a strategy with a period; None where texts name none or several."""
    if act.most("type") not in ("concept", "strategy") or len(act.said.get("period", ())) != 1:
        return None
    said = (at.get((m.document_id, m.attributes.get("approved_at", ""))) for m in act.mentions)
    found = {id(one): one for one in said if one is not None}
    names = [frozenset(titles.key(title).split()) for title in act.said.get("title", ())]
    for words, one in titled.get((act.most("type"), act.most("period")), ()):
        if any(name and name <= words for name in names):
            found[id(one)] = one
    return next(iter(found.values())) if len(found) == 1 else None
