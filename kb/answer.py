"""Answers: the sentences of the shelf that answer a question, verbatim and cited, or an honest "not here"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Document, Passage
from kb.answers.choosing import statements
from kb.answers.comparison import disagreements
from kb.answers.figures import Asked
from kb.answers.grouping import Statement
from kb.answers.lookup import Lookup
from kb.answers.units import Unit
from kb.entities import KBEntity
from kb.question import Question
from kb.quotes import Quote
from kb.search import Hit
from kb.support import DOUBTFUL, Reason, lacking, probability

UNSURE = "It is not certain that this answers the question; read the quotes in their place."
DISAGREE = "The sources give different figures: compare [{}] with [{}]."


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote with its place: ``document.text[start:end] == quote``, exactly. ``number`` counts from 1."""

    number: int
    document: Document
    page: int | None
    start: int
    end: int
    quote: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the answer and the numbers of the citations that prove it.

    It is the first quote on one line, or what a row of a table says with the names of its columns.
    """

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question, or a refusal.

    ``probability`` estimates that the shelf supports an answer. A refused answer has no sentences; ``reason``
    says what is missing. ``nearest`` are the passages that came closest, in either case. ``facts`` are the
    entities of the graph whose evidence lies in the cited passages. ``notices`` are sentences for the user about the
    answer, such as that sources disagree; numbers in brackets are those of citations. ``missing`` is the reason of a
    refusal as a code with values, for interfaces in other languages. ``written_by`` is the model that wrote the
    sentences from the citations, empty where they are quotes.
    """

    question: str
    language: str
    refused: bool
    reason: str
    probability: float
    text: str
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    facts: tuple[KBEntity, ...]
    nearest: tuple[Hit, ...]
    notices: tuple[str, ...] = ()
    missing: Reason | None = None
    written_by: str = ""


def refusal(question: Question, hits: Sequence[Hit], probable: float, reason: Reason) -> Answer:
    """An answer that says that the shelf does not hold one, and why."""
    return Answer(
        question=question.text,
        language=question.language,
        refused=True,
        reason=reason.text,
        probability=probable,
        text="",
        sentences=(),
        citations=(),
        facts=(),
        nearest=tuple(hits),
        missing=reason,
    )


def compose(
    question: Question, hits: Sequence[Hit], quotes: Sequence[Quote], threshold: float, lookup: Lookup
) -> Answer:
    """What the quotes say as an answer, or a refusal when their support is less probable than ``threshold``."""
    probable = probability(question, quotes)
    if probable < threshold or not quotes:
        return refusal(question, hits, probable, lacking(question, quotes, lookup.spoken(question.language)))
    said = statements(question, quotes, lookup)
    numbers = _numbered(said)
    sentences = tuple(Sentence(s.text, tuple(numbers[proof.range] for proof in s.proofs)) for s in said)
    proofs = {proof.range: proof for s in said for proof in s.proofs}
    return Answer(
        question=question.text,
        language=question.language,
        refused=False,
        reason="",
        probability=probable,
        text=" ".join(f"{s.text} {''.join(f'[{number}]' for number in s.citations)}" for s in sentences),
        sentences=sentences,
        citations=tuple(_citation(number, proofs[place]) for place, number in numbers.items()),
        facts=(),
        nearest=tuple(hits),
        notices=((UNSURE,) if probable < DOUBTFUL else ())
        + tuple(
            DISAGREE.format(numbers[one.range], numbers[other.range])
            for one, other in disagreements(Asked.by(question), said, lookup)
        ),
    )


def _numbered(said: Sequence[Statement]) -> dict[tuple[str, int, int], int]:
    """Numbers of the quotes in the order in which they are cited; a range cited twice has one."""
    places = dict.fromkeys(proof.range for statement in said for proof in statement.proofs)
    return {place: number for number, place in enumerate(places, 1)}


def _citation(number: int, unit: Unit) -> Citation:
    document = unit.hit.document
    return Citation(number, document, document.page_at(unit.start), unit.start, unit.end, unit.text, unit.hit.passage)
