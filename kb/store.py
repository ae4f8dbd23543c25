"""The truth of a knowledge base: ``kb.sqlite`` and the kept sources.

A document is added, replaced or removed in one transaction, so that after a crash at any moment it is there
whole or not at all. Every such transaction writes a line into the change log, which followers catch up with.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path

from ingest.document import Document, Passage
from ingest.errors import NewerVersion, NotFound
from kb import rows
from kb.database import clear_errors, connect
from kb.spans import Span
from ontology.mention import Mention

FILE = "kb.sqlite"
FORMAT = 1
_CHUNK = 500
_DOCUMENT = """
    SELECT d.id, d.record, d.text, (SELECT min(path) FROM locations WHERE document_id = d.id) AS source
    FROM documents d WHERE d.id = ?"""


class Store:
    """Documents, passages, spans, vectors, mentions, decisions and the change log.

    One connection, guarded by a lock, so that the threads of a server can share it.
    """

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self.path = folder / FILE
        self._lock = threading.RLock()
        with clear_errors(self.path):
            self._db = connect(self.path, FORMAT, read_only)
            self._check_format()
        self.document = lru_cache(maxsize=128)(self._document)

    def forget_cached(self) -> None:
        """Read documents anew: they may have changed."""
        self.document.cache_clear()

    def close(self) -> None:
        with self._lock:
            self._db.close()

    # ------------------------------------------------------------------------------------- reading
    @property
    def sequence(self) -> int:
        """Number of the last change."""
        return int(self._one("SELECT coalesce(max(sequence), 0) FROM changes")[0])

    @property
    def data_version(self) -> int:
        """Differs from an earlier value when another process has committed since."""
        return int(self._one("PRAGMA data_version")[0])

    def changed_since(self, sequence: int) -> set[str]:
        """Ids of the documents that changes after ``sequence`` touched."""
        found = self.all("SELECT DISTINCT subject FROM changes WHERE sequence > ? AND action <> 'decide'", (sequence,))
        return {row[0] for row in found}

    def meta(self, key: str) -> str | None:
        row = self._first("SELECT value FROM meta WHERE key = ?", (key,))
        return None if row is None else str(row[0])

    def document_ids(self) -> list[str]:
        return [row[0] for row in self.all("SELECT id FROM documents ORDER BY id")]

    def has(self, document_id: str, reader: str) -> bool:
        """Whether this version of the reader has read the document."""
        return bool(self.all("SELECT 1 FROM documents WHERE id = ? AND reader = ?", (document_id, reader)))

    def full_id(self, prefix: str) -> str:
        """The document id that begins with ``prefix``. Raises NotFound when none or several do."""
        found = self.all("SELECT id FROM documents WHERE substr(id, 1, ?) = ? LIMIT 3", (len(prefix), prefix.lower()))
        if not prefix or not found:
            raise NotFound(f"There is no document {prefix!r}; `policykb show` lists the documents with their ids.")
        if len(found) > 1:
            raise NotFound(f"Several documents begin with {prefix!r}; give more characters of the id.")
        return str(found[0][0])

    def locations(self, document_id: str) -> list[str]:
        found = self.all("SELECT path FROM locations WHERE document_id = ? ORDER BY path", (document_id,))
        return [row[0] for row in found]

    def located(self, path: str) -> str | None:
        """Id of the document that was last added from ``path``."""
        row = self._first("SELECT document_id FROM locations WHERE path = ?", (path,))
        return None if row is None else str(row[0])

    def source_name(self, document_id: str) -> str:
        """Name of the kept source in the folder sources/."""
        return str(self._one("SELECT file FROM documents WHERE id = ?", (document_id,))[0])

    def passages(self, document_id: str) -> list[Passage]:
        text = self.document(document_id).text
        found = self.all("SELECT * FROM passages WHERE document_id = ? ORDER BY start", (document_id,))
        return [rows.passage(row, text) for row in found]

    def passages_by_id(self, ids: Iterable[int]) -> dict[int, Passage]:
        """The passages with these ids; ids that are no longer there are left out."""
        found = self._in("SELECT * FROM passages WHERE id IN ({})", ids)
        return {row["id"]: rows.passage(row, self.document(row["document_id"]).text) for row in found}

    def spans(self, document_id: str) -> list[sqlite3.Row]:
        """Rows (id, passage_id, start, end, sentences, hash) of a document's spans."""
        return self.all(
            "SELECT s.* FROM spans s JOIN passages p ON p.id = s.passage_id"
            " WHERE p.document_id = ? ORDER BY s.start, s.end",
            (document_id,),
        )

    def spans_by_id(self, ids: Iterable[int]) -> list[sqlite3.Row]:
        """Rows (id, passage_id, start, end, sentences, hash) of the spans with these ids."""
        return list(self._in("SELECT * FROM spans WHERE id IN ({})", ids))

    def spans_of(self, passage_ids: Iterable[int]) -> list[sqlite3.Row]:
        """Rows of all spans of these passages."""
        return list(self._in("SELECT * FROM spans WHERE passage_id IN ({})", passage_ids))

    def vectors(self, hashes: Iterable[bytes], embedder: str) -> dict[bytes, bytes]:
        """The stored fp16 vectors of texts that this embedder has seen."""
        query = "SELECT hash, vector FROM vectors WHERE embedder = ? AND hash IN ({})"
        return {row["hash"]: row["vector"] for row in self._in(query, hashes, embedder)}

    def mentions(self, document_id: str | None = None) -> list[Mention]:
        """The mentions of one document, or of all."""
        where, values = ("", ()) if document_id is None else (" WHERE document_id = ?", (document_id,))
        return [
            rows.mention(row)
            for row in self.all(f"SELECT * FROM mentions{where} ORDER BY document_id, start, end", values)
        ]

    def decisions(self) -> dict[str, str]:
        """Verdict (accepted, rejected) by the IRI of the statement."""
        return {row["statement"]: row["verdict"] for row in self.all("SELECT statement, verdict FROM decisions")}

    def all(self, query: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        """Every row of a reading query."""
        with self._lock, clear_errors(self.path):
            return self._db.execute(query, values).fetchall()

    # ------------------------------------------------------------------------------------- writing
    def put(
        self,
        document: Document,
        reader: str,
        file: str,
        passages: Sequence[Passage],
        spans: Sequence[Span],
        mentions: Sequence[Mention],
    ) -> None:
        """Add a document from ``document.source``, or replace what an older reader made of the same bytes.

        What was added from the same path before loses that place; a document without a place goes.
        """
        places = {*self.locations(document.id), document.source}
        with self._transaction("add", document.id) as db:
            db.execute("DELETE FROM documents WHERE id = ?", (document.id,))
            record = rows.document_record(document)
            db.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?)", (document.id, file, reader, record, document.text)
            )
            db.executemany(f"INSERT INTO passages VALUES ({_marks(10)})", map(rows.passage_row, passages))
            db.executemany(
                f"INSERT INTO spans VALUES ({_marks(6)})",
                [(s.id, s.passage_id, s.start, s.end, s.sentences, s.hash) for s in spans],
            )
            db.executemany(f"INSERT INTO mentions VALUES ({_marks(6)})", map(rows.mention_row, mentions))
            for path in sorted(places):
                _place(db, path, document.id)

    def locate(self, path: str, document_id: str) -> None:
        """The bytes of a known document were found at another path."""
        with self._transaction("locate", document_id) as db:
            _place(db, path, document_id)

    def remove(self, document_id: str) -> None:
        with self._transaction("remove", document_id) as db:
            db.execute("DELETE FROM documents WHERE id = ?", (document_id,))

    def remember(self, vectors: Mapping[bytes, bytes], embedder: str) -> None:
        """Keep vectors (fp16 bytes) by the hash of their text; no change of the knowledge base by itself."""
        with self._writing() as db:
            db.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                [(digest, embedder, vector) for digest, vector in vectors.items()],
            )

    def forget_other_vectors(self, embedder: str) -> None:
        """Drop what other embedders made."""
        with self._writing() as db:
            db.execute("DELETE FROM vectors WHERE embedder <> ?", (embedder,))

    def set_meta(self, key: str, value: str) -> None:
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def decide(self, statement: str, verdict: str, by: str) -> None:
        """Record a curator's verdict on a statement; the last one counts."""
        with self._transaction("decide", statement) as db:
            db.execute("INSERT OR REPLACE INTO decisions VALUES (?, ?, ?, ?)", (statement, verdict, by, _now()))

    # ------------------------------------------------------------------------------------- plumbing
    def _document(self, document_id: str) -> Document:
        """The document with this full id. Raises NotFound."""
        row = self._first(_DOCUMENT, (document_id,))
        if row is None:
            raise NotFound(f"There is no document {document_id[:12]}; it may have been removed meanwhile.")
        return rows.document(row)

    def _first(self, query: str, values: Sequence[object] = ()) -> sqlite3.Row | None:
        found = self.all(query, values)
        return found[0] if found else None

    def _one(self, query: str, values: Sequence[object] = ()) -> sqlite3.Row:
        return self.all(query, values)[0]

    def _in(self, query: str, keys: Iterable[object], *before: object) -> Iterator[sqlite3.Row]:
        """Rows of a query with ``IN ({})``, in slices that stay under SQLite's limit of variables."""
        for keys_slice in batched(keys, _CHUNK):
            yield from self.all(query.format(_marks(len(keys_slice))), (*before, *keys_slice))

    @contextmanager
    def _transaction(self, action: str, subject: str) -> Iterator[sqlite3.Connection]:
        """All or nothing, with a line in the change log."""
        with self._writing() as db:
            yield db
            _log(db, action, subject)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, clear_errors(self.path):
            try:
                with self._db:
                    self._db.execute("BEGIN IMMEDIATE")
                    yield self._db
            finally:
                self.forget_cached()

    def _check_format(self) -> None:
        found = self.meta("format")
        if found is not None and int(found) > FORMAT:
            raise NewerVersion(
                f"{self.path} has format {found}, and this version of Policy KB reads up to {FORMAT}: "
                "install the newer version that wrote it."
            )


def _place(db: sqlite3.Connection, path: str, document_id: str) -> None:
    """A path belongs to the document that was last added from it; a document without any path is gone."""
    before = db.execute("SELECT document_id FROM locations WHERE path = ?", (path,)).fetchone()
    db.execute("INSERT OR REPLACE INTO locations VALUES (?, ?)", (path, document_id))
    if before is None or before[0] == document_id:
        return
    if not db.execute("SELECT 1 FROM locations WHERE document_id = ?", (before[0],)).fetchone():
        db.execute("DELETE FROM documents WHERE id = ?", (before[0],))
    _log(db, "remove", before[0])


def _log(db: sqlite3.Connection, action: str, subject: str) -> None:
    db.execute("INSERT INTO changes (action, subject, at) VALUES (?, ?, ?)", (action, subject, _now()))


def _marks(count: int) -> str:
    return ",".join("?" * count)


def batched(items: Iterable[object], size: int) -> Iterator[tuple[object, ...]]:
    """Slices of at most ``size`` items (itertools.batched needs Python 3.12)."""
    source = iter(items)
    while found := tuple(islice(source, size)):
        yield found


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
