"""The outline of a document: for laws its parts, chapters and articles, for others its headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest import divisions
from ingest.document import Document

_NUMBERED = ("paragraph", "subparagraph")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a document: ``level`` is its depth from 1, ``start`` to ``end`` are its own characters.

    ``last`` is where what stands under it ends, the headings below it included. ``page`` is that of its beginning.
    """

    start: int
    end: int
    last: int
    level: int
    text: str
    page: int | None


def outline(document: Document) -> list[Heading]:
    """The headings in reading order; the first one is left out where it is the document's title."""
    found = list(_of_law(document)) or list(_of_others(document))
    own = found[:1] and found[0].text.casefold() == " ".join(document.title.split()).casefold()
    return found[1:] if own else found


def heading_at(headings: list[Heading], position: int) -> int | None:
    """The index of the deepest heading under which a position stands."""
    inside = [index for index, each in enumerate(headings) if each.start <= position < each.last]
    return inside[-1] if inside else None


def _of_law(document: Document) -> Iterator[Heading]:
    levels: dict[int, int] = {}
    for index, each in enumerate(divisions(document)):
        if each.kind in _NUMBERED:
            continue
        level = levels.get(each.parent, 0) + 1 if each.parent is not None else 1
        levels[index] = level
        text = " ".join(document.text[each.start : each.heading_end].split())
        yield Heading(each.start, each.heading_end, each.end, level, text, document.page_at(each.start))


def _of_others(document: Document) -> Iterator[Heading]:
    blocks = [block for block in document.blocks if block.kind == "heading"]
    highest = min((block.level or 1 for block in blocks), default=1)
    for index, block in enumerate(blocks):
        level = (block.level or 1) - highest + 1
        following = (b.start for b in blocks[index + 1 :] if (b.level or 1) - highest + 1 <= level)
        text = " ".join(document.text[block.start : block.end].split())
        last = next(following, len(document.text))
        yield Heading(block.start, block.end, last, level, text, document.page_at(block.start))
