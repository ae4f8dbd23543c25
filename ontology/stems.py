"""What the inflected forms of a word share, in English, Russian and Kazakh: the keys by which concepts are found.

Inflection only: ``migrants`` and ``migrant`` are one, ``migration`` is another word. The stem of a Russian word is
Snowball's; that of a Kazakh noun is what is left when case, possessive and plural endings are gone (in this order, as
they stand from the end of the word). Keys are no words: they are compared, not shown.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

import regex

# Spellings of English that differ by country: -ise and -ize, -our and -or, -re and -er, one and two l.
_SPELLINGS = (
    (regex.compile(r"is(?=(?:e[drs]?|ing|ation|ations|ational)$)"), "iz"),
    (regex.compile(r"(?<=lab|neighb|behavi|fav|hon|endeav)our"), "or"),
    (regex.compile(r"(?<=cent|theat)re(?=s?$)"), "er"),
    (regex.compile(r"program(?:me)?(?=s?$)"), "program"),
    (regex.compile(r"(?<=trave|counse|labe|enro|fulfi)ll(?=[eim]|$)"), "l"),
)
_IRREGULAR = {
    "people": "person",
    "children": "child",
    "women": "woman",
    "men": "man",
    "offence": "offense",
    "crises": "crisis",
}
_ELIDED = {"халқ": "халық", "орн": "орын", "құлқ": "құлық", "ауз": "ауыз"}
_LATIN = regex.compile(r"[a-z]+")
_KAZAKH = frozenset("әғқңөұүһі")
# What an ending may follow: a vowel (V), a voiceless consonant (T), any other consonant (D).
_V, _T, _D = "[аәеёиоөұүыіэюяу]", "[кқпстфхцчшщбвгд]", "[бвгғджзйлмнңру]"
_CASE = regex.compile(
    rf"(?:(?<={_V}|н)[н](?:ың|ің)|(?<={_D})д(?:ың|ің)|(?<={_T})т(?:ың|ің)"
    rf"|(?<=[ыі])н(?:да|де|ан|ен)|(?<={_V}|{_D})(?:да|де)|(?<={_T})(?:та|те|тан|тен|қа|ке|ты|ті)"
    rf"|(?<={_V}|{_D})(?:дан|ден|ға|ге)|(?<=[мнң])(?:нан|нен)|(?<={_D})(?:ды|ді)|(?<={_V})(?:ны|ні)"
    r"|(?<=[ыі])(?:на|не)|(?<=[ыі])н|[мбп]ен)$"
)
_LOCATIVE = regex.compile(r"(?<=[дт][ае])(?:ғы|гі)(?:$|(?=н))")
_POSSESSIVE = regex.compile(r"(?:ымыз|іміз|сы|сі|ы|і)$")
_PLURAL = regex.compile(r"(?:лар|лер|дар|дер|тар|тер)$")
_HARD = str.maketrans("ғгб", "қкп")
_SHORTEST = 3
# The last letters of a Russian stem: a vowel that other forms lack (китаец, китайца), or the sign that stands for it.
_FLEETS = regex.compile(r"(?:(?<after>(?<=[аеиоу])е)|[ео]|ь)(?<last>[кц])$")
_FLEETING = 5


@lru_cache(maxsize=200_000)
def keys(word: str) -> tuple[str, ...]:
    """The keys of a word, by the languages that its letters can belong to; at most one of each language.

    ``labour`` gives ``("labor",)``, ``миграции`` a Russian and a Kazakh key, for both languages have the word.
    """
    folded = word.casefold().replace("ё", "е")
    if _LATIN.fullmatch(folded):
        return (english(folded),)
    if not regex.search(r"\p{Cyrillic}", folded):
        return (folded,)
    if _KAZAKH.isdisjoint(folded):
        return ("р" + russian(folded), "қ" + kazakh(folded))
    return ("қ" + kazakh(folded),)


def key(word: str, language: str) -> str:
    """The key of a word of a name in a language (``en``, ``ru``, ``kk``), one of the ``keys`` of its forms."""
    folded = word.casefold().replace("ё", "е")
    if _LATIN.fullmatch(folded):
        return english(folded)
    if not regex.search(r"\p{Cyrillic}", folded):
        return folded
    return "қ" + kazakh(folded) if language == "kk" else "р" + russian(folded)


def english(word: str) -> str:
    """A noun without its plural, in one spelling: ``labourers`` and ``laborer`` are alike."""
    for source, plain in _SPELLINGS:
        word = source.sub(plain, word)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def russian(word: str) -> str:
    """Snowball's stem without the vowel that comes and goes."""
    return settled(_russian().stemWord(word))


def settled(stem: str) -> str:
    """A Russian stem without that vowel: those of ``рынок``, ``рынка`` and of ``беженец``, ``беженцев`` are one."""
    if len(stem) >= _FLEETING and (found := _FLEETS.search(stem)):
        return stem[: found.start()] + ("й" if found["after"] else "") + found["last"]
    return stem


def kazakh(word: str) -> str:
    """A noun without case, possessive and plural, its softened last letter hardened: ``саясатының``, ``саясат``."""
    bare = word
    for endings in (_CASE, _LOCATIVE, _CASE, _POSSESSIVE, _PLURAL):
        shorter = endings.sub("", bare)
        if len(shorter) >= (2 if endings is _PLURAL else _SHORTEST):
            bare = shorter
    bare = _ELIDED.get(bare, bare)
    return bare[:-1] + bare[-1].translate(_HARD)


@cache
def _russian() -> Any:
    import Stemmer

    return Stemmer.Stemmer("russian")
