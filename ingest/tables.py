"""Tables as rows and cells: what the tab-separated lines of the frozen text stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from ingest import headings
from ingest.document import Block, Document
from ingest.rows import figure, header_rows

# Words in a second column that are longer on average tell of the row and do not name it.
_LONGEST_LABEL = 40
_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its range in the text (empty for one that continues its neighbour), row and column from 0."""

    start: int
    end: int
    row: int
    column: int
    header: bool = False


@dataclass(frozen=True)
class Table:
    """A table with its range in the text, rectangular: every row has the same number of cells.

    ``caption`` and ``note`` are the ranges of the paragraphs that belong to it, where there are any. The first
    ``header_rows`` rows name the columns. ``text`` is the text from ``start`` to ``end``.
    """

    start: int
    end: int
    caption: tuple[int, int] | None
    note: tuple[int, int] | None
    header_rows: int
    cells: tuple[Cell, ...]
    text: str

    @cached_property
    def columns(self) -> int:
        """Number of columns."""
        return 1 + max((cell.column for cell in self.cells), default=-1)

    @cached_property
    def rows(self) -> int:
        """Number of rows, those of the header included."""
        return 1 + max((cell.row for cell in self.cells), default=-1)

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a row and column, counted from 0; raises IndexError outside of the table."""
        if not (0 <= row < self.rows and 0 <= column < self.columns):
            raise IndexError(f"no cell {row}, {column} in a table of {self.rows} by {self.columns}")
        return self.cells[row * self.columns + column]

    def words(self, cell: Cell) -> str:
        """The text of a cell."""
        return self.text[cell.start - self.start : cell.end - self.start]

    @cached_property
    def row_labels(self) -> tuple[str, ...]:
        """What each row is about: the words in its first cells, up to the first figure.

        A cell that goes on the one above it, as rows of one region do, has that one's words.
        """
        width = self._label_columns()
        out: list[str] = []
        above = [""] * width
        for row in range(self.rows):
            own = [self.words(self.cell(row, column)) for column in range(width)]
            first = next((column for column, words in enumerate(own) if words), width)
            # Cells before the first one with words go on those above them.
            labels = [above[c] if c < first else own[c] for c in range(width)]
            out.append(" › ".join(dict.fromkeys(filter(None, labels))))
            above = labels if row >= self.header_rows else above
        return tuple(out)

    @cached_property
    def column_paths(self) -> tuple[tuple[str, ...], ...]:
        """The names of each column from the top: ("Migration growth", "2023")."""
        return tuple(self._path(column) for column in range(self.columns))

    def context(self, cell: Cell) -> str:
        """Row label and column names of a cell: "Astana › Migration growth › 2023"."""
        path = [self.row_labels[cell.row], *self.column_paths[cell.column]]
        return " › ".join(dict.fromkeys(filter(None, path)))

    def statement(self, cell: Cell) -> str:
        """A cell as one line that can be read alone: "Astana › Migration growth › 2023: 33,837"."""
        return f"{self.context(cell)}: {self.words(cell)}"

    def _path(self, column: int) -> tuple[str, ...]:
        names: list[str] = []
        for row in range(self.header_rows):
            at = column
            # A cell that spans columns is followed by empty ones; it ends where the row above ends a span.
            while at > 0 and not self.words(self.cell(row, at)) and self._goes_on_left(row, at):
                at -= 1
            words = _WHITE.sub(" ", self.words(self.cell(row, at))).strip()
            if words and words not in names:
                names.append(words)
        return tuple(names)

    def _goes_on_left(self, row: int, column: int) -> bool:
        """Whether an empty cell of the header belongs to the one on its left: a row below gives the column a name."""
        below = any(self.words(self.cell(r, column)) for r in range(row + 1, self.header_rows))
        above = any(self.words(self.cell(r, column)) for r in range(row))
        return below and not above

    def _label_columns(self) -> int:
        """How many of the first columns name the row: words and not figures, and those after the first are short."""
        for column in range(self.columns):
            body = [self.words(self.cell(row, column)) for row in range(self.header_rows, self.rows)]
            filled = [words for words in body if words]
            if filled and sum(map(figure, filled)) > 0.5 * len(filled):
                return max(column, 1)
            if column and filled and sum(map(len, filled)) > _LONGEST_LABEL * len(filled):
                break
        return min(1, self.columns)


def tables(document: Document) -> tuple[Table, ...]:
    """The tables of a document in the order of its text, with caption and note.

    A block of tab-separated lines is a table. Cells that lost their rows when a page was recognised are one too, a
    line a row, where they stand below a caption.
    """
    out: list[Table] = []
    index = 0
    while index < len(document.blocks):
        following = index + 1
        if _is_table(document, document.blocks[index]):
            out.append(_table(document, index, following))
        elif _captions(document, document.blocks[index]):
            end = _loose_end(document, following)
            if end > following:
                out.append(_table(document, following, end))
                following = end
        index = following
    return tuple(out)


def _table(document: Document, first: int, end: int) -> Table:
    """The table that some blocks make."""
    blocks = document.blocks[first:end]
    start, stop = blocks[0].start, blocks[-1].end
    parted = _is_table(document, blocks[0])
    rows = [row for b in blocks for row in _cells(document.text[b.start : b.end], b.start, "\t" if parted else " | ")]
    rows = _even(rows)
    texts = [[document.text[a:b] for a, b in row] for row in rows]
    header = min(blocks[0].level, len(rows) - 1) if blocks[0].level else header_rows(texts) if parted else 0
    cells = tuple(
        Cell(a, b, row, column, row < header) for row, places in enumerate(rows) for column, (a, b) in enumerate(places)
    )
    caption, note = _caption(document, first), _note(document, end - 1)
    return Table(start, stop, caption, note, header, cells, document.text[start:stop])


def _loose_end(document: Document, first: int) -> int:
    """Where the cells below a caption end that stand in no rows; ``first`` where there are none."""
    at = first
    while at < len(document.blocks) and document.blocks[at].kind == "table":
        if _is_table(document, document.blocks[at]):
            return first
        if _captions(document, document.blocks[at]):
            break
        at += 1
    return at


def _cells(words: str, base: int, mark: str) -> list[list[tuple[int, int]]]:
    """Ranges of the cells of each line, which a mark parts, without the white space around their text."""
    rows: list[list[tuple[int, int]]] = []
    at = base
    for line in words.split("\n"):
        row: list[tuple[int, int]] = []
        start = at
        for cell in line.split(mark):
            bare = cell.strip()
            begin = start + (len(cell) - len(cell.lstrip()) if bare else 0)
            row.append((begin, begin + len(bare)))
            start += len(cell) + len(mark)
        rows.append(row)
        at += len(line) + 1
    return rows


def _even(rows: list[list[tuple[int, int]]]) -> list[list[tuple[int, int]]]:
    """Rows of one length: short ones get empty cells at their end."""
    width = max(map(len, rows))
    return [row + [(row[-1][1], row[-1][1])] * (width - len(row)) for row in rows]


# -------------------------------------------------------------------------------------------- caption and note
def _caption(document: Document, index: int) -> tuple[int, int] | None:
    """The caption above a table, or else below it; a caption between two tables belongs to the one that follows."""
    blocks = document.blocks
    for at in (index - 1, index - 2):
        if at < 0 or (_is_table(document, blocks[at])):
            break
        if _captions(document, blocks[at]):
            return blocks[at].start, blocks[at].end
        if blocks[at].kind not in ("table", "note") or len(document.text[blocks[at].start : blocks[at].end]) > 100:
            break
    for at in (index + 1, index + 2):
        if at >= len(blocks) or blocks[at].kind == "heading" or _is_table(document, blocks[at]):
            break
        following = at + 1 < len(blocks) and _is_table(document, blocks[at + 1])
        if _captions(document, blocks[at]) and not following:
            return blocks[at].start, blocks[at].end
        if blocks[at].kind != "note":
            break
    return None


def _is_table(document: Document, block: Block) -> bool:
    return block.kind == "table" and "\t" in document.text[block.start : block.end]


def _captions(document: Document, block: Block) -> bool:
    return headings.caption(document.text[block.start : block.end]) == "table"


def _note(document: Document, index: int) -> tuple[int, int] | None:
    """The note below a table: "Note —", "Source:", «Примечание», «Ескерту - …», or a note that a mark in it has."""
    for block in document.blocks[index + 1 : index + 3]:
        words = document.text[block.start : block.end]
        if block.kind == "note" and headings.note(words) and not headings.note_head(words):
            return block.start, block.end
        if not _captions(document, block):
            break
    return None
