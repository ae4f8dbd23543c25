"""Cleaning, all of it before the text is frozen: characters, mojibake, and words broken at line ends."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u1680"), " "
)
_NOTHING = dict.fromkeys([0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_CONTROLS = dict.fromkeys([*range(0x09), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0xA0)])
_TABLE = {**_CONTROLS, **_LIGATURES, **_SPACES, **_NOTHING}
# Lone surrogates and non-characters cannot be stored as UTF-8 or mean nothing.
_INVALID = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_NEWLINES = re.compile(r"\r\n?|\u2028|\u2029|\x85")
_MOJIBAKE = re.compile(
    r"[ÃÂ][\u0080-\u00bf]|â€|Ð[\u0080-\u00bf°±µ»½¾]|Ñ[\u0080-\u00bf€‚ƒ„…†‡ˆ‰]|[РС][\u0400-\u045f°±µ»]"
)
_LATIN1_WORD = re.compile(r"(?<![A-Za-z])[À-ÿ]{3,}(?![A-Za-z])")
_ANY_WORD = re.compile(r"[^\W\d_]{3,}")
HYPHEN = "\u2010"
_MARKS = re.compile("[\u0002\ufffe\u00ad]+$")
_SOFT = re.compile("\u00ad")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_BROKEN = re.compile(r"(?P<left>[^\W\d_]+(?:['’-][^\W\d_]+)*)[-\u2010]$")
_LONGEST_WORD = 80
_RANGE = re.compile(r"\d[-\u2010]$")
_NEXT = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# First parts that English and Russian keep a hyphen after.
_PREFIXES = frozenset(
    ["non", "self", "well", "high", "low", "long", "short", "ex", "cross", "quasi", "semi", "all", "мало", "кое"]
)
# Last parts that follow a hyphen in compounds.
_SUFFIXES = frozenset(
    [
        "sized",
        "based",
        "term",
        "related",
        "oriented",
        "scale",
        "level",
        "quality",
        "skilled",
        "income",
        "time",
        "wide",
        "led",
        "driven",
        "то",
        "либо",
        "нибудь",
    ]
)


def clean(text: str) -> str:
    """One kind of newline, NFC, no ligatures, control characters, odd spaces or mojibake; line ends stay."""
    text = _NEWLINES.sub("\n", text)
    if not text.isascii() or not text.isprintable():
        text = _unmojibake(text)
        text = _INVALID.sub("", text.translate(_TABLE))
        text = _SOFT.sub("", text)
        text = unicodedata.normalize("NFC", text)
    return text


def _unmojibake(text: str) -> str:
    if len(_LATIN1_WORD.findall(text)) > 0.3 * max(4, len(_ANY_WORD.findall(text))):
        return _as_cp1251(text)
    if not _MOJIBAKE.search(text):
        return text
    import ftfy

    return "\n".join(ftfy.fix_encoding(line) if _MOJIBAKE.search(line) else line for line in text.split("\n"))


def _as_cp1251(text: str) -> str:
    """Cyrillic that was read as Latin-1, letter by letter, so that what is no such letter stays."""
    return "".join(c.encode("latin-1").decode("cp1251") if "À" <= c <= "ÿ" or c in "¨¸" else c for c in text)


def mark_hyphens(text: str) -> str:
    """A line whose last hyphen is a soft one or pdfium's mark for a line-end hyphen, with a plain hyphen."""
    return _MARKS.sub("-", text)


class Vocabulary:
    """The words of one document, which decide what a hyphen at a line end stands for."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._count: Counter[str] = Counter()
        broken = False
        for line in lines:
            # The last word of a line that ends in a hyphen, and the first of the next, are halves.
            words = _WORD.findall(line.casefold())
            words = words[1:] if broken else words
            broken = line.rstrip().endswith(("-", HYPHEN))
            self._count.update(words[:-1] if broken else words)

    def glue(self, left: str, right: str) -> str | None:
        """How the line ``right`` follows the line ``left``: the joined text, or None when no word is broken."""
        match, next_word = _BROKEN.search(left[-_LONGEST_WORD:]), _NEXT.match(right)
        if not match:
            return left + right if _RANGE.search(left[-2:]) and right[:1].isdigit() else None
        if not next_word:
            return left + right if right[:1].isdigit() else None
        if self._keeps_hyphen(match["left"], next_word[0]):
            return left[:-1] + "-" + right
        return left[:-1] + right

    def _keeps_hyphen(self, left: str, right: str) -> bool:
        if right[0].isupper():
            return not left.isupper() or f"{left}-{right}".casefold() in self._count
        left, right = left.casefold(), right.casefold()
        head, _, last = left.rpartition("-")
        joined = self._count[left + right] + (self._count[last + right] if head else 0)
        hyphened = self._count[f"{left}-{right}"]
        if joined or hyphened:
            return hyphened > joined
        if last in _PREFIXES or right in _SUFFIXES:
            return True
        return len(last) > 2 and len(right) > 2 and bool(self._count[last]) and bool(self._count[right])


def fold(text: str) -> str:
    """Runs of white space to one space, none at the ends."""
    return " ".join(text.split())
