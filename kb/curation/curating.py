"""``kb.curate``: what curators do, each a decision that is stored and takes effect at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import BadDecision, NotFound
from kb.curation import attributes, exchange, fields
from kb.curation.applying import Curated
from kb.curation.decision import Decision, Place, Value
from kb.curation.places import place_at, the_range
from kb.curation.references import Names
from kb.curation.state import curated
from kb.curation.statements import Found, Statement, places_of, stated, statements_of
from ontology.mention import KINDS

if TYPE_CHECKING:
    from kb.store import Store


class Curation:
    """The curation of one knowledge base. ``by`` is who decides; every method that decides returns the decision.

    ``writing`` holds the lock of the knowledge base, ``catch_up`` makes a change take effect.
    """

    def __init__(
        self, store: Store, writing: Callable[[], AbstractContextManager[None]], catch_up: Callable[[], None]
    ) -> None:
        self._store, self._writing, self._catch_up = store, writing, catch_up

    # ------------------------------------------------------------------------------------------ looking
    def statements(self, entity: str = "", document: str = "", kind: str = "", status: str = "") -> list[Statement]:
        """Statements by document and place, rejected ones too: about an entity (IRI or name), of a document (id or
        beginning of it), of a kind, with a status. Raises NotFound, BadDecision."""
        now = curated(self._store)
        if kind and kind not in KINDS:
            raise NotFound(f"There is no kind of entity {kind!r}; there are: {', '.join(KINDS)}.")
        iri = Names((*now.rejected, *now.entities)).reference(entity, KINDS).iri if entity else ""
        ids = [self._store.full_id(document)] if document else self._store.document_ids()
        found = (
            stated(each, now, self._store.document(document_id))
            for document_id in ids
            for each in statements_of(now, document_id)
            if iri in ("", each.entity.iri) and kind in ("", each.entity.kind)
        )
        kept = [each for each in found if status in ("", each.status)]
        return sorted(kept, key=lambda each: (each.document.id, each.start, each.end, each.iri))

    def statement(self, iri: str) -> tuple[Statement, dict[str, Value]]:
        """A statement by its IRI, and what it says by the names that :meth:`edit` takes. Raises NotFound."""
        now = curated(self._store)
        found = self._find(now, iri)
        document = self._store.document(found.mentions[0].document_id)
        return stated(found, now, document), fields.said(found, Names((*now.rejected, *now.entities)))

    def decisions(self, include_undone: bool = False) -> list[Decision]:
        """The decisions that have an effect, in the order of their times; or all there ever were.

        Each has the IRIs of the statements that it bears on now, or the problem why there are none.
        """
        every = curated(self._store).decisions
        return [d for d in every if include_undone or not (d.undone or d.action == "undo")]

    # ----------------------------------------------------------------------------------------- verdicts
    def accept(self, statement: str, *, by: str) -> Decision:
        """Say that a statement, given its IRI, is right. Raises NotFound, BadDecision."""
        return self._judge("accept", "accepted", statement, by)

    def reject(self, statement: str, *, by: str) -> Decision:
        """Say that a statement, given its IRI, is wrong: it stays in the graph, marked, and counts no more."""
        return self._judge("reject", "rejected", statement, by)

    def _judge(self, action: str, status: str, statement: str, by: str) -> Decision:
        with self._writing():
            now = curated(self._store)
            found = self._find(now, statement)
            mark = now.marks.of(found.mentions[0])
            last = now.by_id[mark.decisions[-1]] if mark else None
            if mark and mark.status == status and last and (last.action, last.by) == (action, by.strip()):
                return last
            return self._record(Decision(action, by, "", self._places(found, now)))

    def edit(self, statement: str, *, by: str, **values: object) -> Decision:
        """Correct what a statement says; docs/curation.md lists the values of each kind, None takes one away.

        Entities are given by IRI or name. Raises NotFound, or BadDecision before anything is changed.
        """
        with self._writing():
            now = curated(self._store)
            found = self._find(now, statement)
            if not values:
                raise BadDecision("An edit needs a value: give it as name=value.")
            kind = found.entity.kind
            new = attributes.checked(kind, values, Names(now.entities))
            attributes.consistent(kind, {**found.mentions[0].attributes, **new})
            return self._record(Decision("edit", by, "", self._places(found, now), values=new))

    # ---------------------------------------------------------------------------------------- entities
    def merge(self, iri: str, other: str, *, by: str) -> Decision:
        """Make two entities of a kind one: the first stays, what points at the second points at the first.

        Each by IRI or name. Raises BadDecision.
        """
        with self._writing():
            names = Names(curated(self._store).entities)
            stays = names.reference(iri, KINDS)
            goes = names.reference(other, (stays.kind,) if other not in names.entities else KINDS)
            if stays.kind != goes.kind:
                raise BadDecision(f"The first is of kind {stays.kind}, the second of kind {goes.kind}: merge equals.")
            if stays.iri == goes.iri:
                raise BadDecision(f"Both are {stays.iri} already; name another one.")
            return self._record(Decision("merge", by, "", entities=(stays, goes)))

    def split(self, statements: Sequence[str], *, by: str, name: str = "", to: str = "") -> Decision:
        """Take statements out of their entity: for a new one with a name, or ``to`` another (IRI or name).

        Raises NotFound, BadDecision.
        """
        with self._writing():
            now = curated(self._store)
            found = [self._find(now, statement) for statement in statements]
            kinds = {each.entity.kind for each in found}
            if len(kinds) != 1 or bool(name.strip()) == bool(to):
                raise BadDecision("Give statements of one kind, and either a name or the entity that they belong to.")
            if kinds == {"concept"}:
                raise BadDecision("Concepts have the names of the scheme; edit the statement's concept instead.")
            into = (Names(now.entities).reference(to, kinds),) if to else ()
            if any(each.entity.iri == target.iri for each in found for target in into):
                raise BadDecision(f"One of them belongs to {to} already; leave it out.")
            values: dict[str, Value] = {"name": " ".join(name.split())} if name.strip() else {}
            places = tuple(place for each in found for place in self._places(each, now))
            return self._record(Decision("split", by, "", places, into, values))

    # ------------------------------------------------------------------------------------------- adding
    def add(self, kind: str, document: str, quote: str | tuple[int, int], *, by: str, **values: object) -> Decision:
        """Add a statement that the characters of a document make: a quote that stands there once, or a range.

        ``values`` as in :meth:`edit`; some are required. Raises NotFound, BadDecision.
        """
        with self._writing():
            if kind not in KINDS:
                raise NotFound(f"There is no kind of entity {kind!r}; there are: {', '.join(KINDS)}.")
            where = self._store.document(self._store.full_id(document))
            start, end = the_range(where, quote)
            said = attributes.checked(kind, values, Names(curated(self._store).entities))
            given = {name: value for name, value in said.items() if value is not None}
            attributes.complete(kind, {"text": where.text[start:end], **given})
            attributes.consistent(kind, given)
            return self._record(Decision("add", by, "", (place_at(kind, where, start, end),), values=given))

    # ------------------------------------------------------------------------------------------ history
    def undo(self, decision: str, *, by: str) -> Decision:
        """Take a decision back, given its id or a unique beginning of it; to take back an undo does it again.

        Raises NotFound, or BadDecision when it is taken back already.
        """
        with self._writing():
            every = self._store.decisions()
            found = [d for d in every if decision and d.id.startswith(decision.lower())]
            if len(found) != 1:
                many = "several decisions begin so; give more characters" if found else "`policykb curate list`"
                raise NotFound(f"There is no one decision {decision!r}: {many}.")
            if found[0].undone:
                raise BadDecision(f"Decision {found[0].id} is taken back already.")
            return self._record(Decision("undo", by, "", undoes=found[0].id))

    def export(self, path: str | Path) -> int:
        """Write all decisions, undone ones too, to one file; how many. Raises StorageFailed."""
        return exchange.write(Path(path), self._store.decisions())

    def exported(self) -> bytes:
        """What :meth:`export` writes."""
        return exchange.content(self._store.decisions())

    def import_file(self, path: str | Path) -> int:
        """Take in the decisions of such a file; how many were new. Importing again does nothing.

        Raises NotFound or BadDecision, naming the line, before anything is changed.
        """
        return self._import(lambda known: exchange.read(Path(path), known))

    def import_data(self, data: bytes, name: str) -> int:
        """:meth:`import_file` for the bytes of a file; ``name`` is what messages call it. Raises BadDecision."""
        return self._import(lambda known: exchange.parse(data, name, known))

    def _import(self, read: Callable[[set[str]], list[Decision]]) -> int:
        with self._writing():
            known = {decision.id for decision in self._store.decisions()}
            new = {d.id: d for d in read(known) if d.id not in known}
            if new:
                self._store.decide(list(new.values()))
                self._catch_up()
            return len(new)

    # ----------------------------------------------------------------------------------------- plumbing
    def _record(self, decision: Decision) -> Decision:
        """Store a decision under the present time, later than all before; the decision with its effect."""
        if not decision.by.strip():
            raise BadDecision("A decision needs the name of who makes it: give it with --by.")
        last = max((datetime.fromisoformat(d.at) for d in self._store.decisions()), default=None)
        now = datetime.now(UTC)
        if last is not None and now <= last:
            now = last + timedelta(microseconds=1)
        dated = replace(decision, by=" ".join(decision.by.split()), at=now.isoformat(timespec="microseconds"))
        self._store.decide([dated])
        self._catch_up()
        return curated(self._store).by_id[dated.id]

    def _find(self, now: Curated, statement: str) -> Found:
        document_id = statement.rpartition("/document/")[2].partition("#")[0]
        for found in statements_of(now, document_id):
            if found.iri == statement:
                return found
        raise NotFound(f"There is no statement {statement}; `policykb curate statements` lists them.")

    def _places(self, found: Found, now: Curated) -> tuple[Place, ...]:
        document = self._store.document(found.mentions[0].document_id)
        return places_of(found, now, document, self._store.mentions(document.id))
