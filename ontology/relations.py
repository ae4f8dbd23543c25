"""What texts say became of acts and bodies: who amended, repealed, approved, replaced what, what rests on what;
which body was renamed, merged, split off, created or abolished.

Voice does not matter: "Y repealed X" and "X was repealed by Y" both give ``repeals`` from Y to X. The publisher's
notes in laws are read by ``ingest.amendments``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from ingest.amendments import Amendment, amendments
from ingest.document import Document, Passage
from ontology import characters, dates
from ontology.grammar import EXTRACTOR
from ontology.mention import Mention
from ontology.relation_clauses import Change, Clause, changes, rules
from ontology.short_forms import own_act

_NAME = f"relations/{EXTRACTOR}"
# Notes: 24 of 24 that we drew at random and read were right, smoothed (25 of 26). Approvals: an estimate.
_FROM_NOTES, _FROM_APPROVALS = 0.96, 0.95
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TAIL = 90
# Relations whose subject is the act that does it.
_DONE_BY = frozenset(("amends", "repeals", "approves", "replaces"))


def find(document: Document, passages: Sequence[Passage], named: Sequence[Mention]) -> list[Mention]:
    """Mentions of relations (kind ``relation``) in order; their range is the clause that states them.

    ``type`` is amends, repeals, approves, replaces (the subject does it to the object) or based_on (the subject rests
    on the object) between instruments; renamed_to, merged_into, split_from (from one agency to another), created_by
    and abolished_by (from an agency to the instrument; abolished_by has no object where none is named). Attributes:
    ``subject_kind``, ``subject_at``, ``object_kind``, ``object_at`` (ranges of mentions in ``named``), ``own_act``
    ("subject" or "object") for the act that the document is, ``article`` and ``paragraph`` of what was changed,
    ``date`` (ISO), ``in_force`` (ISO day), ``planned`` for what is still to come, ``action`` of a publisher's note,
    ``context`` (the words that open the list of a note), ``rule``.
    """
    acts = _by_place(m for m in named if m.kind == "instrument")
    bodies = _outside(_by_place(m for m in named if m.kind == "agency"), acts)
    itself = _itself(document, acts)
    found = [*_noted(document, acts, itself)] if itself else []
    found += _approvals(document, [m for m in named if m.kind == "instrument"])
    found += _stated(document, passages, {"instrument": acts, "agency": bodies}, itself)
    unique = {_identity(m): m for m in reversed(found)}
    return sorted(unique.values(), key=lambda m: (m.start, m.end, sorted(m.attributes.items())))


def _itself(document: Document, acts: Sequence[Mention]) -> Mention | None:
    """The mention of the act that a document is: where it speaks of itself, else where its number and date stand."""
    own = own_act(document)
    named = (
        m for m in acts if own.get("number") and all(m.attributes.get(n) == own.get(n) for n in ("number", "date"))
    )
    return next((m for m in acts if m.attributes.get("own_act")), None) or next(named, None)


def _identity(mention: Mention) -> tuple[str, ...]:
    return tuple(mention.attributes.get(n, "") for n in ("type", "subject_at", "object_at", "article", "action"))


def _by_place(mentions: Iterator[Mention]) -> list[Mention]:
    """The mentions in order, one for each range."""
    places = {(m.start, m.end): m for m in mentions}
    return [places[place] for place in sorted(places)]


def _outside(bodies: list[Mention], acts: list[Mention]) -> list[Mention]:
    """The bodies that are not the issuer of an act, inside its name."""
    starts = [m.start for m in acts]
    last = [bisect_right(starts, m.start) - 1 for m in bodies]
    return [m for m, at in zip(bodies, last, strict=True) if at < 0 or acts[at].end < m.end]


# ------------------------------------------------------------------------------------------------ running text
def _stated(
    document: Document, passages: Sequence[Passage], named: dict[str, list[Mention]], itself: Mention | None
) -> Iterator[Mention]:
    unified = characters.unify(document.text)
    skipped = ("reference", "note") if itself else ("reference",)
    sentences = sorted({s for p in passages if p.kind not in skipped for s in p.sentences})
    places = {kind: [m.start for m in mentions] for kind, mentions in named.items()}
    for start, end in sentences:
        inside = {k: ms[bisect_left(places[k], start) : bisect_left(places[k], end)] for k, ms in named.items()}
        # A relation has an end that is named: most sentences need no closer look.
        if not any(inside.values()):
            continue
        for match in rules().trigger.finditer(unified, start, end):
            clause = Clause(unified, start, end, match.span(), inside)
            for change in changes(clause, itself is not None):
                yield _relation(document, clause, change, itself)


def _relation(document: Document, clause: Clause, change: Change, itself: Mention | None) -> Mention:
    rule, changed, by = change.rule, change.to, change.by
    ends = [clause.said, *((m.start, m.end) for m in (changed, by) if m)]
    start, end = min(s for s, _ in ends), max(e for _, e in ends)
    date, in_force = _dates(clause, start, end, [m for m in (changed, by) if m])
    if by is None and rule.order.startswith("own"):
        by = itself
    if not date and by is not None and by.kind == "instrument" and rule.type != "based_on":
        date = by.attributes.get("date", "")
    said = _ends(rule.type, changed, by)
    said |= {name: changed.attributes.get(name, "") for name in ("article", "paragraph")}
    said |= {"date": date, "in_force": in_force, "rule": rule.name}
    return _mention(document, start, end, said, rule.sure)


def _ends(kind: str, changed: Mention, by: Mention | None) -> dict[str, str]:
    """Subject and object of a relation: an act does it to another, a body or an act that rests on another has it."""
    subject, target = (by, changed) if kind in _DONE_BY else (changed, by)
    own = [end for end, m in (("subject", subject), ("object", target)) if m and m.attributes.get("own_act")]
    said = {"type": kind, "own_act": "".join(own[:1])}
    for end, m in (("subject", subject), ("object", target)):
        if m is not None:
            said |= {f"{end}_kind": m.kind, f"{end}_at": f"{m.start},{m.end}"}
    return said


def _dates(clause: Clause, start: int, end: int, named: list[Mention]) -> tuple[str, str]:
    """The date of a change and the day of its coming into force, as the clause gives them outside the mentions."""
    low, high = max(clause.start, start - _TAIL), min(clause.end, end + _TAIL)
    words = clause.text[low:high]
    for m in named:
        words = words[: m.start - low] + " " * (m.end - m.start) + words[m.end - low :]
    force = rules().re["in_force"].search(words)
    if force:
        words = words[: force.start()] + " " * len(force[0]) + words[force.end() :]
    found = [(abs(m.start() + low - clause.said[0]), m["date"]) for m in rules().re["date"].finditer(words)]
    in_force = dates.iso(force["date"]) if force else ""
    return dates.iso(min(found)[1]) if found else "", in_force if _DAY.fullmatch(in_force) else ""


# -------------------------------------------------------------------------------- notes of publishers, approvals
def _noted(document: Document, acts: list[Mention], itself: Mention) -> Iterator[Mention]:
    starts = [m.start for m in acts]
    openings: dict[int, int] = {}
    for amendment in amendments(document):
        opening = openings.setdefault(amendment.note[0], amendment.start)
        kind = rules().notes.get(amendment.action)
        target = _meant(amendment, acts, starts)
        if kind is None or target is None:
            continue
        place = amendment.division
        # A division that is repealed leaves its law in force: the law is amended.
        said = _ends("amends" if place else kind, itself, target) | {
            "action": amendment.action,
            "article": "" if place is None else place.number if place.kind == "article" else " ".join(place),
            "date": amendment.date or target.attributes.get("date", ""),
            "in_force": amendment.in_force if _DAY.fullmatch(amendment.in_force) else "",
            "planned": "1" if amendment.planned else "",
            "rule": "note",
        }
        start = _clause_start(document.text, amendment.note[0], min(amendment.start, target.start))
        if start > opening:
            # The words that say what was done stand before the first act of the list.
            said["context"] = f"{_clause_start(document.text, amendment.note[0], opening)},{opening}"
        yield _mention(document, start, max(amendment.end, target.end), said, _FROM_NOTES)


def _meant(amendment: Amendment, acts: list[Mention], starts: list[int]) -> Mention | None:
    """The mention of the act that a note names: the one that shares most characters with its name."""
    low = max(bisect_left(starts, amendment.start) - 2, 0)
    near = acts[low : bisect_left(starts, amendment.end)]
    shared = [(min(m.end, amendment.end) - max(m.start, amendment.start), m.start, m) for m in near]
    return max(shared)[2] if shared and max(shared)[0] > 0 else None


def _clause_start(text: str, note: int, position: int) -> int:
    """Where the item of a note begins that names an act at ``position``."""
    cut = max(text.rfind(mark, note, position) + 1 for mark in ";\n")
    start = max(note, cut)
    return start + len(text[start:position]) - len(text[start:position].lstrip())


def _approvals(document: Document, acts: list[Mention]) -> Iterator[Mention]:
    """ "Concept …, approved by the Decree …", which the grammar of citations has linked."""
    at = {str(m.start): m for m in acts}
    for act in acts:
        approving = at.get(act.attributes.get("approved_at", ""))
        if approving is None or approving is act:
            continue
        said = _ends("approves", act, approving)
        said |= {"date": approving.attributes.get("date", ""), "rule": "approval"}
        yield _mention(document, min(act.start, approving.start), max(act.end, approving.end), said, _FROM_APPROVALS)


def _mention(document: Document, start: int, end: int, said: dict[str, str], sure: float) -> Mention:
    attributes = {name: value for name, value in said.items() if value}
    return Mention(document.id, start, end, "relation", document.text[start:end], attributes, _NAME, sure)
