"""Documents put into a store without embedding them."""

from __future__ import annotations

import hashlib
from typing import Any

import ingest
from ingest.document import Block, Document
from kb.store import Store


def made(text: str, source: str = "/shelf/a.txt", **facts: Any) -> Document:
    """A document of one block for each paragraph; its id is the hash of text and source."""
    blocks, position = [], 0
    for paragraph in text.split("\n\n"):
        blocks.append(Block(position, position + len(paragraph)))
        position += len(paragraph) + 2
    document_id = hashlib.sha256(f"{source}\n{text}".encode()).hexdigest()
    facts = {"title": "Title", "type": "report", **facts}
    return Document(document_id, source, "text/plain", text, blocks=tuple(blocks), **facts)


def put(store: Store, *documents: Document) -> None:
    for document in documents:
        store.put(document, "reader", f"{document.id}.txt", ingest.cut(document), (), ())
