"""Entities of the ontology as users see them: with their evidence as quotes of documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.document import Document
from kb.store import Store
from ontology.mention import Entity


@dataclass(frozen=True, slots=True)
class Evidence:
    """The characters that name or state something: ``document.text[start:end] == quote``, exactly."""

    document: Document
    start: int
    end: int
    quote: str
    confidence: float


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


def with_evidence(entity: Entity, store: Store) -> KBEntity:
    """An entity with its mentions as quotes."""
    evidence = tuple(
        Evidence(store.document(m.document_id), m.start, m.end, m.surface, m.confidence) for m in entity.mentions
    )
    return KBEntity(entity.iri, entity.kind, entity.label, entity.labels, entity.aliases, entity.properties, evidence)
