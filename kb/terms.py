"""Words of a text as the terms that the lexical index holds and questions are matched by.

Numbers and words of mixed script stay whole (``477-IV``, ``2017-2021``) and are indexed by their parts as well.
Words are stemmed in the language of their letters: Latin ones as English, Cyrillic ones as Russian or Kazakh.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import regex

from kb import kazakh
from kb.links import links

VERSION = "4"
# Letters and digits; the standard library's patterns find them three times as quickly as regex does by property.
_WORD = re.compile(r"[^\W_]+(?:[-/.,'·][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_SPELLINGS = str.maketrans("–—’ё", "--'е")
# In Қазақстанның no ending is -тан; what follows is one.
_COUNTRY = regex.compile(r"\p{L}{2,}(?:stan|стан)")
_POSSESSIVE = regex.compile(r"(?<=\p{L}{3})[’']s?$")
# Of the endings of Russian names only those matter that have consonants: Шымкентом, Павлодарскую.
_RUSSIAN_ENDING = regex.compile(
    r"(?<=\p{L}{4})(?:ск(?:ий|ая|ое|ие|ого|ому|им|ом|ой|ую|их|ими)|[ая]ми|[ая]х|[оеыи]м|[ыи]х|[ое]го)$"
)
_KAZAKH_LETTERS = frozenset("әғқңөұүһі")


def terms(text: str, language: str) -> list[str]:
    """The terms of a text in their order, stop words left out; ``language`` decides how Cyrillic is stemmed."""
    found: list[str] = []
    for word in _WORD.findall(unicodedata.normalize("NFC", text).casefold().translate(_SPELLINGS)):
        found += _terms_of(word, language)
    return found


def terms_by_word(text: str, language: str) -> dict[str, tuple[str, ...]]:
    """The words of a text as they are written, each with its terms; stop words left out."""
    words = _WORD.findall(unicodedata.normalize("NFC", text).translate(_SPELLINGS))
    found = {word: _terms_of(word.casefold(), language) for word in words}
    return {word: of_word for word, of_word in found.items() if of_word}


def linked(text: str, language: str) -> list[tuple[str, str]]:
    """Numbers of acts, dates and names as terms that are the same in every language, with the words they stand for."""
    return list(links(unicodedata.normalize("NFC", text), lambda word: _name(word, language)))


@lru_cache(maxsize=100_000)
def _name(word: str, language: str) -> str:
    """A lower-case name without its endings: a Russian stemmer takes them for verbs, and cuts Казахстан."""
    word = kazakh.spelled(word)
    if word in stop_words():
        return ""
    if country := _COUNTRY.match(word):
        return country[0]
    if word.isascii():
        return _POSSESSIVE.sub("", word)
    if language == "kk" or not _KAZAKH_LETTERS.isdisjoint(word):
        return kazakh.folded(word)
    return _RUSSIAN_ENDING.sub("", word)


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
    word = kazakh.spelled(word)
    if word.isascii():
        return (_snowball("english").stemWord(word),)
    if language == "kk" or not _KAZAKH_LETTERS.isdisjoint(word):
        return (kazakh.folded(word),)
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
