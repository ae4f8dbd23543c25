"""What readers of the app keep beside the knowledge base: a basket of quotes and documents each, and their choices.

It lies in ``desk.sqlite``, apart from the truth and from what follows it: nothing in it is evidence, and whoever may
only read the knowledge base has a desk all the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from filelock import FileLock

from ingest.errors import StorageFailed

FILE = "desk.sqlite"
MOST = 500
_WAIT = 10.0
_TABLES = """
CREATE TABLE IF NOT EXISTS pins (
    reader TEXT NOT NULL, place INTEGER NOT NULL, subject TEXT NOT NULL, start INTEGER, end INTEGER,
    text TEXT NOT NULL, note TEXT NOT NULL, quote TEXT NOT NULL, page TEXT, article TEXT, paragraph TEXT,
    PRIMARY KEY (reader, place)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS choices (
    reader TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (reader, name)
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Pin:
    """What lies in a basket: a document (its id) or an instrument (its IRI), whole or with a range of code points.

    ``text`` is the sentence that rests on it, in the drafter's words; ``note`` a remark of hers; ``quote`` what the
    range said when it was put there, so that a document that was cut anew is noticed. ``page``, ``article`` and
    ``paragraph`` are the place in her words, empty for none; None: as the document has it.
    """

    subject: str
    start: int | None = None
    end: int | None = None
    text: str = ""
    note: str = ""
    quote: str = ""
    page: str | None = None
    article: str | None = None
    paragraph: str | None = None

    @property
    def place(self) -> tuple[str, int | None, int | None]:
        """What makes two pins the same one."""
        return self.subject, self.start, self.end


_COLUMNS = tuple(field.name for field in fields(Pin))


class Desk:
    """The desks of all readers of the knowledge base in ``folder``; a reader is any string that stays the same."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def basket(self, reader: str) -> list[Pin]:
        """What a reader has put into the basket, in her order."""
        with self._open("DEFERRED") as db:
            return _pins(db, reader)

    def count(self, reader: str) -> int:
        """How much lies in a reader's basket."""
        with self._open("DEFERRED") as db:
            return int(db.execute("SELECT count(*) FROM pins WHERE reader = ?", (reader,)).fetchone()[0])

    def keep(self, reader: str, pins: Sequence[Pin]) -> None:
        """Put this into a reader's basket instead of what was there; what is the same place is kept once."""
        with self._open() as db:
            _keep(db, reader, pins)

    def put(self, reader: str, pins: Sequence[Pin]) -> None:
        """Add to a reader's basket what is not there yet. Raises StorageFailed when it holds :data:`MOST`."""
        with self._open() as db:
            _keep(db, reader, [*_pins(db, reader), *pins])

    def change(self, reader: str, change: Callable[[list[Pin]], Sequence[Pin]]) -> None:
        """Put what ``change`` makes of a reader's basket in its place; nothing else gets in between."""
        with self._open() as db:
            _keep(db, reader, change(_pins(db, reader)))

    def hand_over(self, giver: str, taker: str) -> int:
        """Put what lies in one reader's basket behind what lies in another's, and empty it; how much was new there.

        What finds no room (:data:`MOST`) stays where it was.
        """
        if giver == taker:
            return 0
        with self._open() as db:
            given, had = _pins(db, giver), _pins(db, taker)
            places = {pin.place for pin in had}
            new = [pin for pin in given if pin.place not in places]
            room = max(0, MOST - len(had))
            if new[:room]:
                _keep(db, taker, [*had, *new[:room]])
            if given:
                _keep(db, giver, new[room:])
        return len(new[:room])

    def choice(self, reader: str, name: str) -> str:
        """What a reader chose, for example a language; empty when nothing."""
        with self._open("DEFERRED") as db:
            row = db.execute("SELECT value FROM choices WHERE reader = ? AND name = ?", (reader, name)).fetchone()
        return str(row[0]) if row else ""

    def choose(self, reader: str, name: str, value: str) -> None:
        with self._open() as db:
            db.execute("INSERT OR REPLACE INTO choices VALUES (?, ?, ?)", (reader, name, value))

    @contextmanager
    def _open(self, how: str = "IMMEDIATE") -> Iterator[sqlite3.Connection]:
        """A connection in one transaction; a DEFERRED one only reads, and waits for nobody. Raises StorageFailed."""
        try:
            if not _there(self._path):
                _make(self._path)
            with closing(sqlite3.connect(self._path, timeout=_WAIT, isolation_level=None)) as db:
                db.execute(f"BEGIN {how}")
                yield db
                db.execute("COMMIT")
        except (sqlite3.Error, OSError) as error:
            raise StorageFailed(
                f"{self._path} cannot be used ({error}): make the folder writable for the app, or delete the file."
            ) from error


def _there(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False


def _make(path: Path) -> None:
    """A new desk, ready before it has its name: the change to WAL does not wait for others who have the file open."""
    with FileLock(path.with_suffix(".lock"), timeout=_WAIT):
        if _there(path):
            return
        draft = path.with_suffix(".new")
        draft.unlink(missing_ok=True)
        with closing(sqlite3.connect(draft, isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.executescript(_TABLES)
        draft.replace(path)


def _pins(db: sqlite3.Connection, reader: str) -> list[Pin]:
    query = f"SELECT {', '.join(_COLUMNS)} FROM pins WHERE reader = ? ORDER BY place"
    return [Pin(*row) for row in db.execute(query, (reader,))]


def _keep(db: sqlite3.Connection, reader: str, pins: Sequence[Pin]) -> None:
    by_place: dict[tuple[str, int | None, int | None], Pin] = {}
    for pin in pins:
        by_place.setdefault(pin.place, pin)
    kept = list(by_place.values())
    if len(kept) > MOST:
        raise StorageFailed(f"A basket holds {MOST} items at most: take some out first.")
    db.execute("DELETE FROM pins WHERE reader = ?", (reader,))
    db.executemany(
        f"INSERT INTO pins (reader, place, {', '.join(_COLUMNS)}) VALUES (?, ?{', ?' * len(_COLUMNS)})",
        [(reader, n, *astuple(pin)) for n, pin in enumerate(kept)],
    )
