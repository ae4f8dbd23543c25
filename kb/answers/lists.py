"""Lists: the items that a question asks for, where the document has them as a list."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from ingest.document import Block, Document
from kb.answers.lookup import Lookup
from kb.answers.units import Unit

MOST_ITEMS = 8
FEWEST_ITEMS = 2
# Of a longer item its first sentence is quoted.
LONGEST_ITEM = 400
_MARK = regex.compile(r"(?:[-–—•*▪●◦·○]|\(?\d{1,2}[.)]|\(?\p{L}[.)]|\([ivx]{1,5}\))\s")


def items(unit: Unit, lookup: Lookup) -> list[Unit]:
    """The list that a unit belongs to or opens: its opening sentence and its items; empty where there is none."""
    document, at = unit.hit.document, _block(unit.hit.document, unit.start)
    if at is None:
        return []
    first = at if _is_item(document, document.blocks[at]) else at + 1
    while first > 0 and _is_item(document, document.blocks[first - 1]):
        first -= 1
    found = list(_run(document, first))
    opens = first == at + 1
    if len(found) < FEWEST_ITEMS or (opens and not _opens(document, document.blocks[at], unit)):
        return []
    blocks = found[:MOST_ITEMS]
    ranges = [_opening(document, document.blocks[first - 1])] if first > 0 else []
    ranges += [_item(document, block, lookup) for block in blocks]
    return [made for place in ranges if place and (made := _unit(unit, place, lookup))]


def _block(document: Document, position: int) -> int | None:
    at = bisect_right(document.blocks, position, key=lambda block: block.start) - 1
    return at if at >= 0 else None


def _is_item(document: Document, block: Block) -> bool:
    return block.kind == "body" and bool(_MARK.match(document.text, block.start))


def _run(document: Document, first: int) -> Iterator[Block]:
    for block in document.blocks[first:]:
        if not _is_item(document, block):
            return
        yield block


def _opens(document: Document, block: Block, unit: Unit) -> bool:
    """Whether a unit is the end of a paragraph that a list follows: after a colon, or a whole short paragraph."""
    text = document.text[block.start : block.end].rstrip()
    return unit.end >= block.start + len(text) and (text.endswith(":") or len(text) <= 2 * (unit.end - unit.start))


def _opening(document: Document, block: Block) -> tuple[int, int] | None:
    """The paragraph before a list when it announces one."""
    text = document.text[block.start : block.end].rstrip()
    if block.kind != "body" or not text.endswith(":") or len(text) > LONGEST_ITEM:
        return None
    return block.start, block.start + len(text)


def _item(document: Document, block: Block, lookup: Lookup) -> tuple[int, int]:
    end = block.start + len(document.text[block.start : block.end].rstrip())
    if end - block.start <= LONGEST_ITEM:
        return block.start, end
    passage = lookup.passage_at(document.id, block.start)
    sentences: Sequence[tuple[int, int]] = passage.sentences if passage else ()
    return next(((s, e) for s, e in sentences if s == block.start), (block.start, end))


def _unit(unit: Unit, place: tuple[int, int], lookup: Lookup) -> Unit | None:
    """A unit of the list, in the passage that holds it."""
    passage = lookup.passage_at(unit.hit.document.id, place[0])
    if passage is None or passage.end < place[1] or not passage.answers:
        return None
    return replace(unit, hit=replace(unit.hit, passage=passage), start=place[0], end=place[1])
