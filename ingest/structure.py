"""What each paragraph is: heading, abstract, table and caption, note, reference entry or body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest import articles, footnotes, headings, small_print
from ingest.draft import Piece
from ingest.facts.names import authors_of
from ingest.garbled import odd_share
from ingest.items import items
from ingest.notes import notes
from ingest.paragraphs import LIST_MARK, ends_sentence, is_row
from ingest.references import counts_on, entries, joined, looks_like_entry

_PROSE = 150
_TABLE_PIECES = 80
_LONG_CELL = 260
_CONTACT = re.compile(r"@|\borcid\b|e-?mail|эл\.?\s*пошта|Researcher\s?ID|Author ID|^\W*corresponding author", re.I)
_AFFILIATION = re.compile(
    r"^[\W\d_]*[¹²³⁴⁵⁶⁷⁸⁹\d*]*\s*[^.!?]{0,140}(?:universit|institut|academy|университет|институт|академи|университеті|centre|center|центр)",
    re.I,
)
_BYLINE = re.compile(r"(?:authors?|date|автор(?:ы|лары)?|дата|күні)\s*:\s.{3,120}$", re.I)


def structure(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with their kinds and the levels of headings; reference lists are split into entries."""
    pieces = list(items(pieces))
    law = articles.is_law(pieces)
    act = law or articles.is_act(pieces)
    if law:
        pieces = articles.run_in(pieces)
    if act:
        pieces = articles.gone(pieces)
    out = [_heading(pieces, index, law) for index in range(len(pieces))]
    out = _tables(out)
    out = footnotes.footnotes(small_print.footnotes(notes(out, act)))
    tied = frozenset(piece.text for piece in pieces if piece.kind == "note" and footnotes.MARK.match(piece.text))
    out = joined(_under_headings(out, tied))
    out = _front_matter(out)
    return _unheaded(out)


# --------------------------------------------------------------------------------------------- headings
def _heading(pieces: Sequence[Piece], index: int, law: bool) -> Piece:
    """The piece, as a heading if it is one; in a law only divisions and usual names are, nothing is guessed."""
    piece = pieces[index]
    if law and piece.kind == "heading" and (named := headings.division(piece.text)) is not None:
        # Markup often gives chapters and articles one level.
        return piece.as_kind("heading", named.level)
    if piece.settled or piece.kind != "body" or "\n" in piece.text:
        return piece
    text = piece.text
    division = headings.division(text)
    if division is None and articles.before_subsection(pieces, index):
        division = headings.section_of_act(text)
    if division is not None:
        return piece.as_kind("heading", division.level)
    if headings.opens(text):
        return piece
    if headings.known(text) is not None:
        return piece.as_kind("heading", 2)
    level = 0 if law else _guessed(pieces, index)
    return piece.as_kind("heading", level) if level else piece


def _guessed(pieces: Sequence[Piece], index: int) -> int:
    """Level of a heading that only its form and its neighbours give away; 0 for none."""
    text = pieces[index].text
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    if after is None or is_row(text) or (index and headings.note_head(pieces[index - 1].text)):
        return 0
    numbered = headings.numbered(text)
    if numbered is not None:
        beside = [p.text for p in (*pieces[max(index - 1, 0) : index], after)]
        alone = not any(headings.numbered(other) and len(other) < _PROSE for other in beside)
        return 1 + numbered[0] if numbered[0] > 1 or (alone and len(after.text) >= _PROSE) else 0
    if not headings.short_title(text):
        return 0
    if not _prose(after) or (index and not _closed(pieces[index - 1])):
        return 0
    return 2


def _prose(piece: Piece) -> bool:
    text = piece.text
    return len(text) >= _PROSE and not is_row(text) and headings.caption(text) is None and not LIST_MARK.match(text)


def _closed(piece: Piece) -> bool:
    """Whether nothing of this piece can go on in the next: it ends like a sentence, or is a title or a contact."""
    return (
        piece.kind == "heading"
        or ends_sentence(piece.text)
        or bool(_CONTACT.search(piece.text))
        or headings.note(piece.text)
        or headings.division(piece.text) is not None
        or headings.known(piece.text) is not None
    )


# ----------------------------------------------------------------------------------------------- tables
def _tables(pieces: list[Piece]) -> list[Piece]:
    """Rows, captions of tables, and the cells below one that lost their rows when the page was recognised."""
    out = list(pieces)
    for index, piece in enumerate(out):
        caption = headings.caption(piece.text) if piece.kind in ("body", "note") else None
        if caption == "table":
            out[index] = piece.as_kind("table")
            for at in range(index + 1, _table_end(out, index)):
                out[at] = out[at].as_kind("table", out[at].level if out[at].kind == "table" else 0)
        elif caption == "figure":
            out[index] = piece.as_kind("note")
            _label_above(out, index)
        elif not piece.settled and piece.kind == "body" and is_row(piece.text):
            out[index] = piece.as_kind("table")
    return out


