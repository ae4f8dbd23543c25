"""Rows of the database as Document, Passage and Mention, and back."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import astuple
from typing import Any

from ingest.document import Block, Document, Page, Passage
from ontology.mention import Mention


def document_record(document: Document) -> str:
    """All that a document says besides id, source and text."""
    return json.dumps(
        {
            "media_type": document.media_type,
            "title": document.title,
            "authors": document.authors,
            "year": document.year,
            "type": document.type,
            "language": document.language,
            "pages": [astuple(page) for page in document.pages],
            "blocks": [astuple(block) for block in document.blocks],
        },
        ensure_ascii=False,
    )


def document(row: sqlite3.Row) -> Document:
    """A document from columns id, record, text and source."""
    record: dict[str, Any] = json.loads(row["record"])
    record["authors"] = tuple(record["authors"])
    record["pages"] = tuple(Page(*page) for page in record["pages"])
    record["blocks"] = tuple(Block(*block) for block in record["blocks"])
    return Document(id=row["id"], source=row["source"], text=row["text"], **record)


def passage_row(passage: Passage) -> tuple[object, ...]:
    """Columns of table passages, in their order."""
    return (
        passage.id,
        passage.document_id,
        passage.start,
        passage.end,
        passage.kind,
        passage.language,
        passage.page,
        passage.section,
        passage.garbled,
        json.dumps(passage.sentences),
    )


def passage(row: sqlite3.Row, text: str) -> Passage:
    """A passage from its row and the text of its document."""
    return Passage(
        document_id=row["document_id"],
        start=row["start"],
        end=row["end"],
        text=text[row["start"] : row["end"]],
        kind=row["kind"],
        language=row["language"],
        page=row["page"],
        section=row["section"],
        sentences=tuple((start, end) for start, end in json.loads(row["sentences"])),
        garbled=bool(row["garbled"]),
    )


def mention_row(mention: Mention) -> tuple[object, ...]:
    """Columns of table mentions, in their order."""
    record = {
        "attributes": dict(mention.attributes),
        "extractor": mention.extractor,
        "confidence": mention.confidence,
    }
    return (
        mention.document_id,
        mention.start,
        mention.end,
        mention.kind,
        mention.surface,
        json.dumps(record, ensure_ascii=False, sort_keys=True),
    )


def mention(row: sqlite3.Row) -> Mention:
    """A mention from its row."""
    return Mention(
        row["document_id"], row["start"], row["end"], row["kind"], row["surface"], **json.loads(row["record"])
    )
