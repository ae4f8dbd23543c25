"""Cleaning, all of it before the text is frozen: characters, mojibake, and words broken at line ends."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

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
_LATIN1_RUN = re.compile(r"[A-Za-zÀ-ÿ¨¸]+")
_ALIKE = "aceopxyABCEHKMOPTX"
_TO_CYRILLIC = str.maketrans(_ALIKE, "асеорхуАВСЕНКМОРТХ")
# Dashes and quotes of cp1251 where Latin-1 has control characters, and its number sign.
_CP1251_MARKS = {code: bytes([code]).decode("cp1251", "replace") for code in range(0x80, 0xA0)} | {0xB9: "№"}
# Quotes of LCY, the encoding of Cyrillic fonts for TeX that has its letters where cp1251 has them.
_LCY_OPENS = re.compile(r"¾(?=\S)")
_LCY_CLOSES = re.compile(r"(?<=[\w.,!?…)])¿")
_ANY_WORD = re.compile(r"[^\W\d_]{3,}")
HYPHEN = "\u2010"
_SOFT = re.compile("\u00ad")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_BROKEN = re.compile(r"(?P<left>[^\W\d_]+(?:['’-][^\W\d_]+)*)[-\u2010]$")
_LONGEST_WORD = 80
_RANGE = re.compile(r"\d[-\u2010]$")
_NEXT = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# So many letters of the second part tell an inflected word.
_STEM = 5


def clean(text: str) -> str:
    """One kind of newline, NFC, no ligatures, control characters, odd spaces or mojibake; line ends stay."""
    text = _NEWLINES.sub("\n", text)
    if not text.isascii() or not text.isprintable():
        before = ""
        # What is taken out may have hidden mojibake, and repaired text may hold what is to be taken out.
        while before != text:
            before = text
            text = _INVALID.sub("", _unmojibake(text).translate(_TABLE))
            text = unicodedata.normalize("NFC", _SOFT.sub("", text))
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


def legacy_cyrillic(lines: Iterable[str]) -> bool:
    """Whether the Cyrillic of a whole text was read as Latin-1: many words of accented letters, no Cyrillic ones."""
    odd = words = 0
    for line in lines:
        if not line.isascii():
            odd += len(_LATIN1_WORD.findall(line))
        words += line.count(" ") + 1
    return odd > 0.2 * words


def as_cp1251(text: str) -> str:
    """The words of such a text repaired one by one; words of another language with an accent in them stay.

    Letters that look alike in both scripts were often typed in the wrong one ("пpимеp"): they follow the others.
    """
    if text.isascii():
        return text
    text = _LCY_CLOSES.sub("»", _LCY_OPENS.sub("«", text))
    return _LATIN1_RUN.sub(lambda match: _recoded(match[0]), text.translate(_CP1251_MARKS))


def _recoded(word: str) -> str:
    accented = sum(c > "\x7f" for c in word)
    plain = [c for c in word if c <= "\x7f"]
    if not accented or (plain and accented <= len(plain) and not all(c in _ALIKE for c in plain)):
        return word
    return _as_cp1251(word).translate(_TO_CYRILLIC)


class Vocabulary:
    """The words of one document, which decide what a hyphen at a line end stands for."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._count: Counter[str] = Counter()
        self._stems: frozenset[str] | None = None
        broken = False
        for line in lines:
            # The last word of a line that ends in a hyphen, and the first of the next, are halves.
            words = _WORD.findall(line.casefold())
            words = words[1:] if broken else words
            broken = line.rstrip().endswith(("-", HYPHEN))
            self._count.update(words[:-1] if broken else words)

    def glue(self, left: str, right: str) -> str | None:
        """How the line ``right`` follows the line ``left``: the joined text, or None when no word is broken."""
        if not left.endswith(("-", HYPHEN)):
            return None
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
        if _compound(last, right) or f"{last}-{right[:_STEM]}" in self._hyphened():
            return True
        return len(last) > 2 and len(right) > 2 and bool(self._count[last]) and bool(self._count[right])

    def _hyphened(self) -> frozenset[str]:
        """The words of the document with a hyphen, without the endings of their last parts."""
        if self._stems is None:
            parts = (word.rpartition("-") for word in self._count if "-" in word)
            self._stems = frozenset(
                f"{left}-{right[:_STEM]}" for left, _, right in parts if min(len(left), len(right)) >= _STEM
            )
        return self._stems


@cache
def _hyphens() -> dict[str, Any]:
    return tomllib.loads(files("ingest").joinpath("data/hyphens.toml").read_text(encoding="utf-8"))


@cache
def _compounds() -> re.Pattern[str]:
    """Compounds that every text writes with a hyphen (data/hyphens.toml)."""
    words = _hyphens()
    pairs = "|".join(re.escape(pair).replace(r"\*", r"\w*") for pair in words["pairs"])
    adjectives, kazakh = ("".join(words[name].split()) for name in ("adjectives", "kazakh"))
    first, adverbs, last = ("|".join(words[name]) for name in ("first", "adverbs", "last"))
    free = rf"(?:{first})-\w+|(?:{adverbs})-(?!{words['solid']})\w+|\w+-(?:{last})"
    return re.compile(rf"{free}|{pairs}|{adjectives}-{words['endings']}|{kazakh}")


def _compound(left: str, right: str) -> bool:
    return _compounds().fullmatch(f"{left}-{right}") is not None


def fold(text: str) -> str:
    """Runs of white space to one space, none at the ends."""
    return " ".join(text.split())
