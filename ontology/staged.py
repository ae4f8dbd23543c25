"""Which mentions state the same stage: the same number and period of the same instrument or programme."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping

from ontology.grammar import load
from ontology.mention import Entity, Mention
from ontology.pointers import Place, places, ranges
from ontology.terms import entity_iri

_WHOLES = ("programme", "instrument")


def resolve_stages(mentions: list[Mention], named: Iterable[Entity]) -> list[Entity]:
    """One entity for each stage; ``named`` are the instruments and programmes that it may be of.

    A stage of nothing that is known stays with its document.
    """
    if not mentions:
        return []
    entities = [entity for entity in named if entity.kind in _WHOLES]
    index, known = places(entities), {entity.iri: entity for entity in entities}
    groups: dict[tuple[str, str, str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        said, of = mention.attributes, _whole(mention, index, known)
        groups[said["number"], said["period"], of, "" if of else mention.document_id].append(mention)
    return [_entity(key, group, known.get(key[2])) for key, group in sorted(groups.items())]


def _whole(mention: Mention, index: Mapping[Place, str], known: Mapping[str, Entity]) -> str:
    if (given := mention.attributes.get("of", "")) in known:
        # A curator has named the entity itself.
        return given
    for start, end in ranges(mention.attributes.get("of_at", "")):
        for kind in _WHOLES:
            if iri := index.get((mention.document_id, kind, start, end)):
                return iri
    return ""


def _entity(key: tuple[str, str, str, str], group: list[Mention], whole: Entity | None) -> Entity:
    number, period, of, _ = key
    iri = entity_iri("stage", hashlib.sha256("\n".join(key).encode()).hexdigest()[:24])
    labels = {language: _label(words, number, period, whole) for language, words in load("labels")["stages"].items()}
    said = {"number": number, "period": period, "of": of}
    return Entity(iri, "stage", labels["en"], labels, (), {k: v for k, v in said.items() if v}, tuple(group))


def _label(words: Mapping[str, str], number: str, period: str, whole: Entity | None) -> str:
    """The name of a stage in the language of ``words``, with that of what it is of, where that is known."""
    name = words["stage"].format(number=number, period=period.replace("/", "–"))
    if whole is None:
        return name
    return words["of"].format(stage=name, whole=whole.labels.get(words["language"], whole.label))
