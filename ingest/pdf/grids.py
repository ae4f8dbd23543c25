"""Grids of ruling lines: where the columns and rows of the tables on a page are, before any text is looked at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.pdf.rulings import Box, Drawn

# Lines that lie this near to one another, or end this near, are one, or touch. Points.
_SAME = 1.5
_TOUCH = 3.0
_NARROWEST = 8.0
_MOST_COLUMNS = 40
_MOST_ROWS = 250
_WALL = 0.5


@dataclass(slots=True)
class Rule:
    """A straight ruling at a place ``at``, from ``start`` to ``end``, drawn in stretches that meet at ``joints``."""

    at: float
    start: float
    end: float
    joints: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """The edges of columns and rows, left to right and top to bottom, and the rulings between the cells.

    ``closed``: upright rulings part its columns. Where there are none, the columns are where the stretches of the flat
    rulings meet, and what stands above the first and below the last flat ruling may belong to the table.
    """

    xs: list[float]
    ys: list[float]
    flat: list[Rule]
    upright: list[Rule]
    closed: bool

    def owners(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For each (row, column) the upper left one of the cells that it is one with."""
        owner = {(row, column): (row, column) for row in range(len(self.ys) - 1) for column in range(len(self.xs) - 1)}

        def root(cell: tuple[int, int]) -> tuple[int, int]:
            while owner[cell] != cell:
                cell = owner[cell]
            return cell

        def join(cell: tuple[int, int], other: tuple[int, int]) -> None:
            first, second = sorted((root(cell), root(other)))
            owner[second] = first

        for row in range(len(self.ys) - 1):
            walls = self._walls(row)
            for column in range(len(self.xs) - 2):
                if column + 1 not in walls:
                    join((row, column), (row, column + 1))
        for row in range(len(self.ys) - 2):
            here = [rule for rule in self.flat if abs(rule.at - self.ys[row + 1]) <= _TOUCH]
            for column in range(len(self.xs) - 1):
                if _share(here, self.xs[column], self.xs[column + 1]) < _WALL:
                    join((row, column), (row + 1, column))
        return {cell: root(cell) for cell in owner}

    def _walls(self, row: int) -> set[int]:
        """The inner edges of columns that part the cells of a row."""
        top, bottom = self.ys[row], self.ys[row + 1]
        inner = range(1, len(self.xs) - 1)
        upright = [
            rule
            for rule in self.upright
            if rule.start < bottom and rule.end > top and self.xs[0] + _TOUCH < rule.at < self.xs[-1] - _TOUCH
        ]
        if upright:
            parts = (
                (column, [rule for rule in upright if abs(rule.at - self.xs[column]) <= _TOUCH]) for column in inner
            )
            return {column for column, rules in parts if _share(rules, top, bottom) >= _WALL}
        return self.joined_at(bottom) or self.joined_at(top)

    def joined_at(self, y: float) -> set[int]:
        """The inner edges of columns where the stretches of a flat ruling meet."""
        joints = [x for rule in self.flat if abs(rule.at - y) <= _TOUCH for x in rule.joints]
        return {c for c in range(1, len(self.xs) - 1) if any(abs(x - self.xs[c]) <= _TOUCH for x in joints)}


def _share(rules: Iterable[Rule], start: float, end: float) -> float:
    """How much of a stretch the rulings cover, 0 to 1."""
    covered = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules)
    return covered / max(end - start, 0.1)


def grids(drawn: Drawn) -> list[Grid]:
    """The grids on a page from top to bottom; rulings that can be no table (frames, underlines) make none."""
    cells = _tiles(drawn.fills)
    flat = _rules([(b[1] + b[3], b[0], b[2]) for b in drawn.flat], cells, flat=True)
    upright = _rules([(b[0] + b[2], b[1], b[3]) for b in drawn.upright], cells, flat=False)
    if not flat:
        return []
    out: list[Grid] = []
    loose: list[Rule] = []
    for rules, walls in _touching(flat, upright):
        if walls:
            grid = _closed(rules, walls)
            out += [grid] if grid else []
        else:
            loose += rules
    out += _open(loose)
    return sorted(out, key=lambda grid: grid.ys[0])


# -------------------------------------------------------------------------------------------- rulings
def _tiles(fills: Sequence[Box]) -> list[Box]:
    """The backgrounds that stand side by side like cells, without those that lie inside another."""
    largest: list[Box] = []
    for box in sorted(fills, key=lambda b: (round(b[1]), -b[3], b[0] - b[2])):
        if box[2] - box[0] > _NARROWEST and not any(_inside(box, other) for other in largest[-_MOST_COLUMNS:]):
            largest.append(box)
    out: set[Box] = set()
    by_place = sorted(largest, key=lambda b: (round(b[1] / 2), b[0]))
    for box, following in pairwise(by_place):
        if (
            abs(box[2] - following[0]) <= _SAME
            and abs(box[1] - following[1]) <= _SAME
            and abs(box[3] - following[3]) <= _SAME
        ):
            out |= {box, following}
    return sorted(out)


