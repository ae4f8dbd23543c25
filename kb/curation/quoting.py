"""A pasted quote found in its document, verbatim but for white space: copied text has other line ends."""

from __future__ import annotations

import re


def occurrences(text: str, quote: str) -> list[tuple[int, int]]:
    """The ranges of ``text`` that are the words of a quote; none for a quote without a letter or digit.

    >>> occurrences("the register\\n of boats", "register of  boats")
    [(4, 22)]
    """
    words = quote.split()
    if not any(character.isalnum() for character in quote):
        return []
    return [match.span() for match in re.finditer(r"\s+".join(map(re.escape, words)), text)]
