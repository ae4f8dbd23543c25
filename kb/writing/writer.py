"""An answer of quotes becomes one in the words of a model, sentence by sentence as far as it is supported."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.errors import BadConfiguration, EndpointFailed
from kb.answer import Answer, Citation, Sentence
from kb.endpoint import client
from kb.writing import notices, prompt
from kb.writing.checking import Shelf, Verdict, verdict
from kb.writing.sentences import said
from kb.writing.settings import Writer

# An answer is a few sentences; checking each of very many would take long.
MOST_SENTENCES, LONGEST = 30, 20_000


def rewritten(answer: Answer, settings: Writer, shelf: Shelf) -> Answer:
    """The answer as the configured model writes it from its quotes, checked; or the same answer with a notice that
    says why not. Without a writer, and for a refusal, the answer as it is.
    """
    try:
        writer = settings.in_environment(os.environ)
        if answer.refused or not writer.url:
            return answer
        text = client.complete(writer, prompt.messages(answer))
        verdicts = checked(text, answer, shelf)
    except BadConfiguration:
        return _noticed(answer, notices.FAILURES["settings"])
    except EndpointFailed as failure:
        return _noticed(answer, notices.FAILURES[str(failure)])
    problems = Counter(one.problem for one in verdicts if one.problem)
    told = [text.format(count=problems[name]) for name, text in notices.LEFT_OUT.items() if problems[name]]
    kept = [one for one in verdicts if not one.problem]
    if not kept:
        return _noticed(answer, notices.FAILURES["unsupported"], *told)
    return _noticed(_composed(answer, verdicts, writer.model), *told)


def checked(text: str, answer: Answer, shelf: Shelf) -> list[Verdict]:
    """What becomes of each sentence that a model said. Raises EndpointFailed when it said no answer."""
    if prompt.NOTHING in text:
        raise EndpointFailed("empty")
    if len(text) > LONGEST:
        raise EndpointFailed("large")
    sentences = said(text)
    if not sentences:
        raise EndpointFailed("empty")
    if len(sentences) > MOST_SENTENCES:
        raise EndpointFailed("large")
    citations = {citation.number: citation for citation in answer.citations}
    return [verdict(sentence, answer.question, citations, shelf) for sentence in sentences]


def _composed(answer: Answer, verdicts: Sequence[Verdict], model: str) -> Answer:
    """Supported sentences, and quotes in the place of others; citations keep their numbers."""
    written = {number for one in verdicts for number in one.proofs or ()}
    sentences: list[Sentence] = []
    for one in verdicts:
        if not one.problem:
            sentences.append(Sentence(one.said.text, one.said.citations))
        elif one.problem in ("facts", "meaning"):
            quotes = _quotes(answer, set(one.said.citations) - written)
            sentences += quotes
            written.update(number for quote in quotes for number in quote.citations)
    used = {number for sentence in sentences for number in sentence.citations}
    told = "\n".join(answer.notices)
    citations = (_proving(c, verdicts) for c in answer.citations if c.number in used or f"[{c.number}]" in told)
    return replace(
        answer,
        text=" ".join(f"{s.text} {''.join(f'[{number}]' for number in s.citations)}" for s in sentences),
        sentences=tuple(sentences),
        citations=tuple(citations),
        written_by=model,
    )


def _quotes(answer: Answer, numbers: Iterable[int]) -> list[Sentence]:
    """The sentences of the answer of quotes that cite one of the numbers."""
    wanted = set(numbers)
    return [sentence for sentence in answer.sentences if wanted.intersection(sentence.citations)]


def _proving(citation: Citation, verdicts: Iterable[Verdict]) -> Citation:
    """A citation with the smallest range that holds all that it proves."""
    places = [one.proofs[citation.number] for one in verdicts if one.proofs and citation.number in one.proofs]
    start = min((place[0] for place in places), default=citation.start)
    end = max((place[1] for place in places), default=citation.end)
    document = citation.document
    return replace(citation, start=start, end=end, quote=document.text[start:end], page=document.page_at(start))


def _noticed(answer: Answer, *more: str) -> Answer:
    return replace(answer, notices=(*answer.notices, *more))
