"""The divisions of a law: parts, chapters, sections, articles, and the numbered paragraphs in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest import headings
from ingest.document import Block, Document
from ingest.notes import by_publisher

DivisionKind = Literal["part", "schedule", "chapter", "section", "article", "paragraph", "subparagraph"]

# "3." and "3-1." in an article, «3-тармақ», and "(3)" in a section of a British act.
_PARAGRAPH = re.compile(
    r"(?P<number>\d{1,3}(?:-\d{1,3})*)\.(?=\s+\S)|(?P<kazakh>\d{1,3}(?:-\d{1,3})?)-тармақ\b\.?|\((?P<sub>\d{1,3}[A-Z]{0,2})\)(?=\s)"
)
_SUBPARAGRAPH = re.compile(r"(?P<number>\d{1,3}(?:-\d{1,3})*)\)(?=\s+\S)")
_LETTER = re.compile(r"\((?P<number>[a-z]{1,2})\)(?=\s)|(?P<bare>[a-z])\)(?=\s)")
# Paragraphs that carry the name of their part: "SW 4.2.", "9.1.1.", "339C."
_CODED = re.compile(
    r"(?P<number>[A-Z]{1,6}(?:[ -][A-Z]{1,4})? ?[A-Z]?\d{1,3}[A-Z]{0,2}(?:\.\d{1,3}[A-Z]{0,2}){1,3}|"
    r"\d{1,3}[A-Z]{0,2}(?:\.\d{1,3}[A-Z]{0,2}){2,3}|\d{2,3}[A-Z]{1,3}(?=\.))\.?(?=\s+\S)"
)
_FEWEST_CODED = 3
_SCHEDULE, _GENERAL, _CODED_RANK, _PARAGRAPH_RANK, _SUB_RANK = 0.0, 0.5, 5.0, 5.0, 6.0


@dataclass(frozen=True, slots=True)
class Division:
    """A division of a law, with all that belongs to it, its own divisions included, from ``start`` to ``end``.

    ``heading_end`` is where its heading ends; for numbered paragraphs, which have none, where the number ends.
    ``parent`` is the index of the division around it among all of the document; None for the highest. ``title`` is
    empty for paragraphs, and a general or special part has a title but no number.
    """

    kind: DivisionKind
    number: str
    title: str
    start: int
    end: int
    heading_end: int
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a division begins, and its rank: a lower one closes it."""

    rank: float
    kind: DivisionKind
    number: str
    title: str
    block: int
    start: int
    heading_end: int


def divisions(document: Document) -> tuple[Division, ...]:
    """The divisions of a law in the order of the text; empty for other documents.

    Numbered paragraphs count only inside an article, section, chapter, part or schedule; paragraphs with a code of
    letters ("SW 4.2.") count anywhere. Numbers inside a quoted new wording of another provision do not count.
    """
    marks = list(marks_of(document.text, document.blocks))
    out: list[Division] = []
    open_: list[int] = []
    for index, mark in enumerate(marks):
        while open_ and marks[open_[-1]].rank >= mark.rank:
            open_.pop()
        following = next((m.block for m in marks[index + 1 :] if m.rank <= mark.rank), len(document.blocks))
        end = document.blocks[following - 1].end
        parent = open_[-1] if open_ else None
        out.append(Division(mark.kind, mark.number, mark.title, mark.start, end, mark.heading_end, parent))
        open_.append(index)
    return tuple(out)


def marks_of(text: str, blocks: Sequence[Block]) -> Iterator[Mark]:
    """Where each division of an act begins, in their order."""
    coded = _coded(text, blocks)
    rank = -1.0
    quote = _Quote()
    for index, block in enumerate(blocks):
        words = text[block.start : block.end]
        if block.kind == "heading":
            mark = heading_mark(text, blocks, index)
            if mark is not None:
                rank, quote = mark.rank, _Quote()
                yield mark
            continue
        stub = block.kind == "note" and by_publisher(words)
        if stub:
            # What the publisher says stands outside of any quotation, also where its last mark is missing.
            quote = _Quote()
        if quote.goes_on(words) or not (stub or block.kind == "body"):
            continue
        mark = _numbered(words, index, block, rank, coded)
        if mark is not None:
            rank = max(rank, mark.rank) if mark.rank == _SUB_RANK else mark.rank
            yield mark


