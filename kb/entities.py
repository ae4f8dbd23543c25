"""Entities of the ontology as users see them: with their evidence as quotes of documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ingest.document import Document
from ingest.errors import NotFound
from kb.store import Store
from ontology.mention import Entity, Mention

# A number may be that of an article and stays.
_MARK = re.compile(r"\s*(?:[-–—*•‣◦▪▫●○■□➢✓·\uf0b7])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The characters that name or state something: ``document.text[start:end] == quote``, exactly."""

    document: Document
    start: int
    end: int
    quote: str
    confidence: float

    @property
    def unmarked(self) -> Evidence:
        """The same without the mark of a list before it: what stands alone is an item of none.

        It is a quote all the same, of the characters that are left.
        """
        mark = _MARK.match(self.quote)
        if mark is None:
            return self
        return replace(self, start=self.start + mark.end(), quote=self.quote[mark.end() :])


@dataclass(frozen=True, slots=True)
class KBEntity:
    """A law, agency and so on; ``properties`` by kind as in the documentation of the ontology."""

    iri: str
    kind: str
    label: str
    labels: Mapping[str, str]
    aliases: tuple[str, ...]
    properties: Mapping[str, str]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two figures that cannot both hold, each with the place that states it, and why, in one sentence.

    ``kind``: value, trend, arithmetic, scale or list (:mod:`ontology.contradictions`).
    """

    first: KBEntity
    second: KBEntity
    first_place: Evidence
    second_place: Evidence
    kind: str
    reason: str


def contradictions(entities: Iterable[Entity], store: Store) -> list[Contradiction]:
    """The contradictions among the figures of a shelf, with their quotes."""
    from ontology import conflicts

    return [
        Contradiction(
            with_evidence(each.first, store),
            with_evidence(each.second, store),
            _evidence(each.first_place, store),
            _evidence(each.second_place, store),
            each.kind,
            each.reason,
        )
        for each in conflicts(entities)
    ]


def _evidence(mention: Mention, store: Store) -> Evidence:
    return Evidence(
        store.document(mention.document_id), mention.start, mention.end, mention.surface, mention.confidence
    )


def with_evidence(entity: Entity, store: Store) -> KBEntity:
    """An entity with its mentions as quotes."""
    evidence = tuple(_evidence(mention, store) for mention in entity.mentions)
    return KBEntity(entity.iri, entity.kind, entity.label, entity.labels, entity.aliases, entity.properties, evidence)


def named(entities: Iterable[KBEntity], name: str, kinds: Iterable[str]) -> KBEntity:
    """The entity of one of the kinds with this IRI, label, other name or number, letters of either case.

    Raises NotFound, naming the most similar one.
    """
    found = {text.casefold(): entity for entity in entities if entity.kind in set(kinds) for text in _names(entity)}
    entity = found.get(" ".join(name.split()).casefold())
    if entity is None:
        raise NotFound(f"The shelf names nothing that is called {name!r}{_similar(name, found)}.")
    return entity


def _names(entity: KBEntity) -> Iterable[str]:
    yield from (entity.iri, entity.label, *entity.labels.values(), *entity.aliases)
    if number := entity.properties.get("number"):
        yield from (number, f"№ {number}", f"No. {number}")


def _similar(name: str, found: Mapping[str, KBEntity]) -> str:
    from rapidfuzz import process

    nearest = process.extractOne(name.casefold(), found.keys(), score_cutoff=60)
    return (
        f"; the most similar is {found[nearest[0]].label!r}" if nearest else "; `policykb entities` lists what it does"
    )
