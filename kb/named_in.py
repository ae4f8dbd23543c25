"""What a document names, and where; and the law that a document is, as others name it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.amendments import normalised
from ingest.document import Document
from kb.entities import Evidence, KBEntity


@dataclass(frozen=True, slots=True)
class Named:
    """An entity and the places of one document that name or state it, in reading order."""

    entity: KBEntity
    places: tuple[Evidence, ...]


def named_in(entities: Iterable[KBEntity], document_id: str) -> dict[str, list[Named]]:
    """What a document names, by kind, the most often named first."""
    found: dict[str, list[Named]] = {}
    for entity in entities:
        places = sorted((e for e in entity.evidence if e.document.id == document_id), key=lambda e: (e.start, e.end))
        if places:
            found.setdefault(entity.kind, []).append(Named(entity, tuple(places)))
    for each in found.values():
        each.sort(key=lambda named: (-len(named.places), named.entity.label.casefold(), named.entity.iri))
    return found


def act_of(entities: Iterable[KBEntity], document: Document) -> KBEntity | None:
    """The instrument whose text a document is: the one with its number and its date, where both are known."""
    if not document.number or len(document.date) < len("2011-07-22"):
        return None
    number = normalised(document.number).casefold()
    alike = (e for e in entities if e.kind == "instrument" and e.properties.get("date") == document.date)
    return next((e for e in alike if normalised(e.properties.get("number", "")).casefold() == number), None)
