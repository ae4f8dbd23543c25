"""A parser's draft becomes a Document: structure, metadata, frozen text."""

from __future__ import annotations

from ingest import metadata
from ingest.document import Document
from ingest.draft import Draft
from ingest.errors import EmptyFile
from ingest.freeze import freeze
from ingest.structure import structure


def assemble(draft: Draft, document_id: str, name: str) -> Document:
    """The Document of a draft; raises EmptyFile when it holds no letter or digit."""
    pieces = structure([piece for piece in draft.pieces if piece.text.strip()])
    if not any(c.isalnum() for piece in pieces for c in piece.text):
        raise EmptyFile(f"{name}: the file holds no text; add a version of it that does.")
    text, blocks, pages = freeze(pieces, draft.pages, draft.labels)
    title = metadata.title(draft, pieces, name)
    return Document(
        id=document_id,
        source=name,
        media_type=draft.media_type,
        text=text,
        pages=pages,
        blocks=blocks,
        title=title,
        authors=metadata.authors(draft, pieces),
        year=metadata.year(draft, pieces),
        type=metadata.document_type(draft, pieces, title),
        language=metadata.language(pieces),
    )
