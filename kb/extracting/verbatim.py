"""Where a quote stands in a text, letter for letter, with exact offsets.

White space is folded, and signs that look alike or that the prompt writes otherwise (kinds of quotation marks, dashes
and brackets) count as one; letters, digits and all other signs must be the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import regex

from kb.endpoint.neutral import neutral
from ontology.characters import unify

_QUOTES = str.maketrans("«»", '""')
_CLUSTER = regex.compile(r"\P{M}\p{M}*|\p{M}+")


class Folded:
    """A text as it is compared, and where each of its characters stands; ``start`` is the text's own offset."""

    def __init__(self, text: str, start: int = 0) -> None:
        folded: list[str] = []
        places: list[tuple[int, int]] = []
        for match in _CLUSTER.finditer(text):
            signs = _signs(match[0])
            if signs == " " and (not folded or folded[-1] == " "):
                continue
            folded += signs
            places += [(start + match.start(), start + match.end())] * len(signs)
        self.text, self._places = "".join(folded), places

    def find(self, quote: str) -> Iterator[tuple[int, int]]:
        """The ranges that hold the quote as whole words, in order; none for an empty quote."""
        wanted = fold(quote)
        at = self.text.find(wanted) if wanted else -1
        while at >= 0:
            end = at + len(wanted)
            if not self._cuts(at) and not self._cuts(end):
                yield self._places[at][0], self._places[end - 1][1]
            at = self.text.find(wanted, at + 1)

    def _cuts(self, at: int) -> bool:
        """Whether a word, or a letter and its accent, would be parted there."""
        if not 0 < at < len(self.text):
            return False
        return self._places[at - 1] == self._places[at] or (self.text[at - 1].isalnum() and self.text[at].isalnum())


def fold(text: str) -> str:
    """A text as it is compared, without blanks at its ends."""
    return Folded(text).text.strip() if text else ""


@lru_cache(maxsize=4096)
def _signs(cluster: str) -> str:
    """A letter with its accents as it is compared; nothing for what a prompt leaves out."""
    if cluster[0].isspace():  # an accent on a blank is a blank
        return " "
    return unify(neutral(unicodedata.normalize("NFC", cluster))).translate(_QUOTES)
