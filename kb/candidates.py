"""Passages on their way to a hit: what each leg of a search found of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kb.span_table import Rows
from kb.spans import HEADING, WINDOW

Floats = npt.NDArray[np.float32]
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
    passages takes off, ``moved`` what the reranker does; ``score`` is all of it weighed. ``compared`` are the rows of
    all spans of the passage, their scores and their cosines, once it is compared in full.
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
    compared: tuple[Rows, Floats, Floats] | None = field(default=None, repr=False)

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
        spans = self._spans()
        chosen = [span for span in spans if span.sentences == WINDOW]
        chosen = chosen or [span for span in spans if span.sentences == 0]
        singles = [span for span in spans if span.sentences == 1]
        return tuple(_window(span, singles) for span in chosen)

    def _spans(self) -> list[Scored]:
        if self.compared is None:
            return []
        rows, scores, cosines = (column.tolist() for column in self.compared)
        return [Scored(*place, *both) for (_, _, *place), *both in zip(rows, scores, cosines, strict=True)]


def complete(found: Mapping[int, Candidate], rows: Rows, scores: Floats, cosines: Floats) -> None:
    """Give candidates the ``scores`` and ``cosines`` of all their spans, whose ``rows`` come passage by passage.

    What :meth:`Candidate.note` does span by span, for the thousand spans of a question at once.
    """
    if not len(rows):
        return
    sentences = rows["sentences"]
    first = np.flatnonzero(np.diff(rows["passage"], prepend=rows["passage"][0] - 1))
    inner = sentences > 0
    windows = np.where(sentences == WINDOW, scores, -1.0)
    singles = np.where(inner & (sentences != WINDOW), scores, -1.0)
    best_cosines = np.maximum.reduceat(np.where(inner, cosines, -1.0), first).tolist()
    best_singles = np.maximum.reduceat(singles, first).tolist()
    best_windows = np.maximum.reduceat(windows, first).tolist()
    ends = [*first[1:].tolist(), len(rows)]
    for n, (start, end) in enumerate(zip(first.tolist(), ends, strict=True)):
        candidate = found[int(rows["passage"][start])]
        candidate.compared = rows[start:end], scores[start:end], cosines[start:end]
        candidate.cosine = max(candidate.cosine, best_cosines[n])
        candidate.sentence = max(candidate.sentence, best_singles[n])
        if best_windows[n] > candidate.window:
            best_one = rows[start + int(windows[start:end].argmax())]
            candidate.window, candidate.quote = best_windows[n], (int(best_one["start"]), int(best_one["end"]))
    for at in np.flatnonzero(~inner).tolist():
        _, passage_id, start, end, kind = rows[at].tolist()
        found[passage_id].note(Scored(start, end, kind, float(scores[at]), float(cosines[at])))


def _window(whole: Scored, singles: Iterable[Scored]) -> Window:
    inside = tuple((s.start, s.end, s.score) for s in singles if whole.start <= s.start and s.end <= whole.end)
    return Window(whole.start, whole.end, whole.score, max([whole.score, *(score for _, _, score in inside)]), inside)


def best(candidates: Iterable[Candidate], scores: Sequence[float]) -> list[Candidate]:
    """The candidates by their scores, best first; equal ones in a fixed order."""
    ranked = sorted(zip(candidates, scores, strict=True), key=lambda pair: (-pair[1], pair[0].passage_id))
    return [candidate for candidate, _ in ranked]
