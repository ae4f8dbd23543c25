"""From mentions to entities: which of them name the same instrument or the same body.

A pure function of the set of mentions. Two acts with different numbers or dates are never one; what lacks
both joins an act only where its title, its year, or its own document leaves one choice.
"""

from __future__ import annotations

from collections.abc import Iterable

from ontology.mention import Entity, Mention


def resolve(mentions: Iterable[Mention]) -> list[Entity]:
    """Entities in order of their IRIs. Mentions that only point at something unnamed ("the Law") may stay out."""
    from ontology.acts import resolve_instruments
    from ontology.bodies import resolve_agencies

    ordered = sorted(set_of(mentions), key=order)
    found = resolve_instruments([m for m in ordered if m.kind == "instrument"])
    found += resolve_agencies([m for m in ordered if m.kind == "agency"])
    return sorted(found, key=lambda entity: entity.iri)


def order(mention: Mention) -> tuple[str, int, int, list[tuple[str, str]]]:
    """The order in which mentions are looked at, whatever order they come in."""
    return (mention.document_id, mention.start, mention.end, sorted(mention.attributes.items()))


def set_of(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions without repetitions (attributes are a mapping, so mentions cannot be hashed)."""
    seen: dict[object, Mention] = {}
    for m in mentions:
        seen.setdefault((m.document_id, m.start, m.end, m.kind, tuple(sorted(m.attributes.items()))), m)
    return list(seen.values())
