"""Text that was recognised in the wrong language.

Optical recognition of Cyrillic pages with a Latin model gives words like "MeMJIeKeTTiH" and "KOIIi-KOH": letters
change from lower to upper case, scripts and digits mix inside words. Such words are rare in any real text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

SHARE = 0.2
_FEWEST = 3
_WORD = re.compile(r"\w{3,}")
_FLIP = re.compile(r"[^\W\d_A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]")
# Letters of one script inside words of the other, unless they look alike: Kazakh is often typed with a Latin i.
_LATIN = "bdfghjklmnqrstuvwzDFGJLNQRSUVWZ"
_MIXED = re.compile(rf"[{_LATIN}][Ѐ-ӿ]|[Ѐ-ӿ][{_LATIN}]|[a-zа-я]\d+[a-zа-я]|^\d+[a-zа-я]{{3,}}$")
# Names such as McAuliffe, DevOps, eGov and PhD.
_NAME = re.compile(r"(?:[a-z]|[A-Z][a-z]+)[A-Z][a-z]+|[A-Z][a-z][A-Z]|[A-Z]{2,}s")
# Addresses and raised numbers hold such changes by right.
_IGNORED = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁰ªº]|\S*(?:https?:|www\.|@|\\_|[a-z]\.[a-z]{2,3}/)\S*")


def odd_share(text: str) -> float:
    """Share of words (three characters and more) with a change of case, script or digits inside, 0 to 1."""
    odd, words = _odd_words(text)
    return odd / words if words else 0.0


def _odd_words(text: str) -> tuple[int, int]:
    words = _WORD.findall(_IGNORED.sub(" ", text))
    return sum(map(_odd, words)), len(words)


def _odd(word: str) -> bool:
    return bool(_FLIP.search(word) or _MIXED.search(word)) and not _NAME.fullmatch(word)


def garbled(texts: Sequence[str]) -> list[bool]:
    """Which of the paragraphs are garbled; one beside garbled ones needs less to be taken for garbled too."""
    counts = [_odd_words(text) for text in texts]
    shares = [odd / words if words else 0.0 for odd, words in counts]
    sure = [odd >= _FEWEST and share >= SHARE for (odd, _), share in zip(counts, shares, strict=True)]
    for index, share in enumerate(shares):
        beside = sure[max(index - 1, 0) : index] + sure[index + 1 : index + 2]
        sure[index] = sure[index] or (share >= SHARE / 2 and any(beside)) or (len(beside) == 2 and all(beside))
    return sure