def _table_end(pieces: Sequence[Piece], caption: int) -> int:
    """Where the cells below a caption end: at its note when there is one, else at the first piece that is no cell."""
    end = caption + 1
    while end < min(caption + _TABLE_PIECES, len(pieces)):
        piece = pieces[end]
        if headings.note(piece.text):
            return end
        if not is_row(piece.text) and (len(piece.text) > _LONG_CELL or headings.caption(piece.text)):
            break
        end += 1
    end = caption + 1
    while end < len(pieces) and _cell(pieces[end]):
        end += 1
    loose = [piece for piece in pieces[caption + 1 : end] if not is_row(piece.text)]
    return end if end - caption > 3 or not loose else caption + 1


def _cell(piece: Piece) -> bool:
    if is_row(piece.text):
        return True
    return piece.kind == "body" and not piece.settled and len(piece.text) < 100 and not ends_sentence(piece.text)


def _label_above(pieces: list[Piece], caption: int) -> None:
    """Words and figures printed in a figure, which stand as crumbs above its caption."""
    index = caption - 1
    while index >= 0 and _cell(pieces[index]) and headings.known(pieces[index].text) is None:
        pieces[index] = pieces[index].as_kind("note")
        index -= 1


# ------------------------------------------------------------------------- what a heading says of the rest
def _under_headings(pieces: Sequence[Piece], tied: frozenset[str] = frozenset()) -> list[Piece]:
    """Abstracts, reference lists and notes: the kind that a heading gives to what stands below it.

    ``tied`` are the texts of notes that markup ties to their marks: below a list without such marks they stay notes.
    """
    out: list[Piece] = []
    kind, level, listed = "body", 0, False
    for piece in pieces:
        if kind == "reference" and piece.kind == "heading" and counts_on(out, piece):
            piece = piece.as_kind("body")
        if piece.kind == "heading":
            named = headings.known(piece.text)
            if named is not None or piece.level <= level or kind != "abstract":
                kind, level, listed = named or "body", piece.level, False
            out.append(piece)
        elif kind == "reference" and piece.text in tied and listed:
            out.append(piece)
        elif kind == "reference" and piece.kind in ("body", "note") and not _prose_in_list(piece):
            out.extend(entries(piece))
            listed = listed or piece.text not in tied
        elif kind == "abstract" and piece.kind == "body":
            out.append(piece.as_kind("abstract"))
            kind = "body" if headings.keywords(piece.text) else kind
        elif kind == "contents" and piece.kind == "body" and len(piece.text) < _PROSE:
            out.append(piece.as_kind("reference"))
        elif kind == "note" and piece.kind == "body":
            out.append(piece.as_kind("note"))
        else:
            out.append(piece)
    return out


def _prose_in_list(piece: Piece) -> bool:
    """A long paragraph without a year, an address or a page range is no reference entry."""
    return len(piece.text) > 500 and not looks_like_entry(piece.text)


# ------------------------------------------------------------------------------------------ front matter
def _front_matter(pieces: Sequence[Piece]) -> list[Piece]:
    """Affiliations and contacts as notes; a paragraph above keywords without a heading is the abstract."""
    out = list(pieces)
    for index, piece in enumerate(out):
        if piece.kind == "body" and headings.keywords(piece.text):
            out[index] = piece.as_kind("abstract")
            _abstract_above(out, index)
        elif piece.kind in ("body", "heading") and _about_authors(piece):
            out[index] = piece.as_kind("note")
    first = next((i for i, p in enumerate(out) if p.kind == "abstract"), 0)
    for index in range(min(first, 40)):
        if out[index].kind == "body" and len(out[index].text) < 250 and _AFFILIATION.match(out[index].text):
            out[index] = out[index].as_kind("note")
    for index, piece in enumerate(out[:-1]):
        # Affiliations that repeat above an abstract in another language.
        near = any(p.kind == "abstract" for p in out[index + 1 : index + 7])
        if piece.kind == "body" and near and len(piece.text) < 250 and _AFFILIATION.match(piece.text):
            out[index] = piece.as_kind("note")
    return out


def _about_authors(piece: Piece) -> bool:
    """A line of names, or of addresses."""
    text = piece.text
    return (len(text) < 400 and bool(_CONTACT.search(text) or _BYLINE.match(text))) or len(authors_of(text)) > 1


def _abstract_above(pieces: list[Piece], keywords: int) -> None:
    for index in range(keywords - 1, max(keywords - 9, -1), -1):
        piece = pieces[index]
        if piece.kind != "body" or (len(piece.text) < 120 and not ends_sentence(piece.text)):
            return
        pieces[index] = piece.as_kind("abstract")


# -------------------------------------------------------------------------- reference lists without heading
def _unheaded(pieces: Sequence[Piece]) -> list[Piece]:
    """Three and more entries in a row are a reference list also without a heading."""
    out = list(pieces)
    run: list[int] = []
    for index, piece in enumerate([*out, Piece("", "heading")]):
        if piece.kind == "body" and looks_like_entry(piece.text) and odd_share(piece.text) < 0.2:
            run.append(index)
            continue
        if len(run) >= 3:
            for at in run:
                out[at] = out[at].as_kind("reference")
        run = []
    return out
