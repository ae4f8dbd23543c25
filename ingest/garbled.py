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
_FLIP = re.compile(r"[^\W\d_A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]")
# Letters of one script inside words of the other, unless they look alike: Kazakh is often typed with a Latin i.
_LATIN = "bdfghjklmnqrstuvwzDFGJLNQRSUVWZ"
_MIXED = re.compile(rf"[{_LATIN}][Ѐ-ӿ]|[Ѐ-ӿ][{_LATIN}]|[a-zа-я]\d+[a-zа-я]|^\d+[a-zа-я]{{3,}}$")
# Names such as McAuliffe, DevOps, eGov and PhD.
_NAME = re.compile(r"(?:[a-z]|[A-Z][a-z]+)[A-Z][a-z]+|[A-Z][a-z][A-Z]|[A-Z]{2,}s")
# Addresses and raised numbers hold such changes by right.
_ADDRESS = re.compile(r"https?:|www\.|@|\\_|[a-z]\.[a-z]{2,3}/")
_RAISED = str.maketrans(dict.fromkeys("¹²³⁴⁵⁶⁷⁸⁹⁰ªº", " "))


def odd_share(text: str) -> float:
    """Share of words (three characters and more) with a change of case, script or digits inside, 0 to 1."""
    odd, words = _odd_words(text)
    return odd / words if words else 0.0


def _odd_words(text: str) -> tuple[int, int]:
    plain = " ".join(part for part in text.translate(_RAISED).split() if not _ADDRESS.search(part))
    words = _WORD.findall(plain)
    return sum(map(_odd, words)), len(words)


def _odd(word: str) -> bool:
    return bool(_FLIP.search(word) or _MIXED.search(word)) and not _NAME.fullmatch(word)


def garbled(texts: Sequence[str]) -> list[bool]:
    """Which of the paragraphs are garbled; few words beside garbled ones need less, between them nothing."""
    counts = [_odd_words(text) for text in texts]
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
