"""Which mentions make the same statement: the same body with the same function and dates, the same figure.

What a statement points at has been resolved before, so the same statement in two papers is one entity.
Recommendations of authors stay with their paper: two papers may ask for the same, each by itself.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ontology.characters import plain
from ontology.mention import Entity, Mention
from ontology.pointers import POINTS_AT, Place, own_acts, places, targets
from ontology.terms import entity_iri

# What tells one statement from another of its kind.
_IDENTITY = {
    "responsibility": ("agency", "function", "valid_from", "valid_until", "transferred_to", "transferred_from"),
    "recommendation": ("text", "by"),
    "observation": ("indicator", "place", "year", "time", "value", "unit", "qualifier"),
}
# What users read as the name of a statement.
_LABEL = {"responsibility": "function", "recommendation": "text", "observation": "indicator"}
# How a mention was found is not what it says.
_INTERNAL = {"body", "context", "own_act", "key", "language", "rule", *POINTS_AT}


def resolve_statements(mentions: list[Mention], named: Iterable[Entity]) -> list[Entity]:
    """Entities of one kind of statement; ``named`` are the entities that the mentions may point at."""
    if not mentions:
        return []
    entities = list(named)
    index, own = places(entities), own_acts(entities)
    groups: dict[str, list[tuple[Mention, dict[str, str]]]] = defaultdict(list)
    for mention in mentions:
        said = _said(mention, index, own)
        groups[_iri(mention, said)].append((mention, said))
    found = [_entity(iri, group) for iri, group in sorted(groups.items())]
    return _transferred(found) if mentions[0].kind == "responsibility" else found


def _said(mention: Mention, index: Mapping[Place, str], own: Mapping[str, str]) -> dict[str, str]:
    said = {name: value for name, value in mention.attributes.items() if name not in _INTERNAL and value}
    said |= targets(mention, index)
    # What a law states rests on that law, unless it names another.
    if "own_act" in mention.attributes and mention.document_id in own:
        said.setdefault("basis", own[mention.document_id])
    return said


def _iri(mention: Mention, said: Mapping[str, str]) -> str:
    parts = [plain(value) if name in _LABEL.values() else value for name, value in _identity(mention, said)]
    if _stays_with_its_document(mention, said):
        parts.append(mention.document_id)
    return entity_iri(mention.kind, hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24])


def _stays_with_its_document(mention: Mention, said: Mapping[str, str]) -> bool:
    """Whether the same words elsewhere would be another statement: those of other authors, of an unnamed body."""
    if mention.kind == "recommendation":
        return said.get("by", "authors") == "authors"
    return mention.kind == "responsibility" and "agency" not in said


def _identity(mention: Mention, said: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    return ((name, said.get(name, "")) for name in _IDENTITY[mention.kind])


def _entity(iri: str, group: list[tuple[Mention, dict[str, str]]]) -> Entity:
    mentions = tuple(sorted((m for m, _ in group), key=lambda m: (m.document_id, m.start, m.end)))
    names = sorted({name for _, said in group for name in said})
    properties = {name: _most(said[name] for _, said in group if name in said) for name in names}
    kind = mentions[0].kind
    label = properties.get(_LABEL[kind]) or " ".join(mentions[0].surface.split())
    return Entity(iri, kind, label, {}, (), properties, mentions)


def _most(values: Iterable[str]) -> str:
    """The most frequent value; of equals the longest, then the first of the alphabet."""
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], -len(value), value))


def _transferred(found: list[Entity]) -> list[Entity]:
    """The responsibilities, each one that was handed over with the property ``successor``: the other body's."""
    taken: dict[tuple[str, str, str], list[Entity]] = defaultdict(list)
    for entity in found:
        said = entity.properties
        if "transferred_from" in said:
            taken[said.get("agency", ""), said["transferred_from"], said.get("valid_from", "")].append(entity)
    return [_with_successor(entity, taken) for entity in found]


def _with_successor(entity: Entity, taken: Mapping[tuple[str, str, str], list[Entity]]) -> Entity:
    said = entity.properties
    key = (said.get("transferred_to", ""), said.get("agency", ""), said.get("valid_until", ""))
    # Of the functions that passed between the two that day, the one that the same words state.
    same = [other for other in taken.get(key, ()) if plain(other.properties["function"]) == plain(said["function"])]
    if not said.get("transferred_to") or not same:
        return entity
    return replace(entity, properties={**said, "successor": same[0].iri})
