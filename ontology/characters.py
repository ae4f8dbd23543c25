"""Characters made alike one for one, so that a pattern needs one form and every offset stays true.

``unify(text)`` has the length of ``text``; position ``i`` of the one is position ``i`` of the other.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

_ALIKE = {
    '"': "“”„‟″＂",
    "'": "‘’‚‛′`´",
    "-": "‐‑‒–—―−",
    "«": "‹",
    "»": "›",
    " ": "\t\r\f\v\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000",
}
_TABLE = str.maketrans({odd: plain for plain, odds in _ALIKE.items() for odd in odds})
_ROW = re.compile(r"^[^\t\n]*\t[^\n]*\n?", re.MULTILINE)
_LINE_END = re.compile(r"(?<!\n)\n(?!\s*\n)")

# Letters of Cyrillic alphabets that are typed for Latin ones in Roman numerals ("477-ІV", "147-VІ", "Х").
_ROMAN = str.maketrans("ІХМСДЛВ", "IXMCDLV")

# ISO 9-like romanisation, then reduced to what all romanisations share: the consonants.
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "z", "з": "z", "и": "i", "й": "",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "h", "ц": "c", "ч": "c", "ш": "s", "щ": "s", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "u", "я": "a",
    "ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "і": "i",
}  # fmt: skip
_LATIN = [("shch", "s"), ("sch", "s"), ("zh", "z"), ("kh", "h"), ("ts", "c"), ("ch", "c"), ("sh", "s"), ("j", "")]
_VOWELS = re.compile(r"[aeiouy'`]")


@lru_cache(maxsize=64)
def unify(text: str) -> str:
    """The text with one kind of quote, dash and blank, and single line ends as blanks; same length."""
    return _LINE_END.sub(" ", text.translate(_TABLE))


@lru_cache(maxsize=64)
def celled(text: str) -> str:
    """The unified text with a line end wherever a cell of a table ends, so that no name runs into the next cell."""
    parts, at = [], 0
    unified = unify(text)
    for row in _ROW.finditer(text):
        cells = (
            one if raw not in "\t\n" else "\n" for raw, one in zip(row[0], unified[slice(*row.span())], strict=True)
        )
        parts += [unified[at : row.start()], *cells]
        at = row.end()
    return "".join(parts) + unified[at:]


@cache
def plain(text: str) -> str:
    """Letters and digits of a name in lower case, words separated by one blank: what two spellings share."""
    folded = unicodedata.normalize("NFKC", unify(text)).casefold().replace("ё", "е").replace("labour", "labor")
    return " ".join(re.findall(r"[^\W_]+", folded.replace("'s", "").replace("isation", "ization")))


@cache
def skeleton(text: str) -> str:
    """What Cyrillic text and any romanisation of it share: ``О миграции`` and ``O migratsii`` give ``mgrc``."""
    words = []
    for word in plain(text).split():
        latin = "".join(_CYRILLIC.get(c, c) for c in word)
        for group, letter in _LATIN:
            latin = latin.replace(group, letter)
        words.append(_VOWELS.sub("", latin))
    return " ".join(word for word in words if word)


def number(text: str) -> str:
    """The number of an act in one spelling: ``477–ІV ЗРК`` gives ``477-IV``."""
    bare = re.sub(r"\s*(?:ЗРК|ҚРЗ|ZRK)$", "", unify(text).strip())
    prefix = re.match(r"\d", bare) is not None
    return re.sub(r"\s+", " ", bare).upper().translate(_ROMAN) if prefix else re.sub(r"\s+", " ", bare)
