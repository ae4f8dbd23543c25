"""The names of rows and columns of tables are embedded when their document is added, and not again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from kb import KnowledgeBase
from kb.embedding import Vectors
from kb.labels import Remembered, labels

TABLE = """# Migration

Table 1. Balance

| Region | 2022 | 2023 |
|---|---|---|
| Astana | 1,200 | 1,300 |
| Almaty | 900 | 950 |
"""


class Counting:
    """An embedder that notes what it is asked for."""

    dimension = 384

    def __init__(self, kb: KnowledgeBase) -> None:
        self.id, self._embedder, self.asked = kb.embedder.id, kb.embedder, list[str]()

    def encode_statement(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return self._embedder.encode_statement(texts)


def test_labels_are_not_embedded_again(tmp_path: Path) -> None:
    (tmp_path / "table.md").write_text(TABLE, encoding="utf-8")
    with KnowledgeBase.open(tmp_path / "a.kb") as kb:
        kb.add([tmp_path / "table.md"])
        names = list(labels(kb.documents()[0]))
        assert {"Astana", "Almaty", "2022", "2023"} <= set(names)
        counting = Counting(kb)
        found = Remembered(counting, kb._store).encode_statement(["Astana", "Unheard of", "2023"])  # type: ignore[arg-type]
        assert counting.asked == ["Unheard of"]
        afresh = kb.embedder.encode_statement(["Astana", "Unheard of", "2023"])
    assert np.all(np.sum(found * afresh, axis=1) > 0.999)
