"""Headings of DOCX files that have no style of one: short bold paragraphs above others."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from ingest import headings
from ingest.draft import Piece
from ingest.facts.names import authors_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# A paragraph that a heading stands above has so many letters.
_PARAGRAPH = 60


def is_bold(paragraph: Any) -> bool:
    """Whether all words of a paragraph are set in bold letters."""
    runs = [run for run in paragraph.iter(_W + "r") if "".join(run.itertext(_W + "t")).strip()]
    marks = [run.find(f"{_W}rPr/{_W}b") for run in runs]
    return bool(runs) and all(b is not None and b.get(_W + "val", "1") not in ("0", "false", "off") for b in marks)


def bold_headings(pieces: list[Piece], bold: set[str]) -> list[Piece]:
    """The pieces, headings that only bold letters show as such: above a paragraph that is not bold."""
    out = list(pieces)
    for index, (piece, after) in enumerate(pairwise(pieces)):
        plain = after.kind == "body" and after.text not in bold and len(after.text) >= _PARAGRAPH
        if piece.kind == "body" and piece.text in bold and plain and _can_head(piece.text):
            out[index] = piece.as_kind("heading", 2)
    return out


def _can_head(text: str) -> bool:
    named = headings.short_title(text) or headings.numbered(text) is not None
    return named and not headings.opens(text) and not authors_of(text)
