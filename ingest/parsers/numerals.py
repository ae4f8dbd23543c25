"""Numbers of list items as word processors and browsers print them."""

from __future__ import annotations

from ingest.footnotes import roman

LONGEST = 4000
_LETTERS = {"a": "abcdefghijklmnopqrstuvwxyz", "а": "абвгдежзиклмнопрстуфхцчшщэюя"}


def numeral(form: str, count: int) -> str:
    """``count`` from 1 in a form named by its first numeral: 1, a, A, i, I, or the Cyrillic а and А."""
    small = form.lower()
    if small != "i" and small not in _LETTERS:
        return str(count)
    count = max(1, min(count, LONGEST))
    if small == "i":
        text = roman(count)
    else:
        letters = _LETTERS[small]
        text = letters[(count - 1) % len(letters)] * (1 + (count - 1) // len(letters))
    return text.upper() if form.isupper() else text
