"""The nouns: Reference and CitedWork."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference of a document to a work: ``document.text[start:end] == quote``, exactly.

    ``item`` is its record, a CSL-JSON item whose ``id`` is that of the work. ``ranges`` say which characters of the
    document each field was read from ("title", "year", "authors" …, authors from the first to the last name);
    ``footnote``: it stands in a note, not in a list. ``confidence``, 0 to 1, is low where the entry was hard to read.
    ``work``: the id of the work. ``linked``: the id of the document on the shelf that the reference names, and
    ``instrument``: the IRI of the act that it names; each empty when there is none.
    """

    document_id: str
    start: int
    end: int
    quote: str
    item: Mapping[str, Any]
    ranges: Mapping[str, tuple[int, int]]
    style: str
    confidence: float
    footnote: bool
    work: str
    linked: str = ""
    instrument: str = ""


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A work that documents of the shelf cite, with every reference to it.

    ``item`` is the fullest of the records that its references give; ``documents``: ids of those that cite it, sorted.
    """

    id: str
    item: Mapping[str, Any]
    references: tuple[Reference, ...]
    documents: tuple[str, ...]
    linked: str = ""
    instrument: str = ""
