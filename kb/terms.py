"""Words of a text as the terms that the lexical index holds and questions are matched by.

Numbers and words of mixed script stay whole (``477-IV``, ``2017-2021``) and are indexed by their parts as well.
Words are stemmed in the language of their letters: Latin ones as English, Cyrillic ones as Russian or Kazakh.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import regex

from kb import kazakh

VERSION = "1"
_WORD = regex.compile(r"[\p{L}\p{N}]+(?:[-–—/.,’'·][\p{L}\p{N}]+)*")
_PART = regex.compile(r"[\p{L}\p{N}]+")
_SPELLINGS = str.maketrans("–—’ё", "--'е")
_KAZAKH_LETTERS = frozenset("әғқңөұүһі")


def terms(text: str, language: str) -> list[str]:
    """The terms of a text in their order, stop words left out; ``language`` decides how Cyrillic is stemmed."""
    found: list[str] = []
    for match in _WORD.finditer(unicodedata.normalize("NFC", text).casefold()):
        found += _terms_of(match.group().translate(_SPELLINGS), language)
    return found


@lru_cache(maxsize=200_000)
def _terms_of(word: str, language: str) -> tuple[str, ...]:
    parts = _PART.findall(word)
    if len(parts) == 1:
        return _stemmed(parts[0], language)
    whole = (word,) if any(c.isdigit() for c in word) or "-" in word else ()
    return whole + tuple(term for part in parts for term in _stemmed(part, language))


def _stemmed(word: str, language: str) -> tuple[str, ...]:
    if word in stop_words():
        return ()
    if any(c.isdigit() for c in word):
        return (word,)
    if word.isascii():
        return (_snowball("english").stemWord(word),)
    if language == "kk" or not _KAZAKH_LETTERS.isdisjoint(word):
        return (kazakh.stem(word),)
    return (_snowball("russian").stemWord(word),)


@cache
def stop_words() -> frozenset[str]:
    """Function words of the three languages, which say nothing about what a text is about."""
    text = files("kb").joinpath("data", "stopwords.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@cache
def _snowball(name: str) -> Any:
    import Stemmer

    return Stemmer.Stemmer(name)
