"""The names of rows and columns of tables, as questions are held against them: embedded when a document is added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ingest import Table, tables
from ingest.document import Document
from kb.dense import unpack
from kb.embedding import Embedder, Vectors
from kb.spans import text_hash
from kb.store import Store

# Among more rows or columns than this nearness does not choose.
MOST_LABELS = 32


def labels(document: Document) -> Iterator[str]:
    """The names of the rows and columns of a document's tables, where they are few enough to choose by nearness."""
    for table in tables(document):
        rows = table.row_labels[table.header_rows :]
        columns = [column_name(table, column) for column in range(table.columns)]
        for names in (rows, columns):
            if len(names) <= MOST_LABELS:
                yield from filter(None, names)


def column_name(table: Table, column: int) -> str:
    """What the head of a table says of a column."""
    return " ".join(table.column_paths[column])


class Remembered:
    """An embedder of short texts that takes from the store what was embedded before."""

    def __init__(self, embedder: Embedder, store: Store) -> None:
        self._embedder, self._store = embedder, store

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        return self._embedder.dimension

    def encode_statement(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of texts, shape (n, dimension)."""
        hashes = [text_hash(text) for text in texts]
        stored = self._store.vectors(hashes, self._embedder.id)
        new = [at for at, digest in enumerate(hashes) if digest not in stored]
        out = np.empty((len(texts), self.dimension), dtype=np.float32)
        if new:
            out[new] = self._embedder.encode_statement([texts[at] for at in new])
        if known := [at for at, digest in enumerate(hashes) if digest in stored]:
            out[known] = unpack(stored[hashes[at]] for at in known)
        return out
