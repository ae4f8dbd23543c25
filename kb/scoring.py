"""What the parts of a candidate count: cosines, matched words, its kind, its likeness to the best."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np

from ingest.document import Passage
from ingest.sentences import sentences
from kb.candidates import Candidate, best
from kb.embedding import Vectors
from kb.question import Question
from kb.tuning import Search

# What the share of matched words counts, by what is searched for, in passages in its language and in others: there
# only names, numbers and concepts match, which says more.
LEXICAL: Mapping[str, tuple[float, float]] = {"question": (0.1, 0.2), "statement": (0.1, 0.2), "title": (0.1, 0.05)}
# In the question's language it counts so much for each term of the question, within bounds: of many words a passage
# holds few by chance.
LEXICAL_OF_TERM, MOST_LEXICAL = 0.015, 0.2
# A question of so many terms describes its subject as a passage does: so many passages found best, all in its language,
# say what it looks for as well, and their likeness counts so much.
LONG, FEEDBACK_FROM, FEEDBACK = 9, 5, 0.2
# What the best sentence of a passage counts beside the passage for a statement of one sentence: like with like.
SENTENCE_FOR_SENTENCE = 0.5
# What the heading of a passage counts beside its text, by what is searched for: a title is nearest to a title.
HEADING_WEIGHTS: Mapping[str, float] = {"question": 0.05, "statement": 0.0, "title": 4.0}
# What a table gains when a figure is asked for, and loses when none is.
TABLE_FOR_FIGURE, TABLE_OTHERWISE = 0.01, -0.01
# White space between two passages of one table, at most.
BETWEEN_PARTS = 2


def roughly_best(question: Question, found: Iterable[Candidate]) -> list[Candidate]:
    """The candidates by what each leg found of them first, best first."""
    found = list(found)
    return best(found, [max(0.0, c.nearest) + LEXICAL[question.form][1] * c.lexical for c in found])


def weigh(question: Question, found: Iterable[Candidate], tuning: Search) -> None:
    """The score of each candidate from its parts."""
    heading = HEADING_WEIGHTS[question.form] if tuning.headings else 0.0
    within, across = LEXICAL[question.form]
    within = max(within, min(LEXICAL_OF_TERM * question.length, MOST_LEXICAL))
    is_sentence = tuning.windows and question.form == "statement" and len(sentences(question.text)) == 1
    for candidate in found:
        dense = _to_sentence(candidate) if is_sentence else candidate.dense(tuning.windows, heading)
        lexical = within if candidate.same_language else across
        candidate.score = dense + lexical * candidate.lexical + candidate.bonus


def _to_sentence(candidate: Candidate) -> float:
    """The cosines to one sentence weighed; a passage of one sentence has no other than its own."""
    sentence = candidate.whole if candidate.sentence == -1.0 else candidate.sentence
    return (1 - SENTENCE_FOR_SENTENCE) * candidate.whole + SENTENCE_FOR_SENTENCE * sentence


def best_of_long(question: Question, found: Sequence[Candidate]) -> list[Candidate]:
    """The best passages for a long question where all are in its language; none for another."""
    first = best(found, [candidate.score for candidate in found])[:FEEDBACK_FROM]
    long = question.form != "title" and question.length >= LONG and len(first) == FEEDBACK_FROM
    return first if long and all(candidate.same_language for candidate in first) else []


def compare(found: Sequence[Candidate], first: Sequence[Candidate], vectors: Vectors) -> None:
    """Feedback (Rocchio 1971): of the candidates, whose rows of ``vectors`` have length 1, those that are unlike the
    ``first`` lose a little."""
    places = {candidate.passage_id: n for n, candidate in enumerate(found)}
    middle = vectors[[places[candidate.passage_id] for candidate in first]].mean(axis=0)
    likeness = vectors @ (middle / np.linalg.norm(middle))
    for candidate, like in zip(found, (likeness - likeness.max()).tolist(), strict=True):
        candidate.like = FEEDBACK * like
        candidate.score += candidate.like


def joined(ranked: Sequence[Candidate], texts: Sequence[Passage]) -> tuple[list[Candidate], list[Passage]]:
    """Candidates and their passages, best first, with each part of a table worth as much as the part right before or
    after it. Which row is the largest only all of them tell, and of the head a later part has nothing."""
    own = [candidate.score for candidate in ranked]
    parts = sorted((p.document_id, p.start, n) for n, p in enumerate(texts) if p.kind == "table" and "\t" in p.text)
    for (document, _, one), (another, start, other) in pairwise(parts):
        if document == another and start - texts[one].end <= BETWEEN_PARTS:
            for n, beside in ((one, other), (other, one)):
                gain = max(0.0, own[beside] - ranked[n].score)
                ranked[n].bonus += gain
                ranked[n].score += gain
    order = sorted(range(len(ranked)), key=lambda n: -ranked[n].score)
    return [ranked[n] for n in order], [texts[n] for n in order]
