"""Items of a list that were printed on one line, parted: each is a paragraph of its own and keeps its mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest.draft import Piece

_FIRST = re.compile(r"\((?P<letter>[a-z])\)\s")
_NEXT = re.compile(r"(?<=[;,:.])(?:\s(?:and|or|but))?\s(?=\((?P<letter>[a-z])\)\s)")


def items(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, those that begin with "(c)" cut before "(d)" and all that follow in their order."""
    for piece in pieces:
        cuts = _cuts(piece) if piece.kind == "body" and not piece.settled else []
        for start, end in zip([0, *cuts], [*cuts, len(piece.text)], strict=True):
            yield piece.part(start, end) if cuts else piece


def _cuts(piece: Piece) -> list[int]:
    first = _FIRST.match(piece.text)
    if not first:
        return []
    cuts: list[int] = []
    wanted = ord(first["letter"]) + 1
    for match in _NEXT.finditer(piece.text):
        if ord(match["letter"]) == wanted:
            cuts.append(match.end())
            wanted += 1
    return cuts
