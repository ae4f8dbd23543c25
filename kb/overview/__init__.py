"""What the graph's statements look like as a whole: who does what, a board of recommendations, figures over time.

Kept for one state of the shelf, so that only the first look at it costs anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from kb.overview.series import Series, Span, series, spans
from kb.statements import Advice, Duty, Gaps, Statements

if TYPE_CHECKING:
    from kb.entities import Contradiction, KBEntity
    from kb.knowledge_base import KnowledgeBase

__all__ = ["Overview", "overview"]


class Overview:
    """The statements of one state of the shelf, with what takes long to find kept."""

    def __init__(self, statements: Statements, entities: Sequence[KBEntity]) -> None:
        self.statements = statements
        self.entities = {entity.iri: entity for entity in entities}
        self._later: dict[str, list[KBEntity]] = {}

    @cached_property
    def duties(self) -> list[Duty]:
        """Every responsibility, of all times."""
        return self.statements.responsible()

    @cached_property
    def advice(self) -> list[Advice]:
        """Every recommendation."""
        return self.statements.recommendations()

    @cached_property
    def gaps(self) -> Gaps:
        return self.statements.gaps()

    @cached_property
    def contradictions(self) -> list[Contradiction]:
        return self.statements.contradictions()

    @cached_property
    def contradicted(self) -> frozenset[str]:
        """The IRIs of figures that something contradicts."""
        return frozenset(figure.iri for each in self.contradictions for figure in (each.first, each.second))

    def responsible(self) -> list[KBEntity]:
        """Agencies that have a function, those with the most first."""
        return self._most([duty.agency for duty in self.duties if duty.agency is not None])

    def addressees(self) -> list[KBEntity]:
        """Agencies to which something is recommended, those with the most first."""
        return self._most([agency for each in self.advice for agency in each.addressees])

    def topics_of_duties(self) -> list[KBEntity]:
        """Concepts of functions, the most frequent first."""
        return self._concepts([duty.entity for duty in self.duties])

    def topics_of_advice(self) -> list[KBEntity]:
        """Concepts of recommendations, the most frequent first."""
        return self._concepts([each.entity for each in self.advice])

    def gaps_of(self, duties: Sequence[Duty]) -> Gaps:
        """The gaps and overlaps in which some of these functions take part."""
        iris = {duty.entity.iri for duty in duties}
        return Gaps(
            [duty for duty in self.gaps.without_basis if duty.entity.iri in iris],
            [pair for pair in self.gaps.overlaps if iris & {duty.entity.iri for duty in pair}],
        )

    def contradictions_about(self, about: str) -> list[Contradiction]:
        """The contradictions among figures of what words or a concept name; all of them for no words."""
        if not about.strip():
            return self.contradictions
        return [each for each in self.contradictions if self.statements.about([each.first, each.second], about)]

    def later(self, advice: Advice) -> list[KBEntity]:
        """:meth:`Statements.later`, kept."""
        if advice.entity.iri not in self._later:
            self._later[advice.entity.iri] = self.statements.later(advice)
        return self._later[advice.entity.iri]

    def spans(self, about: str = "", first: int | None = None, last: int | None = None) -> list[Span]:
        """Instruments, programmes, transfers and relations on the axis of time, from a year to a year."""
        wanted = spans(self.statements.timeline())
        if about.strip():
            named = {entity.iri for entity in self.statements.about([span.entity for span in wanted], about)}
            wanted = [span for span in wanted if span.entity.iri in named]
        return [span for span in wanted if span.within(first, last)]

    def series(
        self, about: str = "", place: str = "", first: int | None = None, last: int | None = None
    ) -> list[Series]:
        """Figures of one indicator, unit and place each, those with the most points first."""
        found = series(self.statements.indicators(about, place), self.contradicted)
        cut = [each.between(first, last) for each in found]
        return sorted((each for each in cut if each.points), key=lambda each: -len(each.dated))

    def _concepts(self, entities: Sequence[KBEntity]) -> list[KBEntity]:
        iris = [iri for entity in entities for iri in str(entity.properties.get("concepts", "")).split()]
        return self._most([self.entities[iri] for iri in iris if iri in self.entities])

    def _most(self, named: Sequence[KBEntity]) -> list[KBEntity]:
        counts = Counter(entity.iri for entity in named)
        return sorted((self.entities[iri] for iri in counts), key=lambda e: (-counts[e.iri], e.label.casefold()))


def overview(kb: KnowledgeBase) -> Overview:
    """The overview of the shelf as it is now."""
    return _of(kb.statements, kb)


@lru_cache(maxsize=2)
def _of(statements: Statements, kb: KnowledgeBase) -> Overview:
    # A changed shelf has other statements, so an overview is never older than they are.
    return Overview(statements, kb.entities())
