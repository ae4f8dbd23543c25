"""Texts read as files are, and what a shelf of them states."""

from __future__ import annotations

from collections.abc import Mapping

import ingest
from ingest.document import Document
from ontology import extract, resolve
from ontology.mention import Entity, Mention


def read(text: str, name: str = "paper.md") -> tuple[Document, list[Mention]]:
    """A document and everything that it names and states."""
    document = ingest.parse(text.encode(), name)
    return document, extract(document, ingest.cut(document))


def linked(*texts: str) -> list[Entity]:
    """The entities of a shelf of papers."""
    return resolve(mention for text in texts for mention in read(text)[1])


def of_kind(entities: list[Entity], kind: str, **said: str) -> list[Entity]:
    """The entities of a kind that have these properties."""
    return [e for e in entities if e.kind == kind and said.items() <= dict(e.properties).items()]


def places(entity: Entity) -> Mapping[str, str]:
    """The words of an entity's mentions by document."""
    return {m.document_id: " ".join(m.surface.split()) for m in entity.mentions}
