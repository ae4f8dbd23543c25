"""The nouns of reading: Document, Page, Block, Passage.

All ranges are half-open and count Unicode code points of the one frozen text of a document:
``document.text[x.start:x.end]`` is the text of ``x``, exactly. This module imports nothing of ours.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["body", "abstract", "table", "heading", "note", "reference"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LANGUAGES = ("en", "ru", "kk")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the source; ``number`` counts from 1, ``label`` is what is printed on it, where known."""

    number: int
    start: int
    end: int
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, table, note or reference entry; ``level`` is a heading's depth from 1, else 0."""

    start: int
    end: int
    kind: Kind = "body"
    level: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read: its frozen text, the pages and blocks in it, and what it says of itself.

    ``id`` is the SHA-256 of the file's bytes (hexadecimal). ``source`` is the path it was added from.
    ``language`` is the language of most of its text: en, ru or kk.
    """

    id: str
    source: str
    media_type: str
    text: str
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    title: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    type: str = "document"
    language: str = "en"

    def page_at(self, position: int) -> int | None:
        """Number of the page that holds the code point at ``position``; None for sources without pages."""
        if not self.pages:
            return None
        index = bisect_right(self.pages, position, key=lambda page: page.start) - 1
        return self.pages[max(index, 0)].number


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that can be found and cited, about 900 characters along its structure.

    ``sentences`` are the ranges of its sentences in the document's text. ``section`` is the path of
    headings above it ("Chapter 2 › Article 12"). ``garbled`` marks text that was recognised in the
    wrong language: it is kept, but neither embedded nor quoted.
    """

    document_id: str
    start: int
    end: int
    text: str
    kind: Kind = "body"
    language: str = "en"
    page: int | None = None
    section: str = ""
    sentences: tuple[tuple[int, int], ...] = ()
    garbled: bool = False

    @property
    def id(self) -> int:
        """63-bit key of document and range."""
        return span_key(self.document_id, self.start, self.end)

    @property
    def answers(self) -> bool:
        """Whether the passage may answer a question: headings, notes, references and garbled text do not.

        Notes are author lines and captions of a paper, and what the publisher of a law says about its amendments.
        """
        return not self.garbled and self.kind in ("body", "abstract", "table")


def span_key(document_id: str, start: int, end: int) -> int:
    """Key of a range of a document: the first 63 bits of a SHA-256, the same in every knowledge base."""
    digest = hashlib.sha256(f"{document_id}:{start}:{end}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1
