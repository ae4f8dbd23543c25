"""The SQLite file of a knowledge base: opening it, making its tables, and its errors as sentences."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from ingest.errors import StorageFailed

Step = str | Callable[[sqlite3.Connection], None]


def _decisions_by_content(db: sqlite3.Connection) -> None:
    from kb.curation.migration import bring_over

    bring_over(db)


# What brings a file of an older format to the next one; a new file has schema.sql instead.
_MIGRATIONS: dict[int, tuple[Step, ...]] = {
    2: (
        "ALTER TABLE documents ADD COLUMN lines BLOB NOT NULL DEFAULT x''",
        "ALTER TABLE passages ADD COLUMN ocr INTEGER NOT NULL DEFAULT 0",
    ),
    3: (
        """CREATE TABLE edits (
            document_id TEXT NOT NULL,
            field TEXT NOT NULL,
            value TEXT NOT NULL,
            source TEXT NOT NULL CHECK (source IN ('library', 'edit')),
            by TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (document_id, field, source)
        ) WITHOUT ROWID""",
        """CREATE TABLE fingerprints (
            document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
            version TEXT NOT NULL,
            text BLOB NOT NULL,
            signature BLOB NOT NULL
        ) WITHOUT ROWID""",
        # A constraint cannot be changed: the log moves to a new table. Nothing refers to it.
        """CREATE TABLE changes_3 (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            action TEXT NOT NULL CHECK (action IN ('add', 'remove', 'locate', 'decide', 'reindex', 'edit')),
            subject TEXT NOT NULL,
            at TEXT NOT NULL
        )""",
        "INSERT INTO changes_3 SELECT sequence, action, subject, at FROM changes ORDER BY sequence",
        "DROP TABLE changes",
        "ALTER TABLE changes_3 RENAME TO changes",
    ),
    4: (
        "ALTER TABLE decisions RENAME TO verdicts",
        "CREATE TABLE decisions (id TEXT PRIMARY KEY, at TEXT NOT NULL, record TEXT NOT NULL) WITHOUT ROWID",
        _decisions_by_content,
        "DROP TABLE verdicts",
    ),
    5: (
        """CREATE TABLE changes_5 (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            action TEXT NOT NULL CHECK (action IN (
                'add', 'remove', 'locate', 'decide', 'reindex', 'edit', 'thesaurus', 'library', 'rebuild'
            )),
            subject TEXT NOT NULL,
            at TEXT NOT NULL,
            by TEXT NOT NULL DEFAULT '',
            details TEXT NOT NULL DEFAULT '{}'
        )""",
        # Who decided stands in the decisions; of other changes nobody was noted.
        """INSERT INTO changes_5 (sequence, action, subject, at, by)
            SELECT c.sequence, c.action, c.subject, c.at,
                coalesce((SELECT json_extract(d.record, '$.by') FROM decisions d WHERE d.id = c.subject), '')
            FROM changes c ORDER BY c.sequence""",
        "DROP TABLE changes",
        "ALTER TABLE changes_5 RENAME TO changes",
        "CREATE INDEX changes_subject ON changes (subject)",
    ),
}


def connect(path: Path, format: int, read_only: bool) -> sqlite3.Connection:
    """A connection that may be used by several threads, one at a time; a new file gets its tables."""
    mode = "ro" if read_only else "rwc"
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    db = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA busy_timeout = 10000")
    db.execute("PRAGMA foreign_keys = ON")
    if not read_only:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        _create(db, format)
    return db


def _create(db: sqlite3.Connection, format: int) -> None:
    """Make the tables in a new file, or bring an older one to this format; of two processes at once one does it."""
    with db:
        db.execute("BEGIN IMMEDIATE")
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
            for statement in _statements(files("kb").joinpath("schema.sql").read_text(encoding="utf-8")):
                db.execute(statement)
            db.execute("INSERT INTO meta VALUES ('format', ?)", (str(format),))
            return
        found = int(db.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()[0])
        for step in range(found + 1, format + 1):
            for part in _MIGRATIONS[step]:
                if isinstance(part, str):
                    db.execute(part)
                else:
                    part(db)
            db.execute("UPDATE meta SET value = ? WHERE key = 'format'", (str(step),))


def _statements(script: str) -> list[str]:
    """The statements of a script one by one: ``executescript`` would commit before each."""
    return [part for part in script.split(";\n") if part.strip()]


@contextmanager
def clear_errors(path: Path) -> Iterator[None]:
    """SQLite's errors as sentences that say what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise StorageFailed(_explained(path, error)) from error


def _explained(path: Path, error: sqlite3.DatabaseError) -> str:
    said = str(error)
    if "full" in said or "disk I/O" in said:
        return f"The disk of {path} is full or failing ({said}): make room and repeat; nothing stored is lost."
    if "readonly" in said or "unable to open" in said:
        return f"{path} cannot be written or opened ({said}): check that the folder exists and its permissions."
    if "malformed" in said or "not a database" in said:
        return f"{path} is damaged ({said}): put back a copy, or add the files in its folder sources/ to a new one."
    if "locked" in said:
        return f"{path} is in use by another process that writes ({said}): repeat when it has finished."
    return f"{path}: {said}."
