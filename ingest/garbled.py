"""Text that was recognised in the wrong language.

Optical recognition of Cyrillic pages with a Latin model gives words like "MeMJIeKeTTiH" and "KOIIi-KOH": letters
change from lower to upper case, scripts and digits mix inside words. Such words are rare in any real text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

SHARE = 0.2
_FEWEST = 3
# So many paragraphs, of so few words each, between two garbled ones belong to them: headings, names.
_GAP = 4
_FEW_WORDS = 25
_WORD = re.compile(r"\w{3,}")
_FLIP = re.compile(r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ](?<=[^\W\d_A-ZА-ЯЁӘҒҚҢӨҰҮҺІ].)")
# Letters of one script inside words of the other, unless they look alike: Kazakh is often typed with a Latin i.
_LATIN = "bdfghjklmnqrstuvwzDFGJLNQRSUVWZ"
_INSIDE = (rf"[{_LATIN}][Ѐ-ӿ]", rf"[Ѐ-ӿ][{_LATIN}]", r"[a-zа-я]\d+[a-zа-я]")
_MIXED = re.compile("|".join((*_INSIDE, r"^\d+[a-zа-я]{3,}$")))
# One of these is in each text with such a word; looked for one by one they are found several times as fast.
_SUSPECT = (_FLIP, *map(re.compile, _INSIDE), re.compile(r"\d[a-zа-я]{3}"))
# Names such as McAuliffe, DevOps, eGov and PhD.
_NAME = re.compile(r"(?:[a-z]|[A-Z][a-z]+)[A-Z][a-z]+|[A-Z][a-z][A-Z]|[A-Z]{2,}s")
# Addresses and raised numbers hold such changes by right.
_ADDRESS = re.compile(r"https?:|www\.|@|\\_|[a-z]\.[a-z]{2,3}/")
_RAISED = str.maketrans(dict.fromkeys("¹²³⁴⁵⁶⁷⁸⁹⁰ªº", " "))


def odd_share(text: str) -> float:
    """Share of words (three characters and more) with a change of case, script or digits inside, 0 to 1."""
    odd = _odd_words(text)
    return odd / len(_words(text)) if odd else 0.0


def _odd_words(text: str) -> int:
    suspect = any(pattern.search(text) for pattern in _SUSPECT)
    return sum(map(_odd, _words(text))) if suspect else 0


def _words(text: str) -> list[str]:
    plain = text if text.isascii() else text.translate(_RAISED)
    if _ADDRESS.search(plain):
        plain = " ".join(part for part in plain.split() if not _ADDRESS.search(part))
    return _WORD.findall(plain)


def _odd(word: str) -> bool:
    if word.isascii() and word.isalpha() and (word.isupper() or word[1:].islower()):
        return False
    return bool(_FLIP.search(word) or _MIXED.search(word)) and not _NAME.fullmatch(word)


def garbled(texts: Sequence[str]) -> list[bool]:
    """Which of the paragraphs are garbled; few words beside garbled ones need less, between them nothing."""
    odd_words = [_odd_words(text) for text in texts]
    if max(odd_words, default=0) < _FEWEST:
        return [False] * len(texts)
    counts = [(odd, len(_words(text))) for odd, text in zip(odd_words, texts, strict=True)]
    out = [odd >= _FEWEST and odd >= SHARE * words for odd, words in counts]
    sure = [index for index, bad in enumerate(out) if bad]
    for index in sure:
        for beside in (index - 1, index + 1):
            if 0 <= beside < len(counts) and counts[beside][1]:
                out[beside] |= counts[beside][0] >= SHARE / 2 * counts[beside][1]
    for index, following in pairwise(sure):
        between = range(index + 1, following)
        if len(between) <= _GAP and all(counts[i][1] <= _FEW_WORDS for i in between):
            out[index:following] = [True] * (following - index)
    return out