def heading_mark(text: str, blocks: Sequence[Block], index: int) -> Mark | None:
    """The division that a heading begins, if it is that of one."""
    block = blocks[index]
    words = text[block.start : block.end]
    # A number and a title make a section only where subsections follow.
    act = index + 1 < len(blocks) and text.startswith("(1)", blocks[index + 1].start)
    found = headings.division(words) or (headings.section_of_act(words) if act else None)
    if found is None or not found.kind:
        return None
    rank = float(found.level)
    number, title = found.number, found.title
    if found.kind == "schedule":
        rank = _SCHEDULE
    elif headings.general_part(words):
        rank, number, title = _GENERAL, "", words
    return Mark(rank, found.kind, number, title, index, block.start, block.end)  # type: ignore[arg-type]


def _numbered(words: str, index: int, block: Block, rank: float, coded: bool) -> Mark | None:
    """The mark of a block that begins with the number of a paragraph; ``rank`` is that of the mark before it."""
    match = _CODED.match(words) if coded else None
    if match:
        return _paragraph(_CODED_RANK, "paragraph", match, index, block)
    if rank < 0:
        return None
    if match := _PARAGRAPH.match(words):
        return _paragraph(_PARAGRAPH_RANK, "paragraph", match, index, block)
    if match := _SUBPARAGRAPH.match(words) or (_LETTER.match(words) if rank >= _PARAGRAPH_RANK else None):
        return _paragraph(_SUB_RANK, "subparagraph", match, index, block)
    return None


def _paragraph(rank: float, kind: DivisionKind, match: re.Match[str], index: int, block: Block) -> Mark:
    number = next(group for group in match.groups() if group)
    return Mark(rank, kind, number, "", index, block.start, block.start + match.end())


def _coded(text: str, blocks: Sequence[Block]) -> bool:
    """Whether a document numbers its paragraphs by code, as the Immigration Rules do."""
    found = 0
    for block in blocks:
        found += block.kind == "body" and bool(_CODED.match(text, block.start, block.end))
        if found >= _FEWEST_CODED:
            return True
    return False


class _Quote:
    """Follows a quotation over several blocks: the new wording of a provision, with numbers of its own."""

    def __init__(self) -> None:
        self.open = 0

    def goes_on(self, words: str) -> bool:
        """Whether a block lies within a quotation that an earlier block began, or begins a long one itself."""
        balance = sum(words.count(c) for c in "«“") - sum(words.count(c) for c in "»”")
        odd = words.count('"') % 2
        if self.open:
            self.open = max(0, self.open + balance - odd)
            return True
        if words[:1] in '"«“' and balance + odd > 0:
            self.open = 1
            return True
        return False


class Numbers:
    """The numbers of the paragraphs of a law, for the section of a passage."""

    def __init__(self, document: Document) -> None:
        all_ = divisions(document)
        self._found: list[tuple[int, int, str]] = []
        for division in all_:
            parent = all_[division.parent].kind if division.parent is not None else ""
            if division.kind == "paragraph":
                self._found.append((division.start, division.end, division.number))
            elif division.kind == "subparagraph" and parent != "paragraph":
                self._found.append((division.start, division.end, f"{division.number})"))
        self._starts = [start for start, _, _ in self._found]

    def between(self, start: int, end: int) -> str:
        """The number of the paragraph that holds a range ("3-1"), a range of numbers ("1–3"), or nothing."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        inside = [number for a, b, number in self._found[first : bisect_right(self._starts, end - 1)] if b > start]
        if not inside:
            return ""
        return inside[0] if inside[0] == inside[-1] else f"{inside[0]}–{inside[-1]}"
