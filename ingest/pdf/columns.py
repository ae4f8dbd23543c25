"""The order in which the lines of a page are read where it is set in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from ingest.draft import Line, Word

# Columns have so many lines at least, and share so much of their height with their neighbour.
_FEWEST = 6
_OVERLAP = 0.3
# Most lines of a column fill so much of it; cells of a table do not.
_FULL = 0.55
# The space between columns: in points, and in letters of their lines.
_GUTTER = 8.0
# So many lines may run over all columns: titles, abstracts, captions.
_OVER = 0.4
_LETTERS = 18
# Lines of a column begin so near to its edge, in points.
_INDENT = 24.0
# A heading has so many lines at most, in bold letters or ones that are larger by this.
_HEADING = 3
_LARGER = 1.12


def in_columns(page: Sequence[Line]) -> list[Line]:
    """The lines of a page in reading order, if it has columns: each from top to bottom, then the next.

    What runs over several columns parts what stands above it from what stands below. A line that the file draws over
    two columns is cut between them. Pages of one column stay as they are.
    """
    if sum(bool(line.words) for line in page) < 2 * _FEWEST:
        return list(page)
    parts = [part for line in page for part in _stretches(line)]
    gutter = _gutter(parts)
    return list(page) if gutter is None else _ordered(parts, gutter)


def _stretches(line: Line) -> list[Line]:
    """A line cut where its words stand far apart."""
    if "\t" not in line.text or not line.words:
        return [line]
    groups: list[list[Word]] = [[]]
    for word in line.words:
        if groups[-1] and word.left - groups[-1][-1].right > 1.1 * line.size:
            groups.append([])
        groups[-1].append(word)
    texts = line.text.split("\t")
    if len(texts) != len(groups):
        return [line]
    return [
        replace(line, text=text, left=min(w.left for w in group), right=max(w.right for w in group), words=tuple(group))
        for text, group in zip(texts, groups, strict=True)
    ]


def _gutter(parts: Sequence[Line]) -> float | None:
    """Where the space between the leftmost column and the others is; None on a page of one column."""
    lines = [line for line in parts if line.table is None and line.words]
    if len(lines) < 2 * _FEWEST:
        return None
    starts = sorted(line.left for line in lines)
    lefts = {round(x) for x in starts if sum(abs(x - other) < 4 for other in starts) >= _FEWEST}
    for x in sorted(lefts)[1:]:
        edge = x - 2.0
        left = [line for line in lines if line.right <= edge]
        right = [line for line in lines if line.left >= edge]
        if min(len(left), len(right)) < _FEWEST or len(lines) - len(left) - len(right) > _OVER * len(lines):
            continue
        # Of the columns to the right the next one only.
        if _columns(left, [line for line in right if line.left < x + _INDENT]):
            return edge
    return None


def _columns(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether lines on both sides are text set in columns and not cells of a table."""
    if not right:
        return False
    shared = min(max(a.bottom for a in left), max(b.bottom for b in right)) - max(
        min(a.top for a in left), min(b.top for b in right)
    )
    height = min(
        max(side, key=lambda a: a.bottom).bottom - min(side, key=lambda a: a.top).top for side in (left, right)
    )
    if shared < _OVERLAP * height or min(b.left for b in right) - _edge(left) < _GUTTER / 2:
        return False
    for side in (left, right):
        width = _edge(side) - min(line.left for line in side)
        if median(line.right - line.left for line in side) < _FULL * width:
            return False
        if median(len(line.text) for line in side) < _LETTERS:
            return False
    return True


def _edge(lines: Sequence[Line]) -> float:
    """The right edge of a column: what nearly all lines keep to."""
    rights = sorted(line.right for line in lines)
    return rights[int(0.95 * (len(rights) - 1))]


def _ordered(parts: Sequence[Line], gutter: float) -> list[Line]:
    out: list[Line] = []
    band: list[Line] = []
    for line in sorted(parts, key=lambda line: (line.top, line.left)):
        if line.left < gutter - 1 and line.right > gutter + 1:
            below = _heading_below(band, gutter)
            out += _band([part for part in band if part not in below], gutter) + below
            band = []
            out.append(line)
        else:
            band.append(line)
    return out + _band(band, gutter)


def _heading_below(band: Sequence[Line], gutter: float) -> list[Line]:
    """The lines of a heading that is too short to run over all columns, but stands below them all."""
    columns = [line for line in band if not line.table]
    left, right = ([a for a in columns if a.right <= gutter + 1], [b for b in columns if b.left >= gutter - 1])
    if len(left) <= _HEADING or not right:
        return []
    foot = max(line.bottom for line in right)
    below = [line for line in left if line.top >= foot - 1]
    usual = median(line.size for line in left)
    if len(below) > _HEADING or not all(line.bold or line.size > _LARGER * usual for line in below):
        return []
    return below


def _band(band: Sequence[Line], gutter: float) -> list[Line]:
    """A stretch of a page between lines that run over all its columns."""
    out: list[Line] = []
    for side in ([a for a in band if a.right <= gutter + 1], [b for b in band if b.right > gutter + 1]):
        more = _gutter(side)
        if more is not None:
            out += _ordered(side, more)
        elif side:
            margin = _edge(side)
            out += [replace(line, margin=margin) for line in side]
    return out
