"""The nouns of reading: Document, Page, Block, Passage.

All ranges are half-open and count Unicode code points of the one frozen text of a document:
``document.text[x.start:x.end]`` is the text of ``x``, exactly. This module imports nothing of ours.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args, overload

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
    """A paragraph, heading, table, note or reference entry.

    ``level`` is a heading's depth from 1, the number of header rows of a table, else 0. ``anchor`` is the position
    in the text that a note belongs to: the mark of a footnote, the heading of the article that a publisher's note
    is about. ``ocr`` marks text that was recognised on a picture of the page.
    """

    start: int
    end: int
    kind: Kind = "body"
    level: int = 0
    anchor: int | None = None
    ocr: bool = False


class Line(NamedTuple):
    """A printed line of a PDF: its range in the text, its page, and its box in points from the page's upper left."""

    start: int
    end: int
    page: int
    left: float
    top: float
    right: float
    bottom: float


class Lines(Sequence[Line]):
    """The printed lines of a PDF in the order of the text, packed: a book has tens of thousands of them."""

    __slots__ = ("_numbers", "_starts")
    _FIELDS = len(Line._fields)
    # Boxes are kept in tenths of a point.
    _UNIT = 10

    def __init__(self, lines: Iterable[Line] = ()) -> None:
        self._numbers = array("i")
        unit = self._UNIT
        for start, end, page, left, top, right, bottom in sorted(lines):
            box = (round(left * unit), round(top * unit), round(right * unit), round(bottom * unit))
            self._numbers.extend((start, end, page, *box))
        self._starts = self._numbers[:: self._FIELDS]

    @classmethod
    def from_bytes(cls, data: bytes) -> Lines:
        """The lines that :meth:`to_bytes` wrote."""
        out = cls()
        out._numbers.frombytes(data)
        out._starts = out._numbers[:: cls._FIELDS]
        return out

    def to_bytes(self) -> bytes:
        """Seven 32-bit numbers a line."""
        return self._numbers.tobytes()

    def between(self, start: int, end: int) -> list[Line]:
        """The lines that hold a part of a range of the text."""
        first = bisect_right(self._starts, start) - 1
        return [line for line in self[max(first, 0) : bisect_left(self._starts, end)] if line.end > start]

    @overload
    def __getitem__(self, index: int) -> Line: ...

    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...

    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        at = range(len(self))[index] * self._FIELDS
        start, end, page, *box = self._numbers[at : at + self._FIELDS]
        return Line(start, end, page, *(x / self._UNIT for x in box))

    def __len__(self) -> int:
        return len(self._starts)

    def __iter__(self) -> Iterator[Line]:
        return (self[i] for i in range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lines) and self._numbers == other._numbers

    def __hash__(self) -> int:
        return hash(self._numbers.tobytes())

    def __repr__(self) -> str:
        return f"Lines({len(self)} lines)"


_NO_LINES = Lines()


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read: its frozen text, the pages, blocks and lines in it, and what it says of itself.

    ``id`` is the SHA-256 of the file's bytes (hexadecimal). ``source`` is where it was added from: a path,
    ``archive.zip!/path`` or an address. ``language`` is the language of most of its text. ``lines`` is empty for
    sources that are no PDF. ``container`` is the journal, book or site that it appeared in, ``page_range`` its
    printed pages there; ``number`` is that of an act, ``date`` (ISO, as precise as known) that of an act or of this
    version of another text. ``unread_pages`` are pictures of text that no program recognised. ``place`` is where it was
    published, ``accessed`` (ISO) when its address was visited; ``csl`` is what a library of references says besides, a
    JSON object of CSL variables.
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
    lines: Lines = _NO_LINES
    affiliations: tuple[str, ...] = ()
    container: str = ""
    volume: str = ""
    issue: str = ""
    page_range: str = ""
    doi: str = ""
    url: str = ""
    publisher: str = ""
    jurisdiction: str = ""
    number: str = ""
    date: str = ""
    unread_pages: tuple[int, ...] = ()
    place: str = ""
    edition: str = ""
    editors: tuple[str, ...] = ()
    isbn: str = ""
    issn: str = ""
    accessed: str = ""
    short_title: str = ""
    archive: str = ""
    csl: str = ""

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
    wrong language: it is kept, but neither embedded nor quoted. ``ocr`` marks text recognised on a picture.
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
    ocr: bool = False

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
