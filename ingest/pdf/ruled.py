"""Ruled tables: the words of a page put into the cells that ruling lines make.

A table is taken only where its rulings make at least two columns and its cells hold text; frames around a paragraph,
underlines and drawings stay what they are. Cells that are one on paper give their text to the upper left one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import sub

from ingest.draft import Line
from ingest.pdf.cells import EDGE, Box, Cell, Filler, in_order, middle, stretch
from ingest.pdf.grids import Grid, grids
from ingest.pdf.rulings import Drawn

# Share of the cells of a grid that hold text; a drawing has less.
_FILLED = 0.35
_STEP = 0.9
# A head and a body that no ruling parts into rows; as many lines as nothing but a list of rows has.
_BARE = 3
_LISTED = 4
_FULL = 0.75


@dataclass(slots=True, eq=False)
class RuledTable:
    """Rows of cells, each with the lines printed in it. ``xs`` are the edges of its columns, in points.

    ``header`` is the number of its header rows. ``open``: there is no ruling below the last row, and more may belong to
    the table. ``cut``: the end of the page cut its last row.
    """

    page: int
    xs: list[float]
    top: float
    bottom: float
    rows: list[list[Cell]]
    header: int = 0
    open: bool = False
    cut: bool = False

    def place(self) -> Line:
        """A line without text that stands for the table among the lines of its page."""
        return Line(
            "", page=self.page, left=self.xs[0], right=self.xs[-1], top=self.top, bottom=self.bottom, table=self
        )

    def lines(self) -> Iterator[Line]:
        """All lines in the cells."""
        return (line for row in self.rows for cell in row for line in cell)


def find(drawn: Drawn, lines: Sequence[Line], box: Box, page: int) -> tuple[list[RuledTable], list[Line]]:
    """The ruled tables of a page, and the lines that stand in none. ``box`` gives the box of a character."""
    tables: list[RuledTable] = []
    rest = list(lines)
    for grid in grids(drawn):
        found, left = (_closed if grid.closed else _open)(Filler(grid, box, page), rest)
        if found:
            tables += found
            rest = left
    return tables, rest


# ---------------------------------------------------------------------------------- columns with rulings
def _closed(filler: Filler, lines: Sequence[Line]) -> tuple[list[RuledTable], list[Line]]:
    grid = filler.grid
    owners = grid.owners()
    firsts = [[owners[row, at][1] for at in range(len(grid.xs) - 1)] for row in range(len(grid.ys) - 1)]
    cells: dict[tuple[int, int], Cell] = {}
    rest: list[Line] = []
    for line in lines:
        height = middle(line)
        inside, outside = filler.parted(line) if grid.ys[0] - EDGE <= height <= grid.ys[-1] + EDGE else ([], [])
        if not inside:
            rest.append(line)
            continue
        row = min(max(bisect_right(grid.ys, height) - 1, 0), len(grid.ys) - 2)
        if outside:
            rest.append(stretch(line, outside))
            line = stretch(line, inside)
        for column, words in filler.split(line, firsts[row]):
            cells.setdefault(owners[row, column], []).append(stretch(line, words))
    rows = [
        [in_order(cells.get((row, column), [])) for column in range(len(grid.xs) - 1)]
        for row in range(len(grid.ys) - 1)
    ]
    rows = [part for row in rows for part in _by_baseline(row, grid.xs, len(grid.ys) <= _BARE)]
    table = RuledTable(filler.page, grid.xs, grid.ys[0], grid.ys[-1], [row for row in rows if any(row)])
    owned = len(set(owners.values()))
    if not _is_table(table) or len(cells) < _FILLED * owned:
        return [], list(lines)
    table.header = _header(table)
    return [table], rest


def _is_table(table: RuledTable) -> bool:
    """Two columns with text; in two rows, unless there are more columns or the row is a head."""
    columns = sum(any(row[column] for row in table.rows) for column in range(len(table.xs) - 1))
    return columns >= 2 and len(table.rows) >= (2 if columns == 2 and not table.header else 1)


def _by_baseline(row: list[Cell], xs: Sequence[float], alone: bool) -> list[list[Cell]]:
    """The rows in one ruled row, where rulings part the columns only: its cells have lines at the same heights.

    The lines of two paragraphs side by side have the same heights too, so the cells must hold figures, or, where no
    other ruling parts rows of the table (``alone``), lines that end anywhere.
    """
    filled = [cell for cell in row if cell]
    if len(filled) < 2 or len(filled[0]) < 2:
        return [row]
    heights = [line.top for line in filled[0]]
    reach = 0.5 * filled[0][0].size
    others = [line for cell in filled[1:] for line in cell]
    level = sum(min(abs(line.top - top) for top in heights) <= reach for line in others)
    figures = sum(any(c.isdigit() for c in line.text) for line in others)
    even = level == len(others) and all(len(cell) == len(heights) for cell in filled)
    listed = (
        alone
        and len(heights) >= _LISTED
        and 0.5 * len(heights) <= len(others)
        and level >= 0.8 * len(others)
        and not any(_is_prose(cell, width) for cell, width in zip(row, map(sub, xs[1:], xs), strict=True))
    )
    if not (even and figures >= 0.8 * len(others)) and not listed:
        return [row]
    out: list[list[Cell]] = [[[] for _ in row] for _ in heights]
    for column, cell in enumerate(row):
        for line in cell:
            out[max(bisect_right(heights, line.top + reach) - 1, 0)][column].append(line)
    return out


def _is_prose(cell: Cell, width: float) -> bool:
    """Whether nearly all lines of a cell but the last fill it, as those of a paragraph do."""
    full = sum(line.right - line.left > _FULL * width for line in cell[:-1])
    return len(cell) >= _LISTED and full >= _FULL * (len(cell) - 1)


def _header(table: RuledTable) -> int:
    """How many rows at the top are in bold, where the others are not; else one row that names what is below it."""
    bold = [all(line.bold for cell in row for line in cell) for row in table.rows]
    count = next((index for index, heavy in enumerate(bold) if not heavy), 0)
    if count or len(table.rows) < 2:
        return min(count, 3)
    first = ["".join(line.text for line in cell) for cell in table.rows[0]]
    return int(all(text and not text[0].isdigit() for text in first) and not bold[0])


# --------------------------------------------------------------------------------- flat rulings alone
def _open(filler: Filler, lines: Sequence[Line]) -> tuple[list[RuledTable], list[Line]]:
    """Tables whose rows are parted by flat rulings; text that runs over the columns' edges ends one."""
    grid = filler.grid
    inner = range(1, len(grid.xs) - 1)
    tables: list[RuledTable] = []
    owner: dict[int, RuledTable] = {}
    current: RuledTable | None = None
    for index, y in enumerate(grid.ys):
        above = grid.ys[index - 1] if index else None
        band = [line for line in lines if (above or 0.0) < middle(line) <= y + EDGE and id(line) not in owner]
        parted = grid.joined_at(y) or set(inner)
        if current is not None and not any(filler.crosses(line, parted) for line in band):
            current.rows.append(filler.row(band, parted))
            current.bottom = y
            owner |= {id(line): current for line in band}
            continue
        head = _above(filler, band, y, parted)
        row = filler.row(head, parted)
        current = RuledTable(
            filler.page, grid.xs, min((line.top for line in head), default=y), y, [row] if head else []
        )
        current.header = int(sum(map(bool, row)) >= 2)
        owner |= {id(line): current for line in head}
        tables.append(current)
    for table in tables:
        table.rows = [row for row in table.rows if any(row)]
        table.header = max(_header(table), table.header)
        table.open = True
    kept = [table for table in tables if _is_table(table)]
    return kept, [line for line in lines if owner.get(id(line)) not in kept]


def _above(filler: Filler, band: Sequence[Line], y: float, parted: set[int]) -> list[Line]:
    """The lines right above the first ruling that keep to the columns: the head of a table."""
    out: list[Line] = []
    top = y
    for line in sorted(band, key=middle, reverse=True):
        reach = _STEP * line.size * (2 if not out else 1)
        if filler.crosses(line, parted) or top - line.bottom > reach:
            break
        out.append(line)
        top = min(top, line.top)
    return out[::-1]


def open_end(table: RuledTable, lines: Sequence[Line]) -> bool:
    """Takes the lines below an open table into it, if they are its last row, cut off by the end of the page.

    They are when they all keep to its columns, and stand in two or in one beside the first.
    """
    filler = Filler(Grid(table.xs, [], [], [], False), _nowhere, table.page)
    inner = range(1, len(table.xs) - 1)
    if not lines or any(filler.crosses(line, inner) for line in lines):
        return False
    row = filler.row(lines, inner)
    if not any(row[1:]):
        return False
    table.cut = True
    table.rows.append(row)
    table.bottom = max(line.bottom for line in lines)
    return True


def _nowhere(position: int) -> tuple[float, float, float, float]:
    """The box of a character, for words that run over no edge."""
    raise AssertionError(position)
