"""From a statement to what it speaks of: attributes that point at other mentions of their document.

An attribute ``agency_at`` holds the range of the mention of an agency, ``"start,end"``, or several ranges.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ontology.mention import Entity, Mention

# What kind of entity the attribute of a statement points at.
POINTS_AT = {
    "addressee_at": "agency",
    "agency_at": "agency",
    "basis_at": "instrument",
    "by_at": "agency",
    "concept_at": "concept",
    "concepts_at": "concept",
    "owner_at": "agency",
    "programme_at": "programme",
    "transferred_from_at": "agency",
    "transferred_to_at": "agency",
}

Place = tuple[str, str, int, int]


def places(entities: Iterable[Entity]) -> Mapping[Place, str]:
    """Document, kind and range of every mention, with the IRI of the entity that it names."""
    found: dict[Place, str] = {}
    for entity in entities:
        for m in entity.mentions:
            place = (m.document_id, m.kind, m.start, m.end)
            # A plural names several acts: the choice must not depend on the order.
            found[place] = min(found.get(place, entity.iri), entity.iri)
    return found


def own_acts(entities: Iterable[Entity]) -> Mapping[str, str]:
    """By document the IRI of the act that it is, where the text names that act."""
    return {
        m.document_id: entity.iri
        for entity in entities
        if entity.kind == "instrument"
        for m in entity.mentions
        if "own_act" in m.attributes
    }


def ranges(value: str) -> list[tuple[int, int]]:
    """``"3,7 12,20"`` gives (3, 7) and (12, 20)."""
    pairs = (part.split(",") for part in value.split())
    return [(int(start), int(end)) for start, end in pairs]


def targets(mention: Mention, named: Mapping[Place, str]) -> dict[str, str]:
    """The IRIs that a mention's attributes point at, by the name of the property (``agency`` for ``agency_at``).

    Several are separated by blanks. What points at nothing that is an entity is left out. An attribute ``agency``
    that holds the IRI itself wins over ``agency_at``.
    """
    found: dict[str, str] = {}
    for name, kind in POINTS_AT.items():
        meant = name.removesuffix("_at")
        if given := mention.attributes.get(meant, ""):
            # A curator has named the entity itself, or the text says it in words ("the authors").
            found[meant] = given
            continue
        spans = ranges(mention.attributes.get(name, ""))
        iris = [named[p] for start, end in spans if (p := (mention.document_id, kind, start, end)) in named]
        if iris:
            found[meant] = " ".join(dict.fromkeys(iris))
    return found
