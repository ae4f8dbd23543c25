"""A parser's draft becomes a Document: structure, metadata, frozen text."""

from __future__ import annotations

from ingest import metadata
from ingest.document import Document
from ingest.draft import Draft, Piece
from ingest.errors import EmptyFile
from ingest.footnotes import SUPERIORS, anchored
from ingest.freeze import freeze, printed
from ingest.noted import with_anchors
from ingest.options import DEFAULT, Options
from ingest.structure import structure


def assemble(draft: Draft, document_id: str, name: str, options: Options = DEFAULT) -> Document:
    """The Document of a draft; raises EmptyFile when it holds no letter or digit."""
    pieces = structure([piece for piece in draft.pieces if piece.text.strip()])
    if not any(c.isalnum() for piece in pieces for c in piece.text):
        raise EmptyFile(f"{name}: the file holds no text; add a version of it that does.")
    title = metadata.title(draft, pieces, name)
    pieces = _title_first(pieces, title)
    text, blocks, pages = freeze(pieces, draft.pages, draft.labels)
    blocks = with_anchors(text, anchored(text, blocks, pages))
    return Document(
        id=document_id,
        source=name,
        media_type=draft.media_type,
        text=text,
        pages=pages,
        blocks=blocks,
        lines=printed(pieces),
        unread_pages=draft.unread_pages,
        title=_without_mark(title, pieces),
        language=metadata.language(pieces, options.languages),
        **metadata.describe(draft, pieces, title),
    )


def _without_mark(title: str, pieces: list[Piece]) -> str:
    """The title without the mark of a footnote that stands behind it."""
    mark = title[len(title.rstrip(SUPERIORS)) :]
    noted = mark and any(piece.kind == "note" and piece.text.startswith(mark) for piece in pieces)
    return title[: -len(mark)].rstrip() if noted else title


def _title_first(pieces: list[Piece], title: str) -> list[Piece]:
    """The line that the title was read from becomes the heading above all others."""
    for index, piece in enumerate(pieces[: metadata.FRONT]):
        if piece.text == title:
            return [*pieces[:index], piece.as_kind("heading", 1), *pieces[index + 1 :]]
    return pieces
