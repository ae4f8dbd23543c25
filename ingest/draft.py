"""What a parser hands over, before structure is found and the text is frozen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from ingest.document import Kind
from ingest.document import Line as Printed

if TYPE_CHECKING:
    from ingest.pdf.ruled import RuledTable


class Word(NamedTuple):
    """A word as printed, from ``left`` to ``right``; ``first`` is the place of its first letter in the page's text."""

    text: str
    left: float
    right: float
    first: int


@dataclass(slots=True)
class Line:
    """A line of a source without markup. Positions and sizes are in points, known for PDF only.

    ``raw`` keeps the white space around the text, which tells indents and broken links apart. ``margin`` is the right
    edge of the column that the line stands in, 0 on pages of one column. ``words`` are known for PDF only. ``table``
    is the ruled table that stands in the place of this line, which has no text then.
    """

    text: str
    raw: str = ""
    page: int | None = None
    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    size: float = 0.0
    bold: bool = False
    bottom: float = 0.0
    ocr: bool = False
    margin: float = 0.0
    words: tuple[Word, ...] = ()
    table: RuledTable | None = None


@dataclass(slots=True)
class Piece:
    """A paragraph, heading, table, note or reference entry that will become a Block.

    ``starts`` are (offset in ``text``, page number), the first at offset 0, empty for sources without
    pages. ``settled`` is true where markup named the kind, so that guessing from the words is not needed.
    ``size`` is the font size in points where known. ``lines`` are the printed lines that the text was read from, their
    ranges counted in ``text``.
    """

    text: str
    kind: Kind = "body"
    level: int = 0
    starts: tuple[tuple[int, int], ...] = ()
    settled: bool = False
    size: float = 0.0
    ocr: bool = False
    lines: tuple[Printed, ...] = ()

    def as_kind(self, kind: Kind, level: int = 0) -> Piece:
        """The same text as another kind."""
        return replace(self, kind=kind, level=level, settled=True)

    def part(self, start: int, end: int) -> Piece:
        """A stretch of this piece without the white space around it, on the pages that it lies on."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        before = [page for offset, page in self.starts if offset <= start][-1:]
        inside = [(o - start, page) for o, page in self.starts if start < o < start + len(text)]
        lines = tuple(shifted(within(self.lines, start, start + len(text)), -start))
        return replace(self, text=text, starts=(*((0, page) for page in before), *inside), lines=lines)

    def joined(self, other: Piece, glue: str = " ") -> Piece:
        """This piece and the next one as one."""
        shift = len(self.text) + len(glue)
        last = self.starts[-1][1] if self.starts else None
        more = tuple((o + shift, page) for o, page in other.starts if page != last)
        lines = (*within(self.lines, 0, len(self.text)), *shifted(other.lines, shift))
        return replace(self, text=self.text + glue + other.text, starts=self.starts + more, lines=lines)


@dataclass(slots=True)
class Draft:
    """A file as a parser read it: pieces in reading order and what the file's own metadata say.

    ``pages`` is the number of pages, 0 for sources without pages. ``facts`` are fields of the Document that markup
    names (container, volume, issue, page_range, doi, url, publisher, jurisdiction, number, date, type), as text.
    """

    media_type: str
    pieces: list[Piece]
    pages: int = 0
    labels: tuple[str, ...] = ()
    unread_pages: tuple[int, ...] = ()
    title: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    web: bool = False
    hints: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    affiliations: tuple[str, ...] = ()


def substituted(piece: Piece, pattern: re.Pattern[str], text: str) -> Piece:
    """The piece with another text in place of what the pattern finds; pages and printed lines move along."""
    cuts = [(match.start(), match.end()) for match in pattern.finditer(piece.text)]

    def moved(position: int) -> int:
        by = 0
        for start, end in cuts:
            if position <= start:
                break
            by += len(text) - (min(position, end) - start)
        return position + by

    return replace(
        piece,
        text=pattern.sub(lambda _: text, piece.text),
        starts=tuple((moved(offset), page) for offset, page in piece.starts),
        lines=tuple(line._replace(start=moved(line.start), end=moved(line.end)) for line in piece.lines),
    )


def within(lines: Iterable[Printed], start: int, end: int) -> Iterator[Printed]:
    """The parts of printed lines that hold a range; a line that lies partly outside is cut in proportion."""
    for line in lines:
        if line.start >= start and line.end <= end:
            yield line
        elif line.start < end and line.end > start:
            first, last = max(line.start, start), min(line.end, end)
            scale = (line.right - line.left) / (line.end - line.start)
            left = line.left + (first - line.start) * scale
            right = line.right - (line.end - last) * scale
            yield line._replace(start=first, end=last, left=left, right=right)


def shifted(lines: Iterable[Printed], by: int) -> Iterator[Printed]:
    """The lines with their ranges moved."""
    return (Printed(line.start + by, line.end + by, *line[2:]) for line in lines)


def as_text(pieces: Iterable[Piece]) -> str:
    """The pieces' text, a blank line between two of them."""
    return "\n\n".join(piece.text for piece in pieces)
