"""The order of references: Latin letters without their accents, Cyrillic ones by the Kazakh alphabet."""

from __future__ import annotations

import unicodedata

# The Kazakh alphabet holds the Russian one in its order.
_CYRILLIC = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_PLACES = {letter: number for number, letter in enumerate(_CYRILLIC)}
_EARLY, _LATE = 0x4000, 0x5000


def collated(text: str, cyrillic_first: bool = False) -> str:
    """A text whose code points sort as references do; ``cyrillic_first`` as lists in Russian and Kazakh have it.

    Quotes and dots do not count, small and capital letters are the same.
    """
    cyrillic, latin = (_EARLY, _LATE) if cyrillic_first else (_LATE, _EARLY)
    out = []
    for letter in unicodedata.normalize("NFC", text).casefold():
        if letter in _PLACES:
            out.append(chr(cyrillic + _PLACES[letter]))
        elif letter.isalpha():
            out += [
                chr(latin + ord(c)) if c < "\u3000" else c for c in unicodedata.normalize("NFKD", letter) if c.isalpha()
            ]
        elif letter.isdigit() or letter in " ,":
            out.append(letter)
    return "".join(out)
