"""The dense and the lexical index against numeric truth."""

from __future__ import annotations

import math
import threading
from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.centres import BESIDE, QUESTION_HUBS, STATEMENT_HUBS, Centres
from kb.dense import DenseIndex, pack, unpack
from kb.lexical import HEADING_SHARE, Entry, LexicalIndex

DIMENSION = 16


def unit_rows(seed: int, count: int) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def ids_of(count: int) -> np.ndarray:
    return np.arange(count, dtype=np.int64) * 2**40 + 7


@given(st.integers(0, 1000), st.integers(1, 60), st.integers(1, 80))
@settings(max_examples=40)
def test_dense_search_is_the_exact_inner_product(seed: int, count: int, k: int) -> None:
    vectors, ids, question = unit_rows(seed, count), ids_of(count), unit_rows(seed + 1, 1)[0]
    index = DenseIndex(DIMENSION)
    index.add(ids, vectors)
    truth = vectors @ question
    found = index.search(question, k)
    assert len(found) == min(k, count)
    assert [hit.score for hit in found] == pytest.approx(sorted(truth, reverse=True)[:k], abs=2e-3)
    assert [truth[np.flatnonzero(ids == hit.span_id)[0]] for hit in found] == pytest.approx(
        [hit.score for hit in found], abs=2e-3
    )


def test_a_visitor_s_search_takes_one_thread_of_the_processor() -> None:
    """A thread in which nothing was set has as many of OpenMP's as there are cores."""
    index, seen = DenseIndex(DIMENSION), []

    def search() -> None:
        faiss.omp_set_num_threads(4)
        index.search(unit_rows(1, 1)[0], 3)
        seen.append(faiss.omp_get_max_threads())

    index.add(ids_of(5), unit_rows(0, 5))
    visitor = threading.Thread(target=search)
    visitor.start()
    visitor.join()
    assert seen == [1]


@given(st.integers(0, 1000), st.sets(st.integers(0, 29), min_size=1))
@settings(max_examples=40)
def test_a_filter_acts_inside_the_search(seed: int, chosen: set[int]) -> None:
    index, ids = DenseIndex(DIMENSION), ids_of(30)
    index.add(ids, unit_rows(seed, 30))
    among = ids[sorted(chosen)]
    found = index.search(unit_rows(seed + 1, 1)[0], 30, among)
    assert {hit.span_id for hit in found} == set(among.tolist())


def test_removed_vectors_are_gone_and_the_file_holds_the_rest(tmp_path: Path) -> None:
    index, ids, vectors = DenseIndex(DIMENSION), ids_of(10), unit_rows(3, 10)
    index.add(ids, vectors)
    index.remove(ids[:4])
    index.save(tmp_path)
    again = DenseIndex(DIMENSION)
    again.load(tmp_path)
    assert set(again.ids.tolist()) == set(ids[4:].tolist())
    assert again.holds([*ids.tolist(), 1, 2**62]).tolist() == [False] * 4 + [True] * 6 + [False, False]
    assert again.vectors(ids[4:].tolist()) == pytest.approx(vectors[4:], abs=1e-3)


def test_an_empty_dense_index_finds_nothing() -> None:
    assert DenseIndex(DIMENSION).search(unit_rows(1, 1)[0], 5) == []
    assert DenseIndex(DIMENSION).holds([1, 2]).tolist() == [False, False]


def test_stored_vectors_keep_half_precision() -> None:
    rows = unit_rows(5, 7)
    assert unpack(pack(rows)) == pytest.approx(rows, abs=1e-3)


def test_centring_takes_the_language_out() -> None:
    offset = np.zeros(DIMENSION, dtype=np.float32)
    offset[0] = 0.5
    nothing = np.zeros(DIMENSION, dtype=np.float32)
    offsets = {"en": nothing, "ru": offset, "kk": nothing}
    centres = Centres(offsets, offsets, np.empty((0, DIMENSION), dtype=np.float32))
    meaning = unit_rows(9, 1)[0]
    moved = meaning + offset
    found = centres.documents(np.stack([meaning, moved]), ["en", "ru"])
    assert found[:, :-BESIDE] == pytest.approx(np.stack([meaning, meaning]), abs=1e-6)
    assert not found[:, -BESIDE:].any()
    assert centres.question(moved, "ru")[:-BESIDE] == pytest.approx(meaning, abs=1e-6)
    again = Centres.from_text(centres.to_text())
    assert again.question(moved, "ru") == pytest.approx(centres.question(moved, "ru"), abs=1e-6)


