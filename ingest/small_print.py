"""Footnotes of printed pages: paragraphs in small print at the foot of a page that begin with a plain figure.

Printed pages lose the raising of a mark now and then, in the text, in the note or in both: "register1" and
"1Order of the minister". A mark and its note stand on one page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from ingest.draft import Piece
from ingest.footnotes import SUPERIORS, lowered, raised

# Footnotes are set smaller than the text by this share.
_SMALL = 0.93
# A figure, wholly or partly raised, before a word or a quotation.
_NOTE = re.compile(rf"(?P<mark>[\d{SUPERIORS}]{{1,3}})(?P<gap>\s?)(?=[^\W\d_]{{2}}|[A-ZА-ЯӘҒҚҢӨҰҮҺІ«“\"(])")
# A mark that is wholly plain stands behind a word in small letters, or the punctuation behind one: "Part 2.1", "SHA1"
# and "A.1" hold none. One that is partly raised stands anywhere.
_BEFORE = r"(?:(?<=[^\W\d_])(?<![A-ZА-ЯӘҒҚҢӨҰҮҺІ])|(?<=[^\W\d_][^\W\d_][.,;:!?)”»\"’]))"
_BEHIND = rf"(?![\d{SUPERIORS}]|[.,]\d|[^\W_])"


def footnotes(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, footnotes in small print as notes, and raised the figures of their marks.

    A piece is a footnote when its page holds its mark, or, at the foot of the page, when its figure touches its first
    word as no other numbering does or goes on counting from the footnote above it.
    """
    sizes = [piece.size for piece in pieces for _ in range(len(piece.text) // 100) if piece.kind == "body"]
    out = list(pieces)
    if not any(sizes):
        return out
    small = _SMALL * median(sizes)
    foot = _feet(pieces, small)
    previous: int | None = None
    for index, piece in enumerate(pieces):
        match = _NOTE.match(piece.text) if 0 < piece.size <= small else None
        if not match or not match["mark"].strip(SUPERIORS) or piece.kind != "body" or piece.settled:
            continue
        number = int(lowered(match["mark"]))
        found = _mark(out, index, match["mark"])
        if found is not None:
            out[found[0]] = _raise(out[found[0]], *found[1:])
        elif index not in foot or (match["gap"] and previous != number - 1):
            continue
        out[index] = _raise(piece, 0, match.end("mark")).as_kind("note")
        previous = number
    return out


def _feet(pieces: Sequence[Piece], small: float) -> set[int]:
    """Numbers of the pieces in small print that nothing larger follows on their page, below something larger."""
    feet: set[int] = set()
    last: dict[int, int] = {}
    for index, piece in enumerate(pieces):
        if piece.starts and piece.size > small:
            last[piece.starts[-1][1]] = index
    for index, piece in enumerate(pieces):
        if piece.starts and index > last.get(piece.starts[0][1], index):
            feet.add(index)
    return feet


def _mark(pieces: Sequence[Piece], index: int, mark: str) -> tuple[int, int, int] | None:
    """The piece and the range of the last such mark above the note on its page, in larger print."""
    note = pieces[index]
    written = "".join(f"[{plain}{raised(plain)}]" for plain in lowered(mark))
    pattern = re.compile(rf"(?:{_BEFORE}|(?<!\d)(?=\d*[{SUPERIORS}])){written}{_BEHIND}")
    for at in range(index - 1, -1, -1):
        piece = pieces[at]
        if piece.starts and note.starts and piece.starts[-1][1] < note.starts[0][1]:
            return None
        if piece.kind in ("body", "list", "heading", "table", "caption") and piece.size > note.size:
            found = [m for m in pattern.finditer(piece.text) if _page(piece, m.start()) == _page(note, 0)]
            if found:
                return at, *found[-1].span()
    return None


def _page(piece: Piece, offset: int) -> int | None:
    return next((page for start, page in reversed(piece.starts) if start <= offset), None)


def _raise(piece: Piece, start: int, end: int) -> Piece:
    """A piece with a stretch of its figures raised: as many characters, so that nothing else moves."""
    return replace(piece, text=piece.text[:start] + raised(piece.text[start:end]) + piece.text[end:])
