"""Whether a passage or a quote holds a known answer: letters and digits are compared, whatever stands between them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.document import Document
from kb.evaluation.questions import Asked, Gold
from kb.search import Hit

# A passage may end inside a quote: so much of it in one run is enough.
SHARE = 0.6
# Of a quote or a citation, so much in one run: an answer cites sentences, which cut otherwise than those who chose.
CITED_SHARE = 0.5


def letters(text: str) -> str:
    """Letters and digits alone, case folded."""
    return "".join(c for c in text.casefold() if c.isalnum())


def holds(text: str, quote: str, share: float = SHARE) -> bool:
    """Whether ``text`` holds a ``share`` of the letters of ``quote`` in one run."""
    wanted, there = letters(quote), letters(text)
    run = max(1, round(len(wanted) * share))
    return any(wanted[i : i + run] in there for i in range(len(wanted) - run + 1)) if wanted else False


def is_from(document: Document, gold: Gold) -> bool:
    """Whether the name of a document's file begins as the gold answer says."""
    return Path(document.source).name.startswith(gold.file)


def finds(hit: Hit, gold: Gold) -> bool:
    """Whether a hit's passage holds a known answer."""
    return is_from(hit.document, gold) and holds(hit.passage.text, gold.quote)


def found_at(hits: Sequence[Hit], question: Asked) -> int | None:
    """The rank of the first hit that holds one of the answers."""
    return next((hit.rank for hit in hits if any(finds(hit, gold) for gold in question.answers)), None)


def found_parts(hits: Sequence[Hit], question: Asked) -> list[str]:
    """The hits as a ranking of the question's parts: a part where it is first found, else a name of the hit's own.

    A passage that holds an answer to the whole question holds all parts.
    """
    ranked: dict[str, None] = {}
    for hit in hits:
        there = parts_of(question, [finds(hit, gold) for gold in question.answers])
        new = [part for part in map(judged, there) if part not in ranked]
        ranked |= dict.fromkeys(new or [f"hit {hit.rank}"])
    return list(ranked)


def judged(part: str) -> str:
    """A part of a question as an id among those of a ranking; the nameless one has one, too."""
    return f"part {part}"


def parts_of(question: Asked, found: Sequence[bool]) -> list[str]:
    """The parts of a question that the found answers cover."""
    golds = [gold for gold, is_found in zip(question.answers, found, strict=True) if is_found]
    if any(not gold.part for gold in golds):
        return list(question.parts)
    return list(dict.fromkeys(gold.part for gold in golds))
