"""Ten hits that are ten things."""

from __future__ import annotations

import numpy as np

from ingest.document import Passage
from kb.distinct import distinct

SENTENCE = "The ministry keeps a register of people who moved to the region in 2021, and reports on them every year. "


def passage(document: str, start: int, text: str) -> Passage:
    return Passage(document, start, start + len(text), text)


def unit(*rows: tuple[float, ...]) -> np.ndarray:
    found = np.array(rows, dtype=np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def test_passages_that_say_the_same_in_other_documents_collapse() -> None:
    texts = [SENTENCE * 3, SENTENCE * 3 + "It is public.", "Quotas are set by the government each autumn."]
    passages = [passage(document, 0, text) for document, text in zip("abc", texts, strict=True)]
    found = distinct(passages, unit((1, 0), (1, 0.01), (0, 1)), 10)
    assert [(one.number, one.same) for one in found] == [(0, (1,)), (2, ())]


def test_another_number_is_another_passage() -> None:
    passages = [passage("a", 0, SENTENCE), passage("b", 0, SENTENCE.replace("2021", "2022"))]
    assert [one.number for one in distinct(passages, unit((1, 0), (1, 0)), 10)] == [0, 1]


def test_neighbours_stand_back_behind_others() -> None:
    near = [passage("a", 300 * n, f"Paragraph {n} of the same section says this and that.") for n in range(6)]
    far = [passage("a", 90_000, "Elsewhere the law says it."), passage("b", 0, "Another document says it.")]
    vectors = unit(*[(1.0, n) for n in range(8)])
    assert [one.number for one in distinct([*near, *far], vectors, 10)] == [0, 1, 2, 6, 7, 3, 4, 5]


def test_a_single_paragraph_still_gives_all_its_passages() -> None:
    near = [passage("a", 300 * n, f"Paragraph {n} of the same section says this and that.") for n in range(6)]
    assert len(distinct(near, unit(*[(1.0, n) for n in range(6)]), 5)) == 5
