"""From mentions to entities: which of them name the same thing or state the same.

A pure function of the set of mentions. Two acts with different numbers or dates are never one; what lacks
both joins an act only where its title, its year, or its own document leaves one choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ontology.mention import Entity, Mention

# What texts name, and what they state of it.
NAMED = ("instrument", "agency", "concept", "programme")
STATED = ("relation", "stage", "responsibility", "recommendation", "observation")


def resolve(mentions: Iterable[Mention]) -> list[Entity]:
    """Entities in order of their IRIs. Mentions that only point at something unnamed ("the Law") may stay out."""
    every = list(mentions)
    named = resolve_named(every)
    return sorted(named + resolve_stated(every, named), key=lambda entity: entity.iri)


def resolve_named(mentions: Iterable[Mention]) -> list[Entity]:
    """The entities that texts name: instruments, agencies, concepts, programmes; other mentions are left alone."""
    from ontology.acts import resolve_instruments
    from ontology.bodies import resolve_agencies
    from ontology.named import resolve_concepts, resolve_programmes

    kinds = _by_kind(mentions, NAMED)
    found = resolve_instruments(kinds.get("instrument", []))
    found += resolve_agencies(kinds.get("agency", []))
    found += resolve_concepts(kinds.get("concept", []))
    found += resolve_programmes(kinds.get("programme", []), found)
    return found


def resolve_stated(mentions: Iterable[Mention], named: Sequence[Entity]) -> list[Entity]:
    """What texts state of the entities ``named``: relations, stages, responsibilities, recommendations, figures."""
    from ontology.related import resolve_relations
    from ontology.staged import resolve_stages
    from ontology.stated import resolve_statements

    kinds = _by_kind(mentions, STATED)
    found = resolve_relations(kinds.get("relation", []), named)
    found += resolve_stages(kinds.get("stage", []), named)
    for kind in STATED[2:]:
        found += resolve_statements(kinds.get(kind, []), named)
    return found


def _by_kind(mentions: Iterable[Mention], wanted: Sequence[str]) -> dict[str, list[Mention]]:
    kinds: dict[str, list[Mention]] = {}
    for mention in sorted(set_of(m for m in mentions if m.kind in wanted), key=order):
        kinds.setdefault(mention.kind, []).append(mention)
    return kinds


def order(mention: Mention) -> tuple[str, int, int, str, list[tuple[str, str]]]:
    """The order in which mentions are looked at, whatever order they come in."""
    return (mention.document_id, mention.start, mention.end, mention.kind, sorted(mention.attributes.items()))


def set_of(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions without repetitions (attributes are a mapping, so mentions cannot be hashed)."""
    seen: dict[object, Mention] = {}
    for m in mentions:
        seen.setdefault((m.document_id, m.start, m.end, m.kind, tuple(sorted(m.attributes.items()))), m)
    return list(seen.values())
