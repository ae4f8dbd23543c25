"""The SQLite file of a knowledge base: opening it, making its tables, and its errors as sentences."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from ingest.errors import StorageFailed


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
    """Make the tables in a new file; two processes that open it at once make them once."""
    with db:
        db.execute("BEGIN IMMEDIATE")
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
            for statement in _statements(files("kb").joinpath("schema.sql").read_text(encoding="utf-8")):
                db.execute(statement)
            db.execute("INSERT INTO meta VALUES ('format', ?)", (str(format),))


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
