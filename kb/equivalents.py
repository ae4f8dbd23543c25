"""Words that stand for each other in the three languages, learnt from the names of the concept scheme.

Two words are taken for each other when they occur in the names of the same concepts and in few others (the
coefficient of L. R. Dice, 1945, over the concepts; as of word alignment in I. D. Melamed, 2000): "quota", «квота».
Concepts whose names say the same in three languages are a small dictionary of the field, and nothing else is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from ingest.document import LANGUAGES
from kb.terms import terms
from ontology import scheme
from ontology.stems import settled

# Words that share fewer concepts, or a smaller part of them, are neighbours in a name rather than each other's.
_FEWEST = 2
_LEAST = 0.6


@cache
def equivalents(stem: str) -> frozenset[str]:
    """The stems of other languages that stand for a stem, and itself; the best of each language, if one is."""
    tables = _tables()
    found = {stem}
    for own, table in tables.items():
        if stem in table:
            found |= {best for other in tables.keys() - {own} if (best := _best(table[stem], tables[other]))}
    return frozenset(found)


def stems(text: str, language: str) -> tuple[str, ...]:
    """The terms of a text as they are compared here: without the vowel that comes and goes in Russian."""
    return tuple(settled(term) for term in terms(text, language))


def _best(concepts: set[str], table: Mapping[str, set[str]]) -> str:
    shares = {
        other: 2 * len(common) / (len(concepts) + len(theirs))
        for other, theirs in table.items()
        if len(common := concepts & theirs) >= _FEWEST
    }
    # Of words that fit as well, the first by letters: the same one every time.
    best = max(sorted(shares), key=shares.__getitem__, default="")
    return best if shares.get(best, 0.0) >= _LEAST else ""


@cache
def _tables() -> Mapping[str, Mapping[str, set[str]]]:
    """By language, the ids of the concepts in whose names a stem occurs."""
    tables: dict[str, dict[str, set[str]]] = {language: defaultdict(set) for language in LANGUAGES}
    for concept in scheme.concepts():
        for language, table in tables.items():
            for name in concept.names(language):
                for stem in stems(name, language):
                    table[stem].add(concept.id)
    # Asking must not add to them.
    return {language: dict(table) for language, table in tables.items()}
