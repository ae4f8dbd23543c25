"""All spans of the candidates at once give what they give one by one."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kb.candidates import Candidate, Scored, complete
from kb.span_table import SpanTable
from kb.spans import HEADING, WINDOW

# Sixteenths are the same numbers in any precision, and often equal, so that the first of equal ones is told apart.
COSINES = st.integers(-15, 16).map(lambda n: n / 16)
SPANS = st.lists(st.tuples(st.sampled_from((HEADING, 0, 1, WINDOW)), COSINES, COSINES), min_size=1, max_size=8)
FOUND = st.lists(st.tuples(st.integers(0, 3), st.sampled_from((HEADING, 0, 1, WINDOW)), COSINES), max_size=5)


@given(st.lists(SPANS, min_size=1, max_size=4), FOUND)
def test_together_is_as_one_by_one(
    passages: Sequence[Sequence[tuple[int, float, float]]], found: Sequence[tuple[int, int, float]]
) -> None:
    begun = {number: Candidate(number) for number in range(len(passages))}
    for number, sentences, score in found:
        if number in begun:
            begun[number].note(Scored(500, 510, sentences, score))
    spans = [
        (number, Scored(10 * n, 10 * n + 9, sentences, score, cosine))
        for number, own in enumerate(passages)
        for n, (sentences, score, cosine) in enumerate(own)
    ]
    one_by_one, together = deepcopy(begun), deepcopy(begun)
    for number, span in spans:
        one_by_one[number].note(span)
    table = SpanTable.of([(n, number, s.start, s.end, s.sentences) for n, (number, s) in enumerate(spans)])  # type: ignore[misc]
    scores, cosines = (np.array([getattr(s, name) for _, s in spans], np.float32) for name in ("score", "cosine"))
    complete(together, table.of_passages(list(begun)), scores, cosines)
    for number, candidate in one_by_one.items():
        other = together[number]
        windows = other.windows()
        other.compared = None
        assert other == candidate
        own = [span for mine, span in spans if mine == number]
        chosen = [s for s in own if s.sentences == WINDOW] or [s for s in own if s.sentences == 0]
        assert [(w.start, w.end, w.score) for w in windows] == [(s.start, s.end, s.score) for s in chosen]
