"""Footnotes and endnotes: their marks as raised characters, and the place in the text that each belongs to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest import headings
from ingest.document import Block, Page
from ingest.draft import Piece
from ingest.paragraphs import ends_sentence

_RAISED = str.maketrans("0123456789ivxlc", "⁰¹²³⁴⁵⁶⁷⁸⁹ⁱᵛˣˡᶜ")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹ⁱᵛˣˡᶜ", "0123456789ivxlc")
SUPERIORS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARK = rf"(?:[{SUPERIORS}]{{1,3}}|[ⁱᵛˣˡᶜ]{{1,6}}|\*{{1,3}}|†|‡)"
MARK = re.compile(_MARK)
_AT_START = re.compile(rf"\W{{0,2}}?(?P<mark>{_MARK})\s*(?=\S)")
_FOOTNOTE = re.compile(rf"(?P<mark>[{SUPERIORS}]{{1,3}})\s*[^\W\d_\s«\"“(]?\S")
# Of endnotes at most so many happen to share a page with their mark.
_ON_PAGE = 0.2
# Square metres and the like.
_UNIT = re.compile(r"(?<![^\W_])(?:[mм]|[kк][mм]|[cс][mм]|д[мm])$")
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def raised(mark: str) -> str:
    """A mark as raised characters, which never read as part of a word or a figure: "12" is "¹²", "iv" is "ⁱᵛ"."""
    return mark.strip(" []()\\").translate(_RAISED)


def lowered(text: str) -> str:
    """A text with its raised characters as plain ones."""
    return text.translate(_PLAIN)


def roman(number: int) -> str:
    """A number from 1 in small Roman letters, as word processors count endnotes."""
    out = ""
    for value, letters in _ROMAN:
        out += letters * (number // value)
        number %= value
    return out


def note(mark: str, text: str) -> Piece:
    """The piece of a footnote, which begins with its mark as the text has it."""
    return Piece(f"{raised(mark)} {text}", "note", settled=True)


# ---------------------------------------------------------------------------------------- notes without markup
def footnotes(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with footnotes marked as notes, and a paragraph that a footnote cut in two made one again.

    Without markup a footnote is a paragraph that begins with a raised number which an earlier paragraph holds.
    """
    out: list[Piece] = []
    seen: set[str] = set()
    for piece in pieces:
        match = _FOOTNOTE.match(piece.text) if piece.kind == "body" and not piece.settled else None
        if match and match["mark"] in seen:
            out.append(piece.as_kind("note"))
            seen.discard(match["mark"])
            continue
        seen.update(m[0] for m in MARK.finditer(piece.text) if m.start() and m[0][0] in SUPERIORS)
        before = _cut_by_note(out, piece)
        if before is None:
            out.append(piece)
        else:
            out[before] = out[before].joined(piece)
    return out


def _cut_by_note(pieces: Sequence[Piece], piece: Piece) -> int | None:
    """The paragraph that goes on in this piece behind the footnotes of its page."""
    if piece.kind != "body" or piece.settled or not piece.text[:1].islower():
        return None
    index = len(pieces) - 1
    while index >= 0 and pieces[index].kind == "note" and MARK.match(pieces[index].text):
        index -= 1
    if index < 0 or index == len(pieces) - 1:
        return None
    last = pieces[index]
    open_ = last.kind == "body" and not last.settled and not ends_sentence(MARK.sub("", last.text).rstrip())
    return index if open_ and len(last.text) > 60 and headings.division(last.text) is None else None


# ---------------------------------------------------------------------------------------------------- anchors
def anchored(text: str, blocks: Sequence[Block], pages: Sequence[Page] = ()) -> tuple[Block, ...]:
    """The blocks, each footnote with the position of its mark in the text: the nearest one above that is not taken.

    Where notes stand on the page of their mark, as endnotes do not, none is looked for on another page.
    """
    notes = [(i, m["mark"]) for i, b in enumerate(blocks) if (m := _starts(text, b)) is not None]
    if not notes:
        return tuple(blocks)
    marks = _marks(text, blocks)
    near = {index: _on_page(marks.get(mark, ()), blocks[index].start, pages) for index, mark in notes}
    if pages and not all(near.values()):
        alone = _marks(text, blocks, spaced=True)
        near = {i: near[i] or _on_page(alone.get(mark, ()), blocks[i].start, pages) for i, mark in notes}
    footnotes = bool(pages) and sum(map(bool, near.values())) >= _ON_PAGE * len(notes)
    out = list(blocks)
    taken: set[int] = set()
    for index, mark in notes:
        above = near[index] if footnotes else [at for at in marks.get(mark, ()) if at < blocks[index].start]
        free = [at for at in above if at not in taken] or above
        if free:
            at = free[-1]
            taken.add(at)
            out[index] = replace(blocks[index], anchor=at)
    return tuple(out)


def _on_page(marks: Iterable[int], note: int, pages: Sequence[Page]) -> list[int]:
    """The marks above a note on its page, or on the page above where a paragraph runs over to the note's."""
    at = bisect_right(pages, note, key=lambda page: page.start) - 1
    return [mark for mark in marks if at >= 0 and pages[at].start <= mark < note]


def _starts(text: str, block: Block) -> re.Match[str] | None:
    if block.kind != "note" or block.anchor is not None:
        return None
    return _AT_START.match(text, block.start, block.end)


def _marks(text: str, blocks: Sequence[Block], spaced: bool = False) -> dict[str, list[int]]:
    """Positions of every mark that does not begin its block, and of each of several that a comma parts; with
    ``spaced`` also of those that stand alone between two words."""
    found: dict[str, list[int]] = {}
    for block in blocks:
        for match in MARK.finditer(text, block.start, block.end):
            at = match.start()
            if (
                at > block.start
                and (spaced or not text[at - 1].isspace())
                and not _UNIT.search(text, max(block.start, at - 4), at)
            ):
                found.setdefault(match[0], []).append(at)
    return found
