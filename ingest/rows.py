"""Rows of cells: which of them are the header of a table, and the lines that they are frozen as."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MOST_HEADER_ROWS = 3
_LONGEST_HEADER = 200
# A figure as tables print it: "33,837", "-4.5 %", "2 013", "£43,000 (£22.05 per hour)", "…", "-".
_FIGURE = re.compile(r"[£$€₸]?\s?[-–−+]?\d[\d\s.,’']*(?:%|[£$€₸]|тг\.?|млн|млрд)?\s*(?:\(.*\))?$|[-–—…]+$|\.{3}$|x$")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-–/]\s?(?:(?:19|20)?\d\d))?\s?(?:г\.|ж\.|year|год|жыл)?\*?$")


def figure(words: str) -> bool:
    """Whether a cell holds a figure, or the dash that stands for none."""
    return bool(_FIGURE.match(words.strip()))


def header_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many of the first rows name the columns, where markup does not tell: rows without figures above rows with
    figures. Years are names of columns and no figures. A table without any figure has one header row at most."""
    for index, row in enumerate(rows[: _MOST_HEADER_ROWS + 1]):
        if any(figure(cell) and not _YEAR.match(cell.strip()) for cell in row[1:]) or _data_years(rows, index):
            return min(index, len(rows) - 1)
    # Only words: the first row is a header where it is shorter than the others and has no empty cell.
    first = rows[0]
    words = all(cell and len(cell) < _LONGEST_HEADER for cell in first)
    return int(len(rows) > 1 and words and len(first) > 1 and not any(c.endswith((".", ";")) for c in first))


def _data_years(rows: Sequence[Sequence[str]], index: int) -> bool:
    """Whether the years in a row are its data: the row above or below it has the same ones in the same columns."""
    years = [column for column, cell in enumerate(rows[index]) if column and _YEAR.match(cell.strip())]
    others = [rows[i] for i in (index - 1, index + 1) if 0 <= i < len(rows)]
    return (
        index > 0 and bool(years) and any(_YEAR.match(row[c].strip()) for row in others for c in years if c < len(row))
    )


def rectangular(rows: Sequence[Sequence[str]], header: int = 0) -> tuple[str, int]:
    """Rows of cells as lines of one number of tab-separated cells, and the number of header rows among them.

    Rows and columns without any text are left out; white space in a cell becomes single spaces.
    """
    width = max(map(len, rows), default=0)
    full = [[" ".join(cell.split()) for cell in row] + [""] * (width - len(row)) for row in rows]
    columns = [column for column in range(width) if any(row[column] for row in full)]
    kept = [(index, [row[column] for column in columns]) for index, row in enumerate(full) if any(row)]
    header = sum(index < header for index, _ in kept)
    return "\n".join("\t".join(row) for _, row in kept), min(header, max(len(kept) - 1, 0))
