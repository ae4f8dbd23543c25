"""Functions that two agencies have at the same time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kb.statements.model import Duty

# Two functions are alike where their words are so much the same (rapidfuzz's token sort ratio, 0 to 100).
_LIKENESS = 85


def overlaps(duties: Iterable[Duty]) -> Iterator[tuple[Duty, Duty]]:
    """Pairs of nearly the same function that two agencies have at the same time, on a concept or on none."""
    by_concept: dict[str, list[Duty]] = defaultdict(list)
    for duty in duties:
        for concept in str(duty.entity.properties.get("concepts", "")).split() or [""]:
            by_concept[concept].append(duty)
    found = (pair for group in by_concept.values() for pair in _alike(group) if _apart(*pair) and _together(*pair))
    yield from {frozenset((one.entity.iri, other.entity.iri)): (one, other) for one, other in found}.values()


def _alike(group: Sequence[Duty]) -> Iterator[tuple[Duty, Duty]]:
    """Pairs of duties whose functions are nearly the same words, in the order of the duties."""
    import numpy as np
    from rapidfuzz import fuzz, process, utils

    words = [utils.default_process(duty.function) for duty in group]
    scores = process.cdist(words, words, scorer=fuzz.token_sort_ratio, score_cutoff=_LIKENESS, dtype=np.uint8)
    for one, other in np.argwhere(np.triu(scores, 1)):
        yield group[one], group[other]


def _apart(one: Duty, other: Duty) -> bool:
    """Of two agencies that are known, and not of one clause, which gives both of them one function together."""
    if one.agency is None or other.agency is None or one.agency.iri == other.agency.iri:
        return False
    return _places(one).isdisjoint(_places(other))


def _places(duty: Duty) -> set[tuple[str, int, int]]:
    return {(each.document.id, each.start, each.end) for each in duty.entity.evidence}


def _together(one: Duty, other: Duty) -> bool:
    """Whether there is a day on which both hold; a function that was handed over does not overlap with itself."""
    return not (one.valid_until and other.valid_from and one.valid_until <= other.valid_from) and not (
        other.valid_until and one.valid_from and other.valid_until <= one.valid_from
    )
