"""What people and library files say of a document: it wins over what was read, and a person over a library.

Every value is kept with who gave it and when, outside the document, so that it survives removing the document,
reading it anew and building everything anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import Any, Literal

from ingest import library
from ingest.document import LANGUAGES, Document
from ingest.errors import BadEdit, KBError
from ingest.sources import Source, place
from kb import libraries, rows
from kb.fields import FIELDS, checked, known
from kb.rows import Edit
from kb.store import Store

__all__ = ["FIELDS", "Edit", "LibraryReport", "Origin", "apply_library", "checked", "edit", "origins", "put"]

_EMPTY: Mapping[str, object] = {f.name: f.default for f in fields(Document)}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the value of a field comes from: "document" (as read), "library" or "edit", then by whom and when (ISO)."""

    source: Literal["document", "library", "edit"]
    by: str = ""
    at: str = ""


@dataclass(slots=True)
class LibraryReport:
    """What became of the entries of library files.

    ``matched``: (document id, title, how: file, doi or title); ``unmatched``: (title, reason); ``broken``: sentences.
    ``changed``: ids of the documents that have got other fields; ``left``: the entries that are unmatched.
    """

    matched: list[tuple[str, str, str]] = field(default_factory=list)
    unmatched: list[tuple[str, str]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    left: list[library.Record] = field(default_factory=list)


def edit(
    store: Store, document_id: str, by: str, values: Mapping[str, Any], languages: Collection[str] = LANGUAGES
) -> bool:
    """Set fields of a document, each to a value or, with None, back to what a library or the document says.

    False when nothing changed. Raises BadEdit before anything is written.
    """
    if not by.strip():
        raise BadEdit("An edit needs the name of who makes it: give it with --by.")
    for name in values:
        known(name)
    new = {name: checked(name, value, languages) for name, value in values.items() if value is not None}
    if new.get("date") and "year" not in values:
        new["year"] = int(new["date"][:4])
    back = [name for name, value in values.items() if value is None]
    return put(store, document_id, new, "edit", by.strip(), drop=back)


def put(
    store: Store, document_id: str, values: Mapping[str, object], source: str, by: str, drop: Collection[str] = ()
) -> bool:
    """Keep what ``by`` says of fields of a document, and take back the fields in ``drop``.

    ``source`` is "library" or "edit". False, and no line in the change log, when all of it was so before.
    """
    before = {given.field: (given.value, given.by) for given in store.edits(document_id) if given.source == source}
    new = {name: rows.edit_value(value) for name, value in values.items()}
    new = {name: text for name, text in new.items() if before.get(name) != (rows.edit_content(text), by)}
    gone = [name for name in drop if name in before and name not in values]
    if not new and not gone:
        return False
    at = datetime.now(UTC).isoformat(timespec="seconds")
    details = store.about(document_id) | {"fields": sorted([*new, *gone])}
    if source == "library":
        details["library"] = by
    with store.transaction("edit", document_id, details, "" if source == "library" else by) as db:
        db.executemany(
            "DELETE FROM edits WHERE document_id = ? AND field = ? AND source = ?",
            [(document_id, name, source) for name in gone],
        )
        db.executemany(
            "INSERT OR REPLACE INTO edits VALUES (?, ?, ?, ?, ?, ?)",
            [(document_id, name, text, source, by, at) for name, text in new.items()],
        )
    return True


def origins(store: Store, document: Document) -> dict[str, Origin]:
    """Where each field of a document that is not empty comes from."""
    found = {name: Origin("document") for name in FIELDS if getattr(document, name) not in ("", (), None)}
    for given in store.edits(document.id):
        found[given.field] = Origin("edit" if given.source == "edit" else "library", given.by, given.at)
    return {name: found[name] for name in FIELDS if name in found}


def apply_library(store: Store, files: Iterable[Source]) -> LibraryReport:
    """Match the entries of library files to documents of the store and keep their fields; adding again does nothing.

    ``files`` are those for which ingest.library.is_library is true. Call it when the documents are stored.
    """
    report = LibraryReport()
    shelf = libraries.Shelf(store)
    for source in files:
        try:
            by = place(source)
            records, broken = library.read(source.read(), source.shown)
        except KBError as error:
            report.broken.append(str(error))
            continue
        report.broken += broken
        _apply(store, shelf, by, source.shown, records, report)
    return report


def _apply(
    store: Store, shelf: libraries.Shelf, by: str, shown: str, records: list[library.Record], report: LibraryReport
) -> None:
    taken: set[str] = set()
    for record in records:
        found = shelf.match(record, by, alone=len(records) == 1)
        if isinstance(found, str) or found.document_id in taken:
            reason = found if isinstance(found, str) else "another entry describes the same document"
            report.unmatched.append((record.title, reason))
            report.left.append(record)
            continue
        taken.add(found.document_id)
        report.matched.append((found.document_id, record.title, found.how))
        values, refused = libraries.fields_of(record, store.document(found.document_id))
        report.broken += (f"{shown}: {record.title}: {sentence}" for sentence in refused)
        # What this file said before and no longer says is taken back.
        gone = {e.field for e in store.edits(found.document_id) if e.source == "library" and e.by == by}
        if put(store, found.document_id, values, "library", by, drop=gone - values.keys()):
            report.changed.append(found.document_id)
