"""Which mentions state the same relation between two instruments, or the same change of a public body."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping

from ontology.mention import Entity, Mention
from ontology.pointers import Place, places, ranges
from ontology.terms import entity_iri


def resolve_relations(mentions: list[Mention], named: Iterable[Entity]) -> list[Entity]:
    """One entity for each relation; ``named`` are the instruments and agencies that it may be between.

    A relation whose ends are not both known, or are one and the same, is left out.
    """
    if not mentions:
        return []
    entities = list(named)
    index, labels = places(entities), {entity.iri: entity.label for entity in entities}
    groups: dict[tuple[str, str, str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        subject, other = _end(mention, "subject", index, labels), _end(mention, "object", index, labels)
        if subject and other != subject and (other or mention.attributes["type"] == "abolished_by"):
            said = mention.attributes
            groups[said["type"], subject, other, said.get("date", "")].append(mention)
    return [_entity(key, group, labels) for key, group in sorted(groups.items())]


def _end(mention: Mention, end: str, index: Mapping[Place, str], known: Container[str]) -> str:
    said = mention.attributes
    if (given := said.get(end, "")) in known:
        # A curator has named the entity itself.
        return given
    kind = said.get(f"{end}_kind", "instrument")
    for start, stop in ranges(said.get(f"{end}_at", "")):
        if iri := index.get((mention.document_id, kind, start, stop)):
            return iri
    return ""


def _entity(key: tuple[str, str, str, str], group: list[Mention], labels: Mapping[str, str]) -> Entity:
    kind, subject, other, date = key
    said = {"type": kind, "subject": subject, "object": other, "date": date}
    said |= {name: group[0].attributes.get(name, "") for name in ("in_force", "subject_kind")}
    iri = entity_iri("relation", hashlib.sha256("\n".join(key).encode()).hexdigest()[:24])
    # "abolished by" an act that no text names is "abolished".
    words = kind.replace("_", " ") if other else kind.removesuffix("_by")
    label = " ".join(filter(None, (labels[subject], words, labels.get(other, ""))))
    return Entity(iri, "relation", label, {}, (), {k: v for k, v in said.items() if v}, tuple(group))
