"""How well a text layer reads, measured without a dictionary: which of two readers understood a page better."""

from __future__ import annotations

import re

from ingest.garbled import odd_share

# Code points that no reader maps a glyph to on purpose: replacement characters, private use, controls.
_LOST = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff\x00-\x08\x0e-\x1f\x7f-\x9f]")
_LONGEST = 25
_LONG = re.compile(rf"[^\W\d_]{{{_LONGEST + 1},}}")
_ADDRESS = re.compile(r"\S*(?:://|www\.|@|/\S+/)\S*")
_TORN = re.compile(r"(?:(?<!\S)[^\W\d_](?!\S)\s*){6,}")
# What a text must hold often to be worth a closer look.
# Each begins with what is rare, and they are counted one by one: together they take three times as long.
_SUSPECT = (
    _LOST,
    re.compile("[A-ZА-ЯЁ](?<=[a-zа-яё].)"),
    re.compile("[А-Яа-яЁё](?:(?<=[A-Za-z].)|(?=[A-Za-z]))"),
    re.compile(r"\d(?<=[^\W\d_].)[^\W\d_]"),
    re.compile(r" \w \w \w(?!\S)"),
)
# Below this a page is worth a second reader.
GOOD = 0.9


def quality(text: str) -> float:
    """Share of a text that reads like words, 0 to 1; 1 for a text without letters.

    Counted as unread: characters without meaning, words with changes of case or script inside, words that ran into one
    another, and words torn into single letters.
    """
    if _suspects(text) < 0.005 * len(text):
        return 1.0
    plain = _ADDRESS.sub(" ", text)
    length = sum(not c.isspace() for c in plain)
    if not length:
        return 1.0
    lost = len(_LOST.findall(plain))
    glued = sum(len(word) for word in _LONG.findall(plain))
    torn = sum(len(match[0]) - match[0].count(" ") for match in _TORN.finditer(plain))
    return max(0.0, 1.0 - (3 * lost + glued + torn) / length - odd_share(plain))


def _suspects(text: str) -> int:
    glued = sum(len(word) // (_LONGEST + 1) for word in text.split())
    return glued + sum(len(pattern.findall(text)) for pattern in _SUSPECT)
