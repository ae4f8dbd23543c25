"""The outline of a PDF: lines of its table of contents, levels of its headings, what its bookmarks name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest import headings
from ingest.draft import Piece, substituted

DOTS = re.compile(r"(?:\.\s?){5,}|…{2,}|_{5,}")
_LEADERS = re.compile(r"(?:\.\s?){5,}\s*\d*\s*$|…{2,}\s*\d*\s*$|\s\d{1,4}$")
_LEADER_DOTS = re.compile(rf" ?(?:{DOTS.pattern}) ?")
_PAGE_NUMBER = re.compile(r"\s(?:\d{1,4}|[ivxlc]{1,7})$")
_LONGEST = 250
_NUMBER = re.compile(r"(?:\d{1,2}|[A-ZА-Я])(?:\.\d{1,2}){1,4}(?=\.?\s)")
_DEEPEST = 6
# So many headings in other letters: whatever else has a number is a paragraph of a rule book.
_STYLED = 5
# A heading that comes again so often, with nothing below it, is a link to another place of the document.
_AGAIN = 3


def headed(pieces: Sequence[Piece], outline: Sequence[tuple[int, int, str]]) -> list[Piece]:
    """The pieces with what bookmarks (page, depth from 0, title) name as headings, at their depth.

    Links that are set like headings are left out, and numbered paragraphs settled as such where headings are set apart.
    """
    out = _marked(list(pieces), outline) if outline else list(pieces)
    out = _by_number(_without_links(out))
    if sum(piece.kind == "heading" for piece in out) < _STYLED:
        return out
    return [
        replace(piece, settled=True) if piece.kind == "body" and headings.numbered(piece.text) else piece
        for piece in out
    ]


def _marked(pieces: list[Piece], outline: Sequence[tuple[int, int, str]]) -> list[Piece]:
    wanted: dict[int, dict[str, int]] = defaultdict(dict)
    for page, depth, title in outline:
        if key := _letters(title):
            wanted[page].setdefault(key, depth)
    found: dict[int, int] = {}
    for index, piece in enumerate(pieces):
        page = piece.starts[0][1] if piece.starts else 0
        if piece.kind in ("heading", "body") and len(piece.text) <= _LONGEST and page in wanted:
            key = _letters(piece.text)
            if key in wanted[page]:
                found[index] = wanted[page].pop(key)
    if not found:
        return pieces
    levels: dict[int, Counter[int]] = defaultdict(Counter)
    for index, depth in found.items():
        if pieces[index].kind == "heading":
            levels[depth][pieces[index].level] += 1
    # Letters tell levels better than flat bookmarks do, and bookmarks better than letters of one size.
    by_letters = len({level for counted in levels.values() for level in counted}) > 1 or len(levels) < 2
    base = min((counted.most_common(1)[0][0] - depth for depth, counted in levels.items()), default=1)
    out = list(pieces)
    for index, depth in found.items():
        piece, usual = pieces[index], levels[depth].most_common(1)
        if piece.kind == "heading" and by_letters:
            continue
        level = usual[0][0] if usual and by_letters else max(base, 1) + depth
        out[index] = replace(piece, kind="heading", level=min(level, _DEEPEST), settled=True)
    return out


def _by_number(pieces: Sequence[Piece]) -> list[Piece]:
    """Headings numbered "2.1" and "2.1.3" at levels that follow their numbers."""
    levels: dict[int, Counter[int]] = defaultdict(Counter)
    for piece in pieces:
        if piece.kind == "heading" and (parts := _parts(piece.text)):
            levels[parts][piece.level] += 1
    if sum(map(Counter.total, levels.values())) < _STYLED:
        return list(pieces)
    least = min(levels)
    first = levels[least].most_common(1)[0][0]
    return [
        replace(piece, level=min(first + parts - least, _DEEPEST))
        if piece.kind == "heading" and (parts := _parts(piece.text))
        else piece
        for piece in pieces
    ]


def _parts(text: str) -> int:
    """Of how many numbers the number of a heading is made ("2.1.3" has three); 0 for one and none."""
    match = _NUMBER.match(text)
    return match[0].count(".") + 1 if match else 0


def _letters(text: str) -> str:
    """What a title and its bookmark share: numbers and points may differ."""
    return "".join(c for c in text.casefold() if c.isalpha())


def _without_links(pieces: Sequence[Piece]) -> list[Piece]:
    empty: Counter[str] = Counter()
    for piece, following in pairwise(pieces):
        if _empty(piece, following):
            empty[piece.text] += 1
    return [
        piece
        for piece, following in zip(pieces, [*pieces[1:], None], strict=True)
        if not (empty[piece.text] >= _AGAIN and (following is None or _empty(piece, following)))
    ]


def _empty(piece: Piece, following: Piece) -> bool:
    """Whether nothing stands below a heading, by its letters or by its name."""
    if following.kind != "heading":
        return False
    return following.level <= piece.level if piece.kind == "heading" else headings.known(piece.text) is not None


def contents(pieces: Iterable[Piece]) -> list[Piece]:
    """Lines of a table of contents only point elsewhere, like references: they never answer a question."""
    out = [_entry(piece) if DOTS.search(piece.text) and _LEADERS.search(piece.text) else piece for piece in pieces]
    for index, piece in enumerate(out):
        if len(piece.text) < 150 and _PAGE_NUMBER.search(piece.text):
            # Chapters stand in bold and without dots between the entries of their sections.
            beside = out[max(index - 1, 0) : index] + out[index + 1 : index + 2]
            if any(other.kind == "reference" for other in beside):
                out[index] = piece.as_kind("reference")
    return out


def _entry(piece: Piece) -> Piece:
    return substituted(piece.as_kind("reference"), _LEADER_DOTS, " … ")


def levels(pieces: Sequence[Piece], usual: float) -> list[Piece]:
    """Levels of headings by size: the largest is 1; bold ones of the body's size come below all others."""
    sizes = sorted({_rounded(p.size) for p in pieces if p.kind == "heading" and p.level == 1}, reverse=True)
    merged: list[float] = []
    for size in sizes:
        if not merged or size < merged[-1] * 0.94:
            merged.append(size)
    out: list[Piece] = []
    for piece in pieces:
        if piece.kind == "heading" and piece.settled:
            rank = sum(_rounded(piece.size) < size * 0.94 for size in merged) if piece.level == 1 else len(merged)
            division = headings.division(piece.text)
            level = min(rank + 1, 6)
            out.append(replace(piece, level=max(level, division.level) if division and level > 1 else level))
        else:
            out.append(piece)
    return out


def _rounded(size: float) -> float:
    return round(size * 2) / 2
