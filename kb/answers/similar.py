"""Units that say the same: alike to the letter in one language, alike in meaning and figures across languages."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from kb.answers.figures import figures, same_value, years
from kb.answers.lookup import Lookup
from kb.answers.units import Unit, sentences

# Of 100, over letters and digits.
ALIKE = 90
# Centred cosine: 98 of 100 translations of one sentence are above 0.89, 98 of 100 other sentences below 0.90
# (kb/data/parallel).
TRANSLATED = 0.92
_NEITHER = re.compile(r"[\W_]+")


def same(one: Unit, other: Unit, lookup: Lookup) -> bool:
    """Whether two units say the same; figures and years must be the same ones."""
    if one.hit.passage.language == other.hit.passage.language:
        return fuzz.ratio(_letters(one.text), _letters(other.text)) >= ALIKE and _same_figures(one, other)
    return _same_figures(one, other) and lookup.likeness(one.range, other.range) >= TRANSLATED


def said_in(one: Unit, other: Unit) -> Unit | None:
    """The sentence of the other unit that says what one unit says, where both are of one language."""
    if one.hit.passage.language != other.hit.passage.language:
        return None
    wanted = _letters(one.text)
    for sentence in sentences(other):
        if fuzz.ratio(wanted, _letters(sentence.text)) >= ALIKE and _same_figures(one, sentence):
            return sentence
    return None


def _same_figures(one: Unit, other: Unit) -> bool:
    mine, others = figures(one.text), figures(other.text)
    return (
        years(one.text) == years(other.text)
        and all(any(same_value(a, b) for b in others) for a in mine)
        and all(any(same_value(a, b) for b in mine) for a in others)
    )


def _letters(text: str) -> str:
    return _NEITHER.sub("", text.casefold())
