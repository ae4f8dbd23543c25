"""Ruled tables over page breaks, and their text: rows of cells parted by tabs."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.clean import Vocabulary
from ingest.document import Line as Printed
from ingest.draft import Line, Piece, shifted
from ingest.paragraphs import merge
from ingest.pdf.cells import Cell
from ingest.pdf.grids import same
from ingest.pdf.ruled import RuledTable

_NAMED = 0.8


def table_piece(table: RuledTable, vocabulary: Vocabulary) -> Piece:
    """The table as lines of tab-separated cells, all of the same number; columns without any text are left out."""
    columns = [at for at in range(len(table.xs) - 1) if any(row[at] for row in table.rows)]
    texts: list[str] = []
    printed: list[Printed] = []
    starts: list[tuple[int, int]] = []
    length = 0
    for row in table.rows:
        for number, column in enumerate(columns):
            glue = ("\t" if number else "\n") if texts else ""
            cell = _cell(row[column], vocabulary)
            length += len(glue)
            printed += shifted(cell.lines, length)
            starts += [(length + offset, page) for offset, page in cell.starts]
            texts += [glue, cell.text]
            length += len(cell.text)
    first = next(table.lines())
    piece = Piece("".join(texts), "table", table.header, settled=True, size=first.size, lines=tuple(printed))
    piece.starts = tuple((0 if not index else offset, page) for index, (offset, page) in enumerate(_turns(starts)))
    return piece


def _turns(starts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where a later page begins. A row that a page break cut has its cells on both pages: the first one counts."""
    out: list[tuple[int, int]] = []
    for offset, page in starts:
        if not out or page > out[-1][1]:
            out.append((offset, page))
    return out


def _cell(cell: Cell, vocabulary: Vocabulary) -> Piece:
    """The lines of a cell as one, without the marks that part cells and rows."""
    if not cell:
        return Piece("")
    for line in cell:
        line.text = " ".join(line.text.replace("|", "¦").split()) if " | " in line.text else " ".join(line.text.split())
    return merge(cell, vocabulary)


# ------------------------------------------------------------------------------------------ over pages
def joined(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages, a table that goes on at the head of the next page made one with its beginning."""
    out: list[list[Line]] = []
    last: RuledTable | None = None
    for page in pages:
        kept = list(page)
        first = min(kept, key=lambda line: line.top, default=None)
        if last and first and first.table and same(last.xs, first.table.xs):
            _continue(last, first.table)
            kept = [line for line in kept if line is not first]
        if kept:
            last = max(kept, key=lambda line: line.bottom).table
        elif first is None or first.table is None:
            last = None
        out.append(kept)
    return out


def _continue(table: RuledTable, more: RuledTable) -> None:
    rows = list(more.rows)
    heads = table.rows[: max(table.header, 1)]
    repeated = 0
    while repeated < len(heads) and rows and _texts(rows[0]) == _texts(heads[repeated]):
        rows.pop(0)
        repeated += 1
    table.header = max(table.header, repeated)
    if rows and len(table.rows) > table.header and _cut_off(table, rows[0]):
        table.rows[-1] = [above + below for above, below in zip(table.rows[-1], rows.pop(0), strict=True)]
    table.rows += rows
    table.open, table.cut = more.open, more.cut


def _texts(row: Sequence[Cell]) -> list[str]:
    return ["".join(line.text for line in cell).replace(" ", "") for cell in row]


def _cut_off(table: RuledTable, below: Sequence[Cell]) -> bool:
    """Whether a page break cut a row in two: nothing new begins in its first cell, and none of the others is new.

    In a table whose first column names each row, a row that fills a few other cells only goes on with the last one.
    """
    above = table.rows[-1]
    if below[0]:
        return _goes_on(above[0], below[0]) and not any(b and not a for a, b in zip(above, below, strict=True))
    if table.cut:
        return True
    if any(b and not a for a, b in zip(above, below, strict=True)):
        return False
    named = sum(bool(row[0]) for row in table.rows) >= _NAMED * len(table.rows)
    some = sum(map(bool, below)) < len(below) - 1 or len(below) == 2
    return (named and some) or any(_goes_on(a, b) for a, b in zip(above, below, strict=True))


def _goes_on(above: Cell, below: Cell) -> bool:
    if not below:
        return False
    first = below[0].text.lstrip()
    whole = " ".join(line.text for line in above)
    return (
        first[:1].islower() or first[:1] in ")],;" or whole.count("(") > whole.count(")") or whole.endswith((",", "-"))
    )
