"""Which sentences of a model their citations support: by numbers, dates, names, denial and meaning.

Numbers and names tell an invention, the cosine of the sentence to the cited text another subject. A quote that does
not support a sentence alone is widened, at most to its passage, so that what is shown as proof holds all of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

import numpy as np
import regex

from ingest.document import span_key
from ingest.language import detect
from kb.embedding import Embedder, Vectors
from kb.expansion import Names
from kb.writing.facts import Evidence, missing, negated
from kb.writing.sentences import Said

if TYPE_CHECKING:
    from kb.answer import Citation

# Of sentences shortened or translated 1 in 100 lies below, of the hardest wrong ones (the nearest other passage of the
# document, the nearest other translation) half (benchmarks/fit_writing.py). It is set to lose few right sentences:
# inventions are for the check of numbers and names to find, and what has neither lies far below.
THRESHOLD = 0.875
# Tags, links, addresses, images and fenced code: no part of an answer, and not to be clicked on.
_MARKUP = regex.compile(r"<[\p{L}/!]|&\w+;|\b\w+://|\bwww\.|\b(?:javascript|data|file):|\S@\S+\.\w|\]\(|`")
# How far a quote may be widened: not, by a sentence on either side, to the passage.
_WIDTHS = (0, 1, None)

Range = tuple[int, int]


class Spans(Protocol):
    """The part of the dense index that is needed here."""

    def holds(self, ids: Sequence[int]) -> np.typing.NDArray[np.bool_]: ...

    def vectors(self, ids: Sequence[int]) -> Vectors: ...


class Centring(Protocol):
    """Takes out of vectors what their languages add."""

    def documents(self, vectors: Vectors, languages: Sequence[str]) -> Vectors: ...


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the check looks up: vectors, and other names of things."""

    embedder: Embedder
    centres: Centring
    spans: Spans
    names: Names | None = None

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Centred unit rows, shape (n, dimension)."""
        made = self.embedder.encode_statement(list(texts))
        return self.centres.documents(made, [detect(text) for text in texts])[:, : self.embedder.dimension]

    def cosines(self, vector: Vectors, citation: Citation, ranges: Sequence[Range]) -> list[float]:
        """Cosines of a centred vector to ranges of the cited document, from the index where that has them."""
        keys = [span_key(citation.document.id, *place) for place in ranges]
        held = self.spans.holds(keys)
        known = [key for key, is_held in zip(keys, held, strict=True) if is_held]
        texts = [citation.document.text[a:b] for (a, b), is_held in zip(ranges, held, strict=True) if not is_held]
        stored = self.spans.vectors(known)[:, : self.embedder.dimension] @ vector if known else ()
        of_known = iter(map(float, stored))
        of_others = iter(map(float, self.vectors(texts) @ vector if texts else ()))
        return [next(of_known) if is_held else next(of_others) for is_held in held]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A sentence with a ``problem``, a key of ``notices.LEFT_OUT``; or, without one, the ranges that prove it by the
    numbers of their citations."""

    said: Said
    problem: str = ""
    proofs: Mapping[int, Range] | None = None


def verdict(said: Said, question: str, citations: Mapping[int, Citation], shelf: Shelf) -> Verdict:
    """Whether a sentence may be shown."""
    if _MARKUP.search(said.text):
        return Verdict(said, "markup")
    if not said.citations:
        return Verdict(said, "uncited")
    if not set(said.citations) <= set(citations):
        return Verdict(said, "unknown")
    cited = {number: citations[number] for number in said.citations}
    language, problem = detect(said.text), "facts"
    vector = shelf.vectors([said.text])[0]
    for width in _WIDTHS:
        ranges = {number: widened(citation, width) for number, citation in cited.items()}
        evidence = {number: _evidence(cited[number], place) for number, place in ranges.items()}
        if missing(said.text, language, question, list(evidence.values()), shelf.names):
            continue
        problem = "meaning"
        nearest = {number: _nearest(vector, cited[number], place, shelf) for number, place in ranges.items()}
        if max(cosine for cosine, _ in nearest.values()) < THRESHOLD or _denies(said.text, language, cited, nearest):
            continue
        needed = _needed(said.text, language, question, evidence, nearest, shelf.names)
        return Verdict(Said(said.text, needed), "", {number: ranges[number] for number in needed})
    return Verdict(said, problem)


def widened(citation: Citation, width: int | None) -> Range:
    """The range of a citation with so many sentences of its passage on either side; None for the whole passage."""
    passage = citation.passage
    if width is None:
        return min(citation.start, passage.start), max(citation.end, passage.end)
    places = passage.sentences
    inside = [i for i, (a, b) in enumerate(places) if a < citation.end and citation.start < b]
    if not width or not inside:
        return citation.start, citation.end
    near = places[max(0, inside[0] - width) : inside[-1] + width + 1]
    return min(citation.start, near[0][0]), max(citation.end, near[-1][1])


def _evidence(citation: Citation, place: Range) -> Evidence:
    text = citation.document.text[place[0] : place[1]]
    return Evidence(text, citation.passage.language, citation.passage.kind == "table")


def _nearest(vector: Vectors, citation: Citation, place: Range, shelf: Shelf) -> tuple[float, Range]:
    """The cosine of the nearest among a range, its sentences and its windows of two, and which that is."""
    inside = [(a, b) for a, b in citation.passage.sentences if place[0] <= a and b <= place[1]]
    pairs = [(one[0], other[1]) for one, other in pairwise(inside)]
    ranges = list(dict.fromkeys([place, *inside, *pairs]))
    return max(zip(shelf.cosines(vector, citation, ranges), ranges, strict=True))


def _denies(
    sentence: str, language: str, cited: Mapping[int, Citation], nearest: Mapping[int, tuple[float, Range]]
) -> bool:
    """Whether a sentence denies what the nearest of its evidence does not, or the reverse."""
    number = max(nearest, key=lambda n: nearest[n][0])
    start, end = nearest[number][1]
    citation = cited[number]
    there = negated(citation.document.text[start:end], citation.passage.language)
    here = negated(sentence, language)
    return None not in (here, there) and here != there


def _needed(
    sentence: str,
    language: str,
    question: str,
    evidence: Mapping[int, Evidence],
    nearest: Mapping[int, tuple[float, Range]],
    names: Names | None,
) -> tuple[int, ...]:
    """The citations without those that are about something else and have nothing that the others lack."""
    needed = list(evidence)
    for number in sorted(evidence, key=lambda n: nearest[n][0])[:-1]:
        others = [evidence[n] for n in needed if n != number]
        if nearest[number][0] < THRESHOLD and not missing(sentence, language, question, others, names):
            needed.remove(number)
    return tuple(needed)
