"""From what the extractors found and what curators decided to the entities of the shelf: a pure function."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ingest.language import detect
from kb.curation.decision import Decision, Reference, live
from kb.curation.places import stands
from kb.curation.references import is_concept
from kb.curation.settling import Settled, missing, pointed, settle
from kb.curation.touching import Mark, Marks, Shelf, Touched, rest, touched
from ontology.mention import Entity, Mention
from ontology.resolve import NAMED, STATED, resolve_named, resolve_stated
from ontology.terms import statement_iri

Here = tuple[Entity, tuple[Mention, ...]]
"""An entity with its mentions in one document."""


@dataclass(frozen=True)
class Curated:
    """The shelf as curators left it.

    ``entities`` are without rejected statements; ``rejected`` are the entities of those, each with them alone.
    ``decisions`` are all that there are, each with the statements that it bears on and why it bears on none.
    """

    entities: list[Entity]
    rejected: list[Entity]
    marks: Marks
    decisions: list[Decision]

    @cached_property
    def kept_by_document(self) -> Mapping[str, list[Here]]:
        return _by_document(self.entities)

    @cached_property
    def rejected_by_document(self) -> Mapping[str, list[Here]]:
        return _by_document(self.rejected)

    @cached_property
    def iris(self) -> frozenset[str]:
        """Of the entities that are not only rejected."""
        return frozenset(entity.iri for entity in self.entities)

    @cached_property
    def by_id(self) -> Mapping[str, Decision]:
        return {decision.id: decision for decision in self.decisions}


def curate(mentions: Sequence[Mention], decisions: Sequence[Decision], shelf: Shelf) -> Curated:
    """Apply decisions, which are in the order of their times, to all mentions of the shelf."""
    acting = live(decisions)
    found = touched(mentions, acting, shelf)
    untouched = rest(mentions, found)
    references = _references(acting)
    changes = [d for d in acting if d.action in ("merge", "split")]
    kept = [each for each in found if each.status != "rejected"]
    named = _named(untouched, kept, changes, references)
    stated = _stated(untouched, kept, changes, references, named)
    entities = sorted(named.entities + stated.entities, key=lambda entity: entity.iri)
    gone = [each for each in found if each.status == "rejected"]
    rejected = _rejected(untouched, kept, gone, changes, references, named) if gone else []
    marks = Marks()
    for each in found:
        marks.put(each.mention, Mark(each.status, tuple(d.id for d in each.decisions), each.added, each.original))
    for settled in (named, stated):
        for decision_id, moved in settled.moved.items():
            if not any(decision_id == d.id and d.action == "split" for d in changes):
                for mention in moved:
                    marks.influenced(mention, decision_id)
    return Curated(
        entities, rejected, marks, _told(decisions, acting, entities + rejected, marks, (named, stated), shelf)
    )


def _references(decisions: Iterable[Decision]) -> dict[str, Reference]:
    """Every entity that curators gave as a value, by the IRI that it had."""
    values = (value for d in decisions for value in d.values.values() if isinstance(value, tuple))
    return {reference.iri: reference for value in values for reference in value}


# ---------------------------------------------------------------------------------------------- resolving
def _named(
    untouched: Sequence[Mention],
    found: Sequence[Touched],
    changes: Sequence[Decision],
    references: Mapping[str, Reference],
    kinds: Collection[str] = NAMED,
) -> Settled:
    """What texts name, merged and split; of ``kinds`` only."""
    mentions = [m for m in (*untouched, *(each.mention for each in found)) if m.kind in kinds]
    settled = settle(resolve_named(mentions), _of(changes, kinds), _moving(found, kinds), resolve_named)
    _christen(settled, found)
    if references:
        for entity in settled.entities:
            owner = entity.properties.get("owner", "")
            if owner in references:
                settled.names.entities[entity.iri] = _owned(entity, settled.find(references[owner]))
    return settled


def _christen(settled: Settled, found: Iterable[Touched]) -> None:
    """Give bodies and programmes the names that curators gave to their mentions."""
    given = {id(each.mention): each.mention.attributes["name"] for each in found if "name" in each.mention.attributes}
    for entity in settled.entities if given else ():
        names = sorted({given[id(mention)] for mention in entity.mentions if id(mention) in given})
        if names and names[0] != entity.label:
            labels = {**entity.labels, detect(names[0]): names[0]}
            aliases = tuple(sorted({*entity.aliases, entity.label, *names[1:]} - {names[0]}))
            settled.names.entities[entity.iri] = replace(entity, label=names[0], labels=labels, aliases=aliases)


def _owned(entity: Entity, owner: Entity | None) -> Entity:
    said = {name: value for name, value in entity.properties.items() if name != "owner"}
    return replace(entity, properties=said | ({"owner": owner.iri} if owner else {}))


def _stated(
    untouched: Sequence[Mention],
    found: Sequence[Touched],
    changes: Sequence[Decision],
    references: Mapping[str, Reference],
    named: Settled,
) -> Settled:
    """What texts state of the entities ``named``, merged and split; curators' references lead to present IRIs."""
    stating = [each for each in found if each.mention.kind in STATED]
    for each in stating:
        each.mention = pointed(each.mention, references, named)
    mentions = [m for m in untouched if m.kind in STATED] + [each.mention for each in stating]
    entities = named.entities

    def derive(some: Sequence[Mention]) -> list[Entity]:
        return resolve_stated(some, entities)

    return settle(derive(mentions), _of(changes, STATED), _moving(stating, STATED), derive)


