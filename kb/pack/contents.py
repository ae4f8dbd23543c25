"""What is in a drafting pack, in no format yet: sentences, quotes with their places, facts, and notices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ingest.document import Document, Passage
from ingest.errors import BadBasket
from kb.answer import Answer, Citation
from kb.entities import Evidence, KBEntity
from kb.messages import missing, noticed
from kb.pack.items import PackItem, check
from kb.pack.places import Quoted
from kb.pack.words import nearest, words
from kb.search import Hit

# Of the passages that come closest to a question without answering it.
MOST_NEAREST = 5


class Shelf(Protocol):
    """What a pack reads of a knowledge base."""

    def document(self, document_id: str) -> Document: ...

    def passages(self, document_id: str) -> list[Passage]: ...

    def entity(self, iri: str) -> KBEntity: ...


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the pack and the numbers of the quotes that it rests on."""

    text: str
    language: str
    quotes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """An entity of the graph that the quotes name or state, with the characters that do."""

    entity: KBEntity
    language: str
    evidence: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """A pack.

    ``language``: of its headings; that of the title may be another. ``notices`` are sentences in it. ``refused``: why
    there is no answer. ``basket``: it is of quotes that a drafter chose. ``also``: works for the bibliography of which
    nothing is quoted.
    """

    title: str
    title_language: str
    language: str
    sentences: tuple[Said, ...] = ()
    quotes: tuple[Quoted, ...] = ()
    facts: tuple[Fact, ...] = ()
    nearest: tuple[Quoted, ...] = ()
    notices: tuple[str, ...] = ()
    refused: str = ""
    basket: bool = False
    also: tuple[Document | KBEntity, ...] = ()
    works: tuple[Document | KBEntity, ...] = field(init=False)

    def __post_init__(self) -> None:
        quoted = {each.document.id: each.document for each in (*self.quotes, *self.nearest)}
        others = (work for work in self.also if not (isinstance(work, Document) and work.id in quoted))
        object.__setattr__(self, "works", (*quoted.values(), *others))


def of_answer(answer: Answer, language: str | None, title: str | None) -> Contents:
    """The pack of an answer, or of a refusal: what is missing and the nearest passages, but no sentences."""
    chosen = words(language or nearest(answer.language))
    if answer.refused:
        return Contents(
            title=title or answer.question,
            title_language=chosen.language if title else answer.language,
            language=chosen.language,
            nearest=tuple(map(_near, answer.nearest[:MOST_NEAREST])),
            refused=missing(chosen.language, answer.missing) if answer.missing else answer.reason,
        )
    quotes = {citation.number: _cited(citation) for citation in answer.citations}
    how = chosen("written", model=answer.written_by) if answer.written_by else chosen("quoted")
    return Contents(
        title=title or answer.question,
        title_language=chosen.language if title else answer.language,
        language=chosen.language,
        sentences=tuple(
            Said(
                sentence.text,
                answer.language if answer.written_by else quotes[sentence.citations[0]].language,
                sentence.citations,
            )
            for sentence in answer.sentences
        ),
        quotes=tuple(quotes.values()),
        facts=tuple(filter(None, (_fact(fact, answer.citations) for fact in answer.facts))),
        notices=(how, *(noticed(chosen.language, text) for text in answer.notices)),
    )


def of_items(
    items: Sequence[PackItem], shelf: Shelf, language: str | None, title: str | None, also: Iterable[str] = ()
) -> Contents:
    """The pack of a basket. Raises BadBasket for one that is empty or an item that is wrong, and NotFound."""
    if not items:
        raise BadBasket("The basket is empty; choose at least one quote.")
    quotes = tuple(_chosen(item, shelf, number) for number, item in enumerate(items, 1))
    chosen = words(language or nearest(quotes[0].language))
    return Contents(
        title=title or chosen("basket"),
        title_language=chosen.language,
        language=chosen.language,
        sentences=tuple(
            Said(_line(item.text or quote.text), chosen.language if item.text else quote.language, (quote.number,))
            for item, quote in zip(items, quotes, strict=True)
        ),
        quotes=quotes,
        basket=True,
        also=tuple(shelf.entity(name) if "://" in name else shelf.document(name) for name in dict.fromkeys(also)),
    )


def _cited(citation: Citation) -> Quoted:
    passage = citation.passage
    return Quoted(citation.number, citation.document, citation.start, citation.end, passage.section, passage.language)


def _near(hit: Hit) -> Quoted:
    passage = hit.passage
    return Quoted(0, hit.document, passage.start, passage.end, passage.section, passage.language)


def _chosen(item: PackItem, shelf: Shelf, number: int) -> Quoted:
    document = shelf.document(item.document_id)
    check(item, document, number)
    # White space between passages belongs to the next one.
    passages = sorted(shelf.passages(document.id), key=lambda passage: passage.start)
    around = next((passage for passage in passages if item.start < passage.end), None)
    section, language = (around.section, around.language) if around else ("", document.language)
    return Quoted(number, document, item.start, item.end, section, language, item.note, item.places)


def _fact(fact: KBEntity, citations: Sequence[Citation]) -> Fact | None:
    """The fact with the part of its evidence that lies in quotes, each with the number of its quote."""
    evidence = tuple(
        Quoted(citation.number, e.document, e.start, e.end, citation.passage.section, citation.passage.language)
        for e in fact.evidence
        if (citation := next((c for c in citations if _within(e, c)), None))
    )
    if not evidence:
        return None
    language = next((name for name, label in fact.labels.items() if label == fact.label), evidence[0].language)
    return Fact(fact, language, evidence)


def _within(evidence: Evidence, citation: Citation) -> bool:
    return (
        evidence.document.id == citation.document.id and evidence.start < citation.end and citation.start < evidence.end
    )


def _line(text: str) -> str:
    return " ".join(text.split())
