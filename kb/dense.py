"""The dense index: FAISS over the vectors of passages and their sentence windows.

Vectors are centred by language before they are compared. In the space of multilingual E5 each language has a
corner of its own, which draws every question to passages in its own language; subtracting what the language
adds (estimated once on parallel sentences, see kb/centres.py) removes that.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kb.centres import Centres
from kb.files import replacing
from kb.store import Store

FILE = "dense.faiss"
VERSION = "1"
Vectors = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class DenseHit:
    """A span and its cosine to the question after centring, between -1 and 1."""

    span_id: int
    score: float


class DenseIndex:
    """Exact inner product over half-precision vectors, each under its span's id.

    Half precision costs 768 bytes a vector and no recall that could be measured; the exact scan takes 7 ms for
    200,000 vectors on one core.
    """

    name = "dense"

    def __init__(self, dimension: int) -> None:
        import faiss

        # A single question is scanned quicker by one thread than by two that have to be woken.
        faiss.omp_set_num_threads(1)
        self.dimension = dimension
        self._index = _new_index(dimension)
        self._sorted: Ids | None = None

    def load(self, folder: Path) -> None:
        import faiss

        path = folder / FILE
        self._index = faiss.read_index(str(path)) if path.exists() else _new_index(self.dimension)
        self._sorted = None

    def save(self, folder: Path) -> None:
        import faiss

        with replacing(folder / FILE) as path:
            faiss.write_index(self._index, str(path))

    @property
    def ids(self) -> Ids:
        import faiss

        return np.asarray(faiss.vector_to_array(self._index.id_map), dtype=np.int64)

    def holds(self, ids: Sequence[int]) -> npt.NDArray[np.bool_]:
        """Which of the spans the index holds."""
        if self._sorted is None:
            self._sorted = np.sort(self.ids)
        wanted = np.array(ids, dtype=np.int64)
        at = np.searchsorted(self._sorted, wanted)
        return (
            np.asarray(self._sorted[np.minimum(at, len(self._sorted) - 1)] == wanted) if len(self._sorted) else at < 0
        )

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """The centred vectors of spans that the index holds, shape (n, dimension)."""
        if not ids:
            return np.empty((0, self.dimension), dtype=np.float32)
        return np.asarray(self._index.reconstruct_batch(np.array(ids, dtype=np.int64)), dtype=np.float32)

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Add unit vectors, shape (n, dimension), under new ids, shape (n,)."""
        self._sorted = None
        if len(ids):
            self._index.add_with_ids(np.ascontiguousarray(vectors), ids)

    def remove(self, ids: Ids) -> None:
        self._sorted = None
        if len(ids):
            self._index.remove_ids(ids)

    def search(self, vector: Vectors, k: int, among: Ids | None = None) -> list[DenseHit]:
        """The ``k`` spans nearest to a unit vector, shape (dimension,), best first; only ids ``among``, if given."""
        import faiss

        count = min(k, self._index.ntotal)
        if count == 0 or (among is not None and not len(among)):
            return []
        parameters = None if among is None else faiss.SearchParameters(sel=faiss.IDSelectorBatch(among))  # type: ignore[call-arg]
        scores, ids = self._index.search(vector.reshape(1, -1), count, params=parameters)
        return [DenseHit(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]


def catch_up(index: DenseIndex, store: Store, embedder: str, centres: Centres, changed: set[str]) -> None:
    """Make the index hold exactly the spans of the store.

    Span ids are hashes of document and range, so the difference of two sets of ids is all there is to do, in
    whatever state a crash has left the index. Spans of the documents in ``changed`` are written again even when
    their ids stayed.
    """
    rows = store.all(
        "SELECT s.id, s.hash, p.language, p.document_id FROM spans s JOIN passages p ON p.id = s.passage_id"
    )
    present = set(index.ids.tolist())
    wanted = {row["id"]: row["document_id"] for row in rows}
    stale = {i for i in present if i not in wanted or wanted[i] in changed}
    new = [row for row in rows if row["id"] not in present or row["id"] in stale]
    index.remove(np.array(sorted(stale), dtype=np.int64))
    _add(index, store, embedder, centres, new)


def _add(index: DenseIndex, store: Store, embedder: str, centres: Centres, rows: Sequence[sqlite3.Row]) -> None:
    vectors = store.vectors({row["hash"] for row in rows}, embedder)
    # A span lacks its vector only between a change of the embedder and `policykb reindex`.
    rows = [row for row in rows if row["hash"] in vectors]
    if rows:
        raw = unpack([vectors[row["hash"]] for row in rows])
        ids = np.array([row["id"] for row in rows], dtype=np.int64)
        index.add(ids, centres.documents(raw, [row["language"] for row in rows]))


def pack(vectors: Vectors) -> list[bytes]:
    """Rows as little-endian fp16 bytes, the form in which they are stored."""
    return [row.tobytes() for row in vectors.astype("<f2")]


def unpack(stored: Iterable[bytes]) -> Vectors:
    """Stored bytes as rows, shape (n, dimension)."""
    return np.stack([np.frombuffer(row, dtype="<f2") for row in stored]).astype(np.float32)


def _new_index(dimension: int) -> Any:
    import faiss

    scalar = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    return faiss.IndexIDMap2(scalar)
