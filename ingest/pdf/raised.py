"""Marks of footnotes that a file draws apart from the word that they belong to, as browsers do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ingest.draft import Line
from ingest.footnotes import raised

# A mark is lower than its line, its foot stands higher, and it touches the word: in heights of the line.
_LOWER = 0.87
_LIFT = 0.12
_GAP = 0.15
# Marks stand behind a word or its punctuation; figures behind single letters are those of formulas.
_WORD = re.compile(r"(?:[^\W\d_]{2}|[.,;:!?)”»\"’])$")


def attached(lines: Iterable[Line]) -> list[Line]:
    """The lines in their order, each with the raised figures that follow its last word put behind that word."""
    out: list[Line] = []
    for line in lines:
        if out and _marks(out[-1], line):
            out[-1] = _with(out[-1], line)
        else:
            out.append(line)
    return out


def _marks(last: Line, line: Line) -> bool:
    if len(line.words) != 1 or not line.text.isdigit() or len(line.text) > 3 or not last.words or not last.size:
        return False
    if not _WORD.search(last.text):
        return False
    lifted = last.bottom - line.bottom >= _LIFT * last.size and line.bottom > last.top and line.top < last.bottom
    return lifted and line.size < _LOWER * last.size and abs(line.left - last.right) < _GAP * last.size


def _with(last: Line, mark: Line) -> Line:
    figures = raised(mark.text)
    word = last.words[-1]._replace(text=last.words[-1].text + figures, right=mark.right)
    words = (*last.words[:-1], word)
    return replace(last, text=last.text + figures, raw=last.raw + figures, right=mark.right, words=words)
