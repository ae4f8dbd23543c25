"""What a model said, sentence by sentence, each with the numbers that it cites."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import regex

from ingest.sentences import sentences as ranges

# What models that think aloud put before their answer.
_THOUGHTS = regex.compile(r"\A\s*<think>.*?</think>", regex.DOTALL)
# "[1]", "[1, 2]", "[^1]", "[Passage 1]", "【1】"
_CITED = regex.compile(r"\[\s*(?:\^|\p{L}+\s)?\s*(\d{1,4}(?:\s*[,;]\s*\d{1,4})*)\s*\]")
_BRACKETS = str.maketrans("【】［］", "[][]")
# Citations that follow the full stop belong to the sentence before it.
_AFTER = regex.compile(r"([.!?…]+[»”\"')]*)\s*((?:\[[^\[\]\n]{1,40}\]\s*)+)")
_BULLET = regex.compile(r"^(?:[-*•–—]|\d{1,2}[.)])\s+", regex.MULTILINE)
_SPACE_BEFORE = regex.compile(r"\s+(?=[.,;:!?…])")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence without its citations, and the numbers that it cites, each once."""

    text: str
    citations: tuple[int, ...]


def said(text: str) -> list[Said]:
    """The sentences of a model's answer in their order, the same one only once.

    Signs that steer a terminal or the direction of writing are taken out.
    """
    plain = _plain(_THOUGHTS.sub("", text))
    found: dict[str, Said] = {}
    for line in plain.splitlines():
        line = _AFTER.sub(lambda m: f" {m[2].strip()}{m[1]} ", line)
        for start, end in ranges(line):
            sentence = _said(line[start:end])
            if any(c.isalnum() for c in sentence.text):
                found.setdefault(sentence.text, sentence)
    return list(found.values())


def _plain(text: str) -> str:
    kept = "".join(c for c in text if c == "\n" or unicodedata.category(c)[0] != "C" or c in "\t\r")
    return _BULLET.sub("", unicodedata.normalize("NFC", kept).translate(_BRACKETS))


def _said(sentence: str) -> Said:
    numbers = [int(number) for match in _CITED.findall(sentence) for number in regex.findall(r"\d+", match)]
    bare = _SPACE_BEFORE.sub("", " ".join(_CITED.sub(" ", sentence).split()))
    return Said(bare, tuple(dict.fromkeys(numbers)))
