"""The main text of a page: trafilatura tells where it begins and ends."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.draft import Piece
from ingest.facts import acts, layout
from ingest.footnotes import lowered
from ingest.parsers.html_lists import unmarked

# Below this share of a page's words, trafilatura's choice is not trusted and the page is read whole.
_ENOUGH = 0.35
# A piece with more of its letters in links than this is a menu entry.
_LINKS = 0.8


def main_text(found: list[tuple[Piece, float]], source: str) -> list[Piece]:
    """The pieces between the first and the last one of the main text, menus left out, and the title above them."""
    import trafilatura

    main = _bare(trafilatura.extract(source, include_comments=False, favor_recall=True) or "")
    inside = [
        i
        for i, (piece, _) in enumerate(found)
        if piece.kind != "table" and (_bare(piece.text) in main or _bare(unmarked(piece.text)) in main)
    ]
    kept = sum(len(found[i][0].text) for i in inside)
    if not inside or kept < _ENOUGH * sum(len(piece.text) for piece, _ in found):
        return [piece for piece, _ in found]
    first, last = inside[0], inside[-1]
    while first and found[first - 1][0].kind == "heading":
        first -= 1
    above = _title([piece for piece, _ in found[:first]])
    while last + 1 < len(found) and found[last + 1][0].kind == "table":
        last += 1
    last = max([last, *(i for i, (piece, _) in enumerate(found) if piece.kind == "note")])
    chosen = frozenset(inside)
    return above + [
        piece for i, (piece, links) in enumerate(found[: last + 1])
        if i >= first and (links < _LINKS or i in chosen or piece.kind == "heading")
    ]  # fmt: skip


def _title(above: Sequence[Piece]) -> list[Piece]:
    """The title above the main text, and the lines below it that name the act or tell its day and number."""
    at = max((i for i, piece in enumerate(above) if piece.kind == "heading" and piece.level == 1), default=None)
    if at is None:
        return []
    lines = [piece.text for piece in above[at:]]
    kept = {i for said in layout.said(lines) for i in range(said.start, said.end)}
    kept |= {i for i, line in enumerate(lines) if acts.act_of([line]).number}
    return [piece for i, piece in enumerate(above[at:]) if not i or i in kept]


def _bare(text: str) -> str:
    """A text without white space and with raised figures as plain ones, as trafilatura writes them."""
    return lowered("".join(text.split()))
