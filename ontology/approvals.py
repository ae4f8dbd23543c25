"""What the words around a citation say of the act: which decree approved it, and when it was adopted."""

from __future__ import annotations

import regex

from ontology import characters, dates
from ontology.citations import Citation, grammar

_APPROVED = frozenset(("concept", "strategy", "rules"))
_PERIOD = regex.compile(r"(?<!\d)(?:19|20)\d\d\s*-\s*(?:19|20)\d\d(?!\d)")
_APPROVING = frozenset(("decree", "order", "resolution", "law"))


def approved(title: str) -> tuple[str, str, str]:
    """Type, period and title of what an act approves by its title: «Об утверждении Концепции … на 2023-2027 годы».

    Empty strings where the title approves nothing that has a period.
    """
    match = grammar().re["approves"].match(characters.unify(title))
    head = grammar().head.search(match["what"]) if match else None
    period = _PERIOD.search(match["what"]) if match else None
    if match is None or head is None or period is None:
        return "", "", ""
    return grammar().type_of(head[0])[0], dates.period(period[0]), match["what"]


def link(text: str, found: list[Citation]) -> None:
    """ "Concepts …, approved by 1) the Decree A, 2) the Decree B": one concept for each decree."""
    for concept in [c for c in found if c.head.type in _APPROVED]:
        at = found.index(concept)
        acts = _approving(text, concept, found[at + 1 :]) or _approving_kk(text, concept, found, at)
        said = dict(concept.parts)
        for n, act in enumerate(acts):
            one = concept if n == 0 else Citation(concept.head, concept.start, concept.end, concept.names)
            one.parts = {"date": act.parts.get("date", ""), **said, "approved_at": str(act.start)}
            if n:
                found.append(one)


def _approving(text: str, concept: Citation, following: list[Citation]) -> list[Citation]:
    gap, end, acts = grammar().re["approved_by"], concept.end, list[Citation]()
    for act in following[:6]:
        if act.head.type not in _APPROVING or not gap.fullmatch(text, end, act.start):
            break
        acts.append(act)
        gap, end = grammar().re["approved_next"], act.end
    return acts


def _approving_kk(text: str, concept: Citation, found: list[Citation], at: int) -> list[Citation]:
    """The act by which a Kazakh sentence says that a concept was approved; it stands before it or behind it."""
    rules = grammar().re
    for act in (*found[max(0, at - 1) : at], *found[at + 1 : at + 2]):
        first, second = (act, concept) if act.start < concept.start else (concept, act)
        if act.head.type not in _APPROVING or not rules["approved_kk_act"].search(text[act.start : act.end].strip()):
            continue
        gap = rules["approved_kk_gap"].fullmatch(text, first.end, second.start)
        if gap and (
            rules["approved_kk_verb"].match(text, second.end) or rules["approved_kk_verb"].fullmatch(gap[0].rstrip())
        ):
            return [act]
    return []


def adopted(text: str, citation: Citation) -> str:
    """The date that the sentence gives for the adoption of an act; empty when it gives none."""
    rules = grammar()
    before = text[max(0, citation.start - 160) : citation.start]
    before = regex.split(r"(?<=[\p{Ll})\]\"][.;!?])\s|\n", before)[-1]
    after = regex.split(r"(?<=[\p{Ll}\d)][.;!?])\s|\n", text[citation.end : citation.end + 140])[0]
    match = rules.re["adopted_before"].search(before) or rules.re["adopted_after"].search(after)
    return dates.iso(match["date"]) if match else ""
