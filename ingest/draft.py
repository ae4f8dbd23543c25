"""What a parser hands over, before structure is found and the text is frozen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ingest.document import Kind


@dataclass(slots=True)
class Line:
    """A line of a source without markup. Positions and sizes are in points, known for PDF only.

    ``raw`` keeps the white space around the text, which tells indents and broken links apart.
    """

    text: str
    raw: str = ""
    page: int | None = None
    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    size: float = 0.0
    bold: bool = False


@dataclass(slots=True)
class Piece:
    """A paragraph, heading, table, note or reference entry that will become a Block.

    ``starts`` are (offset in ``text``, page number), the first at offset 0, empty for sources without
    pages. ``settled`` is true where markup named the kind, so that guessing from the words is not needed.
    ``size`` is the font size in points where known.
    """

    text: str
    kind: Kind = "body"
    level: int = 0
    starts: tuple[tuple[int, int], ...] = ()
    settled: bool = False
    size: float = 0.0

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
        return replace(self, text=text, starts=(*((0, page) for page in before), *inside))

    def joined(self, other: Piece, glue: str = " ") -> Piece:
        """This piece and the next one as one."""
        shift = len(self.text) + len(glue)
        last = self.starts[-1][1] if self.starts else None
        more = tuple((o + shift, page) for o, page in other.starts if page != last)
        return replace(self, text=self.text + glue + other.text, starts=self.starts + more)


@dataclass(slots=True)
class Draft:
    """A file as a parser read it: pieces in reading order and what the file's own metadata say.

    ``pages`` is the number of pages, 0 for sources without pages.
    """

    media_type: str
    pieces: list[Piece]
    pages: int = 0
    labels: tuple[str, ...] = ()
    title: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    web: bool = False
    hints: dict[str, str] = field(default_factory=dict)


def as_text(pieces: Iterable[Piece]) -> str:
    """The pieces' text, a blank line between two of them."""
    return "\n\n".join(piece.text for piece in pieces)
