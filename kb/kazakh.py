"""A light stemmer for Kazakh: strips the endings that its regular agglutination puts after a noun or verb stem.

A Kazakh noun is stem + plural + possessive + case (+ copula), each from a short list whose vowels and first
consonant harmonise with what precedes (Balakayev et al., «Қазіргі қазақ тілі»). Endings are taken off from the
right, at most one of each slot and never below three letters; a voiced final consonant that the ending had
softened is hardened again (кітабы → кітап). An ending is taken off only where assimilation allows it: one that
begins with a voiceless consonant follows a voiceless one (саясат-ты, never сая-са-ты from саясаты). The stemmer
is deliberately light: over-stemming merges words that differ.
"""

from __future__ import annotations

from functools import lru_cache

_SHORTEST = 3


def _endings(text: str) -> tuple[str, ...]:
    return tuple(sorted(text.split(), key=len, reverse=True))


# One slot a line, from the right end of the word to the left.
_COPULA = _endings("мын мін бын бін пын пін сың сің сыз сіз мыз міз быз біз пыз піз")
_CASE = _endings(
    "ның нің дың дің тың тің ға ге қа ке на не ны ні ды ді ты ті да де та те нда нде дан ден тан тен нан нен"
    " мен бен пен дағы дегі тағы тегі ндағы ндегі ғы гі қы кі н"
)
_POSSESSIVE = _endings("ымыз іміз мыз міз ыңыз іңіз ңыз ңіз лары лері дары дері тары тері сы сі ым ім ың ің ы і")
_PLURAL = _endings("лар лер дар дер тар тер")
_VERBAL = _endings("ған ген қан кен атын етін йтын йтін ушы уші ылған ілген ынған інген уға уге уды уді у")
_SOFTENED = str.maketrans("бгғ", "пкқ")
_VOWELS = frozenset("аәеёиоөуүұыіэюя")
_VOICELESS = frozenset("пфкқтсшщчцхһбвгд")  # a final б, в, г, д of a loan is spoken, and assimilated, as voiceless
_THIRD_PERSON = frozenset("ыі")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a lower-case word; words of three letters and less are returned as they are."""
    for endings in (_COPULA, _CASE, _POSSESSIVE, _PLURAL, _VERBAL):
        word = _without(word, endings)
    return word[:-1] + word[-1].translate(_SOFTENED) if word else word


def _without(word: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= _SHORTEST and _follows(ending, rest[-1]):
            return rest
    return word


def _follows(ending: str, last: str) -> bool:
    """Whether an ending can stand after a stem with this last letter."""
    first = ending[0]
    if first in _VOWELS:
        return last not in _VOWELS or ending == "у"
    if ending in ("ғы", "гі", "қы", "кі") and last in _THIRD_PERSON:
        return False  # министрлі|гі is министрлік + і
    if ending == "н" or ending.startswith(("нд", "на", "не")):
        return last in _THIRD_PERSON or (len(ending) == 3 and last in "мнң")
    if first in "тқкп":
        return last in _VOICELESS
    if ending in ("ны", "ні", "сы", "сі"):
        return last in _VOWELS
    return last not in _VOICELESS or last in "бвгд"
