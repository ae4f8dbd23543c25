"""Answers measured: whether they are given when they should be, cite what is known to answer, and quote verbatim."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kb.answer import Answer, Citation
from kb.evaluation.matching import CITED_SHARE, holds, is_from, letters, parts_of
from kb.evaluation.questions import Asked, Gold
from kb.evaluation.results import Result
from kb.knowledge_base import KnowledgeBase
from kb.report import Progress
from kb.tuning import Search

STAGE = "ask"
# In the order in which they are printed, each with what it is the mean of.
ANSWERS = {
    "answered": "answerable questions: answered",
    "refusal recall": "unanswerable questions: refused",
    "refusal precision": "refused questions: unanswerable",
    "cited right": "answerable questions: a citation holds a known answer",
    "citation precision": "answered answerable questions: share of the citations that hold a known answer",
    "citation recall": "answerable questions: share of the parts that are cited",
    "must_include": "answered questions with such strings: share of them in the text of the answer",
    "verbatim": "answered questions: every citation is exactly what its place in the document says",
    "uncited sentences": "answered questions: share of the sentences without citation",
}


def evaluate_answers(
    kb: KnowledgeBase,
    questions: Sequence[Asked],
    tuning: Search | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> list[Result]:
    """Each question asked once. A measure is there only for the questions that it is the mean of."""
    results = []
    for number, question in enumerate(questions):
        progress(Progress(STAGE, number, len(questions), question.text))
        answer = kb.ask(question.text, tuning=tuning)
        values = _decision(question, answer) | ({} if answer.refused else _form(answer)) | _evidence(question, answer)
        outcome = "refused" if answer.refused else "answered"
        results.append(Result(question.id, question.text, question.language, question.kind, values, outcome=outcome))
    return results


def _decision(question: Asked, answer: Answer) -> dict[str, float]:
    answerable = bool(question.answers)
    values = {"answered": float(not answer.refused)} if answerable else {"refusal recall": float(answer.refused)}
    return values | ({"refusal precision": float(not answerable)} if answer.refused else {})


def _form(answer: Answer) -> dict[str, float]:
    values = {"verbatim": float(all(c.document.text[c.start : c.end] == c.quote for c in answer.citations))}
    if answer.sentences:
        values["uncited sentences"] = sum(not s.citations for s in answer.sentences) / len(answer.sentences)
    return values


def _evidence(question: Asked, answer: Answer) -> dict[str, float]:
    """What an answerable question's citations are worth; a refusal cites nothing."""
    if not question.answers:
        return {}
    found = [any(_cites(citation, gold) for citation in answer.citations) for gold in question.answers]
    values = {
        "cited right": float(any(found)),
        "citation recall": len(parts_of(question, found)) / len(question.parts),
    }
    if answer.refused:
        return values
    right = [any(_agrees(citation, gold) for gold in question.answers) for citation in answer.citations]
    values["citation precision"] = sum(right) / len(right) if right else 0.0
    if question.must_include:
        text = letters(answer.text)
        values["must_include"] = sum(letters(s) in text for s in question.must_include) / len(question.must_include)
    return values


def _cites(citation: Citation, gold: Gold) -> bool:
    """Whether a citation holds a known answer."""
    return is_from(citation.document, gold) and holds(citation.quote, gold.quote, CITED_SHARE)


def _agrees(citation: Citation, gold: Gold) -> bool:
    """Whether a citation holds a known answer, or is itself part of one."""
    return _cites(citation, gold) or (
        is_from(citation.document, gold) and holds(gold.quote, citation.quote, CITED_SHARE)
    )
