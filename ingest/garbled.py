"""Text that was recognised in the wrong language.

Optical recognition of Cyrillic pages with a Latin model gives words like "MeMJIeKeTTiH" and "KOIIi-KOH": letters
change from lower to upper case, scripts and digits mix inside words. Such words are rare in any real text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"\w{3,}")
_FLIP = re.compile(r"[^\W\d_A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]")
_MIXED = re.compile(r"[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]|[a-zа-я]\d+[a-zа-я]|^\d+[a-zа-я]{3,}$")
_ADDRESS = re.compile(r"\S*(?:https?:|www\.|@|\\_|[a-z]\.[a-z]{2,3}/)\S*")
SHARE = 0.2
_MINIMUM_WORDS = 4


def odd_share(text: str) -> float:
    """Share of words (three characters and more) with a change of case, script or digits inside, 0 to 1."""
    words = _WORD.findall(_ADDRESS.sub(" ", text))
    if not words:
        return 0.0
    return sum(bool(_FLIP.search(word) or _MIXED.search(word)) for word in words) / len(words)


def garbled(texts: Sequence[str]) -> list[bool]:
    """Which of the paragraphs are garbled; a short one between garbled ones is taken for garbled too."""
    shares = [odd_share(text) for text in texts]
    sure = [
        share >= SHARE and len(_WORD.findall(text)) >= _MINIMUM_WORDS for share, text in zip(shares, texts, strict=True)
    ]
    for index, share in enumerate(shares):
        beside = sure[max(index - 1, 0) : index] + sure[index + 1 : index + 2]
        sure[index] = sure[index] or (share >= SHARE / 2 and any(beside)) or (len(beside) == 2 and all(beside))
    return sure
