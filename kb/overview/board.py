"""Recommendations as a board: by what they are about, to whom they speak, where they stand, or of which year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.entities import KBEntity
    from kb.statements import Advice


@dataclass(frozen=True, slots=True)
class Group:
    """Recommendations of one ``key``: the IRI of a concept or an agency, the id of a document, a year, or "" for those
    that have none. ``entity`` is the concept or agency."""

    key: str
    entity: KBEntity | None
    advice: tuple[Advice, ...]


_Keys = Callable[["Advice"], Sequence[str]]
BY: Mapping[str, _Keys] = {
    "concept": lambda each: [concept.iri for concept in each.concepts],
    "addressee": lambda each: [agency.iri for agency in each.addressees],
    "source": lambda each: list(dict.fromkeys(proof.document.id for proof in each.entity.evidence)),
    "year": lambda each: [str(each.year)] if each.year is not None else [],
}


def board(advice: Iterable[Advice], by: str) -> list[Group]:
    """Groups by one of ``BY``: years from the last, the others from the largest; what has no key comes at the end.

    A recommendation about several concepts, or to several agencies, stands in each of their groups.
    """
    members: dict[str, list[Advice]] = {}
    named: dict[str, KBEntity] = {}
    for each in advice:
        named |= {entity.iri: entity for entity in (*each.concepts, *each.addressees)}
        for key in BY[by](each) or [""]:
            members.setdefault(key, []).append(each)
    groups = [Group(key, named.get(key), tuple(those)) for key, those in members.items()]
    if by == "year":
        return sorted(groups, key=lambda group: group.key, reverse=True)
    return sorted(groups, key=lambda group: (not group.key, -len(group.advice), group.key))
