"""Whether a reference begins with the body that wrote it: "World Bank. Rivers of the Steppe. Washington, DC …"."""

from __future__ import annotations

import regex

from ingest.citations import names, titles
from ingest.citations.words import TAKEN, any_of, compiled

_MOST_WORDS = 14
# Words of two letters and more that begin small in the name of a body.
_SMALL = frozenset(("and", "for", "of", "on", "the", "in", "to", "de", "des", "du", "la", "et", "und", "für"))
_NUMBERS = r"(?:19|20)\d\d\s?;\s?\d|\d\s?\(\d|(?<!\p{L})(?:vol|no|№|т|pp?|с)\.?\s?\d"


def before_title(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the name of a body ends that a sentence of its own begins a reference with, and where the title begins.

    None where the first sentence is itself a title ("Institutions of the delta. Rivers, 14(3)"): no title follows it.
    """
    stop = titles.sentence_end(text, start, end)
    after = compiled(r"\.\s+(?=[\p{Lu}\"])", 0).match(text, stop)
    if after is None or not _is_body(text[start:stop]):
        return None
    slashes = compiled(r"//|\s/|\.\s-\s").search(text, after.end(), end)
    last = slashes.start() if slashes else titles.sentence_end(text, after.end(), end)
    title = text[after.end() : last]
    # What follows may be the imprint of a book: "М.: Берег, 2017", "Almaty, 2009".
    imprint = r"[\p{L}. -]+(?:,\s\p{Lu}{2})?(?:\s?:\s?[^:]+)?,\s(?:19|20)\d\d(?!\d)"
    if len(title.split()) < 2 or compiled(rf"(?<!\p{{L}}){any_of('book', 'textbook')}|{imprint}").match(title):
        return None
    numbers = None if slashes else compiled(_NUMBERS).search(text, after.end(), end)
    # Of a paper the journal stands between its title and the numbers; else the "title" is the journal.
    if numbers and not regex.search(r"\p{L}{3}", text[last : max(last, numbers.start())]):
        return None
    return stop, after.end()


def _is_body(name: str) -> bool:
    """Whether a sentence is the name of a body: in Latin letters each of its words has a capital."""
    words = regex.findall(r"\p{L}[\p{L}'-]*", name)
    if not words or len(words) > _MOST_WORDS or TAKEN in name or not names.body(name, 0, len(name)):
        return False
    cyrillic = regex.search(r"\p{Cyrillic}", name)
    if not cyrillic:
        return all(word[0].isupper() or word in _SMALL for word in words)
    # «Организация труда на переправах» is a title, «Международная организация по паромам» a body.
    return compiled(any_of("people", "heading_body")).match(name) is not None
