"""What no document states alone: pairs of statements of the shelf that contradict each other."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF

from ontology.contradictions import contradictions
from ontology.descriptions import Triple, term
from ontology.mention import Entity, Mention
from ontology.terms import entity_iri, statement_iri


class Conflict(NamedTuple):
    """Two observations that cannot both hold, each with the mention that states it, the places to quote, and why."""

    first_stated: tuple[Mention, Entity]
    second_stated: tuple[Mention, Entity]
    first_place: Mention
    second_place: Mention
    kind: str
    reason: str

    @property
    def first(self) -> Entity:
        return self.first_stated[1]

    @property
    def second(self) -> Entity:
        return self.second_stated[1]

    @property
    def statements(self) -> tuple[str, str]:
        """The assertion nodes of the two."""
        (one, its), (other, whose) = self.first_stated, self.second_stated
        return statement_iri(its.iri, one), statement_iri(whose.iri, other)

    @property
    def iri(self) -> str:
        """A function of the two places."""
        both = "\n".join(sorted(self.statements))
        return entity_iri("contradiction", hashlib.sha256(both.encode()).hexdigest()[:24])


def conflicts(entities: Iterable[Entity]) -> list[Conflict]:
    """The contradictions among the observations of a shelf, in the order of their places."""
    stated: dict[str, list[tuple[Mention, Entity]]] = defaultdict(list)
    for entity in entities:
        if entity.kind == "observation":
            for mention in entity.mentions:
                stated[mention.document_id].append((mention, entity))
    found = contradictions(mention for pairs in stated.values() for mention, _ in pairs)
    made = []
    for each in found:
        ends = [_statement(end, stated[end.document_id]) for end in (each.first, each.second)]
        if ends[0] is not None and ends[1] is not None:
            made.append(Conflict(ends[0], ends[1], each.first, each.second, each.kind, each.reason))
    return made


def _statement(place: Mention, stated: Iterable[tuple[Mention, Entity]]) -> tuple[Mention, Entity] | None:
    """The observation that a place states: a trend is told by a part of its clause, which may state several figures.

    None where no observation stands around it: without a statement there is nothing to contradict.
    """
    around = [pair for pair in stated if pair[0].start <= place.start and place.end <= pair[0].end]
    same = [pair for pair in around if pair[0].attributes == place.attributes]
    return min(same or around, key=lambda pair: (pair[0].end - pair[0].start, pair[1].iri), default=None)


def graph(entities: Iterable[Entity]) -> Graph:
    """The contradictions as triples, for the graph of the shelf."""
    made = Graph()
    for conflict in conflicts(entities):
        made.addN((s, p, o, made) for s, p, o in _contradiction(conflict))
    return made


def _contradiction(conflict: Conflict) -> Iterator[Triple]:
    node = URIRef(conflict.iri)
    yield node, RDF.type, term("pol:Contradiction")
    yield node, term("pol:reason"), Literal(conflict.reason)
    for statement in conflict.statements:
        yield node, term("pol:contradicts"), URIRef(statement)
