"""Passages on their way to a hit: what each leg of a search found of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kb.spans import HEADING, WINDOW

# What the passage, its best window and its best sentence count; docs/retrieval.md has the figures behind them.
WHOLE, BEST_WINDOW, BEST_SENTENCE = 0.5, 0.3, 0.2


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring sentences of a passage as a range of the document, and their cosine to the question.

    ``sentences``: start, end and cosine of those sentences in it that were embedded by themselves.
    """

    start: int
    end: int
    score: float
    nearest: float
    sentences: tuple[tuple[int, int, float], ...] = ()


class Scored(NamedTuple):
    """A span of a passage (a range and how many sentences it has: :class:`kb.spans.Span`) with its cosine to the
    question, and with the same less what it owes to being a hub, ``score``."""

    start: int
    end: int
    sentences: int
    score: float
    cosine: float = -1.0


@dataclass(slots=True)
class Candidate:
    """Cosines of a passage, of its best window, best sentence and heading, -1 while unknown, and its share of terms.

    ``quote`` is the range of the best window, ``bonus`` what its kind adds, ``like`` what its distance from the best
    passages takes off, ``moved`` what the reranker does; ``score`` is all of it weighed. ``spans`` are all of the
    passage, once it is compared in full.
    """

    passage_id: int
    whole: float = -1.0
    range: tuple[int, int] = (0, 0)
    window: float = -1.0
    quote: tuple[int, int] | None = None
    sentence: float = -1.0
    heading: float = -1.0
    lexical: float = 0.0
    bonus: float = 0.0
    like: float = 0.0
    moved: float = 0.0
    same_language: bool = True
    score: float = 0.0
    cosine: float = -1.0
    whole_cosine: float = -1.0
    spans: list[Scored] = field(default_factory=list)

    def dense(self, windows: bool = True, heading: float = 0.0) -> float:
        """The cosines weighed, ``heading`` being the weight of the heading's beside the others'.

        A passage of one or two sentences is its own window and sentence.
        """
        window = self.whole if self.quote is None else self.window
        sentence = window if self.sentence == -1.0 else self.sentence
        text = WHOLE * self.whole + BEST_WINDOW * window + BEST_SENTENCE * sentence if windows else self.whole
        return text if self.heading == -1.0 else (text + heading * self.heading) / (1 + heading)

    @property
    def nearest(self) -> float:
        """The best of the cosines known so far."""
        return max(self.whole, self.window, self.sentence, self.heading)

    def note(self, span: Scored) -> None:
        """Keep the cosine of a span: of the passage itself, of its best window, best sentence or heading; and with
        what it owes to being a hub that of the best window or sentence, or of the passage that has none."""
        start, end, sentences, score, cosine = span
        if sentences == HEADING:
            self.heading = score
        elif sentences == 0:
            self.whole, self.whole_cosine, self.range = score, cosine, (start, end)
        else:
            self.cosine = max(self.cosine, cosine)
            if sentences != WINDOW:
                self.sentence = max(self.sentence, score)
            elif score > self.window:
                self.window, self.quote = score, (start, end)

    def windows(self) -> tuple[Window, ...]:
        """Its windows in reading order, or the passage when it has none."""
        chosen = [span for span in self.spans if span.sentences == WINDOW]
        chosen = chosen or [span for span in self.spans if span.sentences == 0]
        singles = [span for span in self.spans if span.sentences == 1]
        return tuple(_window(span, singles) for span in chosen)


def _window(whole: Scored, singles: Iterable[Scored]) -> Window:
    inside = tuple((s.start, s.end, s.score) for s in singles if whole.start <= s.start and s.end <= whole.end)
    return Window(whole.start, whole.end, whole.score, max([whole.score, *(score for _, _, score in inside)]), inside)


def best(candidates: Iterable[Candidate], scores: Sequence[float]) -> list[Candidate]:
    """The candidates by their scores, best first; equal ones in a fixed order."""
    ranked = sorted(zip(candidates, scores, strict=True), key=lambda pair: (-pair[1], pair[0].passage_id))
    return [candidate for candidate, _ in ranked]
