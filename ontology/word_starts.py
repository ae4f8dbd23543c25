"""Patterns that match at the beginnings of words, tried only at the words that begin like one of their matches.

A text is read once for all such patterns: where the words begin that share their first letters.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

import regex

from ontology.literals import BEGINNING, beginning, beginnings

# Where a letter follows none, or a digit none; names may begin with a quote.
_WORD = regex.compile(r"\p{L}+|\d+|[«\"]")


class AtWords:
    """A pattern whose matches begin where a word, a number or a quote does, by what it says of what stands before."""

    def __init__(self, source: str, flags: int = 0) -> None:
        self._pattern = regex.compile(source, flags)
        self._beginnings = beginnings(source)
        # What may begin with anything is looked for everywhere.
        self._anywhere = not all(map(_WORD.match, self._beginnings))
        self._places = lru_cache(maxsize=2)(self._find_places)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[regex.Match[str]]:
        """The matches between two positions of a text, in order, none inside another."""
        end = len(text) if end is None else end
        if self._anywhere:
            yield from self._pattern.finditer(text, start, end)
            return
        places = self._places(text)
        for at in places[bisect_left(places, start) : bisect_left(places, end)]:
            if at >= start and (match := self._pattern.match(text, at, end)):
                yield match
                start = match.end()

    def search(self, text: str, start: int = 0, end: int | None = None) -> regex.Match[str] | None:
        """The first match between two positions of a text."""
        return next(self.finditer(text, start, end), None)

    def _find_places(self, text: str) -> list[int]:
        """Where a match may begin."""
        return sorted(
            place
            for start, places in words(text).items()
            if not self._beginnings.isdisjoint(start[:size] for size in range(1, BEGINNING + 1))
            for place in places
        )


@lru_cache(maxsize=2)
def words(text: str) -> dict[str, list[int]]:
    """Where the words of a text begin, by their first letters."""
    found: dict[str, list[int]] = defaultdict(list)
    for match in _WORD.finditer(text):
        at = match.start()
        found[beginning(text[at : at + BEGINNING])].append(at)
    return found
