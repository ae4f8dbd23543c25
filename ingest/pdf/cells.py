"""Words of a page put into the cells of a grid."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from ingest.draft import Line, Word
from ingest.pdf.grids import Grid

# What stands apart by more than this share of its height belongs to another cell.
_APART = 0.7
# Words may lie so far over an edge, in points.
EDGE = 1.5

Box = Callable[[int], tuple[float, float, float, float]]
Cell = list[Line]


def stretch(line: Line, words: Sequence[Word]) -> Line:
    """Some of the words of a line as a line of their own."""
    text = " ".join([word.text for word in words])
    left, right = min([word.left for word in words]), max([word.right for word in words])
    return Line(text, line.raw, line.page, left, right, line.top, line.size, line.bold, line.bottom, words=tuple(words))


class Filler:
    """Puts words into the cells of one grid."""

    def __init__(self, grid: Grid, box: Box, page: int) -> None:
        self.grid, self.box, self.page = grid, box, page
        self.left, self.right = grid.xs[0], grid.xs[-1]

    def parted(self, line: Line) -> tuple[list[Word], list[Word]]:
        """The words of a line that stand between the outer edges of the grid, and those that do not."""
        first, last = 2 * (self.left - EDGE), 2 * (self.right + EDGE)
        inside = [word for word in line.words if first <= word.left + word.right <= last]
        if len(inside) == len(line.words):
            return inside, []
        return inside, [word for word in line.words if not first <= word.left + word.right <= last]

    def split(self, line: Line, owners: Sequence[int]) -> list[tuple[int, list[Word]]]:
        """The words of a line by cell; a word that runs over an edge between two cells is cut there.

        ``owners`` names for each column the first one of its cell.
        """
        xs, last = self.grid.xs, len(self.grid.xs) - 1
        words: list[Word] = []
        for word in line.words:
            edge = bisect_right(xs, word.left + EDGE, 1, last)
            if edge < last and xs[edge] < word.right - EDGE:
                words += self._cut(word, owners)
            else:
                words.append(word)
        cells = [owners[bisect_right(xs, (word.left + word.right) / 2, 1, last) - 1] for word in words]
        pairs = groupby(zip(cells, words, strict=True), key=itemgetter(0))
        return [(cell, [word for _, word in group]) for cell, group in pairs]

    def _cut(self, word: Word, owners: Sequence[int]) -> Iterator[Word]:
        edges = [
            x
            for column, x in enumerate(self.grid.xs[1:-1], 1)
            if word.left + EDGE < x < word.right - EDGE and owners[column] != owners[column - 1]
        ]
        start = 0
        for edge in edges:
            for at in range(start + 1, len(word.text)):
                left, _, right, _ = self.box(word.first + at)
                if left + right > 2 * edge:
                    yield Word(word.text[start:at], word.left if start == 0 else edge, edge, word.first + start)
                    start = at
                    break
        yield word if start == 0 else Word(word.text[start:], edges[-1], word.right, word.first + start)

    def crosses(self, line: Line, parted: Iterable[int]) -> bool:
        """Whether the text of a line runs on over an edge where cells are parted."""
        words = sorted(line.words, key=lambda word: word.left)
        if words[0].left < self.left - 2 * EDGE or words[-1].right > self.right + 2 * EDGE:
            return True
        for x in (self.grid.xs[column] for column in parted):
            if any(word.left < x - EDGE and word.right > x + EDGE for word in words):
                return True
            before = [word.right for word in words if word.right <= x + EDGE]
            after = [word.left for word in words if word.left >= x - EDGE]
            if before and after and min(after) - max(before) < _APART * line.size:
                return True
        return False

    def row(self, lines: Iterable[Line], parted: Iterable[int]) -> list[Cell]:
        """A row of cells of the lines that stand in it; columns that no ruling parts are one cell."""
        cells: list[Cell] = [[] for _ in self.grid.xs[1:]]
        edges = sorted(parted)
        owners = [max((edge for edge in edges if edge <= column), default=0) for column in range(len(cells))]
        for line in lines:
            for column, words in self.split(line, owners):
                cells[column].append(stretch(line, words))
        return [in_order(cell) for cell in cells]


def middle(line: Line) -> float:
    """The height at which a line stands."""
    return (line.top + line.bottom) / 2


def in_order(cell: Cell) -> Cell:
    """The stretches of text in a cell from top to bottom; those on one line from left to right, made one."""
    out: Cell = []
    for line in sorted(cell, key=lambda line: (line.top + line.bottom) / 2):
        last = out[-1] if out else None
        if last and abs((line.top + line.bottom) - (last.top + last.bottom)) < 0.7 * max(line.size, last.size):
            first, second = sorted((last, line), key=lambda part: part.left)
            out[-1] = replace(
                first,
                text=f"{first.text} {second.text}",
                right=max(first.right, second.right),
                bottom=max(first.bottom, second.bottom),
                top=min(first.top, second.top),
                bold=first.bold and second.bold,
                words=(*first.words, *second.words),
            )
        else:
            out.append(line)
    return out
