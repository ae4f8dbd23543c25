"""A page that pdfium reads badly, read by pypdf too.

On some pages printed by browsers pdfium puts a space after each letter, where pypdf has the words; on many others pypdf
runs words into one another. The quality of the text decides, page by page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.draft import Line, Word
from ingest.pdf import pypdf_reader
from ingest.pdf.pdfium import PageText
from ingest.pdf.quality import GOOD, quality

# pypdf is slow: no more pages of a file than this get a second reading.
_MOST = 100
# Share of the letters of a page that both readers must have for the one's words to be put at the other's places.
_KNOWN = 0.8


class _Letter(NamedTuple):
    """The position of a letter in pdfium's text, and its box."""

    position: int
    left: float
    top: float
    right: float
    bottom: float


class SecondReader:
    """Gives the better reading of each page of a file; opens it with pypdf only when a page reads badly."""

    def __init__(self, data: bytes, password: str | None) -> None:
        self._data, self._password = data, password
        self._left = _MOST
        self._reader: pypdf_reader.Pages | None = None

    def better(self, page: PageText, lines: list[Line], number: int) -> list[Line]:
        """The lines of a page as pdfium has them, or as pypdf has them if they read clearly better so.

        pypdf's words keep the places that pdfium gave their letters; where the two disagree about the letters too, the
        page has no places, which is why a little better is not enough.
        """
        good = quality(" ".join([line.text for line in lines]))
        if good >= GOOD or not self._left:
            return lines
        self._left -= 1
        if self._reader is None:
            self._reader = pypdf_reader.Pages(self._data, self._password)
        read = self._reader.lines(number)
        if not read or quality(" ".join(line.text for line in read)) <= (good + 1) / 2:
            return lines
        return _placed(page, read) or read


def _placed(page: PageText, read: Sequence[Line]) -> list[Line]:
    """The lines of pypdf at the places of the letters that both found; empty where they share too few."""
    from rapidfuzz.distance import Levenshtein

    places = [position for position, c in enumerate(page.text) if c.isprintable() and not c.isspace()]
    letters = [c for line in read for c in line.text if not c.isspace()]
    boxes: list[_Letter | None] = [None] * len(letters)
    steps = Levenshtein.opcodes([page.text[position] for position in places], letters)
    for step in steps:
        if step.tag == "equal":
            for at in range(step.dest_end - step.dest_start):
                position = places[step.src_start + at]
                boxes[step.dest_start + at] = _Letter(position, *page.box(position))
    if sum(box is not None for box in boxes) < _KNOWN * len(boxes):
        return []
    return list(_lines(read, boxes))


def _lines(read: Sequence[Line], boxes: Sequence[_Letter | None]) -> Iterator[Line]:
    at = 0
    for line in read:
        words: list[Word] = []
        known: list[_Letter] = []
        for text in line.text.split():
            here = [box for box in boxes[at : at + len(text)] if box is not None]
            known += here
            if here:
                words.append(
                    Word(text, min(box.left for box in here), max(box.right for box in here), here[0].position)
                )
            elif words:
                # A word that pdfium has not stands with the one before it.
                words[-1] = words[-1]._replace(text=f"{words[-1].text} {text}")
            at += len(text)
        if known:
            top, bottom = known[0].top, known[0].bottom
            left, right = min(word.left for word in words), max(word.right for word in words)
            yield Line(
                line.text,
                line.raw,
                line.page,
                left,
                right,
                top,
                round(bottom - top, 1),
                False,
                bottom,
                words=tuple(words),
            )
        else:
            yield line
