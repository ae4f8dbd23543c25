"""Whether the shelf supports an answer: a probability from several signals, and the reason when it does not.

A cosine alone says little: it is high for every passage on the question's topic, whether or not it answers.
So it is weighed with the margin over the other passages, and with how much of what the question names (its
numbers and rare words) the best passages name too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kb.search import Hit, Question

# Weights of a logistic model, fitted by benchmarks/fit_support.py.
INTERCEPT = 0.0
WEIGHTS = {"dense": 0.0, "margin": 0.0, "coverage": 0.0}


@dataclass(frozen=True, slots=True)
class Support:
    """``probability`` that the shelf holds the answer; ``reason``, a sentence for the user when it is low."""

    probability: float
    reason: str


def judge(question: Question, hits: Sequence[Hit]) -> Support:
    """The support that the best hits give."""
    if not hits:
        return Support(0.0, "No passage on the shelf can be compared with the question.")
    found = signals(question, hits)
    logit = INTERCEPT + sum(WEIGHTS[name] * value for name, value in found.items())
    return Support(1 / (1 + math.exp(-logit)), "")


def signals(question: Question, hits: Sequence[Hit]) -> dict[str, float]:
    """What the judgement rests on, each about between 0 and 1."""
    return {}
