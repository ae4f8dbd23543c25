"""Tables of RTF files: rows whose cells are told apart by their right edges only."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.rows import rectangular

# Edges that are nearer than this, in twentieths of a point, are one.
_NEAR = 60


@dataclass(slots=True)
class Row:
    """A row: its cells, their right edges, and which of them one above or on the left covers."""

    cells: list[str] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)
    merged: list[bool] = field(default_factory=list)
    covered: bool = False
    header: bool = False

    def begin(self) -> None:
        """The definition of a row, which may be repeated behind its cells."""
        self.edges, self.merged, self.covered, self.header = [], [], False, False

    def edge(self, right: int) -> None:
        """The definition of a cell ends."""
        self.edges.append(right)
        self.merged.append(self.covered)
        self.covered = False

    def following(self) -> Row:
        """The next row, which has the definition of this one unless it brings its own."""
        return Row([], list(self.edges), list(self.merged), False, self.header)


def table(rows: Sequence[Row]) -> tuple[str, int]:
    """Rows as lines of cells, and the number of header rows; cells that span are followed by empty ones."""
    edges = _columns(rows)
    out: list[list[str]] = []
    for row in rows:
        line = [""] * len(edges)
        left = 0
        for index, text in enumerate(row.cells):
            if index < len(row.edges):
                right = min(bisect_left(edges, row.edges[index] - _NEAR) + 1, len(edges))
                if left < len(edges) and not row.merged[index]:
                    line[left] = text
                left = max(right, left + 1)
            else:
                line.append(text)
        out.append(line)
    header = next((index for index, row in enumerate(rows) if not row.header), len(rows))
    return rectangular(out, header)


def _columns(rows: Sequence[Row]) -> list[int]:
    """The right edges of all columns."""
    edges: list[int] = []
    for edge in sorted({edge for row in rows for edge in row.edges[: len(row.cells)]}):
        if not edges or edge - edges[-1] > _NEAR:
            edges.append(edge)
    return edges
