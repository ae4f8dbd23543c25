"""Entities merged and split as curators decided, after the mentions have been resolved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.language import detect
from kb.curation.decision import Decision, Reference
from kb.curation.references import Names, is_concept
from ontology.mention import Entity, Mention
from ontology.terms import entity_iri

Derive = Callable[[Sequence[Mention]], Sequence[Entity]]
"""The entities that mentions resolve to by themselves."""

# What points at other entities of the shelf; what a mention says may not tell it.
_POINTERS = ("parent", "owner", "approved_by", "part_of", "successor")


@dataclass
class Settled:
    """The entities after merging and splitting. ``alias`` leads from IRIs that are gone to those that took over.

    ``moved`` are the mentions that got another entity, by decision; ``problems`` the decisions that found nothing.
    """

    names: Names
    alias: dict[str, str] = field(default_factory=dict)
    moved: dict[str, list[Mention]] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def entities(self) -> list[Entity]:
        return list(self.names.entities.values())

    def find(self, reference: Reference) -> Entity | None:
        """What a reference means now."""
        return self.names.find(replace(reference, iri=self.now(reference.iri)))

    def now(self, iri: str) -> str:
        """The IRI that took over from one."""
        while iri in self.alias:
            iri = self.alias[iri]
        return iri


def settle(
    entities: Iterable[Entity],
    decisions: Sequence[Decision],
    moving: Mapping[str, Sequence[Mention]],
    derive: Derive,
) -> Settled:
    """Apply merges and splits in the order of ``decisions``; ``moving`` are the mentions that each split takes out."""
    settled = Settled(Names(entities))
    for decision in decisions:
        if decision.action == "merge":
            _merge(settled, decision)
        elif moving.get(decision.id):
            _split(settled, decision, moving[decision.id], derive)
    if settled.alias:
        settled.names = Names(_redirected(entity, settled) for entity in settled.entities)
    return settled


# ------------------------------------------------------------------------------------------------ merging
def _merge(settled: Settled, decision: Decision) -> None:
    stays, goes = (settled.find(reference) for reference in decision.entities)
    for reference, found in zip(decision.entities, (stays, goes), strict=True):
        if found is None:
            settled.problems[decision.id] = missing(reference)
    if stays is None or goes is None or stays.iri == goes.iri:
        return
    del settled.names.entities[goes.iri]
    settled.alias[goes.iri] = stays.iri
    settled.names.entities[stays.iri] = joined(stays, goes)
    settled.moved[decision.id] = list(goes.mentions)


def missing(reference: Reference) -> str:
    """The sentence that says that an entity is not there."""
    return f"The shelf no longer names the {reference.kind} {reference.label!r} ({reference.iri})."


def joined(stays: Entity, goes: Entity) -> Entity:
    """One entity of two: the first keeps its IRI, its label and what is said of both."""
    names = {*stays.aliases, *goes.aliases, goes.label, *goes.labels.values()} - {stays.label}
    said = {**goes.properties, **stays.properties}
    one, other = stays.properties.get("date", ""), goes.properties.get("date", "")
    if stays.kind == "instrument" and one and other and not (one.startswith(other) or other.startswith(one)):
        conflict = {*filter(None, said.get("date_conflict", "").split("; ")), other}
        said["date_conflict"] = "; ".join(sorted(conflict))
    return replace(
        stays,
        labels={**goes.labels, **stays.labels},
        aliases=tuple(sorted(filter(None, names))),
        properties=said,
        mentions=_ordered((*stays.mentions, *goes.mentions)),
    )


def _ordered(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda m: (m.document_id, m.start, m.end)))


# ---------------------------------------------------------------------------------------------- splitting
def _split(settled: Settled, decision: Decision, mentions: Sequence[Mention], derive: Derive) -> None:
    target = settled.find(decision.entities[0]) if decision.entities else None
    if decision.entities and target is None:
        settled.problems[decision.id] = missing(decision.entities[0])
        return
    kind, moving = mentions[0].kind, set(map(id, mentions))
    left = [e for e in settled.entities if e.kind == kind and any(id(m) in moving for m in e.mentions)]
    left = [entity for entity in left if target is None or entity.iri != target.iri]
    here = _ordered(mentions)
    new = _new(kind, str(decision.values.get("name", "")), here, left, derive)
    for entity in left:
        _leave(settled, entity, moving, derive, target.iri if target else new.iri)
    if target is not None:
        settled.names.entities[target.iri] = replace(target, mentions=_once((*target.mentions, *here)))
    elif new.iri in settled.names.entities:
        settled.names.entities[new.iri] = joined(settled.names.entities[new.iri], new)
    else:
        settled.names.entities[new.iri] = new
    settled.moved[decision.id] = list(here)


def _once(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return _ordered({id(m): m for m in mentions}.values())


def _new(kind: str, name: str, here: tuple[Mention, ...], left: Sequence[Entity], derive: Derive) -> Entity:
    """What is split off under a name: the name and the kind identify it."""
    labels = {detect(name): name} if name else {}
    properties = _properties(kind, here, derive)
    if not properties:
        # They only point at what they name ("the Law"), so it is of the type of what they were taken for.
        known = [entity.properties for entity in left] + [here[0].attributes]
        properties = {key: said[key] for said in reversed(known) for key in ("type", "jurisdiction") if key in said}
    surfaces = {" ".join(m.surface.split()) for m in here} - {name}
    iri = entity_iri(kind, "curated", name)
    return Entity(iri, kind, name, labels, tuple(sorted(surfaces)), properties, here)


def _leave(settled: Settled, entity: Entity, moving: set[int], derive: Derive, new: str) -> None:
    """What stays of an entity that mentions leave: what the others say; its IRI is kept."""
    others = tuple(m for m in entity.mentions if id(m) not in moving)
    if not others:
        del settled.names.entities[entity.iri]
        settled.alias[entity.iri] = new
        return
    said = _properties(entity.kind, others, derive) or dict(entity.properties)
    said |= {name: entity.properties[name] for name in _POINTERS if name in entity.properties}
    alone = _union(entity.kind, others, derive)
    labels = alone.labels if alone else entity.labels
    label = alone.label if alone else entity.label
    aliases = alone.aliases if alone else entity.aliases
    settled.names.entities[entity.iri] = Entity(entity.iri, entity.kind, label, labels, aliases, said, others)


def _properties(kind: str, mentions: Sequence[Mention], derive: Derive) -> dict[str, str]:
    alone = _union(kind, mentions, derive)
    return {k: v for k, v in alone.properties.items() if k not in _POINTERS} if alone else {}


def _union(kind: str, mentions: Sequence[Mention], derive: Derive) -> Entity | None:
    """The one entity that mentions would make, whatever they resolve to; None when they only point at something."""
    found = sorted((e for e in derive(mentions) if e.kind == kind), key=lambda e: (-len(e.mentions), e.iri))
    whole: Entity | None = None
    for entity in found:
        whole = joined(whole, entity) if whole else entity
    return whole


# --------------------------------------------------------------------------------------------- pointers
def _redirected(entity: Entity, settled: Settled) -> Entity:
    """An entity whose properties point at what took over from entities that are gone."""
    said = {name: _now(value, settled) for name, value in entity.properties.items()}
    said = {name: value for name, value in said.items() if value != entity.iri or name == "taken_up_by"}
    return entity if said == entity.properties else replace(entity, properties=said)


def _now(value: str, settled: Settled) -> str:
    if not any(word in settled.alias for word in value.split()):
        return value
    return " ".join(dict.fromkeys(settled.now(word) for word in value.split()))


def pointed(mention: Mention, references: Mapping[str, Reference], settled: Settled) -> Mention:
    """A mention whose attributes name entities as a curator gave them, with the IRIs that those have now."""
    said = dict(mention.attributes)
    for name, value in mention.attributes.items():
        words = value.split()
        if words and all(word in references for word in words):
            now = dict.fromkeys(iri for word in words if (iri := _iri(references[word], settled)))
            said[name] = " ".join(now)
    said = {name: value for name, value in said.items() if value}
    return mention if said == mention.attributes else replace(mention, attributes=said)


def _iri(reference: Reference, settled: Settled) -> str:
    found = settled.find(reference)
    if found is not None:
        return found.iri
    return reference.iri if reference.kind == "concept" and is_concept(reference.iri) else ""
