"""Checks that a knowledge base holds what its design promises; each problem is one sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from ingest.document import span_key
from ingest.errors import KBError
from kb import lexical
from kb.adding import SOURCES
from kb.embedding import Embedder
from kb.followers import Followers
from kb.spans import Span
from kb.store import Store


def problems(folder: Path, store: Store, followers: Followers, embedder: Embedder) -> Iterator[str]:
    """Every deviation found, from the database outwards to the followers."""
    yield from _database(store)
    for document_id in store.document_ids():
        yield from _document(folder, store, document_id, embedder)
    yield from _followers(store, followers)


def _database(store: Store) -> Iterator[str]:
    for row in store.all("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield f"The database is damaged: {row[0]}."
    for row in store.all("PRAGMA foreign_key_check"):
        yield f"Table {row[0]} has a row that belongs to nothing."
    for row in store.all("SELECT id FROM documents WHERE id NOT IN (SELECT document_id FROM locations)"):
        yield f"Document {row[0][:12]} has lost the path it was added from."


def _document(folder: Path, store: Store, document_id: str, embedder: Embedder) -> Iterator[str]:
    name = f"Document {document_id[:12]}"
    source = folder / SOURCES / store.source_name(document_id)
    if not source.exists():
        yield f"{name}: its kept source {source.name} is missing; add the file again."
    elif hashlib.sha256(source.read_bytes()).hexdigest() != document_id:
        yield f"{name}: its kept source {source.name} has been changed; delete it and add the file again."
    text = store.document(document_id).text
    yield from (f"{name}: {problem}" for problem in _ranges(store, document_id, text))
    yield from (f"{name}: {problem}" for problem in _vectors(store, document_id, text, embedder))


def _ranges(store: Store, document_id: str, text: str) -> Iterator[str]:
    end = 0
    for passage in store.passages(document_id):
        if not end <= passage.start < passage.end <= len(text):
            yield f"the passage at {passage.start}–{passage.end} overlaps another or leaves the text."
        if passage.id != span_key(document_id, passage.start, passage.end):
            yield f"the passage at {passage.start}–{passage.end} has another's id."
        if any(not passage.start <= a < b <= passage.end for a, b in passage.sentences):
            yield f"a sentence leaves its passage at {passage.start}–{passage.end}."
        end = passage.end
    for mention in store.mentions(document_id):
        if text[mention.start : mention.end] != mention.surface:
            yield f"the mention {mention.surface!r} is not at {mention.start}–{mention.end}."


def _vectors(store: Store, document_id: str, text: str, embedder: Embedder) -> Iterator[str]:
    rows = store.spans(document_id)
    vectors = store.vectors({row["hash"] for row in rows}, embedder.id)
    for row in rows:
        here = text[row["start"] : row["end"]]
        span = Span(row["id"], row["passage_id"], row["start"], row["end"], row["sentences"], here)
        if span.hash != row["hash"]:
            yield f"the span at {span.start}–{span.end} was embedded as another text; run `policykb reindex`."
        if len(vectors.get(row["hash"], b"")) != 2 * embedder.dimension:
            yield f"the span at {span.start}–{span.end} has no vector of {embedder.id}; run `policykb reindex`."


def _followers(store: Store, followers: Followers) -> Iterator[str]:
    if followers.behind:
        yield "The indexes lack the latest changes; run `policykb status` when no other process is writing."
        return
    try:
        loaded = followers.current()
    except (KBError, OSError, RuntimeError, ValueError) as error:
        yield f"The indexes cannot be opened ({error}); run `policykb reindex`."
        return
    spans = {row["id"] for row in store.all("SELECT id FROM spans")}
    if set(loaded.dense.ids.tolist()) != spans:
        yield "The dense index holds other spans than the store; run `policykb reindex`."
    if set(loaded.lexical.ids.tolist()) != lexical.held(store).keys():
        yield "The lexical index holds other passages than the store; run `policykb reindex`."
    if loaded.graph.documents() != set(store.document_ids()):
        yield "The graph holds other documents than the store; run `policykb reindex`."
    for violation in loaded.graph.validate():
        yield f"The graph breaks a rule: {violation}"
