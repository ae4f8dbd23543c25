"""The nouns of references: Entry, Found, Name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Type = Literal[
    "article-journal", "book", "chapter", "document", "legislation", "paper-conference", "report", "thesis", "webpage",
]  # fmt: skip
# The fields of an entry beside its authors and editors. `translation` is a title in brackets, `suffix` the letter
# behind a year, `extent` the number of pages of a book, `day` an ISO date of publication or of an act, `genre` the
# degree that a thesis was written for.
FIELDS = (
    "year", "suffix", "day", "title", "translation", "container", "volume", "issue", "pages", "extent", "publisher",
    "place", "edition", "genre", "doi", "url", "accessed", "number", "authority",
)  # fmt: skip
_CSL = {
    "title": "title", "container": "container-title", "volume": "volume", "issue": "issue", "pages": "page",
    "extent": "number-of-pages", "publisher": "publisher", "place": "publisher-place", "doi": "DOI", "url": "URL",
    "edition": "edition", "genre": "genre", "number": "number", "authority": "authority", "suffix": "year-suffix",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A value and the characters that say it: the half-open range counts code points of the text that was parsed."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """A person (``family``, ``given``) or a body (``family`` only, ``literal`` true), and where the name stands."""

    family: str
    given: str
    start: int
    end: int
    literal: bool = False

    def csl(self) -> dict[str, str]:
        """The name as CSL-JSON has it."""
        if self.literal:
            return {"literal": self.family}
        return {"family": self.family, "given": self.given} if self.given else {"family": self.family}


@dataclass(frozen=True, slots=True)
class Entry:
    """A reference as parsed: ``fields`` by the names in ``FIELDS``, the style that was recognised, the confidence.

    ``others``: the list of authors ends with "et al.". ``language`` is that of the title: en, ru, kk, uk.
    ``confidence``, 0 to 1, is low where parts are missing or do not look like what they were taken for.
    """

    start: int
    end: int
    style: str
    type: Type
    language: str
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    others: bool = False
    fields: Mapping[str, Found] = field(default_factory=dict)
    confidence: float = 0.0

    def value(self, name: str) -> str:
        """The value of a field; empty when the entry has none."""
        found = self.fields.get(name)
        return found.value if found else ""

    @property
    def year(self) -> int | None:
        """The year of publication, of a law the year of its date."""
        year = self.value("year")
        return int(year) if year else None

    def item(self) -> dict[str, Any]:
        """The record as a CSL-JSON item (CSL 1.0.2) without an id; "et al." stands as a last, literal author."""
        item: dict[str, Any] = {"type": self.type, "language": self.language}
        if people := [name.csl() for name in self.authors]:
            item["author"] = [*people, {"literal": "et al."}] if self.others else people
        if self.editors:
            item["editor"] = [name.csl() for name in self.editors]
        item |= {csl: value for name, csl in _CSL.items() if (value := self.value(name))}
        for name, csl in (("day", "issued"), ("accessed", "accessed")):
            if parts := [int(part) for part in re.findall(r"\d+", self.value(name))]:
                item[csl] = {"date-parts": [parts]}
        if "issued" not in item and self.year:
            item["issued"] = {"date-parts": [[self.year]]}
        if translation := self.value("translation"):
            item["custom"] = {"translated-title": translation}
        return item
