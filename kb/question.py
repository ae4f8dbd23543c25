"""A question as a search sees it: its language and form, its vector, and its terms with their weights."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.errors import BadQuestion
from kb.expansion import Choice

LONGEST_QUESTION = 2_000


@dataclass(frozen=True, slots=True)
class Question:
    """A question as both legs see it.

    ``form`` is that of a question, a title or a statement. ``weights``: the inverse document frequency on this shelf
    of each term; ``links``: the words that a term which is the same in every language stands for; ``choices``: what
    the question names, with other names; ``rarity``: the weights of all terms, those of other names included;
    ``known``: in how many passages each occurs.
    """

    text: str
    language: str
    vector: npt.NDArray[np.float32]
    weights: Mapping[str, float]
    links: Mapping[str, str]
    choices: tuple[Choice, ...]
    rarity: Mapping[str, float]
    known: Mapping[str, int]
    form: str = "question"

    @property
    def length(self) -> int:
        """The number of its different terms."""
        return len(self.weights) - len(self.links)


def checked(text: str) -> str:
    """A question without surrounding white space. Raises BadQuestion when it is empty or overlong."""
    text = unicodedata.normalize("NFC", text).strip()
    if not any(c.isalnum() for c in text):
        raise BadQuestion("The question is empty: ask in English, Russian or Kazakh.")
    if len(text) > LONGEST_QUESTION:
        raise BadQuestion(f"The question has {len(text):,} characters; shorten it to at most {LONGEST_QUESTION:,}.")
    return text


def rarity(count: int, total: int) -> float:
    """Inverse document frequency as BM25 has it (Robertson and Zaragoza 2009, section 3.2)."""
    return math.log(1 + (total - count + 0.5) / (count + 0.5))
