"""The statements of a curated shelf one by one, as curators look at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Document
from kb.curation.applying import Curated
from kb.curation.decision import Place
from kb.curation.places import place_at, place_of
from ontology.mention import Entity, Mention
from ontology.terms import statement_iri

# So many places name the statement that a document speaks of a concept: one of them is enough to find it again.
_PLACES = 3


@dataclass(frozen=True, slots=True)
class Statement:
    """What characters of a document name or state, with its review status.

    ``iri`` is its node in the graph, ``entity`` the IRI of what it is about; ``document.text[start:end] == quote``.
    ``status`` is extracted, accepted, rejected or edited; ``decisions`` are the ids of those that bear on it, in the
    order of their times. Of a concept it is the surest place of the document.
    """

    iri: str
    kind: str
    entity: str
    label: str
    document: Document
    start: int
    end: int
    quote: str
    confidence: float
    status: str
    decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A statement as it lies in the curated shelf: its entity and its mentions, the surest first."""

    iri: str
    entity: Entity
    mentions: tuple[Mention, ...]


def statements_of(curated: Curated, document_id: str) -> list[Found]:
    """The statements of a document, rejected ones too."""
    found: dict[str, Found] = {}
    for group in (curated.kept_by_document, curated.rejected_by_document):
        for entity, here in group.get(document_id, ()):
            if entity.kind == "concept":
                surest = tuple(sorted(here, key=lambda m: (-m.confidence, m.start)))
                iri = statement_iri(entity.iri, surest[0])
                found.setdefault(iri, Found(iri, entity, surest))
                continue
            for mention in here:
                iri = statement_iri(entity.iri, mention)
                found.setdefault(iri, Found(iri, entity, (mention,)))
    return list(found.values())


def stated(found: Found, curated: Curated, document: Document) -> Statement:
    """A statement as curators see it."""
    first = found.mentions[0]
    mark = curated.marks.of(first)
    return Statement(
        found.iri,
        first.kind,
        found.entity.iri,
        found.entity.label,
        document,
        first.start,
        first.end,
        first.surface,
        first.confidence,
        mark.status if mark else "extracted",
        mark.decisions if mark else (),
    )


def places_of(found: Found, curated: Curated, document: Document, extracted: Sequence[Mention]) -> tuple[Place, ...]:
    """The places of a statement as it was before any decision; ``extracted`` are the mentions of its document."""
    places: list[Place] = []
    for mention in found.mentions:
        mark = curated.marks.of(mention)
        if mark is not None and mark.added:
            place = place_at(mention.kind, document, mention.start, mention.end)
            places.append(replace(place, added=mark.added))
        elif len(places) < _PLACES:
            original = mark.original if mark is not None and mark.original is not None else mention
            places.append(place_of(original, document, extracted))
    return tuple(places)
