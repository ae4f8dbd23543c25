"""Ten hits that are ten things: near-identical passages collapse, and neighbours stand back behind others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import regex

from ingest.document import Passage

# Cosine from which two passages may say the same in nearly the same words, and the share of letters they then share.
_NEAR = 0.96
_SAME_LETTERS = 90.0
# So many hits may stand so close to one another in a document before the next stands back, in code points.
_NEIGHBOURS = 3
_CLOSE = 2_500
_NUMBER = regex.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A passage that stays, as a number in the given order, and those that say the same."""

    number: int
    same: tuple[int, ...]


def distinct(passages: Sequence[Passage], vectors: npt.NDArray[np.float32], k: int) -> list[Chosen]:
    """The first ``k`` passages (given best first, with their unit vectors, shape (n, dimension)) after collapsing
    and standing back. Fewer than ``k`` only when there are fewer different ones."""
    same: dict[int, list[int]] = {}
    near = vectors @ vectors.T >= _NEAR
    for number, passage in enumerate(passages):
        alike = (int(n) for n in np.flatnonzero(near[number, :number]) if n in same)
        first = next((n for n in alike if _alike(passages[n], passage)), None)
        if first is None:
            same[number] = []
        else:
            same[first].append(number)
    chosen: list[int] = []
    behind: list[int] = []
    for number in same:
        if len(chosen) == k:
            break
        crowded = sum(_close(passages[number], passages[n]) for n in chosen) >= _NEIGHBOURS
        (behind if crowded else chosen).append(number)
    return [Chosen(number, tuple(same[number])) for number in [*chosen, *behind][:k]]


def _alike(one: Passage, other: Passage) -> bool:
    """Whether two passages say the same: nearly the same letters, and exactly the same numbers."""
    from rapidfuzz import fuzz

    if _NUMBER.findall(one.text) != _NUMBER.findall(other.text):
        return False
    return fuzz.ratio(one.text, other.text, score_cutoff=_SAME_LETTERS) > 0


def _close(one: Passage, other: Passage) -> bool:
    gap = max(one.start, other.start) - min(one.end, other.end)
    return one.document_id == other.document_id and gap < _CLOSE
