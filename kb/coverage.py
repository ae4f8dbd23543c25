"""What of a question the evidence covers: the years, names and numbers that it names.

A passage on the topic that speaks of another year or another place does not answer, however near its meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from kb.answers.figures import years_asked
from kb.links import skeleton
from kb.question import Question
from kb.quotes import Quote
from kb.terms import linked, terms, terms_by_word

_YEAR = regex.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
# A name in more than a tenth of the passages, such as that of the shelf's own country, tells no passage from another.
_TELLING = 2.2
_FIRST_WORD = regex.compile(r"[\p{L}\p{N}’'-]+")


@dataclass(frozen=True, slots=True)
class Coverage:
    """The years and the names of a question that no near passage holds, out of so many; ``other_years`` are those
    that the near passages hold instead."""

    years: tuple[str, ...]
    names: tuple[str, ...]
    of_years: int
    of_names: int
    other_years: tuple[str, ...]

    @property
    def years_missing(self) -> float:
        """Share of the years that are missing."""
        return len(self.years) / self.of_years if self.of_years else 0.0

    @property
    def names_missing(self) -> float:
        """Share of the names that are missing."""
        return len(self.names) / self.of_names if self.of_names else 0.0


def coverage(question: Question, quotes: Sequence[Quote]) -> Coverage:
    """What is missing in all of the quotes' passages together with the titles above them."""
    asked = years_asked(question.text)
    years = tuple(year for year in dict.fromkeys(_YEAR.findall(question.text)) if year in asked)
    names = _names(question)
    held = [
        _held(q.hit.passage.text, q.hit.passage.section, q.hit.document.title, q.hit.passage.language) for q in quotes
    ]
    dated = {str(q.hit.document.year) for q in quotes}
    all_years = {year for years_, _ in held for year in years_}
    there = {term for _, terms_ in held for term in terms_}
    missing_years = tuple(year for year in years if year not in all_years | dated)
    missing = tuple(
        words for term, words in names.items() if term not in there and _tellable(question, term, words, quotes)
    )
    others = tuple(sorted(all_years - set(years))) if missing_years else ()
    return Coverage(missing_years, missing, len(years), len(names), others)


def unknown(question: Question) -> tuple[tuple[str, ...], float]:
    """The words of a question that no passage of the shelf has in any form, and their share of its words."""
    words = terms_by_word(question.text, question.language)
    strange = tuple(word for word, of_word in words.items() if not any(question.known.get(t) for t in of_word))
    return strange, len(strange) / len(words) if words else 0.0


def _names(question: Question) -> dict[str, str]:
    """The telling links of the question that are names or numbers; its first word has a capital letter anyway."""
    match = _FIRST_WORD.search(question.text)
    first = match[0] if match and not match[0].isupper() else ""
    return {
        term: words
        for term, words in question.links.items()
        if question.rarity[term] >= _TELLING and (term[0] == "№" or (term[0] == "~" and words != first))
    }


def _tellable(question: Question, term: str, words: str, quotes: Iterable[Quote]) -> bool:
    """Whether a name would be seen in the passages: a name in another language may read otherwise there
    (Germany, Алмания), so that only one that the shelf knows tells."""
    if term[0] == "№" or question.known.get(term, 0):
        return True
    return any(quote.hit.passage.language == question.language for quote in quotes)


@lru_cache(maxsize=4096)
def _held(text: str, section: str, title: str, language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The years and the links of a passage with the titles above it."""
    whole = f"{text}\n{section}\n{title}"
    names = {term for term, _ in linked(whole, language)}
    # Names in capitals throughout, or in lower-case headings, are no links there.
    names |= {f"~{skeleton(term)}" for term in terms(f"{section} {title}", language)}
    return frozenset(_YEAR.findall(whole)), frozenset(names)
