"""What the notes of a publisher of laws are about: each is tied to the heading of its article or other division."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from ingest import headings
from ingest.articles import FEWEST
from ingest.document import Block
from ingest.laws import Mark, heading_mark, marks_of
from ingest.notes import of_publisher

_ADDED = re.compile(
    r"дополнен\w*\s+(?:стать\w+|глав\w+|раздел\w+|параграф\w+)\s+(?P<ru>\d+(?:-\d+)*)|"
    r"(?P<kk>\d+(?:-\d+)*)-(?:бап|тарау|бөлім|параграф)\w*\s+толықтыр",
    re.I,
)
_KINDS = (("article", r"(?<!см. )стать\w+|бап(?!тан)\w*|article|art\."), ("chapter", r"глав\w+|тарау\w*|chapter"),
          ("part", r"раздел\w*|бөлім\w*|part|pt\."), ("section", r"параграф\w*|section|ss?\."),
          ("paragraph", r"(?<!под)пункт\w*|тармақ(?!ша)\w*"))  # fmt: skip
_NAMED = tuple(
    (kind, re.compile(rf"(?:(?:{words})\s*(?P<a>\d+[A-Z]*(?:-\d+)*)|(?P<b>\d+(?:-\d+)*)-(?:{words})(?!\w))", re.I))
    for kind, words in _KINDS
)
_OPENING_LENGTH = 110


def with_anchors(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of an act, the notes of its publisher with the start of the heading that they are about.

    That is the article or other division that the note names first, else the one that it stands in; the start of
    the text for a note above all divisions. In orders and rules, which have no articles, it is a paragraph.
    """
    marks = [m for i, b in enumerate(blocks) if b.kind == "heading" and (m := heading_mark(text, blocks, i))]
    articles = sum(mark.rank >= 4 for mark in marks)
    if not articles and any(_is_publishers(text, blocks, i) for i in range(len(blocks))):
        marks = [mark for mark in marks_of(text, blocks) if mark.kind != "subparagraph"]
    out = list(blocks)
    starts = [mark.start for mark in marks]
    for index, block in enumerate(blocks):
        if block.anchor is not None or _below_table(blocks, index):
            continue
        if block.kind == "note" if articles >= FEWEST else _is_publishers(text, blocks, index):
            words = _announced(text, blocks, index)
            around = bisect_right(starts, block.start) - 1
            named = _named(words, marks, around)
            mark = named or (marks[around] if around >= 0 else None)
            out[index] = replace(block, anchor=mark.start if mark else 0)
    return tuple(out)


def _is_publishers(text: str, blocks: Sequence[Block], index: int) -> bool:
    """Whether a note tells what was done to an act, in a document that does not show itself to be one by articles."""
    return blocks[index].kind == "note" and of_publisher(_announced(text, blocks, index, whole=True))


def _below_table(blocks: Sequence[Block], index: int) -> bool:
    return index > 0 and blocks[index - 1].kind == "table"


def _announced(text: str, blocks: Sequence[Block], index: int, whole: bool = False) -> str:
    """The first words of a note, or the whole; those of the next one where it only announces it."""
    words = text[blocks[index].start : blocks[index].end]
    if headings.note_head(words) and index + 1 < len(blocks) and blocks[index + 1].kind == "note":
        words = text[blocks[index + 1].start : blocks[index + 1].end]
    return words if whole else words[:_OPENING_LENGTH]


def _named(words: str, marks: Sequence[Mark], around: int) -> Mark | None:
    """The division that the first words of a note name, nearest to where the note stands."""
    added = _ADDED.search(words)
    number = (added["ru"] or added["kk"]) if added else ""
    found = [(0, "", number)] if number else []
    for kind, pattern in _NAMED:
        if match := pattern.search(words):
            found.append((1 + match.start(), kind, match["a"] or match["b"]))
    for _, kind, number in sorted(found):
        near = [i for i, m in enumerate(marks) if m.number == number and m.kind == (kind or m.kind)]
        if near:
            return marks[min(near, key=lambda i: abs(i - around))]
    return None
