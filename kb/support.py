"""Whether the shelf supports an answer: a probability from several signals, and the reason when it does not.

A cosine alone says little: it is high for every passage on the question's topic, whether or not it answers. It is
weighed with the lead over passages of other documents, and with how far from the nearest window the first one is that
has the places, the years and the kind of thing that the question asks for. The weights are fitted by
``benchmarks/fit_support.py`` on the shipped samples.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kb.answers.demands import Demands, shortfall
from kb.coverage import coverage, unknown
from kb.expectations import expected
from kb.question import Question
from kb.quotes import Quote

# A logistic model over the signals below, as the script prints it.
INTERCEPT = -10.08
WEIGHTS: Mapping[str, float] = {"cosine": 11.77, "gap": 18.85, "shortfall": -44.43}
# Below this an answer is given with a notice: of the near misses of the samples three quarters lie there.
DOUBTFUL = 0.55
# So many of the best quotes are the evidence.
NEAREST = 3
# The most years that a reason lists.
_MOST_YEARS = 6
# From this share on, the words of a question that no passage has say more than the kind of thing that it asks for.
_MOSTLY = 0.5
# With less of the shelf in the question's language, its words are others there.
_SPOKEN = 0.2
REASONS = {
    "empty": "The shelf holds no passage to compare the question with.",
    "figure": "The shelf does not hold the answer: the question asks for a figure, and no near passage gives one.",
    "date": "The shelf does not hold the answer: the question asks for a date, and no near passage gives one.",
    "figure_and_date": "The shelf does not hold the answer: the question asks for a date and a figure, and no near "
    "passage gives them.",
    "other_years": "The shelf does not hold the answer: the near passages speak of {found}, not of {asked}.",
    "years": "The shelf does not hold the answer: no near passage speaks of {asked}.",
    "names": "The shelf does not hold the answer: no near passage names {asked}.",
    "money": "The shelf does not hold the answer: the question asks for an amount of money, and no near passage gives "
    "one.",
    "percent": "The shelf does not hold the answer: the question asks for a share, and no near passage gives one.",
    "time": "The shelf does not hold the answer: the question asks for a length of time, and no near passage gives "
    "one.",
    "country": "The shelf does not hold the answer: the question asks for a country, and no near passage names one.",
    "region": "The shelf does not hold the answer: the question asks for a region or a city, and no near passage names "
    "one.",
    "person": "The shelf does not hold the answer: the question asks for a person, and no near passage names one.",
    "words": "The shelf does not hold the answer: no passage has these words of the question: {asked}.",
    "topic": "The shelf does not hold the answer: the nearest passages do not say it.",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """What is missing: a code that an interface has words for, and the values that go into them."""

    code: str = "topic"
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The reason in English."""
        return REASONS[self.code].format(**self.values)


def probability(question: Question, quotes: Sequence[Quote]) -> float:
    """That the shelf holds the answer, by the quotes, best first."""
    if not quotes:
        return 0.0
    logit = INTERCEPT + sum(WEIGHTS[name] * value for name, value in signals(question, quotes).items())
    return 1 / (1 + math.exp(-logit))


def signals(question: Question, quotes: Sequence[Quote]) -> dict[str, float]:
    """What the probability is made of.

    ``cosine``: the best of a window or a sentence near the top. ``gap``: the best quote's score over the mean of the
    best three of other documents; what its own says beside it speaks for it. ``shortfall``: what has to be given up of
    nearness for a window that holds what is asked for.
    """
    first = quotes[0].hit.document.id
    others = [quote.score for quote in quotes if quote.hit.document.id != first][:3]
    return {
        "cosine": max(quote.hit.why["cosine"] for quote in quotes[:NEAREST]),
        "gap": quotes[0].score - sum(others) / len(others) if others else 0.0,
        "shortfall": shortfall(question, quotes),
    }


def lacking(question: Question, quotes: Sequence[Quote], spoken: float) -> Reason:
    """What is missing, as far as it can be named; ``spoken``: the share of the shelf in the question's language."""
    if not quotes:
        return Reason("empty")
    covered = coverage(question, quotes[:NEAREST])
    if covered.years:
        asked = ", ".join(covered.years)
        if covered.other_years:
            return Reason("other_years", {"asked": asked, "found": ", ".join(covered.other_years[-_MOST_YEARS:])})
        return Reason("years", {"asked": asked})
    demands = Demands.of(question)
    if names := covered.names or demands.unplaced(question.text, quotes[:NEAREST]):
        return Reason("names", {"asked": ", ".join(names)})
    words, share = unknown(question) if spoken >= _SPOKEN else ((), 0.0)
    if share >= _MOSTLY:
        return Reason("words", {"asked": ", ".join(words)})
    things = [kind for kind in sorted(expected(question.text)) if not any(quote.fits for quote in quotes)]
    if things:
        return Reason("figure_and_date" if len(things) > 1 else things[0])
    if unmet := demands.unmet(quotes):
        return Reason(unmet[0])
    return Reason("words", {"asked": ", ".join(words)}) if words else Reason("topic")
