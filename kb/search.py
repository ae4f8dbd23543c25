"""Search: which passages bear on a question, whatever the language of either.

Two legs. The dense one compares the question with each passage and with each window of two sentences in it,
centred by language, and works across languages. The lexical one (BM25) is worth as much inside a language, but
across languages it only sees numbers and names; it counts by the share of the question's weight that it matched,
so that a question in another language loses nothing to passages that happen to share a number.
"""

from __future__ import annotations

import math
import sqlite3
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.document import Document, Passage
from ingest.errors import BadQuestion
from ingest.language import detect
from kb.embedding import Embedder
from kb.filters import Filters, Ids, allowed
from kb.followers import Loaded
from kb.spans import WINDOW
from kb.store import Store
from kb.terms import terms

LONGEST_QUESTION = 2_000
SPANS = 250
PASSAGES = 100
# The largest BM25 factor of a term beside its weight, k1 + 1 (tantivy: k1 = 1.2).
BM25_CEILING = 2.2
LEXICAL_WEIGHT = 0.12
WINDOW_SHARE = 0.5
UNFILTERED = Filters()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that bears on a question.

    ``score`` orders the hits of one question; ``why`` holds its parts and the matched terms; ``quote`` is the
    range of the window (in the document's text) that bears on the question most.
    """

    rank: int
    score: float
    why: Mapping[str, Any]
    passage: Passage
    document: Document
    quote: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Question:
    """A question as both legs see it. ``weights``: each term's inverse document frequency on this shelf."""

    text: str
    language: str
    vector: npt.NDArray[np.float32]
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring sentences of a passage as a range of the document, and their cosine to the question."""

    start: int
    end: int
    score: float
    nearest: float


@dataclass(slots=True)
class Candidate:
    """A passage on its way to a hit: cosines of the passage and of its best window, and its share of terms."""

    passage_id: int
    whole: float = -1.0
    range: tuple[int, int] = (0, 0)
    window: float = -1.0
    quote: tuple[int, int] | None = None
    lexical: float = 0.0

    @property
    def dense(self) -> float:
        """The passage and its best window weighed; a short passage is its own window."""
        best = self.whole if self.quote is None else self.window
        return WINDOW_SHARE * best + (1 - WINDOW_SHARE) * self.whole


class Searcher:
    """Search over one loaded state of the followers."""

    def __init__(self, store: Store, loaded: Loaded, embedder: Embedder) -> None:
        self._store, self._loaded, self._embedder = store, loaded, embedder

    def question(self, text: str) -> Question:
        """Check, embed and weigh a question. Raises BadQuestion when it is empty or overlong."""
        text = checked(text)
        language = detect(text)
        vector = self._loaded.centres.question(self._embedder.encode_query([text])[0], language)
        return Question(text, language, vector, self._weights(terms(text, language)))

    def search(self, question: Question, k: int = 10, filters: Filters = UNFILTERED) -> list[Hit]:
        """At most ``k`` passages, best first; fewer when fewer pass the filters."""
        if k < 1:
            raise BadQuestion(f"k is the number of passages to find, at least 1; it was {k}.")
        among = allowed(self._store, filters)
        candidates = self._dense_candidates(question, among)
        self._add_lexical(question, candidates, among)
        self._complete(question, candidates)
        best = sorted(candidates.values(), key=lambda c: (-self._score(c), c.passage_id))[:k]
        return self._hits(question, best)

    # --------------------------------------------------------------------------------------- legs
    def _dense_candidates(self, question: Question, among: tuple[Ids, Ids] | None) -> dict[int, Candidate]:
        found = self._loaded.dense.search(question.vector, SPANS, None if among is None else among[0])
        scores = {hit.span_id: hit.score for hit in found}
        candidates: dict[int, Candidate] = {}
        for row in self._store.spans_by_id(scores):
            candidate = candidates.setdefault(row["passage_id"], Candidate(row["passage_id"]))
            _note(candidate, row, scores[row["id"]])
        return candidates

    def _add_lexical(self, question: Question, candidates: dict[int, Candidate], among: tuple[Ids, Ids] | None) -> None:
        total = sum(question.weights.values()) * BM25_CEILING
        found = self._loaded.lexical.search(list(question.weights), PASSAGES, None if among is None else among[1])
        for hit in found:
            candidate = candidates.setdefault(hit.passage_id, Candidate(hit.passage_id))
            candidate.lexical = min(1.0, hit.score / total)

    def _complete(self, question: Question, candidates: dict[int, Candidate]) -> None:
        """Exact cosines of the passages that the dense leg knows only by a window, or not at all."""
        partial = [c for c in candidates.values() if c.whole == -1.0]
        by_window = [c for c in partial if c.quote is not None]
        vectors = self._loaded.dense.vectors([c.passage_id for c in by_window])
        for candidate, score in zip(by_window, vectors @ question.vector, strict=True):
            candidate.whole = float(score)
        for row, score in self._scored(question, [c.passage_id for c in partial if c.quote is None]):
            _note(candidates[row["passage_id"]], row, score)

    def _scored(self, question: Question, passage_ids: Sequence[int]) -> list[tuple[sqlite3.Row, float]]:
        """The spans of passages with their cosines.

        Another process may have stored passages since the dense index was loaded; they are left for the next question.
        """
        found = self._store.spans_of(passage_ids)
        held = self._loaded.dense.holds([row["id"] for row in found])
        rows = [row for row, is_held in zip(found, held, strict=True) if is_held]
        scores = self._loaded.dense.vectors([row["id"] for row in rows]) @ question.vector
        return list(zip(rows, map(float, scores), strict=True))

    def _weights(self, words: Sequence[str]) -> dict[str, float]:
        """Inverse document frequency as BM25 has it (Robertson and Zaragoza 2009, section 3.2)."""
        counts, total = self._loaded.lexical.frequencies(words)
        return {word: math.log(1 + (total - n + 0.5) / (n + 0.5)) for word, n in counts.items()}

    def windows(self, question: Question, hits: Sequence[Hit]) -> dict[int, list[Window]]:
        """By passage id, every window of the hits' passages with its cosine; a short passage is its own window.

        A window's ``nearest`` is the cosine of the nearest of the window and its sentences.
        """
        found: dict[int, list[tuple[int, int, int, float]]] = {hit.passage.id: [] for hit in hits}
        for row, score in self._scored(question, list(found)):
            found[row["passage_id"]].append((row["start"], row["end"], row["sentences"], score))
        return {passage_id: _windows(spans) for passage_id, spans in found.items() if spans}

    # --------------------------------------------------------------------------------------- hits
    def _score(self, candidate: Candidate) -> float:
        return candidate.dense + LEXICAL_WEIGHT * candidate.lexical

    def _hits(self, question: Question, best: Sequence[Candidate]) -> list[Hit]:
        passages = self._store.passages_by_id(candidate.passage_id for candidate in best)
        # A passage that another process has just removed is still in the indexes, but not in the store.
        present = [candidate for candidate in best if candidate.passage_id in passages]
        return [
            self._hit(rank, question, candidate, passages[candidate.passage_id])
            for rank, candidate in enumerate(present, 1)
        ]

    def _hit(self, rank: int, question: Question, candidate: Candidate, passage: Passage) -> Hit:
        there = _distinct(passage.text, passage.language)
        why = {
            "passage": round(candidate.whole, 4),
            "window": round(candidate.window, 4),
            "lexical": round(candidate.lexical, 4),
            "terms": [word for word in question.weights if word in there],
        }
        document = self._store.document(passage.document_id)
        return Hit(rank, round(self._score(candidate), 6), why, passage, document, candidate.quote or candidate.range)


def _windows(spans: Sequence[tuple[int, int, int, float]]) -> list[Window]:
    """The windows among a passage's spans (start, end, sentences, cosine), or the passage when it has none."""
    chosen = [span for span in spans if span[2] == WINDOW] or [span for span in spans if span[2] == 0]
    singles = [span for span in spans if span[2] == 1]
    return [
        Window(start, end, score, max([score, *(s for a, b, _, s in singles if start <= a and b <= end)]))
        for start, end, _, score in chosen
    ]


@lru_cache(maxsize=4096)
def _distinct(text: str, language: str) -> frozenset[str]:
    """The different terms of a passage; the same ones are looked at by many questions."""
    return frozenset(terms(text, language))


def checked(text: str) -> str:
    """A question without surrounding white space. Raises BadQuestion when it is empty or overlong."""
    text = unicodedata.normalize("NFC", text).strip()
    if not any(c.isalnum() for c in text):
        raise BadQuestion("The question is empty: ask in English, Russian or Kazakh.")
    if len(text) > LONGEST_QUESTION:
        raise BadQuestion(f"The question has {len(text):,} characters; shorten it to at most {LONGEST_QUESTION:,}.")
    return text


def _note(candidate: Candidate, row: sqlite3.Row, score: float) -> None:
    """Keep the cosine of a span of the candidate: of the passage itself, or of its best window."""
    if row["sentences"] == 0:
        candidate.whole = score
        candidate.range = (row["start"], row["end"])
    elif row["sentences"] == WINDOW and score > candidate.window:
        candidate.window, candidate.quote = score, (row["start"], row["end"])
