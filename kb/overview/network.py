"""Agencies, their functions, legal bases, programmes and transfers as a graph that grows where a reader opens it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kb.provenance import Node
from ontology.terms import ID

if TYPE_CHECKING:
    from kb.entities import KBEntity
    from kb.statements import Duty

# Nodes that can be taken in at first, that one node brings when it is opened, and that a browser draws at ease.
FIRST = 60
AT_ONCE = 30
ALL = 200


class Arrow(NamedTuple):
    """From one node to another; ``link``: responsible, basis, owner or transferred, the last with its day."""

    source: str
    target: str
    link: str
    date: str = ""


class Ties:
    """What agencies are joined to by these functions, and by the programmes that they run."""

    def __init__(self, duties: Iterable[Duty], entities: Mapping[str, KBEntity]) -> None:
        self.duties = {duty.entity.iri: duty for duty in duties}
        self.entities = {**entities, **{iri: duty.entity for iri, duty in self.duties.items()}}
        self._at: dict[str, dict[Arrow, None]] = defaultdict(dict)
        for duty in self.duties.values():
            self._join(duty)
        for entity in entities.values():
            if entity.kind == "programme":
                self._add(entity.properties.get("owner", ""), entity.iri, "owner")

    def at(self, iri: str) -> list[Arrow]:
        """The arrows that begin or end at an entity: functions by their order, then programmes."""
        return list(self._at.get(iri, ()))

    def near(self, iri: str) -> list[str]:
        """The entities that arrows join to one, each once."""
        ends = (arrow.target if arrow.source == iri else arrow.source for arrow in self.at(iri))
        return list(dict.fromkeys(end for end in ends if end != iri))

    def _join(self, duty: Duty) -> None:
        said, function = duty.entity.properties, duty.entity.iri
        agency = duty.agency.iri if duty.agency is not None else ""
        self._add(agency, function, "responsible")
        self._add(function, duty.basis.iri if duty.basis is not None else "", "basis")
        self._add(said.get("transferred_from", ""), agency, "transferred", duty.valid_from)
        self._add(agency, said.get("transferred_to", ""), "transferred", duty.valid_until)

    def _add(self, source: str, target: str, link: str, date: str = "") -> None:
        if source in self.entities and target in self.entities:
            for end in (source, target):
                self._at[end][Arrow(source, target, link, date)] = None


@dataclass
class Drawing:
    """Nodes and the arrows between them. ``hidden``: how many neighbours of a node are not drawn; ``opened``: nodes
    whose neighbours were asked for; ``left_out``: what should be there at first, but found no room."""

    nodes: dict[str, Node] = field(default_factory=dict)
    arrows: list[Arrow] = field(default_factory=list)
    hidden: dict[str, int] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)


def drawing(ties: Ties, first: Sequence[str], language: str, opened: Iterable[str] = ()) -> Drawing:
    """What is drawn: as much of ``first`` as can be read, then the neighbours of each node that a reader opened.

    The order of opening counts: a node can be opened when an earlier one brought it. What is not drawn cannot be open.
    """
    drawn, wanted = Drawing(), dict.fromkeys(first)
    shown = dict.fromkeys([*wanted][:FIRST])
    drawn.left_out = set(wanted) - set(shown)
    for iri in dict.fromkeys(opened):
        if iri in shown:
            drawn.opened.append(iri)
            fresh = [end for end in ties.near(iri) if end not in shown][:AT_ONCE]
            shown |= dict.fromkeys(fresh[: max(0, ALL - len(shown))])
    drawn.nodes = {iri: _node(ties, iri, language) for iri in shown}
    drawn.hidden = {iri: sum(end not in shown for end in ties.near(iri)) for iri in shown}
    arrows = (arrow for iri in shown for arrow in ties.at(iri))
    drawn.arrows = list(dict.fromkeys(a for a in arrows if a.source in shown and a.target in shown))
    return drawn


def of_agencies(duties: Sequence[Duty]) -> list[str]:
    """Only the agencies that have these functions, those with the most first."""
    counts = Counter(duty.agency.iri for duty in duties if duty.agency is not None)
    return [iri for iri, _ in counts.most_common()]


def of_functions(duties: Sequence[Duty], ties: Ties) -> list[str]:
    """The agencies, those that gave or took their functions, the functions, each with its basis, and the programmes."""
    agencies = of_agencies(duties)
    handed = [end for iri in agencies for end in _ends(ties, iri, "transferred")]
    functions = [end for duty in duties for end in (duty.entity.iri, *_ends(ties, duty.entity.iri, "basis"))]
    programmes = [end for iri in agencies for end in _ends(ties, iri, "owner")]
    return list(dict.fromkeys([*agencies, *handed, *functions, *programmes]))


def _ends(ties: Ties, iri: str, link: str) -> Iterator[str]:
    for arrow in ties.at(iri):
        if arrow.link == link:
            yield arrow.target if arrow.source == iri else arrow.source


def _node(ties: Ties, iri: str, language: str) -> Node:
    entity = ties.entities[iri]
    said = ties.duties[iri].function if iri in ties.duties else entity.labels.get(language, entity.label)
    return Node(iri, entity.kind, said)


def short(iri: str) -> str:
    """An IRI of ours for an address: ``agency/kz/labor``."""
    return iri.removeprefix(ID)


def whole(name: str) -> str:
    """The IRI of a short one."""
    return ID + name
