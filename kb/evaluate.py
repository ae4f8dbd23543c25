"""How well a knowledge base answers questions whose answers are known."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import KBError, NotFound

if TYPE_CHECKING:
    from kb import KnowledgeBase
    from kb.search import Hit

DEPTHS = (1, 3, 10)


def read_questions(path: str) -> list[dict[str, Any]]:
    """JSON lines of ``{"question": …, "answers": [{"file": …, "quote": …}]}``; no answers: not on the shelf."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise NotFound(f"{path} cannot be read ({error.strerror}): name a file of questions.") from error
    return [_question(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def evaluate(kb: KnowledgeBase, questions: Sequence[dict[str, Any]]) -> dict[str, float | int]:
    """hit@k: share of the answerable questions whose quote is in the first k passages; and shares of right refusals."""
    ranks = [_rank(kb.search(q["question"], k=max(DEPTHS)), q["answers"]) for q in questions if q["answers"]]
    refused = [(bool(q["answers"]), kb.ask(q["question"]).refused) for q in questions]
    figures: dict[str, float | int] = {"questions": len(questions)}
    for depth in DEPTHS:
        figures[f"hit@{depth}"] = _share([rank is not None and rank <= depth for rank in ranks])
    figures["answered_answerable"] = _share([not r for answerable, r in refused if answerable])
    figures["refused_unanswerable"] = _share([r for answerable, r in refused if not answerable])
    return figures


def _question(path: str, number: int, line: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(line)
        return {"question": str(found["question"]), "answers": list(found["answers"])}
    except (ValueError, KeyError, TypeError) as error:
        raise KBError(f"{path}, line {number}: write a JSON object with question and answers.") from error


def _rank(hits: Sequence[Hit], answers: Sequence[dict[str, str]]) -> int | None:
    """Rank of the first passage that holds a quote of an answer, letters and digits compared."""
    wanted = [(answer["file"], _letters(answer["quote"])) for answer in answers]
    for hit in hits:
        name, text = Path(hit.document.source).name, _letters(hit.passage.text)
        if any(name == file and quote in text for file, quote in wanted):
            return hit.rank
    return None


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _share(values: Sequence[bool]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0