def _inside(box: Box, other: Box) -> bool:
    return (
        box[0] >= other[0] - _SAME
        and box[1] >= other[1] - _SAME
        and box[2] <= other[2] + _SAME
        and box[3] <= other[3] + _SAME
    )


def _rules(stretches: list[tuple[float, float, float]], cells: Sequence[Box], flat: bool) -> list[Rule]:
    """Rulings made of stretches (twice their place, start, end) and of the edges of cells."""
    found = [(double / 2, start, end) for double, start, end in stretches]
    for left, top, right, bottom in cells:
        found += [(top, left, right), (bottom, left, right)] if flat else [(left, top, bottom), (right, top, bottom)]
    found.sort()
    out: list[Rule] = []
    cluster: list[tuple[float, float, float]] = []
    for stretch in found:
        if cluster and stretch[0] - cluster[0][0] > 2 * _SAME:
            out += _merged(cluster)
            cluster = []
        cluster.append(stretch)
    return out + (_merged(cluster) if cluster else [])


def _merged(cluster: Sequence[tuple[float, float, float]]) -> list[Rule]:
    """Stretches at one place, those that touch made one ruling."""
    at = sum(place for place, _, _ in cluster) / len(cluster)
    out: list[Rule] = []
    for _, start, end in sorted(cluster, key=lambda stretch: stretch[1]):
        if out and start <= out[-1].end + _TOUCH:
            rule = out[-1]
            if abs(start - rule.end) <= _TOUCH and end > rule.end:
                rule.joints.append(start)
            rule.end = max(rule.end, end)
        else:
            out.append(Rule(at, start, end))
    for rule in out:
        ends = (rule.start, rule.end)
        rule.joints = [x for x in _apart(rule.joints) if min(abs(x - end) for end in ends) > _NARROWEST]
    return out


def _apart(places: Iterable[float], least: float = _TOUCH) -> list[float]:
    """The places in order, without those that another one stands near to."""
    out: list[float] = []
    for place in sorted(places):
        if not out or place - out[-1] > least:
            out.append(place)
    return out


# ---------------------------------------------------------------------------------------------- tables
def _touching(flat: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """The rulings in groups that touch one another."""
    group = list(range(len(flat) + len(upright)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    places = [rule.at for rule in flat]
    for number, rule in enumerate(upright, len(flat)):
        first = bisect_right(places, rule.start - _TOUCH)
        for index in range(first, len(flat)):
            line = flat[index]
            if line.at > rule.end + _TOUCH:
                break
            if line.start - _TOUCH <= rule.at <= line.end + _TOUCH:
                group[root(number)] = root(index)
    found: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index in range(len(group)):
        part = found.setdefault(root(index), ([], []))
        if index < len(flat):
            part[0].append(flat[index])
        else:
            part[1].append(upright[index - len(flat)])
    return list(found.values())


def _closed(flat: list[Rule], upright: list[Rule]) -> Grid | None:
    """The grid of rulings that cross."""
    if not flat:
        return None
    left, right = min(rule.start for rule in flat), max(rule.end for rule in flat)
    xs = _apart([left, right, *(rule.at for rule in upright)], _NARROWEST)
    if len(xs) < 3:
        xs = _apart([left, right, *(joint for rule in flat for joint in rule.joints)], _NARROWEST)
    ends = [place for rule in upright for place in (rule.start, rule.end)]
    ys = _apart([*(rule.at for rule in flat), *ends], 2 * _TOUCH)
    if not 3 <= len(xs) <= _MOST_COLUMNS or not 2 <= len(ys) <= _MOST_ROWS:
        return None
    return Grid(xs, ys, flat, upright, True)


def _open(flat: list[Rule]) -> list[Grid]:
    """Grids of flat rulings alone: those with the same ends, in stretches that meet at the same places."""
    out: list[Grid] = []
    for rule in sorted(flat, key=lambda rule: rule.at):
        if not rule.joints or rule.end - rule.start < 10 * _NARROWEST:
            continue
        xs = [rule.start, *rule.joints, rule.end]
        last = next((grid for grid in reversed(out) if _agree(grid.xs, xs)), None)
        if last:
            last.xs = max(last.xs, xs, key=len)
            last.ys.append(rule.at)
            last.flat.append(rule)
        else:
            out.append(Grid(xs, [rule.at], [rule], [], False))
    return [grid for grid in out if len(grid.ys) <= _MOST_ROWS]


def _agree(xs: Sequence[float], others: Sequence[float]) -> bool:
    """Whether two flat rulings have the same ends, and the one meets wherever the other does."""
    few, many = sorted((xs, others), key=len)
    ends = abs(xs[0] - others[0]) <= _TOUCH and abs(xs[-1] - others[-1]) <= _TOUCH
    return ends and all(any(abs(a - b) <= _TOUCH for b in many) for a in few)


def same(xs: Sequence[float], others: Sequence[float]) -> bool:
    """Whether two tables have the same columns."""
    return len(xs) == len(others) and all(abs(a - b) <= 2 * _TOUCH for a, b in zip(xs, others, strict=True))
