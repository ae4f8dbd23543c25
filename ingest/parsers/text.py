"""Plain text in any of the usual encodings; text with Markdown's marks is read as Markdown."""

from __future__ import annotations

import re

from ingest.clean import clean
from ingest.draft import Draft
from ingest.encoding import decode
from ingest.options import Reading
from ingest.paragraphs import from_text

_MARKS = re.compile(
    r"^#{1,6} \S|\*\*[^*\n]+\*\*|(?<![*\w])\*[^*\s][^*\n]*[^*\s]\*(?![*\w])|^\|.+\|\s*$|\]\(https?:", re.M
)


def read(data: bytes, name: str, how: Reading) -> Draft:
    """The paragraphs of a text file."""
    text = clean(decode(data))
    if has_markup(text):
        from ingest.parsers.markdown import pieces

        return Draft("text/markdown", pieces(text))
    return Draft("text/plain", from_text(text))


def has_markup(text: str) -> bool:
    """Whether a text uses Markdown's marks for headings, emphasis or tables more than by accident."""
    found = _MARKS.findall(text)
    return len(found) >= 4 or sum(mark.startswith("#") for mark in found) >= 2
