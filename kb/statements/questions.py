"""The questions, each a named query of ``ontology/queries``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from kb.entities import Contradiction, Evidence, KBEntity, named
from kb.statements.days import days
from kb.statements.model import Advice, Duty, Gaps, Link
from kb.statements.overlaps import overlaps
from kb.topics import Topics

if TYPE_CHECKING:
    from ontology import PolicyGraph
    from ontology.imbalances import Imbalance

Found = TypeVar("Found", Duty, Advice, KBEntity)


class Statements:
    """The statements of one state of the shelf; ``rows`` runs a named query."""

    def __init__(self, entities: Sequence[KBEntity], graph: PolicyGraph, conflicts: Callable[[], list[Contradiction]]):
        self._entities = {entity.iri: entity for entity in entities}
        self._graph, self._conflicts = graph, conflicts
        self._topics = Topics(entities, across=True)

    # ------------------------------------------------------------------------------------- questions
    def responsible(self, about: str = "", on: str = "", agency: str = "") -> list[Duty]:
        """Who has a function: the one that words or a concept name (all), on a day (ISO; at any time), of an agency.

        The best match first. Who had it on any day of a month or a year, where ``on`` is one. Raises BadQuestion for a
        day that is none and NotFound for an unknown agency.
        """
        first, last = days(on)
        rows = self._graph.rows("responsible", on=first, last=last)
        duties = [self._duty(row["responsibility"]) for row in rows if row["responsibility"] in self._entities]
        if agency:
            iri = self._named(agency, "agency").iri
            duties = [duty for duty in duties if duty.agency is not None and duty.agency.iri == iri]
        return self.about(_once(duties), about)

    def agency(self, name: str) -> list[Link]:
        """Everything that an agency did, does and will do, what it owns, what was recommended to it and by it, its
        parts and its changes. Raises NotFound."""
        rows = self._graph.rows("agency", agency=self._named(name, "agency").iri)
        return self._links(rows)

    def rests_on(self, name: str) -> list[Link]:
        """What rests on an instrument, given by name, number or IRI, then the documents that name it.

        Raises NotFound.
        """
        instrument = self._named(name, "instrument")
        links = self._links(self._graph.rows("rests", instrument=instrument.iri))
        documents = {e.document.id: e.document for e in instrument.evidence}
        return links + [Link(instrument, "named in", document=document) for document in documents.values()]

    def recommendations(
        self, about: str = "", agency: str = "", year: int | tuple[int, int] | None = None
    ) -> list[Advice]:
        """What is recommended: about words or a concept, to an agency, in documents of a year or of years (both ends).

        Raises NotFound for an unknown agency.
        """
        grouped: dict[str, list[Mapping[str, str]]] = defaultdict(list)
        for row in self._graph.rows("recommendations"):
            grouped[row["recommendation"]].append(row)
        advice = [self._advice(self._entities[iri], rows) for iri, rows in grouped.items() if iri in self._entities]
        if agency:
            iri = self._named(agency, "agency").iri
            advice = [each for each in advice if iri in {to.iri for to in each.addressees}]
        if year is not None:
            first, last = (year, year) if isinstance(year, int) else year
            advice = [each for each in advice if each.year is not None and first <= each.year <= last]
        return self.about(advice, about)

    def later(self, advice: Advice) -> list[KBEntity]:
        """Instruments and programmes of a later year whose titles name a concept of a recommendation.

        They may have taken it up: no text says so, a curator may.
        """
        concepts = {concept.iri for concept in advice.concepts}
        if advice.year is None or not concepts:
            return []
        found = [entity for entity in self._entities.values() if entity.kind in ("instrument", "programme")]
        return [e for e in found if _year(e) > advice.year and concepts & self._topics.asked(_title(e)).concepts]

    def timeline(self, start: str = "", end: str = "") -> list[Link]:
        """Instruments, programmes, stages and transfers in the order of their days, from ``start`` to ``end`` (ISO)."""
        found = self._links(self._graph.rows("timeline"))
        return [link for link in found if link.date >= start and (not end or link.date[: len(end)] <= end)]

    def indicators(self, about: str = "", place: str = "") -> list[KBEntity]:
        """Figures: of an indicator, of a place, in the order of indicator, place and year."""
        rows = self._graph.rows("indicators")
        found = [self._entities[row["observation"]] for row in rows if row["observation"] in self._entities]
        if place:
            wanted = place.casefold()
            found = [each for each in found if wanted in str(each.properties.get("place", "")).casefold()]
        return sorted(self.about(_once(found), about), key=_series)

    def contradictions(self) -> list[Contradiction]:
        """Pairs of statements that cannot both hold."""
        return list(self._contradictions)

    def imbalances(self) -> list[tuple[Evidence, Imbalance]]:
        """Totals of tables that are not the sum of their parts, each with the cell that states the total."""
        from ontology.imbalances import imbalances

        figures = (e for e in self._entities.values() if e.kind == "observation")
        documents = {place.document.id: place.document for e in figures for place in e.evidence}
        found = ((document, each) for _, document in sorted(documents.items()) for each in imbalances(document))
        return [(Evidence(d, i.start, i.end, d.text[i.start : i.end], 1.0), i) for d, i in found]

    def gaps(self) -> Gaps:
        """Functions without a legal basis, and functions that overlap."""
        rows = self._graph.rows("gaps")
        lacking = [self._duty(row["responsibility"]) for row in rows if row["responsibility"] in self._entities]
        return Gaps(_once(lacking), list(self._overlapping))

    def about(self, found: list[Found], about: str) -> list[Found]:
        """Those that are about what the words name, the nearest first; all of them for no words."""
        if not about.strip():
            return found
        asked = self._topics.asked(about)
        scored = [(self._topics.match(asked, _entity(each)), number, each) for number, each in enumerate(found)]
        return [each for score, _, each in sorted(scored, key=lambda s: (-s[0], s[1])) if score > 0]

    # -------------------------------------------------------------------------------------- plumbing
    @cached_property
    def _contradictions(self) -> list[Contradiction]:
        """Found once: every figure is compared with every other of its time."""
        return self._conflicts()

    @cached_property
    def _overlapping(self) -> list[tuple[Duty, Duty]]:
        return list(overlaps(self.responsible()))

    def _named(self, name: str, kind: str) -> KBEntity:
        return named(self._entities.values(), name, (kind,))

    def _duty(self, iri: str) -> Duty:
        entity = self._entities[iri]
        said = entity.properties
        return Duty(entity, self._entities.get(said.get("agency", "")), self._entities.get(said.get("basis", "")))

    def _advice(self, entity: KBEntity, rows: Sequence[Mapping[str, str]]) -> Advice:
        def those(key: str) -> tuple[KBEntity, ...]:
            iris = dict.fromkeys(row[key] for row in rows if key in row)
            return tuple(self._entities[iri] for iri in iris if iri in self._entities)

        years = [int(row["year"]) for row in rows if "year" in row]
        return Advice(entity, those("addressee"), those("concept"), min(years, default=None), those("takenUp"))

    def _links(self, rows: Iterable[Mapping[str, str]]) -> list[Link]:
        found = (
            Link(self._entities[row["what"]], row["link"], row.get("when") or row.get("from", ""))
            for row in rows
            if row["what"] in self._entities
        )
        # An entity holds mappings and cannot be hashed; its IRI stands for it.
        return list({(link.entity.iri, link.link, link.date): link for link in found}.values())


def _entity(found: Duty | Advice | KBEntity) -> KBEntity:
    return found if isinstance(found, KBEntity) else found.entity


def _once(found: Iterable[Found]) -> list[Found]:
    """Without repetitions; a query gives a row for each of several values of one property."""
    return list({_entity(each).iri: each for each in found}.values())


def _year(entity: KBEntity) -> int:
    said = entity.properties
    return int((str(said.get("date") or said.get("period") or "0"))[:4])


def _title(entity: KBEntity) -> str:
    return str(entity.properties.get("title") or entity.label)


def _series(entity: KBEntity) -> tuple[str, str, str]:
    said = entity.properties
    return str(said.get("indicator", "")), str(said.get("place", "")), str(said.get("year", ""))
