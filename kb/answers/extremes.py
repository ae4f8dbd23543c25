"""Questions for the largest or the smallest: which row of a table's column that is."""

from __future__ import annotations

from collections.abc import Sequence

from ingest import Table
from kb.answers.figures import number
from kb.asked import extreme_asked, superlatives

_FEWEST = 3


def row(question: str, table: Table, column: int, rows: Sequence[int]) -> int | None:
    """The row of a column's extreme, rows that sum up others left out; None in a tie, or of too few figures."""
    wanted = extreme_asked(question)
    values = {r: number(table.words(table.cell(r, column))) for r in rows if not _sums_up(table.row_labels[r])}
    known = {r: value for r, value in values.items() if value is not None}
    if not wanted or len(known) < _FEWEST:
        return None
    falls = wanted == "least" or (wanted == "loss" and min(known.values()) < 0)
    end = min(known.values()) if falls else max(known.values())
    found = [r for r, value in known.items() if value == end]
    return found[0] if len(found) == 1 else None


def _sums_up(label: str) -> bool:
    return bool(superlatives("totals").search(label))
