"""Quotes are found again on the page: its number, and the boxes that hold their words."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ingest
from ingest.clean import as_cp1251, clean
from ingest.document import Document, Lines
from ingest.document import Line as Printed
from ingest.draft import Piece, substituted
from ingest.freeze import freeze, printed
from ingest.pdf.boxes import Box, boxes, exact_boxes
from ingest.pdf.pdfium import LOCK, Frame
from tests.ingest.drawing import journal, prose
from tests.ingest.making import pdf, wrapped

SAMPLES = sorted((Path(__file__).parent.parent.parent / "samples").glob("*.pdf"))
QUOTES = 200


def letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


class Pages:
    """The text that pdfium finds inside boxes, asked of the file itself."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._open: dict[int, tuple[Any, Frame]] = {}

    def inside(self, found: list[Box], around: float) -> str:
        out = []
        for box in found:
            if box.page not in self._open:
                page = self._document[box.page - 1]
                self._open[box.page] = page.get_textpage(), Frame(page)
            text, frame = self._open[box.page]
            left, bottom, right, top = frame.inside(*box[1:])
            out.append(text.get_text_bounded(left - around, bottom - around, right + around, top + around))
        return " ".join(out)


@contextmanager
def opened(data: bytes) -> Iterator[Pages]:
    with LOCK, pypdfium2.PdfDocument(data) as document:
        yield Pages(document)


def quotes(document: Document, count: int = QUOTES) -> Iterator[tuple[int, int]]:
    """Ranges of a few words, at random."""
    words = list(re.finditer(r"\S+", document.text))
    chosen = random.Random(document.id)
    for _ in range(count):
        first = chosen.randrange(len(words))
        last = min(len(words) - 1, first + chosen.randrange(24))
        yield words[first].start(), words[last].end()


def pages_of(document: Document, start: int, end: int) -> set[int | None]:
    """The pages of a range; in a table those of its rows, for the cells of one row may go on over a page's end."""
    if any(block.kind == "table" and block.start <= start < block.end for block in document.blocks):
        start, end = document.text.rfind("\n", 0, start) + 1, document.text.find("\n", end)
        end = len(document.text) if end < 0 else end
    return {document.page_at(position) for position in range(start, end)}


def holds(text: str, quote: str) -> bool:
    """Whether each word of the quote is in a text; an encoding that reading repaired is repaired there too."""
    parts = [letters(part) for part in re.split(r"[\s\-‐]+", quote)]
    read = {letters(text), letters(clean(text)), letters(clean(as_cp1251(text)))}
    return any(all(part in whole for part in parts) for whole in read)


def check(data: bytes, document: Document, allowed: float = 0.0, count: int = QUOTES) -> None:
    """Every quote is on its pages, and inside its measured boxes; estimated boxes miss its words on few lines only."""
    wrong: list[str] = []
    far: list[str] = []
    with opened(data) as pages:
        for start, end in quotes(document, count):
            quote = document.text[start:end]
            near = boxes(document, start, end)
            exact = exact_boxes(data, document, start, end)
            assert {box.page for box in near} <= pages_of(document, start, end)
            assert [box.page for box in near] == [box.page for box in exact]
            if not holds(pages.inside(exact, 0.5), quote):
                wrong.append(quote)
            if not holds(pages.inside(near, 14), quote):
                far.append(quote)
    assert len(wrong) <= allowed * count, wrong
    assert len(far) <= 0.06 * count, far


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_quotes_of_samples(path: Path) -> None:
    data = path.read_bytes()
    check(data, ingest.parse(data, path.name))


@pytest.mark.parametrize("across", [False, True])
def test_quotes_of_a_journal_in_columns(across: bool) -> None:
    data, _ = journal(2, across)
    check(data, ingest.parse(data, "x.pdf"))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_quotes_of_turned_pages_with_a_crop_box(turn: int) -> None:
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf([[*wrapped(prose(1, 5), 100), *wrapped(prose(2, 5), 300)]] * 2)))
    for page in writer.pages:
        page.cropbox = pypdf.generic.RectangleObject((40, 60, 560, 800))
        page.rotate(turn)
    out = BytesIO()
    writer.write(out)
    document = ingest.parse(out.getvalue(), "x.pdf")
    width, height = (520, 740) if turn == 180 else (740, 520)
    assert document.lines
    with opened(out.getvalue()) as pages:
        for start, end in quotes(document, 60):
            found = exact_boxes(out.getvalue(), document, start, end)
            assert holds(pages.inside(found, 0.5), document.text[start:end])
            assert all(0 <= b.left < b.right <= width and 0 <= b.top < b.bottom <= height for b in found)


def test_a_word_joined_over_a_line_end_has_two_boxes() -> None:
    lines = ["Regulation is a matter of the state, and a regu-", "lation of quotas is one of its own."]
    data = pdf([[(72, 100 + 13 * at, 11, line, False) for at, line in enumerate(lines)]])
    document = ingest.parse(data, "x.pdf")
    start = document.text.index("a regulation") + 2
    first, second = exact_boxes(data, document, start, start + len("regulation"))
    assert first.bottom < second.bottom and first.left > second.right
    with opened(data) as pages:
        assert [letters(pages.inside([box], -0.5)) for box in (first, second)] == ["regu", "lation"]


def test_other_sources_have_no_boxes() -> None:
    document = ingest.parse(b"A note.\n\nWith a second paragraph.", "x.txt")
    assert boxes(document, 0, 6) == exact_boxes(b"", document, 0, 6) == []


# ------------------------------------------------------------------------------------ lines of pieces
TEXTS = st.lists(st.text("ab c", min_size=1, max_size=12).map(str.strip).filter(bool), min_size=1, max_size=6)


def piece(texts: list[str], page: int = 1) -> Piece:
    lines, at = [], 0
    for number, text in enumerate(texts):
        lines.append(Printed(at, at + len(text), page, 0.0, 10.0 * number, 5.0 * len(text), 10.0 * number + 8))
        at += len(text) + 1
    return Piece(" ".join(texts), starts=((0, page),), lines=tuple(lines))


@given(TEXTS, TEXTS, st.data())
def test_lines_follow_their_text(one: list[str], two: list[str], data: st.DataObject) -> None:
    whole = piece(one).joined(piece(two, 2))
    start = data.draw(st.integers(0, len(whole.text)))
    end = data.draw(st.integers(start, len(whole.text)))
    part = whole.part(start, end)
    for line in (*whole.lines, *part.lines):
        text = (part if line in part.lines else whole).text[line.start : line.end]
        # Each letter is five points wide.
        assert line.right - line.left == pytest.approx(5 * len(text))
    covered = {position for line in part.lines for position in range(line.start, line.end)}
    assert all(part.text[position] == " " for position in set(range(len(part.text))) - covered)


@given(TEXTS)
def test_lines_of_a_substituted_text(texts: list[str]) -> None:
    before = piece(texts)
    after = substituted(before, re.compile("a+"), " … ")
    assert [after.text[line.start : line.end] for line in after.lines] == [
        re.sub("a+", " … ", before.text[line.start : line.end]) for line in before.lines
    ]


def test_lines_of_frozen_pieces() -> None:
    pieces = [piece(["abc", "de"]), piece(["fgh"], 2)]
    text, _, _ = freeze(pieces, 2)
    lines = printed(pieces)
    assert [text[line.start : line.end] for line in lines] == ["abc", "de", "fgh"]
    assert Lines.from_bytes(lines.to_bytes()) == lines
