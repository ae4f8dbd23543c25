"""Filters of a search, as the ids of the passages that pass them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kb.rows import fact
from kb.store import Store

Ids = npt.NDArray[np.int64]
Year = int | tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Filters:
    """What a passage must be: its language, its document's type, year (or first and last year) and id, and for each
    of several entities the ranges that mention it, of which at least one must lie in the passage."""

    language: str | None = None
    type: str | None = None
    year: Year | None = None
    documents: frozenset[str] | None = None
    mentions: tuple[tuple[tuple[str, int, int], ...], ...] = ()


def allowed(store: Store, filters: Filters) -> tuple[Ids, Ids] | None:
    """Ids of the spans and of the passages that pass; None when nothing is filtered."""
    if filters == Filters():
        return None
    conditions, values = _conditions(filters)
    rows = store.all(
        "SELECT s.id, s.passage_id, p.document_id, p.start, p.end FROM spans s JOIN passages p ON p.id = s.passage_id"
        f" JOIN documents d ON d.id = p.document_id WHERE {' AND '.join(conditions) or '1'}",
        values,
    )
    for ranges in filters.mentions:
        holding = _passages_with(store, ranges)
        rows = [row for row in rows if row["passage_id"] in holding]
    return _ids(row["id"] for row in rows), _ids({row["passage_id"] for row in rows})


def _conditions(filters: Filters) -> tuple[list[str], list[object]]:
    conditions: list[str] = []
    values: list[object] = []
    if filters.language is not None:
        conditions.append("p.language = ?")
        values.append(filters.language)
    if filters.type is not None:
        conditions.append(f"{fact('type')} = ?")
        values.append(filters.type)
    if filters.year is not None:
        first, last = filters.year if isinstance(filters.year, tuple) else (filters.year, filters.year)
        conditions.append(f"{fact('year')} BETWEEN ? AND ?")
        values += [first if first is not None else 0, last if last is not None else 9999]
    if filters.documents is not None:
        conditions.append(f"p.document_id IN ({','.join('?' * len(filters.documents))})")
        values += sorted(filters.documents)
    return conditions, values


def _passages_with(store: Store, ranges: Iterable[tuple[str, int, int]]) -> set[int]:
    """Passages that overlap at least one range (document id, start, end)."""
    query = "SELECT id FROM passages WHERE document_id = ? AND start < ? AND end > ?"
    return {row["id"] for document_id, start, end in ranges for row in store.all(query, (document_id, end, start))}


def _ids(found: Iterable[int]) -> Ids:
    return np.fromiter(found, dtype=np.int64)
