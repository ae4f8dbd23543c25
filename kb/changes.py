"""The change log: what was done to a knowledge base, when and by whom.

The same lines tell the followers what to catch up with; a line is written in the transaction of its change.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ingest.document import Document

if TYPE_CHECKING:
    from kb.curation.decision import Decision
    from kb.store import Store

# What changes no document's text, passages or mentions: followers of these need not look at it.
BESIDE = ("decide", "edit", "thesaurus", "library", "rebuild")
_QUOTE = 200
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the log.

    ``action``: add, remove, locate (found at another path), edit, reindex (read or tagged anew), decide, thesaurus,
    library, rebuild (all of it read anew). ``subject``: the id of a document or decision, or a name. ``details``:
    ``title`` and ``source`` of the document, and what the action is about. ``by`` is empty where nobody noted it.
    """

    number: int
    at: str
    by: str
    action: str
    subject: str
    details: Mapping[str, Any] = field(default_factory=dict)


def log(db: sqlite3.Connection, by: str, action: str, subject: str, details: Mapping[str, Any] | None = None) -> None:
    """Write a line, in the transaction of the change."""
    record = json.dumps(details or {}, ensure_ascii=False)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    db.execute(
        "INSERT INTO changes (action, subject, at, by, details) VALUES (?, ?, ?, ?, ?)",
        (action, subject, at, by, record),
    )


def changes(store: Store, limit: int | None = None, document: str | None = None) -> list[Change]:
    """The last ``limit`` changes, or all, the newest first; with ``document`` (a full id) only those that touch it."""
    query, values = "SELECT * FROM changes", []
    if document is not None:
        # A decision names the documents of its places; its record has their ids.
        query += (
            " WHERE subject = ? OR action = 'decide' AND subject IN"
            " (SELECT id FROM decisions WHERE instr(record, ?) > 0)"
        )
        values = [document, document]
    query += " ORDER BY sequence DESC"
    if limit is not None:
        query += " LIMIT ?"
        values.append(str(max(0, limit)))
    return [_change(row) for row in store.all(query, values)]


def as_csv(found: Iterable[Change]) -> bytes:
    """A table for a spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["number", "at", "by", "action", "subject", "details"])
    for c in found:
        details = json.dumps(dict(c.details), ensure_ascii=False)
        writer.writerow([c.number, c.at, _cell(c.by), c.action, _cell(c.subject), details])
    # Spreadsheets take a file without the mark of UTF-8 for one in an 8-bit alphabet.
    return out.getvalue().encode("utf-8-sig")


def about_document(document: Document | None) -> dict[str, Any]:
    """What names a document to people, also when it is gone."""
    return {} if document is None else _filled({"title": document.title, "source": document.source})


def about_decision(decision: Decision, person: str, before: Iterable[Decision] = ()) -> dict[str, Any]:
    """What a decision is about; ``entered_by`` when it was brought in by somebody else.

    ``before``: earlier decisions, among them the one that an undo takes back.
    """
    undone = next((d for d in before if decision.undoes and d.id == decision.undoes), None)
    meant = undone or decision
    return _filled(
        {
            "decision": decision.action,
            "undoes": undone.action if undone else "",
            "quote": meant.places[0].quote[:_QUOTE] if meant.places else "",
            "title": meant.places[0].title if meant.places else "",
            "names": [entity.label for entity in meant.entities],
            "values": [name for name, _ in sorted(meant.values.items())],
            "entered_by": person if person not in ("", decision.by) else "",
        }
    )


def _cell(text: str) -> str:
    """Text that no spreadsheet runs as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value not in ("", [], None)}


def _change(row: sqlite3.Row) -> Change:
    details = json.loads(row["details"])
    return Change(row["sequence"], row["at"], row["by"], row["action"], row["subject"], details)
