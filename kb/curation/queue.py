"""The statements that wait for a curator, in the order in which they are best looked at; and who is likely the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.curation.statements import Statement

if TYPE_CHECKING:
    from kb.entities import KBEntity

ORDERS = ("confidence", "place")
_ORDER: dict[str, Callable[[Statement], tuple[object, ...]]] = {
    "confidence": lambda s: (s.confidence, s.document.title.casefold(), s.document.id, s.start, s.iri),
    "place": lambda s: (s.document.title.casefold(), s.document.id, s.start, s.end, s.iri),
}
# Two names are alike where their words are so much the same (rapidfuzz's token sort ratio, 0 to 100), and each word
# of the shorter one, but for the shortest, is spelled nearly so in the other ("Labor", "Labour").
_LIKENESS, _SPELLING, _SHORT = 65, 80, 2
# Every name is compared with every other: of more entities only those with the most evidence.
_COMPARED = 2_000
# What tells entities apart, however alike they are called.
_TELLING = (
    "number", "date", "period", "jurisdiction", "type", "agency", "valid_from", "valid_until", "value", "year", "time",
    "place", "subject", "object",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Queue:
    """Statements that fit what was asked for; ``counts`` of them by status, whichever status was asked for."""

    statements: list[Statement]
    counts: Mapping[str, int]

    def beside(self, iri: str) -> tuple[str, str, int]:
        """The IRIs before and after one of them ("" for none), and its number from 1; 0 when it is not among them."""
        iris = [each.iri for each in self.statements]
        if iri not in iris:
            return "", "", 0
        here = iris.index(iri)
        return iris[here - 1] if here else "", iris[here + 1] if here + 1 < len(iris) else "", here + 1


def queue(statements: Iterable[Statement], words: str = "", status: str = "", order: str = ORDERS[0]) -> Queue:
    """Those whose quote or label has all the words, with a status ("" for any): the least sure first, or by place."""
    wanted = words.casefold().split()
    found = [each for each in statements if all(word in _text(each) for word in wanted)] if wanted else [*statements]
    kept = [each for each in found if status in ("", each.status)]
    return Queue(sorted(kept, key=_ORDER[order]), Counter(each.status for each in found))


def _text(statement: Statement) -> str:
    return " ".join(f"{statement.label} {statement.quote}".casefold().split())


# ------------------------------------------------------------------------------------------- likely the same
@dataclass(frozen=True, slots=True)
class Alike:
    """Two entities that may be one, the one with more evidence first; ``likeness`` of their names, 0 to 100."""

    one: KBEntity
    other: KBEntity
    likeness: int


def alike(entities: Sequence[KBEntity], most: int = 50) -> list[Alike]:
    """Pairs of entities of one kind with similar names that nothing tells apart, the most similar first."""
    import numpy as np
    from rapidfuzz import fuzz, process, utils

    entities = sorted(entities, key=lambda e: -len(e.evidence))[:_COMPARED]
    named = [(number, utils.default_process(name)) for number, e in enumerate(entities) for name in _names(e)]
    words = [name for _, name in named]
    scores = process.cdist(words, words, scorer=fuzz.token_sort_ratio, score_cutoff=_LIKENESS, dtype=np.uint8)
    best: dict[tuple[int, int], int] = {}
    for left, right in np.argwhere(np.triu(scores, 1)):
        # In the order of their evidence, so that the better known one comes first.
        pair = min(named[left][0], named[right][0]), max(named[left][0], named[right][0])
        if pair[0] != pair[1] and _inside(words[left], words[right]):
            best[pair] = max(best.get(pair, 0), int(scores[left, right]))
    found = [(entities[a], entities[b], score) for (a, b), score in best.items()]
    pairs = [Alike(a, b, score) for a, b, score in found if not _apart(a, b)]
    return sorted(pairs, key=lambda each: (-each.likeness, each.one.label, each.other.label))[:most]


def _inside(one: str, other: str) -> bool:
    """Whether the longer name has all words of the shorter one."""
    from rapidfuzz import fuzz

    short, long = sorted(([w for w in name.split() if len(w) > _SHORT] for name in (one, other)), key=len)
    return bool(short) and all(any(fuzz.ratio(word, each) >= _SPELLING for each in long) for word in short)


def _names(entity: KBEntity) -> set[str]:
    """Its names that have several words: single words and abbreviations are alike by chance."""
    every = {entity.label, *entity.labels.values(), *entity.aliases}
    return {name for name in every if len(name.split()) > 1}


def _apart(one: KBEntity, other: KBEntity) -> bool:
    """Whether both say something of themselves, and not the same."""
    said = ((one.properties.get(name, ""), other.properties.get(name, "")) for name in _TELLING)
    return one.kind != other.kind or any(a != b and not {a, b} & {"", "other"} for a, b in said)
