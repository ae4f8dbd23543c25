"""Pieces become the one frozen text of a document, its blocks and its pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.document import Block, Line, Lines, Page
from ingest.draft import Piece, shifted, within

GAP = "\n\n"


def freeze(
    pieces: Sequence[Piece], pages: int, labels: Sequence[str] = ()
) -> tuple[str, tuple[Block, ...], tuple[Page, ...]]:
    """The text, the blocks that tile its words in order, and the pages that tile it whole."""
    blocks: list[Block] = []
    begins: dict[int, int] = {}
    position = 0
    for piece in pieces:
        blocks.append(Block(position, position + len(piece.text), piece.kind, piece.level, ocr=piece.ocr))
        for offset, page in piece.starts:
            begins.setdefault(page, position + offset)
        position += len(piece.text) + len(GAP)
    text = GAP.join(piece.text for piece in pieces)
    return text, tuple(blocks), _pages(begins, pages, len(text), labels)


def printed(pieces: Sequence[Piece]) -> Lines:
    """The printed lines of the pieces, their ranges counted in the text that :func:`freeze` makes."""
    return Lines(_printed(pieces))


def _printed(pieces: Sequence[Piece]) -> Iterator[Line]:
    position = 0
    for piece in pieces:
        yield from shifted(within(piece.lines, 0, len(piece.text)), position)
        position += len(piece.text) + len(GAP)


def _pages(begins: dict[int, int], count: int, length: int, labels: Sequence[str]) -> tuple[Page, ...]:
    """Pages from where their first words stand; a page without words is empty and stands where the next begins."""
    if not count:
        return ()
    starts: list[int] = []
    following = length
    for number in range(count, 0, -1):
        following = min(following, begins.get(number, following))
        starts.append(following)
    starts = starts[::-1]
    starts[0] = 0
    ends = [*starts[1:], length]
    return tuple(
        Page(number, start, end, labels[number - 1] if number <= len(labels) else None)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    )
