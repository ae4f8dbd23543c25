"""The confidence of a mention as a calibrated probability: the share of right ones among mentions of that confidence.

Each rule gives its own estimate (the share of right ones when it was written). What these shares are on papers with a
gold set is measured by ``benchmarks/confidence.py``, which fits two numbers a kind of entity: ``p`` becomes
``1 / (1 + exp(-(slope * logit(p) + shift)))`` (Platt 1999, "Probabilistic outputs for support vector machines", on the
log-odds of ``p``). A slope above 0 keeps the order. The numbers are in ``rules/confidence.yaml``.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from math import exp, log

from ontology.grammar import load
from ontology.mention import Mention

# Nothing is certain.
_LEAST, _MOST = 0.01, 0.99


def calibrated(mention: Mention) -> Mention:
    """The mention with the probability that it is right, for a mention as an extractor gives it."""
    return replace(mention, confidence=of(mention.kind, mention.confidence))


@lru_cache(maxsize=4096)
def of(kind: str, confidence: float) -> float:
    """The probability that a rule's confidence stands for, both between 0 and 1; as it is for kinds without a map."""
    curve: dict[str, float] | None = load("confidence")["curves"].get(kind)
    return confidence if curve is None else mapped(confidence, curve["slope"], curve["shift"])


def mapped(confidence: float, slope: float, shift: float) -> float:
    """A confidence on the curve of these two numbers, to three digits and never certain."""
    p = 1 / (1 + exp(-(slope * log_odds(confidence) + shift)))
    return round(min(max(p, _LEAST), _MOST), 3)


def log_odds(confidence: float) -> float:
    """``log(p / (1 - p))``, of a probability kept off 0 and 1."""
    p = min(max(confidence, _LEAST), _MOST)
    return log(p / (1 - p))


def of_model(kind: str) -> float:
    """The probability given to a statement of this kind that a language model found and its passage bears out."""
    sure: dict[str, float] = load("confidence")["model"]
    return sure[kind]