def _of(changes: Iterable[Decision], kinds: Collection[str]) -> list[Decision]:
    return [d for d in changes if (d.entities[0].kind if d.action == "merge" else d.places[0].kind) in kinds]


def _moving(found: Iterable[Touched], kinds: Collection[str]) -> dict[str, list[Mention]]:
    """By the id of the split the mentions that it takes out."""
    moving: dict[str, list[Mention]] = defaultdict(list)
    for each in found:
        if each.mention.kind in kinds and each.split is not None:
            moving[each.split.id].append(each.mention)
    return moving


def _rejected(
    untouched: Sequence[Mention],
    kept: Sequence[Touched],
    gone: Sequence[Touched],
    changes: Sequence[Decision],
    references: Mapping[str, Reference],
    named: Settled,
) -> list[Entity]:
    """What rejected statements are about: as if they were not rejected, so that their IRIs stay the same."""
    kinds = {each.mention.kind for each in gone}
    everyone = [*kept, *gone]
    found: list[Entity] = []
    if kinds & set(NAMED):
        found += _named(untouched, everyone, changes, references).entities
    if kinds & set(STATED):
        # What a statement is about depends on what it points at, not on other statements.
        found += _stated((), gone, changes, references, named).entities
    wanted = {id(each.mention) for each in gone}
    now = named.names.entities
    only = [(entity, tuple(m for m in entity.mentions if id(m) in wanted)) for entity in found]
    return [replace(now.get(entity.iri, entity), mentions=mentions) for entity, mentions in only if mentions]


# ------------------------------------------------------------------------------------------------ telling
def _by_document(entities: Iterable[Entity]) -> dict[str, list[Here]]:
    sorted_out: dict[str, list[Here]] = defaultdict(list)
    for entity in entities:
        for document_id in dict.fromkeys(mention.document_id for mention in entity.mentions):
            here = tuple(mention for mention in entity.mentions if mention.document_id == document_id)
            sorted_out[document_id].append((entity, here))
    return sorted_out


def _told(
    decisions: Sequence[Decision],
    acting: Sequence[Decision],
    entities: Iterable[Entity],
    marks: Marks,
    settled: Sequence[Settled],
    shelf: Shelf,
) -> list[Decision]:
    """The decisions with the statements that they bear on, or with the sentence that says why there are none."""
    if not decisions:
        return []
    statements: dict[str, set[str]] = defaultdict(set)
    for entity in entities if acting else ():
        for mention in entity.mentions:
            if mark := marks.of(mention):
                for decision_id in mark.decisions:
                    statements[decision_id].add(statement_iri(entity.iri, mention))
    problems = {key: sentence for each in settled for key, sentence in each.problems.items()}
    effective = {d.id for d in acting}
    idle = {d.id for d in acting if not statements[d.id] and d.action != "merge"}
    return [
        replace(
            d,
            statements=tuple(sorted(statements[d.id])),
            problem=_problem(d, problems, d.id in idle, settled, shelf) if d.id in effective else "",
        )
        for d in decisions
    ]


def _problem(
    decision: Decision, problems: Mapping[str, str], idle: bool, settled: Sequence[Settled], shelf: Shelf
) -> str:
    found = problems.get(decision.id, "") or _lost(decision, settled)
    return found or (_why(decision, shelf) if idle else "")


def _lost(decision: Decision, settled: Sequence[Settled]) -> str:
    """That an entity which it gives as a value is not there, so that the value is left out; empty when all are."""
    given = (each for value in decision.values.values() if isinstance(value, tuple) for each in value)
    gone = (r for r in given if not is_concept(r.iri) and all(each.find(r) is None for each in settled))
    return next(map(missing, gone), "")


def _why(decision: Decision, shelf: Shelf) -> str:
    """Why a decision bears on nothing."""
    if any(stands(place, shelf.documents, shelf.text) for place in decision.places):
        return f"Its quote is there, but no {decision.places[0].kind} is found in it."
    return "Its quote stands in no document in this surrounding."
