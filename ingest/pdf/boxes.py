"""Where on the pages of a PDF a range of its text stands: boxes to draw around a quote.

Boxes are in points from the upper left corner of the page as shown, turned as the page is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from ingest.clean import clean
from ingest.document import Document, Line

# A character belongs to a line when its middle lies in the line's box, widened by so many points.
_AROUND = 1.5
# Share of the letters of a quote that must be found on its line to measure it by them.
_FOUND = 0.6
# No letter is narrower, in points.
_LETTER = 2.0

_Rectangle = tuple[float, float, float, float]
_Letter = tuple[str, _Rectangle]


class Box(NamedTuple):
    """A rectangle on a page (counted from 1), in points from the page's upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


def boxes(document: Document, start: int, end: int) -> list[Box]:
    """The boxes of the printed lines that hold ``document.text[start:end]``, the first and last cut in proportion.

    Empty for a source that is no PDF, and for pages whose words have no known places.
    """
    return [
        Box(line.page, *_cut(line, max(line.start, start), min(line.end, end)))
        for line in document.lines.between(start, end)
    ]


def _cut(line: Line, start: int, end: int) -> tuple[float, float, float, float]:
    """The part of a line's box that a range in it takes, as if all letters were equally wide.

    A line that runs up or down the page as it is shown is left whole.
    """
    if line.bottom - line.top > max(line.right - line.left, _LETTER * (line.end - line.start)):
        return line.left, line.top, line.right, line.bottom
    scale = (line.right - line.left) / max(1, line.end - line.start)
    left = line.left + (start - line.start) * scale
    right = line.right - (line.end - end) * scale
    return left, line.top, right, line.bottom


def exact_boxes(data: bytes, document: Document, start: int, end: int, password: str | None = None) -> list[Box]:
    """The same measured letter by letter in the file's bytes; lines where the letters are not found stay as estimated.

    ``data`` are the bytes that ``document`` was read from. Raises PasswordNeeded where they are locked.
    """
    from ingest.pdf.pdfium import LOCK, PageText, opened

    lines = document.lines.between(start, end)
    out: list[Box] = []
    if not lines:
        return out
    with LOCK, opened(data, document.source, password) as pdf:
        for number, group in groupby(lines, key=lambda line: line.page):
            page = pdf[number - 1]
            with PageText(page) as text:
                letters = [(c, text.box(position)) for position, c in enumerate(text.text) if not c.isspace()]
            page.close()
            for line in group:
                part = max(line.start, start) - line.start, min(line.end, end) - line.start
                found = _measured(letters, line, document.text[line.start : line.end], *part)
                out.append(Box(line.page, *(found or _cut(line, line.start + part[0], line.start + part[1]))))
    return out


def _measured(letters: Sequence[_Letter], line: Line, words: str, start: int, end: int) -> _Rectangle | None:
    """The box of the characters ``start`` to ``end`` of a line; None where other letters are printed there."""
    wanted = [index for index, c in enumerate(words) if not c.isspace()]
    printed = list(_inside(letters, line))
    found: list[_Rectangle] = []
    if len(printed) == len(wanted):
        # Letter by letter, also where reading repaired an encoding.
        found = [box for index, (_, box) in zip(wanted, printed, strict=True) if start <= index < end]
    else:
        match = SequenceMatcher(None, [words[index] for index in wanted], [c for c, _ in printed], autojunk=False)
        for block in match.get_matching_blocks():
            for at in range(block.size):
                if start <= wanted[block.a + at] < end:
                    found.append(printed[block.b + at][1])
    if len(found) < _FOUND * sum(start <= index < end for index in wanted) or not found:
        return None
    lefts, tops, rights, bottoms = zip(*found, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _inside(letters: Sequence[_Letter], line: Line) -> Iterator[_Letter]:
    """The letters that stand in a line's box, as reading cleans them."""
    for letter, box in letters:
        across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if (
            line.left - _AROUND <= across <= line.right + _AROUND
            and line.top - _AROUND <= down <= line.bottom + _AROUND
        ):
            yield from ((c, box) for c in clean(letter))
