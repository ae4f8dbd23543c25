"""Rankings of what passages belong to: documents, articles of a law. Each counts where its best passage stands."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from kb.search import Hit

_T = TypeVar("_T", bound=Hashable)
# Deeper than this nobody looks.
DEEPEST = 1_000


def ranking(search: Callable[[int], list[Hit]], of: Callable[[Hit], Iterable[_T]], wanted: int) -> list[_T]:
    """At most ``wanted`` different things that the hits of a question belong to, best first.

    ``search`` gives the best ``k`` hits, ``of`` what a hit belongs to. More hits are asked for while those that came
    name too few things.
    """
    k = wanted
    while True:
        hits = search(k)
        found = list(dict.fromkeys(thing for hit in hits for thing in of(hit)))
        if len(found) >= wanted or len(hits) < k or k >= DEEPEST:
            return found[:wanted]
        k *= 2
