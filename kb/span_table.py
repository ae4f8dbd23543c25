"""Which range each span is: columns beside the dense index, so that a search does not ask the database for each."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kb.files import replacing

FILE = "dense.spans.npy"
COLUMNS = "id, passage_id, start, end, sentences"
_ROW = np.dtype([("id", "<i8"), ("passage", "<i8"), ("start", "<i8"), ("end", "<i8"), ("sentences", "<i8")])
Ids = npt.NDArray[np.int64]
Rows = npt.NDArray[np.void]
_log = logging.getLogger(__name__)


class SpanTable:
    """Rows of the store's spans (``id``, ``passage``, ``start``, ``end``, ``sentences``), sorted by passage and
    place."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._passages = np.ascontiguousarray(rows["passage"])
        self._by_id = np.argsort(self._rows["id"])
        self._ids = self._rows["id"][self._by_id]

    @classmethod
    def of(cls, found: Iterable[sqlite3.Row]) -> SpanTable:
        """From rows with the :data:`COLUMNS` of the store's."""
        rows = np.array([tuple(row) for row in found], dtype=_ROW)
        return cls(rows[np.lexsort((rows["end"], rows["start"], rows["passage"]))])

    @classmethod
    def load(cls, folder: Path) -> SpanTable | None:
        """As it was saved; None where it was not, as by an earlier version, or is damaged."""
        try:
            rows = np.load(folder / FILE)
        except FileNotFoundError:
            return None
        except (ValueError, EOFError) as error:  # which only costs reading it from the store
            _log.warning("%s is damaged (%s) and not used.", folder / FILE, error)
            return None
        return cls(rows)

    def save(self, folder: Path) -> None:
        with replacing(folder / FILE) as path, path.open("wb") as file:
            np.save(file, self._rows)

    def by_id(self, ids: Sequence[int]) -> Rows:
        """The rows of spans; of an unknown one there is none."""
        if not len(self._ids):
            return self._rows
        wanted = np.asarray(ids, dtype=np.int64)
        at = np.minimum(np.searchsorted(self._ids, wanted), len(self._ids) - 1)
        rows: Rows = self._rows[self._by_id[at[self._ids[at] == wanted]]]
        return rows

    def of_passages(self, passage_ids: Sequence[int]) -> Rows:
        """The rows of all spans of these passages, passage by passage, in reading order."""
        wanted = np.asarray(passage_ids, dtype=np.int64)
        first, last = (np.searchsorted(self._passages, wanted, side) for side in ("left", "right"))
        ranges = [np.arange(a, b) for a, b in zip(first.tolist(), last.tolist(), strict=True)]
        return self._rows[np.concatenate(ranges)] if ranges else self._rows[:0]
