"""Whether the shelf supports an answer: a probability from several signals, and the reason when it does not.

A cosine alone says little: it is high for every passage on the question's topic, whether or not it answers. It is
weighed with the margin over the other passages, and counts only where a quote holds what is asked for (a figure, a
date). The weights are fitted by ``benchmarks/fit_support.py`` on the shipped samples.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.expectations import expected
from kb.quotes import Quote
from kb.search import Question

# A logistic model over the signals below, as the script prints it.
INTERCEPT = -49.3
WEIGHTS: Mapping[str, float] = {"sentence": 57.8, "margin": 16.8}
# What a sentence counts less when its quote lacks the figure or the date that is asked for.
LACKING = 0.03
_ASKED_FOR = {"figure": "a figure", "date": "a date"}


@dataclass(frozen=True, slots=True)
class Support:
    """``probability`` that the shelf holds the answer; ``reason``, a sentence for the user when it is low."""

    probability: float
    reason: str


def judge(question: Question, quotes: Sequence[Quote]) -> Support:
    """The support that the quotes give, best first."""
    if not quotes:
        return Support(0.0, "The shelf holds no passage to compare the question with.")
    logit = INTERCEPT + sum(WEIGHTS[name] * value for name, value in signals(quotes).items())
    return Support(1 / (1 + math.exp(-logit)), _reason(question, quotes))


def signals(quotes: Sequence[Quote]) -> dict[str, float]:
    """``sentence``: the best cosine of a quote or a sentence in it, less where the quote lacks what is asked for;
    ``margin``: of the best hit over the last."""
    scores = [quote.hit.score for quote in quotes]
    sentence = max(quote.window.nearest - (0.0 if quote.fits else LACKING) for quote in quotes)
    return {"sentence": sentence, "margin": max(scores) - min(scores)}


def _reason(question: Question, quotes: Sequence[Quote]) -> str:
    """What is missing, as far as it can be named."""
    lacking = [kind for kind in sorted(expected(question.text)) if not any(quote.fits for quote in quotes)]
    if lacking:
        wanted = " and ".join(_ASKED_FOR[kind] for kind in lacking)
        return f"The shelf does not hold the answer: the question asks for {wanted}, and no near passage gives one."
    return "The shelf does not hold the answer: the nearest passages are on the topic but do not say it."
