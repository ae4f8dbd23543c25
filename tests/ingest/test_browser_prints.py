"""PDF as browsers print it: marks drawn apart, words of justified lines far apart, headings below columns."""

from __future__ import annotations

from io import BytesIO

import pypdf
import pytest

import ingest
from ingest.document import Document
from ingest.draft import Line, Word
from ingest.pdf.columns import in_columns
from ingest.pdf.raised import attached
from ingest.pdf.stretched import Margins
from tests.ingest.making import pdf, wrapped


def line(text: str, left: float, top: float, right: float, size: float = 12.0, bold: bool = False) -> Line:
    """A line whose words share its width evenly."""
    parts = text.split()
    step = (right - left) / len(parts)
    words = tuple(Word(part, left + step * at, left + step * (at + 1) - 3, at) for at, part in enumerate(parts))
    words = (*words[:-1], words[-1]._replace(right=right))
    return Line(text, text, 1, left, right, top, size, bold, top + size, words=words)


# ------------------------------------------------------------------------------------------- raised marks
MARKS = [
    (line("1", 100, 7, 105, 10), "The register¹"),
    (line("1", 100, 10, 105, 12), None),  # as large as the text
    (line("1", 100, 14, 105, 8), None),  # on the foot of the line
    (line("1", 130, 7, 135, 8), None),  # apart from the word
    (line("a", 100, 7, 105, 8), None),  # a letter
]


@pytest.mark.parametrize(("mark", "wanted"), MARKS)
def test_marks_drawn_apart_go_to_their_word(mark: Line, wanted: str | None) -> None:
    found = [part.text for part in attached([line("The register", 20, 10, 100), mark])]
    assert found == ([wanted] if wanted else ["The register", mark.text])


def test_a_figure_above_a_letter_is_one_of_a_formula() -> None:
    assert len(attached([line("in R", 20, 10, 100), line("2", 100, 7, 105, 8)])) == 2


# --------------------------------------------------------------------------------------- justified lines
def spaced(gap: float, *texts: str, left: float = 20, top: float = 100) -> Line:
    words: list[Word] = []
    for text in texts:
        start = words[-1].right + gap if words else left
        words.append(Word(text, start, start + 6.0 * len(text), 0))
    return Line(" ".join(texts), "", 1, left, words[-1].right, top, 12.0, False, top + 12, words=tuple(words))


FELLOWS = [spaced(3, "the", "register", "of", "settlers", "kept", "here", top=20 + 14 * at) for at in range(5)]
EDGE = FELLOWS[0].right


def test_a_line_of_alike_gaps_between_the_margins_is_stretched_text() -> None:
    wide = spaced((EDGE - 20 - 6 * 20) / 2, "registered", "among", "these")
    assert abs(wide.right - EDGE) < 1
    assert Margins([*FELLOWS, wide]).stretched(wide)


@pytest.mark.parametrize(
    "row",
    [
        spaced((EDGE - 50 - 6 * 20) / 2, "registered", "among", "these"),  # short of the margin
        spaced(70, "Settlers", "of", "the"),  # wider apart than any justified line
    ],
)
def test_rows_of_tables_are_not_stretched_text(row: Line) -> None:
    assert not Margins([*FELLOWS, row]).stretched(row)


def test_cells_of_several_words_are_not_stretched_text() -> None:
    row = spaced(30, "Kostanay", "region")
    number = Word("120", EDGE - 18, EDGE, 0)
    near = row.words[1]._replace(left=row.words[0].right + 3, right=row.words[0].right + 39)
    row.words, row.right = (row.words[0], near, number), EDGE
    assert not Margins([*FELLOWS, row]).stretched(row)


def test_few_lines_of_text_make_no_margin() -> None:
    wide = spaced((EDGE - 20 - 6 * 20) / 2, "registered", "among", "these")
    assert not Margins([*FELLOWS[:3], wide]).stretched(wide)


# ------------------------------------------------------------------------------------ a heading below columns
def page(heading: Line) -> list[str]:
    left = [line(f"left column number {at} of text", 20, 14.0 * at, 280) for at in range(1, 11)]
    right = [line(f"right column number {at} of text", 300, 14.0 * at, 560) for at in range(1, 11)]
    below = line("the text below runs over the whole width of the page", 20, 190, 560)
    return [part.text for part in in_columns([*left, *right, heading, below])]


def test_a_short_heading_below_balanced_columns_stands_behind_both() -> None:
    found = page(line("Sources", 20, 165, 90, 16, bold=True))
    assert found[-2:] == ["Sources", "the text below runs over the whole width of the page"]


def test_a_plain_last_line_of_a_longer_column_belongs_to_it() -> None:
    found = page(line("the end of it", 20, 154, 90))
    assert found.index("the end of it") == 10


# ------------------------------------------------------------------------------------------------- the year
def printed(creator: str) -> Document:
    page = pdf([wrapped("A page on registers and on those who keep them.")])
    writer = pypdf.PdfWriter(clone_from=BytesIO(page))
    writer.add_metadata({"/Creator": creator, "/CreationDate": "D:20240501120000"})
    out = BytesIO()
    writer.write(out)
    return ingest.parse(out.getvalue(), "x.pdf")


def test_the_day_of_a_print_is_no_year_of_publication() -> None:
    assert printed("Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/120.0").year is None
    assert printed("Microsoft Word").year == 2024