def test_what_is_near_to_everything_loses_by_it() -> None:
    nothing = dict.fromkeys(("en", "ru", "kk"), np.zeros(DIMENSION, dtype=np.float32))
    sentences = unit_rows(3, 60)
    centres = Centres(nothing, nothing, sentences)
    hub = sentences.mean(axis=0) / np.linalg.norm(sentences.mean(axis=0))
    plain, asked = unit_rows(11, 2)
    hub_row, plain_row = centres.documents(np.stack([hub, plain]), ["en", "en"])
    assert hub_row[-BESIDE] > plain_row[-BESIDE]
    for vector, share in (
        (centres.question(asked, "en"), QUESTION_HUBS),
        (centres.statement(asked, "en"), STATEMENT_HUBS),
    ):
        assert hub_row @ vector == pytest.approx(hub @ asked - share * hub_row[-BESIDE], abs=1e-5)
    again = Centres.from_text(centres.to_text())
    assert again.documents(hub[None], ["en"])[0] == pytest.approx(hub_row, abs=1e-2)


PASSAGES = {1: ["law", "law", "migrat"], 2: ["law", "477-iv"], 3: ["permit", "work"], 4: ["law"] * 8}


def bm25(words: list[str], passage: list[str]) -> float:
    """BM25 with k1 = 1.2 and b = 0.75 (Robertson and Zaragoza 2009, equation 3.15)."""
    average = sum(map(len, PASSAGES.values())) / len(PASSAGES)
    score = 0.0
    for word in words:
        n, f = sum(word in p for p in PASSAGES.values()), passage.count(word)
        weight = math.log(1 + (len(PASSAGES) - n + 0.5) / (n + 0.5))
        score += weight * f * 2.2 / (f + 1.2 * (0.25 + 0.75 * len(passage) / average))
    return score


@pytest.fixture
def lexical(tmp_path: Path) -> LexicalIndex:
    index = LexicalIndex(tmp_path)
    index.write([], [Entry(i, words, [], False) for i, words in PASSAGES.items()])
    return index


@pytest.mark.parametrize("words", [["law"], ["law", "477-iv"], ["permit"], ["migrat", "work"]])
def test_lexical_scores_are_bm25(lexical: LexicalIndex, words: list[str]) -> None:
    truth = {i: bm25(words, p) for i, p in PASSAGES.items() if set(words) & set(p)}
    found = {hit.passage_id: hit.score for hit in lexical.search(words, 10)}
    assert found == pytest.approx(truth, rel=1e-3)


def test_lexical_filter_removal_and_reload(lexical: LexicalIndex, tmp_path: Path) -> None:
    assert [hit.passage_id for hit in lexical.search(["law"], 10, np.array([2]))] == [2]
    lexical.write([2], [Entry(5, ["law"], [], False)])
    again = LexicalIndex(tmp_path)
    assert sorted(again.ids.tolist()) == [1, 3, 4, 5]
    assert again.search(["477-iv"], 10) == []


def test_words_that_no_passage_has_find_nothing(lexical: LexicalIndex) -> None:
    assert lexical.search(["absent"], 10) == lexical.search([], 10) == []


def test_titles_above_a_passage_count_a_little(lexical: LexicalIndex) -> None:
    lexical.write([], [Entry(5, ["permit"], [], False), Entry(6, ["fee"], ["permit"], False)])
    with_titles = {hit.passage_id: hit.score for hit in lexical.search(["permit"], 10)}
    without = {hit.passage_id for hit in lexical.search(["permit"], 10, headings=False)}
    assert 0 < with_titles[6] < with_titles[5] and HEADING_SHARE < 1
    assert 6 not in without and 5 in without


def test_of_several_names_the_best_matched_counts(lexical: LexicalIndex) -> None:
    one = {hit.passage_id: hit.score for hit in lexical.search(["law"], 10)}
    named = {hit.passage_id: hit.score for hit in lexical.search([], 10, choices=[[{"law": 1.0}, {"477-iv": 0.5}]])}
    number = {hit.passage_id: hit.score for hit in lexical.search(["477-iv"], 10)}
    every = one.keys() | number.keys()
    assert named == pytest.approx({i: max(one.get(i, 0), number.get(i, 0) / 2) for i in every}, rel=1e-5)


def test_reference_entries_are_found_only_when_asked_for(lexical: LexicalIndex) -> None:
    lexical.write([], [Entry(9, ["law", "work"], [], True)])
    assert 9 not in {hit.passage_id for hit in lexical.search(["law"], 10)}
    assert [hit.passage_id for hit in lexical.search(["law"], 10, references=True)] == [9]
