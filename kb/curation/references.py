"""Entities by name: what a curator writes becomes a reference, and a reference the entity that it means now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from ingest.errors import BadDecision
from kb.curation.decision import Reference
from kb.curation.letters import short
from ontology import scheme
from ontology.mention import Entity
from ontology.terms import ID

_CONCEPTS = f"{ID}concept/"


class Names:
    """The entities of one state of the shelf, by IRI and by what they are called."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.entities: dict[str, Entity] = {entity.iri: entity for entity in entities}

    def reference(self, name: str, kinds: Collection[str]) -> Reference:
        """The entity of one of the kinds with this IRI, label or other name. Raises BadDecision: none, or several."""
        wanted = " ".join(name.split())
        entity = self.entities.get(wanted)
        if entity is not None and entity.kind in kinds:
            return Reference(entity.iri, entity.kind, entity.label)
        found = self._called(wanted, kinds)
        if not found and "concept" in kinds:
            found = _concepts(wanted)
        if not found:
            what = " or ".join(kinds)
            raise BadDecision(f"The shelf names no {what} {wanted!r}; give an IRI or a name of `policykb entities`.")
        if len(found) > 1:
            iris = ", ".join(each.iri for each in found)
            raise BadDecision(f"Several are called {wanted!r}; give the IRI of the one that is meant: {iris}.")
        return found[0]

    def find(self, reference: Reference) -> Entity | None:
        """The entity with the IRI of a reference, else the only one of its kind that has its label."""
        entity = self.entities.get(reference.iri)
        if entity is not None:
            return entity
        called = self._called(reference.label, (reference.kind,))
        return self.entities[called[0].iri] if len(called) == 1 else None

    def _called(self, name: str, kinds: Collection[str]) -> list[Reference]:
        """Those whose label it is; else those that have it among their other names."""
        by_rank: dict[int, list[Reference]] = defaultdict(list)
        letters = short(name)
        if not letters:
            return []
        for entity in self.entities.values():
            if entity.kind in kinds:
                for rank, names in enumerate(_names(entity)):
                    if letters in map(short, names):
                        by_rank[rank].append(Reference(entity.iri, entity.kind, entity.label))
                        break
        return by_rank[min(by_rank)] if by_rank else []


def _names(entity: Entity) -> Sequence[Iterable[str]]:
    number = entity.properties.get("number", "")
    numbers = (number, f"№ {number}", f"No. {number}") if number else ()
    return (entity.label,), entity.labels.values(), entity.aliases, numbers


def _concepts(name: str) -> list[Reference]:
    """The concepts of the scheme with this IRI, id or name, whether the shelf speaks of them or not."""
    letters = short(name)
    return [
        Reference(concept.iri, "concept", concept.labels["en"])
        for concept in scheme.concepts()
        if name in (concept.iri, concept.id)
        or letters in {short(each) for language in concept.labels for each in concept.names(language)}
    ]


def is_concept(iri: str) -> bool:
    """Whether it is a concept of the scheme."""
    return iri.startswith(_CONCEPTS) and iri.removeprefix(_CONCEPTS) in scheme.by_id()
