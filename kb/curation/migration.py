"""Verdicts of format 3, which named statements by IRIs with positions, as decisions that name them by content."""

from __future__ import annotations

import json
import re
import sqlite3
from datetime import datetime

from ingest.document import Document
from kb import rows
from kb.curation.decision import Decision, Place, to_record
from kb.curation.places import place_of

_STATEMENT = re.compile(r".*/document/([0-9a-f]{64})#(\w+)=(\d+),(\d+),\w+")


def bring_over(db: sqlite3.Connection) -> None:
    """Fill table decisions from table verdicts, inside the transaction that is open."""
    for row in db.execute("SELECT statement, verdict, by, at FROM verdicts ORDER BY at, statement").fetchall():
        action = {"accepted": "accept", "rejected": "reject"}[row["verdict"]]
        at = datetime.fromisoformat(row["at"]).isoformat(timespec="microseconds")
        decision = Decision(action, row["by"], at, (_place(db, row["statement"]),))
        record = json.dumps(to_record(decision), ensure_ascii=False)
        db.execute("INSERT OR IGNORE INTO decisions VALUES (?, ?, ?)", (decision.id, at, record))


def _place(db: sqlite3.Connection, statement: str) -> Place:
    """The place of a statement; by its IRI where the document, or the mention, is not there now."""
    match = _STATEMENT.fullmatch(statement)
    if match is None:
        return Place("instrument", "", statement=statement)
    document_id, kind, start, end = match.groups()
    found = db.execute("SELECT text, record FROM documents WHERE id = ?", (document_id,)).fetchone()
    query = "SELECT * FROM mentions WHERE document_id = ?"
    mentions = [rows.mention(row) for row in db.execute(query, (document_id,))]
    here = [m for m in mentions if (m.kind, m.start, m.end) == (kind, int(start), int(end))]
    if found is None or not here:
        return Place(kind, "", document=document_id, statement=statement)
    title = str(json.loads(found["record"]).get("title", ""))
    return place_of(here[0], Document(document_id, "", "", found["text"], title=title), mentions)
