"""Statements: what an answer says, each with the units that prove it, in an order that reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kb.answers.lookup import Lookup
from kb.answers.similar import said_in, same
from kb.answers.tables import readable
from kb.answers.units import Unit

MOST_PROOFS = 3
# Neighbours that are longer together stay two sentences of the answer.
LONGEST = 450


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of an answer and its proofs: first the one that it is taken from, then others that say it, too."""

    text: str
    proofs: tuple[Unit, ...]

    @property
    def unit(self) -> Unit:
        return self.proofs[0]


def joined(found: Iterable[Unit]) -> list[Unit]:
    """Units with those that overlap or follow one another in a passage made one."""
    out: list[Unit] = []
    for unit in sorted(found, key=lambda u: (u.hit.document.id, u.start, u.end)):
        if out and _touch(out[-1], unit):
            last = out[-1]
            better = max(last, unit, key=lambda u: u.score)
            out[-1] = replace(better, start=last.start, end=max(last.end, unit.end), fits=last.fits or unit.fits)
        else:
            out.append(unit)
    return sorted(out, key=lambda unit: -unit.score)


def _touch(one: Unit, other: Unit) -> bool:
    """Whether nothing but white space lies between two units of a passage."""
    if one.hit.document.id != other.hit.document.id:
        return False
    if other.start < one.end:
        return True
    between = one.hit.document.text[one.end : other.start]
    if other.end - one.start > LONGEST:
        return False
    return one.hit.passage.id == other.hit.passage.id and not between.strip()


def stated(found: Iterable[Unit], lookup: Lookup) -> list[Statement]:
    """A statement for each unit, best first; those that say the same become one with several proofs."""
    out: list[Statement] = []
    for unit in found:
        at, proof = _said(out, unit, lookup)
        if at is None:
            out.append(Statement(readable(unit, lookup), (unit, *_copies(unit, lookup))[:MOST_PROOFS]))
        elif _may_prove(out[at], proof):
            out[at] = replace(out[at], proofs=(*out[at].proofs, proof))
    return out


def _said(statements: Sequence[Statement], unit: Unit, lookup: Lookup) -> tuple[int | None, Unit]:
    """The number of the statement that says what a unit says, or says it among more, and the part of the unit that
    does."""
    for number, statement in enumerate(statements):
        if same(statement.unit, unit, lookup) or said_in(unit, statement.unit):
            return number, unit
        if part := said_in(statement.unit, unit):
            return number, part
    return None, unit


def _copies(unit: Unit, lookup: Lookup) -> Iterator[Unit]:
    """The same words in the passages that the search found to say the same, one of each other document."""
    documents = {unit.hit.document.id}
    for passage in unit.hit.same:
        at = passage.text.find(unit.text)
        if at >= 0 and passage.document_id not in documents:
            documents.add(passage.document_id)
            hit = replace(unit.hit, passage=passage, document=lookup.document(passage.document_id), same=())
            yield replace(unit, hit=hit, start=passage.start + at, end=passage.start + at + len(unit.text))


def _may_prove(statement: Statement, unit: Unit) -> bool:
    """Another document is another proof; the same one saying it twice is not."""
    documents = {proof.hit.document.id for proof in statement.proofs}
    return len(statement.proofs) < MOST_PROOFS and unit.hit.document.id not in documents


def ordered(statements: Sequence[Statement]) -> list[Statement]:
    """Statements of one document together in its order, the document of the best one first."""
    ranks: dict[str, int] = {}
    for statement in statements:
        ranks.setdefault(statement.unit.hit.document.id, len(ranks))
    return sorted(statements, key=lambda s: (ranks[s.unit.hit.document.id], s.unit.start))
