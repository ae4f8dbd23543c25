"""What questions to the graph give: duties, links, advice and gaps, each with its entity and its evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.entities import Evidence, KBEntity

if TYPE_CHECKING:
    from ingest.document import Document


@dataclass(frozen=True, slots=True)
class Duty:
    """A responsibility: whose, on what basis, from which day until before which (ISO, as precise as the text)."""

    entity: KBEntity
    agency: KBEntity | None
    basis: KBEntity | None

    @property
    def function(self) -> str:
        """What is done, in the words of the text."""
        return str(self.entity.properties["function"])

    @property
    def valid_from(self) -> str:
        return str(self.entity.properties.get("valid_from", ""))

    @property
    def valid_until(self) -> str:
        return str(self.entity.properties.get("valid_until", ""))

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The passages that state it."""
        return self.entity.evidence

    def state(self, on: str) -> str:
        """Whether it was over (``past``), held (``present``) or had not begun (``future``) on a day."""
        if self.valid_until and self.valid_until <= on:
            return "past"
        return "future" if self.valid_from > on else "present"


@dataclass(frozen=True, slots=True)
class Link:
    """An entity and how it stands to what was asked about; ``link`` is a word of the query (basis, amends, owner …).

    Where the link is "named in", the entity is what was asked about and ``document`` names it at ``places``; elsewhere
    ``places`` are the evidence of the entity.
    """

    entity: KBEntity
    link: str
    date: str = ""
    document: Document | None = None

    @property
    def places(self) -> tuple[Evidence, ...]:
        """The passages that state or name it."""
        if self.document is None:
            return self.entity.evidence
        return tuple(e for e in self.entity.evidence if e.document.id == self.document.id)


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation: to whom, on which concepts, of which year, and what a curator says took it up."""

    entity: KBEntity
    addressees: tuple[KBEntity, ...]
    concepts: tuple[KBEntity, ...]
    year: int | None
    taken_up_by: tuple[KBEntity, ...] = ()


@dataclass(frozen=True, slots=True)
class Gaps:
    """Functions without a legal basis, and pairs of functions that two agencies have at the same time."""

    without_basis: list[Duty] = field(default_factory=list)
    overlaps: list[tuple[Duty, Duty]] = field(default_factory=list)
