"""Search measured: at which rank the passages stand that hold the known answers, or the documents that were judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ingest.language import detect
from kb.evaluation.collections import Collection
from kb.evaluation.matching import found_at, found_parts, judged
from kb.evaluation.measures import MEASURES, measured
from kb.evaluation.questions import Asked
from kb.evaluation.ranking import ranking
from kb.evaluation.results import Result
from kb.knowledge_base import KnowledgeBase
from kb.report import Progress
from kb.tuning import Search

STAGE = "search"
SHOWN, DEEP = 10, 50
DEEP_MEASURES = ("recall@50",)
ALL_FOUND = "all@10"
# In the order in which they are printed.
RETRIEVAL = ("hit@1", "hit@3", "hit@10", ALL_FOUND, "MRR@10", "nDCG@10", "recall@50")


def evaluate_questions(
    kb: KnowledgeBase,
    questions: Sequence[Asked],
    tuning: Search | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> list[Result]:
    """The answerable questions: what is judged are their parts, each found with the first passage that holds it.

    ``all@10`` is 1 when the first ten passages hold all parts. Measures down to rank 10 are those of the search for
    ten passages, recall@50 that of the search for fifty.
    """
    answerable = [question for question in questions if question.answers]
    shown: dict[str, list[str]] = {}
    deep: dict[str, list[str]] = {}
    ranks: dict[str, int | None] = {}
    # Ids of a file need not be unique.
    for number, question in enumerate(answerable):
        progress(Progress(STAGE, number, len(answerable), question.text))
        hits, key = kb.search(question.text, k=SHOWN, tuning=tuning), str(number)
        ranks[key], shown[key] = found_at(hits, question), found_parts(hits, question)
        deep[key] = found_parts(kb.search(question.text, k=DEEP, tuning=tuning), question)
    judgements = {
        str(number): dict.fromkeys(map(judged, question.parts), 1) for number, question in enumerate(answerable)
    }
    first = measured(shown, judgements, [name for name in MEASURES if name not in DEEP_MEASURES])
    second = measured(deep, judgements, DEEP_MEASURES)
    return [
        Result(
            question.id,
            question.text,
            question.language,
            question.kind,
            first[key] | {ALL_FOUND: float(judgements[key].keys() <= set(shown[key]))} | second[key],
            ranks[key],
        )
        for key, question in ((str(number), question) for number, question in enumerate(answerable))
    ]


def evaluate_collection(
    kb: KnowledgeBase,
    records: Mapping[str, Sequence[str]],
    collection: Collection,
    tuning: Search | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> list[Result]:
    """The topics of a collection, its documents ranked by their best passage.

    ``records``: by document id the records that it is, as :func:`kb.evaluation.shelves.open_shelf` returns them.
    """
    found: dict[str, list[str]] = {}
    for number, topic in enumerate(collection.topics):
        progress(Progress(STAGE, number, len(collection.topics), topic.text))
        found[topic.id] = ranking(
            lambda k, text=topic.text: kb.search(text, k=k, tuning=tuning),  # type: ignore[misc]
            lambda hit: records[hit.document.id],
            DEEP,
        )
    judgements = {topic.id: collection.judgements[topic.id] for topic in collection.topics}
    values = measured(found, judgements)
    return [
        Result(t.id, t.text, detect(t.text), "", values[t.id], _first(found[t.id], judgements[t.id]))
        for t in collection.topics
    ]


def _first(found: Sequence[str], grades: Mapping[str, int]) -> int | None:
    """The rank of the first relevant document."""
    return next((rank for rank, record in enumerate(found, 1) if grades.get(record, 0) > 0), None)
