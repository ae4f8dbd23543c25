"""Rows of the database as Document, Passage and Mention, and back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields, replace
from typing import Any, NamedTuple

from ingest.document import Block, Document, Lines, Page, Passage
from ontology.mention import Mention

# Columns of their own in the table.
_COLUMNS = ("id", "source", "text", "lines")
_FACTS = [field.name for field in fields(Document) if field.name not in _COLUMNS]


def document_record(document: Document) -> str:
    """All that a document says besides id, source, text and lines."""
    record = {name: getattr(document, name) for name in _FACTS}
    record["pages"] = [astuple(page) for page in document.pages]
    record["blocks"] = [astuple(block) for block in document.blocks]
    return json.dumps(record, ensure_ascii=False)


def document(row: sqlite3.Row) -> Document:
    """A document from columns id, record, text, lines and source."""
    record: dict[str, Any] = json.loads(row["record"])
    for name in ("authors", "affiliations", "editors", "unread_pages"):
        record[name] = tuple(record.get(name, ()))
    record["pages"] = tuple(Page(*page) for page in record["pages"])
    record["blocks"] = tuple(Block(*block) for block in record["blocks"])
    lines = Lines.from_bytes(row["lines"])
    return Document(id=row["id"], source=row["source"], text=row["text"], lines=lines, **record)


class Place(NamedTuple):
    """Where a passage stands, and its language."""

    document_id: str
    start: int
    end: int
    language: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What a library file or a person ("library", "edit") says of one field of a document: by whom and when (ISO)."""

    field: str
    value: Any
    source: str
    by: str
    at: str


def edit_value(value: object) -> str:
    """The value of a field as table edits holds it."""
    return json.dumps(value, ensure_ascii=False)


def edit_content(text: str) -> Any:
    """The value of a field, of what table edits holds."""
    value = json.loads(text)
    return tuple(value) if isinstance(value, list) else value


def edit(row: sqlite3.Row) -> Edit:
    """An edit from a row of table edits."""
    return Edit(row["field"], edit_content(row["value"]), row["source"], row["by"], row["at"])


def edited(document: Document, edits: Iterable[Edit]) -> Document:
    """A document with the fields that edits give it; of two edits of one field the later one counts."""
    values = {edit.field: edit.value for edit in edits if edit.field in _FACTS}
    if "year" in values and "date" not in values and not document.date.startswith(str(values["year"])):
        # A day that was read says nothing more when its year was wrong.
        values["date"] = ""
    return replace(document, **values) if values else document


def fact(field: str) -> str:
    """SQL of a field of the document d: as a person edited it, else as a library gives it, else as it was read."""
    return (
        f"(SELECT value FROM (SELECT value ->> '$' AS value, source <> 'edit' AS place FROM edits"
        f" WHERE document_id = d.id AND field = '{field}'"
        f" UNION ALL SELECT d.record ->> '{field}', 2) ORDER BY place LIMIT 1)"
    )


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
        passage.ocr,
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
        ocr=bool(row["ocr"]),
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
