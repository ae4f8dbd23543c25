"""A knowledge base of a test collection: one document for each record, read and embedded as any other file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ingest.errors import KBError
from kb.evaluation.collections import Collection, Record
from kb.knowledge_base import KnowledgeBase
from kb.report import Progress

DOCUMENTS = "documents"


def open_shelf(
    collection: Collection, work: Path, progress: Callable[[Progress], None] | None = None
) -> tuple[KnowledgeBase, Mapping[str, Sequence[str]]]:
    """The knowledge base of a collection, below ``work``, and by document id the ids of the records that it is:
    several when they have the same text.

    It is built when it is not there yet or unfinished, at some 5 to 10 passages a second, and found again by the
    content of the collection. Records without text cannot be added and so are never found.
    """
    place = work / f"{collection.name}-{_digest(collection.records)}"
    sources = place / DOCUMENTS
    sources.mkdir(parents=True, exist_ok=True)
    for number, record in enumerate(collection.records):
        path = sources / _name(number)
        if not path.exists():
            path.write_text(_text(record), encoding="utf-8")
    kb = KnowledgeBase.open(place / "collection.kb")
    report = kb.add(sources, progress=progress)
    if len(report.failed) == len(collection.records):
        kb.close()
        raise KBError(f"No record of {collection.name} can be added: {report.failed[0][1]}")
    names = {_name(number): record.id for number, record in enumerate(collection.records)}
    return kb, {d.id: [names[Path(place).name] for place in kb.locations(d.id)] for d in kb.documents()}


def _name(number: int) -> str:
    return f"{number:07}.txt"


def _text(record: Record) -> str:
    """Title and text as paragraphs; a title that the text repeats at its beginning stands once."""
    title = " ".join(record.title.split())
    paragraphs = [" ".join(part.split()) for part in record.text.replace("\r", "").split("\n\n")]
    body = "\n\n".join(part for part in paragraphs if part)
    return f"{title}\n\n{body.removeprefix(title).lstrip()}".strip() + "\n"


def _digest(records: Sequence[Record]) -> str:
    digest = hashlib.sha256()
    for record in records:
        digest.update(f"{record.id}\0{record.title}\0{record.text}\0".encode())
    return digest.hexdigest()[:8]
