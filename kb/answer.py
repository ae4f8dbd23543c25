"""Answers: the sentences of the shelf that answer a question, verbatim and cited, or an honest "not here"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Document, Passage
from kb.entities import KBEntity
from kb.quotes import Quote
from kb.search import Hit, Question
from kb.support import Support, judge

MOST_QUOTES = 3
MARGIN = 0.04


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
    """A sentence of the answer and the numbers of the citations that prove it."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question, or a refusal.

    ``probability`` estimates that the shelf supports an answer. A refused answer has no sentences; ``reason``
    says what is missing. ``nearest`` are the passages that came closest, in either case. ``facts`` are the
    entities of the graph whose evidence lies in the cited passages.
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


def refusal(question: Question, hits: Sequence[Hit], support: Support) -> Answer:
    """An answer that says that the shelf does not hold one, and why."""
    return Answer(
        question.text, question.language, True, support.reason, support.probability, "", (), (), (), tuple(hits)
    )


def compose(question: Question, hits: Sequence[Hit], quotes: Sequence[Quote], threshold: float) -> Answer:
    """The best quotes as an answer, or a refusal when their support is less probable than ``threshold``."""
    support = judge(question, quotes)
    if support.probability < threshold or not quotes:
        return refusal(question, hits, support)
    citations = tuple(_citation(number, quote) for number, quote in enumerate(_chosen(quotes), 1))
    sentences = tuple(Sentence(" ".join(c.quote.split()), (c.number,)) for c in citations)
    text = " ".join(f"{sentence.text} [{sentence.citations[0]}]" for sentence in sentences)
    return Answer(
        question.text, question.language, False, "", support.probability, text, sentences, citations, (), tuple(hits)
    )


def _chosen(quotes: Sequence[Quote]) -> list[Quote]:
    """The best quote and those nearly as good, at most ``MOST_QUOTES``."""
    return [quote for quote in quotes if quote.score >= quotes[0].score - MARGIN][:MOST_QUOTES]


def _citation(number: int, quote: Quote) -> Citation:
    start, end, document = quote.window.start, quote.window.end, quote.hit.document
    return Citation(number, document, document.page_at(start), start, end, quote.text, quote.hit.passage)
