"""The quotes that may answer a question: the best window of each hit, and how well it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kb.candidates import Window
from kb.expectations import meets
from kb.question import Question
from kb.search import Hit

# What a window that lacks the figure or the date that is asked for loses.
LACKING = 0.05


@dataclass(frozen=True, slots=True)
class Quote:
    """A window of a hit. ``fits``: it holds what is asked for; ``score`` compares quotes of one question."""

    hit: Hit
    window: Window
    fits: bool

    @property
    def text(self) -> str:
        return self.hit.document.text[self.window.start : self.window.end]

    @property
    def score(self) -> float:
        # The hit's score holds half its best window; what this window falls short of that counts in full.
        best: float = max(self.hit.why["window"], self.window.score)
        return self.hit.score - (best - self.window.score) - (0.0 if self.fits else LACKING)


def best_quotes(question: Question, hits: Sequence[Hit]) -> list[Quote]:
    """One quote of each hit, best first."""
    quotes = [
        max((_quote(question, hit, window) for window in hit.windows), key=lambda quote: quote.score)
        for hit in hits
        if hit.passage.answers and hit.windows
    ]
    return sorted(quotes, key=lambda quote: (-quote.score, quote.hit.rank))


def _quote(question: Question, hit: Hit, window: Window) -> Quote:
    return Quote(hit, window, meets(question.text, hit.document.text[window.start : window.end]))
