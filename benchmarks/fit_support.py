"""Fit the weights by which kb/support.py judges whether the shelf holds an answer.

    python benchmarks/fit_support.py

Builds a knowledge base of samples/ in a temporary place. Each question of docs/samples/questions.jsonl is asked
twice: of the whole shelf, which holds the answer, and of the shelf without the documents that answer it, which is
on the topic but does not. Prints the weights of a logistic model, with its accuracy when each question in turn is
left out of the fit.
"""

from __future__ import annotations

import json
import math
import tempfile
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kb import KnowledgeBase
from kb.filters import Filters
from kb.quotes import best_quotes
from kb.support import signals

ROOT = Path(__file__).parent.parent
QUESTIONS = ROOT / "docs" / "samples" / "questions.jsonl"
# Ridge penalty: the samples are few, and the signals lie close together.
PENALTY = 0.02
# Of the questions that a drafter asks of her own shelf, so many are taken to be answered there.
EXPECTED_ANSWERABLE = 0.85
Array = npt.NDArray[np.float64]


def main() -> None:
    with tempfile.TemporaryDirectory() as place, KnowledgeBase.open(Path(place) / "fit.kb") as kb:
        kb.add(ROOT / "samples")
        names, rows, answerable, groups = observed(kb)
    weights = fitted(rows, answerable)
    left_out = [
        bool(predicted(fitted(rows[groups != g], answerable[groups != g]), rows[groups == g])[i] > 0.5) == bool(y)
        for g in np.unique(groups)
        for i, y in enumerate(answerable[groups == g])
    ]
    # The askings are chosen, not met with: their odds are exchanged for those expected (King and Zeng 2001, eq. 7).
    share = float(answerable.mean())
    weights[0] += math.log(EXPECTED_ANSWERABLE / (1 - EXPECTED_ANSWERABLE) * (1 - share) / share)
    named = zip(["intercept", *names], weights.tolist(), strict=True)
    print(json.dumps({name: round(weight, 1) for name, weight in named}))
    print(f"accuracy with each question left out: {np.mean(left_out):.3f} of {len(left_out)}")


def observed(kb: KnowledgeBase) -> tuple[list[str], Array, Array, Array]:
    """The signals of each asking, whether the shelf held the answer, and the number of the question."""
    documents = {Path(d.source).name: d.id for d in kb.documents()}
    names: list[str] = []
    rows, answerable, groups = [], [], []
    for number, line in enumerate(QUESTIONS.read_text(encoding="utf-8").splitlines()):
        question = json.loads(line)
        answering = {documents[answer["file"]] for answer in question["answers"]}
        shelves = [frozenset(documents.values()), frozenset(documents.values()) - answering]
        for shelf, held in zip(shelves, (bool(answering), False), strict=True):
            found = signals_of(kb, question["question"], shelf)
            names = list(found)
            rows.append(list(found.values()))
            answerable.append(held)
            groups.append(number)
    return names, np.array(rows), np.array(answerable, dtype=float), np.array(groups)


def signals_of(kb: KnowledgeBase, text: str, shelf: frozenset[str]) -> dict[str, float]:
    searcher = kb._searcher()
    question = searcher.question(text)
    hits = searcher.search(question, 10, Filters(documents=shelf))
    return signals(best_quotes(question, hits, searcher.windows(question, hits)))


def fitted(rows: Array, answerable: Array) -> Array:
    """Weights, the intercept first, that minimise the penalised log loss (Newton's method)."""
    means, spreads = rows.mean(axis=0), rows.std(axis=0)
    design = np.column_stack([np.ones(len(rows)), (rows - means) / spreads])
    ridge = PENALTY * len(rows) * np.diag([0.0] + [1.0] * rows.shape[1])
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (p - answerable) + ridge @ weights
        weights -= np.linalg.solve(design.T @ (design * (p * (1 - p))[:, None]) + ridge, gradient)
    slopes = weights[1:] / spreads
    return np.concatenate([[weights[0] - float(slopes @ means)], slopes])


def predicted(weights: Array, rows: Array) -> Array:
    return np.array([1 / (1 + math.exp(-(weights[0] + float(weights[1:] @ row)))) for row in rows])


if __name__ == "__main__":
    main()
