"""The truth of a knowledge base: ``kb.sqlite`` and the kept sources.

A document is added, replaced or removed in one transaction, so that after a crash at any moment it is there
whole or not at all. Every such transaction writes a line into the change log, which followers catch up with.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from pathlib import Path

from ingest.document import Document, Passage
from ingest.errors import NewerVersion, NotFound, OlderVersion
from kb import changes, fingerprints, rows
from kb.curation.decision import Decision, from_record, to_record, with_undone
from kb.database import clear_errors, connect
from kb.rows import Edit, Place
from kb.spans import Span
from ontology.mention import Mention

FILE = "kb.sqlite"
FORMAT = 5
_CHUNK = 500
_DOCUMENT = """
    SELECT d.id, d.record, d.text, d.lines, (SELECT min(path) FROM locations WHERE document_id = d.id) AS source
    FROM documents d WHERE d.id = ?"""


class Store:
    """Documents, passages, spans, vectors, mentions, decisions and the change log, which names ``person``.

    One connection, guarded by a lock, so that the threads of a server can share it.
    """

    def __init__(self, folder: Path, *, read_only: bool = False, person: str = "") -> None:
        self.path = folder / FILE
        self.read_only = read_only
        self.person = person
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

    @property
    def documents_sequence(self) -> int:
        """Number of the last change of a document's text or mentions."""
        query = f"SELECT coalesce(max(sequence), 0) FROM changes WHERE action NOT IN ({_marks(len(changes.BESIDE))})"
        return int(self._one(query, changes.BESIDE)[0])

    def changed_since(self, sequence: int) -> set[str]:
        """Ids of the documents whose text or passages changes after ``sequence`` touched."""
        beside = _marks(len(changes.BESIDE))
        query = f"SELECT DISTINCT subject FROM changes WHERE sequence > ? AND action NOT IN ({beside})"
        found = self.all(query, (sequence, *changes.BESIDE))
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

    def passage_ids(self, document_id: str) -> list[int]:
        """The ids of the passages of a document in reading order; none when it is not there."""
        return [
            row[0] for row in self.all("SELECT id FROM passages WHERE document_id = ? ORDER BY start", (document_id,))
        ]

    def passages_by_id(self, ids: Iterable[int]) -> dict[int, Passage]:
        """The passages with these ids; ids that are no longer there are left out."""
        found = self._in("SELECT * FROM passages WHERE id IN ({})", ids)
        return {row["id"]: rows.passage(row, self.document(row["document_id"]).text) for row in found}

    def places(self, ids: Iterable[int]) -> dict[int, Place]:
        """Where the passages with these ids stand; ids that are no longer there are left out."""
        found = self._in("SELECT id, document_id, start, end, language FROM passages WHERE id IN ({})", ids)
        return {row[0]: Place(*row[1:]) for row in map(tuple, found)}

    def spans(self, document_id: str) -> list[sqlite3.Row]:
        """Rows (id, passage_id, start, end, sentences, hash) of a document's spans."""
        return self.all(
            "SELECT s.* FROM spans s JOIN passages p ON p.id = s.passage_id"
            " WHERE p.document_id = ? ORDER BY s.start, s.end",
            (document_id,),
        )

    def languages(self) -> dict[str, int]:
        """How many passages there are of each language."""
        return {row[0]: row[1] for row in self.all("SELECT language, count(*) FROM passages GROUP BY language")}

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

    def decisions(self) -> list[Decision]:
        """Everything that curators ever decided, in the order of the times."""
        return with_undone(from_record(json.loads(row["record"])) for row in self.all("SELECT record FROM decisions"))

    def edits(self, document_id: str) -> list[Edit]:
        """What libraries and people say of a document; of two on one field the later in the list counts."""
        query = "SELECT * FROM edits WHERE document_id = ? ORDER BY source = 'edit', field"
        return [rows.edit(row) for row in self.all(query, (document_id,))]

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
        with self.transaction("add", document.id, changes.about_document(document)) as db:
            db.execute("DELETE FROM documents WHERE id = ?", (document.id,))
            record = rows.document_record(document)
            db.execute(
                f"INSERT INTO documents VALUES ({_marks(6)})",
                (document.id, file, reader, record, document.text, document.lines.to_bytes()),
            )
            db.executemany(f"INSERT INTO passages VALUES ({_marks(11)})", map(rows.passage_row, passages))
            db.executemany(
                f"INSERT INTO spans VALUES ({_marks(6)})",
                [(s.id, s.passage_id, s.start, s.end, s.sentences, s.hash) for s in spans],
            )
            db.executemany(f"INSERT INTO mentions VALUES ({_marks(6)})", map(rows.mention_row, mentions))
            keep_fingerprint(db, document)
            for path in sorted(places):
                self._place(db, path, document.id)

    def put_mentions(self, document_id: str, mentions: Sequence[Mention]) -> None:
        """Replace the mentions of a document, whose text and passages stay."""
        with self.transaction("reindex", document_id, self.about(document_id)) as db:
            db.execute("DELETE FROM mentions WHERE document_id = ?", (document_id,))
            db.executemany(f"INSERT INTO mentions VALUES ({_marks(6)})", map(rows.mention_row, mentions))

    def locate(self, path: str, document_id: str) -> None:
        """The bytes of a known document were found at another path."""
        with self.transaction("locate", document_id, self.about(document_id) | {"source": path}) as db:
            self._place(db, path, document_id)

    def remove(self, document_id: str) -> None:
        with self.transaction("remove", document_id, self.about(document_id)) as db:
            db.execute("DELETE FROM documents WHERE id = ?", (document_id,))

    def remember(self, vectors: Mapping[bytes, bytes], embedder: str) -> None:
        """Keep vectors (fp16 bytes) by the hash of their text; no change of the knowledge base by itself."""
        with self.writing() as db:
            db.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                [(digest, embedder, vector) for digest, vector in vectors.items()],
            )

    def forget_other_vectors(self, embedder: str) -> None:
        """Drop what other embedders made."""
        with self.writing() as db:
            db.execute("DELETE FROM vectors WHERE embedder <> ?", (embedder,))

    def set_meta(self, key: str, value: str) -> None:
        with self.writing() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def decide(self, decisions: Sequence[Decision]) -> None:
        """Record what curators decided, all of it or nothing; what is known already stays as it is."""
        known = [*self.decisions(), *decisions]
        with self.writing() as db:
            for decision in decisions:
                record = json.dumps(to_record(decision), ensure_ascii=False)
                db.execute("INSERT OR IGNORE INTO decisions VALUES (?, ?, ?)", (decision.id, decision.at, record))
                about = changes.about_decision(decision, self.person, known)
                changes.log(db, decision.by, "decide", decision.id, about)

    def note(self, action: str, subject: str, details: Mapping[str, object] | None = None) -> None:
        """Write a line into the change log for what lies beside the database: a thesaurus, a library."""
        with self.transaction(action, subject, details):
            pass

    # ------------------------------------------------------------------------------------- plumbing
    def _document(self, document_id: str) -> Document:
        """The document with this full id. Raises NotFound."""
        row = self._first(_DOCUMENT, (document_id,))
        if row is None:
            raise NotFound(f"There is no document {document_id[:12]}; it may have been removed meanwhile.")
        return rows.edited(rows.document(row), self.edits(document_id))

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
    def transaction(
        self, action: str, subject: str, details: Mapping[str, object] | None = None, by: str = ""
    ) -> Iterator[sqlite3.Connection]:
        """All or nothing, with a line in the change log that names the document and who did it."""
        with self.writing() as db:
            yield db
            changes.log(db, by or self.person, action, subject, details)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, without a line in the change log: for what does not change the knowledge base."""
        with self._lock, clear_errors(self.path):
            try:
                with self._db:
                    self._db.execute("BEGIN IMMEDIATE")
                    yield self._db
            finally:
                self.forget_cached()

    def _place(self, db: sqlite3.Connection, path: str, document_id: str) -> None:
        """A path belongs to the document that was last added from it; a document without any path is gone."""
        before = db.execute("SELECT document_id FROM locations WHERE path = ?", (path,)).fetchone()
        db.execute("INSERT OR REPLACE INTO locations VALUES (?, ?)", (path, document_id))
        if before is None or before[0] == document_id:
            return
        about = self.about(before[0])
        if not db.execute("SELECT 1 FROM locations WHERE document_id = ?", (before[0],)).fetchone():
            db.execute("DELETE FROM documents WHERE id = ?", (before[0],))
        changes.log(db, self.person, "remove", before[0], about | {"source": path, "replaced_by": document_id})

    def about(self, document_id: str) -> dict[str, object]:
        """What names a document to people in the change log; nothing when it is not there."""
        try:
            return changes.about_document(self.document(document_id))
        except NotFound:
            return {}

    def _check_format(self) -> None:
        found = self.meta("format")
        if found is not None and int(found) > FORMAT:
            raise NewerVersion(
                f"{self.path} has format {found}, and this version of Policy KB reads up to {FORMAT}: "
                "install the newer version that wrote it."
            )
        if found is not None and int(found) < FORMAT:
            # A writer brings it to the present format when it opens it.
            raise OlderVersion(
                f"{self.path} was written by an older version and is open for reading only: run `policykb status` on "
                "it once, which brings it up to date."
            )


def keep_fingerprint(db: sqlite3.Connection, document: Document) -> None:
    """Write the fingerprint of a stored document."""
    made = fingerprints.of(document)
    db.execute(
        f"INSERT OR REPLACE INTO fingerprints VALUES ({_marks(4)})",
        (document.id, fingerprints.VERSION, made.text, made.signature),
    )


def _marks(count: int) -> str:
    return ",".join("?" * count)


def batched(items: Iterable[object], size: int) -> Iterator[tuple[object, ...]]:
    """Slices of at most ``size`` items (itertools.batched needs Python 3.12)."""
    source = iter(items)
    while found := tuple(islice(source, size)):
        yield found
