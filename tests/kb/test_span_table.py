"""Which range each span is, beside the vectors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from kb import KnowledgeBase
from kb.span_table import COLUMNS, SpanTable


def rows_of(kb: KnowledgeBase) -> list[tuple[int, ...]]:
    return [tuple(row) for row in kb._store.all(f"SELECT {COLUMNS} FROM spans")]


def test_it_gives_the_rows_of_the_store(sample_kb: KnowledgeBase, tmp_path: Path) -> None:
    rows = rows_of(sample_kb)
    SpanTable.of(sample_kb._store.all(f"SELECT {COLUMNS} FROM spans")).save(tmp_path)
    table = SpanTable.load(tmp_path)
    assert table is not None
    asked = [row[0] for row in rows[::7]]
    assert table.by_id([*asked, 1, 2**62]).tolist() == rows[::7]
    passages = [rows[-1][1], rows[0][1]]
    expected = [row for passage in passages for row in sorted(rows, key=lambda r: r[2:4]) if row[1] == passage]
    assert table.of_passages([passages[0], 1, passages[1]]).tolist() == expected


def test_an_empty_shelf_has_no_spans() -> None:
    table = SpanTable.of([])
    assert len(table.by_id([1, 2])) == len(table.of_passages([1])) == len(table.of_passages([])) == 0


def test_a_shelf_without_the_file_answers_the_same(own_copy: Callable[[], Path]) -> None:
    folder = own_copy()
    question = "Who issues work permits?"
    with KnowledgeBase.open(folder, read_only=True) as kb:
        before = [(hit.passage.id, hit.score) for hit in kb.search(question)]
    (file,) = (folder / "followers").glob("*.npy")
    for damaged in (True, False):
        file.write_bytes(b"no array") if damaged else file.unlink()
        with KnowledgeBase.open(folder, read_only=True) as kb:
            assert [(hit.passage.id, hit.score) for hit in kb.search(question)] == before


def test_spans_that_the_index_lacks_are_an_error(sample_kb: KnowledgeBase) -> None:
    dense = sample_kb._loaded().dense
    with pytest.raises(KeyError, match="does not hold"):
        dense.vectors(np.array([1, 2]))
