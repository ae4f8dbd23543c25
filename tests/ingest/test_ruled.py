"""Ruled tables of PDF pages become rows of cells."""

from __future__ import annotations

import pytest

import ingest
from ingest.document import Block, Document
from tests.ingest.drawing import broken, page_maker, prose, ruled

ROWS = [
    ["Region", "People who arrived in the year", "Left"],
    ["North", "1,204, of whom most came from abroad", "900"],
    ["South and the lands beyond the river", "88", "76"],
    ["West", "5", "6"],
]
WIDTHS = (40, 50, 30)


def tables(document: Document) -> list[tuple[Block, list[list[str]]]]:
    return [
        (block, [row.split("\t") for row in document.text[block.start : block.end].split("\n")])
        for block in document.blocks
        if block.kind == "table"
    ]


@pytest.mark.parametrize("style", ["grid", "lines", "flat", "fills"])
def test_cells_of_a_table(style: str) -> None:
    pdf = page_maker()
    pdf.add_page()
    for at, line in enumerate(broken(pdf, prose(1, 4), 170)):
        pdf.text(20, 20 + 4 * at, line)
    end = ruled(pdf, ROWS, 50, WIDTHS, style)
    for at, line in enumerate(broken(pdf, prose(2, 4), 170)):
        pdf.text(20, end + 12 + 4 * at, line)
    document = ingest.parse(bytes(pdf.output()), "x.pdf")
    ((block, cells),) = tables(document)
    assert cells == ROWS
    assert block.level == 1
    assert [document.text[b.start : b.end] for b in document.blocks if b.kind != "table"] == [prose(1, 4), prose(2, 4)]


def test_cells_that_are_one_on_paper_leave_empty_ones() -> None:
    rows = [["Region", "Moved in the year", ""], ["^", "Arrived", "Left"], ["North", "12", "9"], ["South", "8", "7"]]
    pdf = page_maker()
    pdf.add_page()
    ruled(pdf, rows, 50, WIDTHS, "grid")
    ((_, cells),) = tables(ingest.parse(bytes(pdf.output()), "x.pdf"))
    assert cells == [[cell.replace("^", "") for cell in row] for row in rows]


@pytest.mark.parametrize("style", ["grid", "flat"])
def test_a_table_over_two_pages_is_one(style: str) -> None:
    pdf = page_maker()
    pdf.add_page()
    first = [ROWS[0], *([f"Place {n}", str(n), "10"] for n in range(20))]
    ruled(pdf, first, 50, WIDTHS, style)
    pdf.add_page()
    second = [ROWS[0], ["", "(counted twice)", ""], *([f"Town {n}", str(n), "10"] for n in range(5))]
    ruled(pdf, second, 20, WIDTHS, style if style != "grid" else "lines")
    document = ingest.parse(bytes(pdf.output()), "x.pdf")
    ((block, cells),) = tables(document)
    assert [row[0] for row in cells] == ["Region", *(f"Place {n}" for n in range(20)), *(f"Town {n}" for n in range(5))]
    assert cells[20] == ["Place 19", "19 (counted twice)", "10"]
    assert document.page_at(block.start) == 1 and document.page_at(block.end - 1) == 2


def test_another_table_on_the_next_page_stays_another() -> None:
    pdf = page_maker()
    for widths in (WIDTHS, (60, 30, 30)):
        pdf.add_page()
        ruled(pdf, ROWS, 20, widths, "grid")
    assert len(tables(ingest.parse(bytes(pdf.output()), "x.pdf"))) == 2


def test_frames_and_underlines_are_no_tables() -> None:
    pdf = page_maker()
    pdf.add_page()
    lines = broken(pdf, prose(1, 12), 150)
    for at, line in enumerate(lines):
        pdf.text(25, 30 + 4 * at, line)
        pdf.line(25, 31 + 4 * at, 25 + pdf.get_string_width(line), 31 + 4 * at)
    pdf.rect(20, 20, 170, 20 + 4 * len(lines))
    document = ingest.parse(bytes(pdf.output()), "x.pdf")
    assert tables(document) == [] and document.text == prose(1, 12)


def test_rows_that_only_columns_are_ruled_between() -> None:
    rows = [["Region", "Arrived", "Left"], *([f"Place {n}", str(1000 + n), "12"] for n in range(8))]
    pdf = page_maker()
    pdf.add_page()
    end = ruled(pdf, rows, 50, WIDTHS, "none", height=6)
    ends = [20, 60, 110, 140]
    for x in ends:
        pdf.line(x, 50, x, end)
    for y in (50, 56, end):
        pdf.line(ends[0], y, ends[-1], y)
    ((_, cells),) = tables(ingest.parse(bytes(pdf.output()), "x.pdf"))
    assert cells == rows


@pytest.mark.parametrize("style", ["grid", "flat"])
def test_places_of_cells(style: str) -> None:
    pdf = page_maker()
    pdf.add_page()
    ruled(pdf, ROWS, 50, WIDTHS, style)
    document = ingest.parse(bytes(pdf.output()), "x.pdf")
    for text, left, top in (("900", 110, 60), ("the lands", 20, 70), ("88", 60, 70)):
        start = document.text.index(text)
        ((_, _, page, *box),) = document.lines.between(start, start + len(text))
        millimetre = 72 / 25.4
        column = {20: 40, 60: 50, 110: 30}[left]
        assert page == 1
        assert left * millimetre <= box[0] < box[2] <= (left + column) * millimetre
        assert top * millimetre <= box[1] < box[3] <= (top + 12) * millimetre
