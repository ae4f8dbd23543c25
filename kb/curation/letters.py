"""Texts compared on their letters and digits alone, so that line breaks, blanks, quotes and dashes do not matter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# How many letters and digits before and after a quote belong to its surrounding.
AROUND = 40


class _Letters(dict[int, str]):
    """For each code point the letters and digits that stand for it: ``É`` gives ``e``, ``№`` ``no``, a dash nothing."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code)).casefold()
        self[code] = "".join(c for c in unicodedata.normalize("NFKD", plain) if c.isalnum())
        return self[code]


_LETTERS = _Letters()


def folded(text: str) -> str:
    """The letters and digits of a text, small and without accents."""
    return text.translate(_LETTERS)


short = lru_cache(maxsize=65536)(folded)
"""The same for short texts that come again and again, such as the names of agencies."""
_whole = lru_cache(maxsize=128)(folded)


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a range: on each side so much that it holds ``AROUND`` letters and digits."""
    first, count = start, 0
    while first > 0 and count < AROUND:
        first -= 1
        count += len(_LETTERS[ord(text[first])])
    last, count = end, 0
    while last < len(text) and count < AROUND:
        count += len(_LETTERS[ord(text[last])])
        last += 1
    return text[first:start], text[end:last]


def surrounding(before: str, after: str) -> tuple[str, str]:
    """Two strings of at most ``AROUND`` letters and digits: equal for equal surroundings.

    A shorter one says that the text begins, or ends, there.
    """
    return folded(before)[-AROUND:], folded(after)[:AROUND]


def find(text: str, quote: str, before: str, after: str) -> list[tuple[int, int]]:
    """The ranges of ``text`` where a quote stands in its surrounding; none for a quote without letters and digits."""
    left, right = surrounding(before, after)
    middle, whole = folded(quote), _whole(text)
    needle = left + middle + right
    if not middle or needle not in whole:
        return []
    ends_here = len(right) < AROUND
    starts = [
        at
        for at in _occurrences(whole, needle)
        if (at == 0 or len(left) == AROUND) and (at + len(needle) == len(whole) or not ends_here)
    ]
    # Where in the text each letter of the folded one comes from.
    origin = [i for i, c in enumerate(text) for _ in _LETTERS[ord(c)]] if starts else []
    firsts = [at + len(left) for at in starts]
    return [_with_signs(text, quote, origin[at], origin[at + len(middle) - 1] + 1) for at in firsts]


def _occurrences(whole: str, part: str) -> Iterator[int]:
    at = whole.find(part)
    while at >= 0:
        yield at
        at = whole.find(part, at + 1)


def _with_signs(text: str, quote: str, start: int, end: int) -> tuple[int, int]:
    """The range with the brackets and other signs at the ends of the quote, where the text has them too."""
    letters = [i for i, c in enumerate(quote) if _LETTERS[ord(c)]]
    lead, trail = quote[: letters[0]], quote[letters[-1] + 1 :]
    if lead and text[max(0, start - len(lead)) : start] == lead:
        start -= len(lead)
    if trail and text[end : end + len(trail)] == trail:
        end += len(trail)
    return start, end
