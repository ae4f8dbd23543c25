"""Lines of justified text whose words stand far apart: they look like rows of a table, but reach both margins.

A browser breaks no words, so in narrow columns the gaps of a justified line grow wider than its letters are high.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from ingest.draft import Line

# Gaps of a justified line differ by less than this, and are no wider; in heights of its letters.
_ALIKE = 0.2
_WIDEST = 5.0
# Lines of running text beside it that end at the same place, in points, and begin as far to the left or indented.
_FELLOWS = 4
_EDGE = 1.0
_INDENT = 2.5
_WORDS = 3


class Margins:
    """Where the lines of running text of a page end."""

    def __init__(self, lines: Sequence[Line]) -> None:
        fellows = sorted((line.right, line.left) for line in lines if len(line.words) >= _WORDS and not _wide(line))
        self._rights = [right for right, _ in fellows]
        self._lefts = [left for _, left in fellows]

    def stretched(self, line: Line) -> bool:
        """Whether a line is stretched text: its gaps are alike, and it begins and ends where others do."""
        gaps = _gaps(line)
        if not gaps or max(gaps) - min(gaps) > _ALIKE * line.size or max(gaps) > _WIDEST * line.size:
            return False
        first, last = bisect_left(self._rights, line.right - _EDGE), bisect_right(self._rights, line.right + _EDGE)
        near = (abs(line.left - left) < _INDENT * line.size for left in self._lefts[first:last])
        return sum(near) >= _FELLOWS


def _gaps(line: Line) -> list[float]:
    return [after.left - before.right for before, after in pairwise(line.words)]


def _wide(line: Line) -> bool:
    return max(_gaps(line), default=0.0) > line.size
