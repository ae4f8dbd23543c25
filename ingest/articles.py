"""Acts before there are blocks: what is one, where its articles begin, and text on the line of their number."""

from __future__ import annotations

from collections.abc import Sequence

from ingest import headings
from ingest.draft import Piece
from ingest.facts import acts
from ingest.notes import gone_at, of_publisher

# So many articles make a law, whose headings are not guessed.
FEWEST = 5
_FRONT = 30


def is_article(text: str) -> bool:
    """Whether a piece is the heading of an article of a law."""
    division = headings.division(text)
    return division is not None and division.level == 4


def is_law(pieces: Sequence[Piece]) -> bool:
    """Whether a document is divided into articles."""
    return sum(_begins_article(pieces, index) for index in range(len(pieces))) >= FEWEST


def is_act(pieces: Sequence[Piece]) -> bool:
    """Whether a document is an act, also a short one or one without articles, as orders and rules are: its first lines
    name it as one, or a publisher of acts noted its amendments."""
    front = [piece.text for piece in pieces[:_FRONT] if piece.kind in ("body", "heading")]
    return bool(
        acts.act_of(front).type
        or any(acts.name_only(text) for text in front[:3])
        or any(of_publisher(piece.text) for piece in pieces if piece.kind == "body")
    )


def before_subsection(pieces: Sequence[Piece], index: int) -> bool:
    """Whether the first subsection of a British act follows a piece."""
    return index + 1 < len(pieces) and pieces[index + 1].text.startswith("(1)")


def _begins_article(pieces: Sequence[Piece], index: int) -> bool:
    text = pieces[index].text
    british = before_subsection(pieces, index) and headings.section_of_act(text) is not None
    return british or is_article(text) or headings.opening(text) > 0


def run_in(pieces: Sequence[Piece]) -> list[Piece]:
    """Articles whose text stands on the line of their number, parted from it: "Article 5. No one shall be …"."""
    out: list[Piece] = []
    for index, piece in enumerate(pieces):
        at = headings.opening(piece.text) if piece.kind == "body" and not piece.settled else 0
        if at and not _title_follows(pieces, index):
            out += _cut(piece, at)
        else:
            out.append(piece)
    return out


def gone(pieces: Sequence[Piece]) -> list[Piece]:
    """Divisions that were taken out, their number parted from the publisher's words: «4-1-бап алып тасталды – ҚР …»."""
    out: list[Piece] = []
    for piece in pieces:
        at = gone_at(piece.text) if piece.kind == "body" and not piece.settled else 0
        out += _cut(piece, at) if at else [piece]
    return out


def _cut(piece: Piece, at: int) -> list[Piece]:
    return [piece.part(0, at), piece.part(at, len(piece.text))]


def _title_follows(pieces: Sequence[Piece], index: int) -> bool:
    """Whether the words after the number of an article are its title: they do not read as sentences of its text."""
    if headings.division(pieces[index].text) is None:
        return False
    after = pieces[index + 1].text if index + 1 < len(pieces) else ""
    ends = pieces[index].text.rstrip().endswith((".", "!", "?"))
    return not ends or bool(after and headings.division(after) is None and not headings.opening(after))
