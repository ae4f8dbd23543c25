"""The dense index: FAISS over the vectors of passages and their sentence windows.

Vectors are compared without what their languages add and with less of what makes hubs near to everything
(:mod:`kb.centres`).
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
VERSION = "3"
Vectors = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class DenseHit:
    """A span and its cosine to the question after centring, less what it owes to being a hub."""

    span_id: int
    score: float


class DenseIndex:
    """Exact inner product over half-precision vectors, each under its span's id.

    ``dimension`` is that of an embedder's vectors with the component that :mod:`kb.centres` adds.

    Half precision costs 768 bytes a vector and no recall that could be measured; the exact scan takes 7 ms for
    200,000 vectors on one core.
    """

    name = "dense"

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension
        self._index = _new_index(dimension)
        self._sorted: tuple[Ids, Ids] | None = None

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

    @property
    def size(self) -> int:
        """The number of spans."""
        return int(self._index.ntotal)

    def holds(self, ids: Sequence[int] | Ids) -> npt.NDArray[np.bool_]:
        """Which of the spans the index holds."""
        return self._places(ids) >= 0

    def vectors(self, ids: Sequence[int] | Ids) -> Vectors:
        """The centred vectors of spans that the index holds, shape (n, dimension)."""
        places = self._places(ids)
        if (places < 0).any():
            raise KeyError("The dense index does not hold all of these spans.")
        return np.asarray(self._halves()[places], dtype=np.float32)

    def _halves(self) -> npt.NDArray[np.float16]:
        """The vectors in the order of the index, not copied: FAISS would look each up and decode it by itself."""
        import faiss

        if not self.size:
            return np.empty((0, self.dimension), dtype=np.float16)
        codes: Any = faiss.downcast_index(self._index.index).codes  # type: ignore[attr-defined]
        halves: npt.NDArray[np.float16] = faiss.rev_swig_ptr(codes.data(), codes.size()).view("<f2")
        return halves.reshape(-1, self.dimension)

    def _places(self, ids: Sequence[int] | Ids) -> Ids:
        """Where the vectors of spans lie in the index; -1 for spans that it does not hold."""
        if self._sorted is None:
            order = np.argsort(self.ids)
            self._sorted = self.ids[order], order
        held, places = self._sorted
        wanted = np.asarray(ids, dtype=np.int64)
        if not len(held):
            return np.full(len(wanted), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(held, wanted), len(held) - 1)
        return np.where(held[at] == wanted, places[at], -1)

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Add vectors, shape (n, dimension), under new ids, shape (n,)."""
        self._sorted = None
        if len(ids):
            self._index.add_with_ids(np.ascontiguousarray(vectors), ids)

    def remove(self, ids: Ids) -> None:
        self._sorted = None
        if len(ids):
            self._index.remove_ids(ids)

    def search(self, vector: Vectors, k: int, among: Ids | None = None) -> list[DenseHit]:
        """The ``k`` spans nearest to a question, shape (dimension,), best first; only ids ``among``, if given."""
        import faiss

        count = min(k, self._index.ntotal)
        if count == 0 or (among is not None and not len(among)):
            return []
        # A single question is scanned quicker by one thread than by two that have to be woken and then wait for each
        # other. OpenMP keeps the number for the thread that says it, and each visitor's question has one of its own.
        faiss.omp_set_num_threads(1)
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
