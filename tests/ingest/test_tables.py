"""Tables as rows and cells, from markup and from text, with header, caption and note."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

import ingest
from ingest.rows import figure, header_rows, rectangular
from ingest.tables import Table


def only(data: bytes | str, name: str) -> tuple[ingest.Document, Table]:
    document = ingest.parse(data.encode() if isinstance(data, str) else data, name)
    (table,) = ingest.tables(document)
    return document, table


def grid(table: Table) -> list[list[str]]:
    return [[table.words(table.cell(row, column)) for column in range(table.columns)] for row in range(table.rows)]


HTML = """<!doctype html><html><body><h1>Регионы</h1>
<p>В таблице показан прирост населения по регионам страны за годы.</p>
<table><caption>Таблица 1. Прирост населения</caption>
<thead><tr><th rowspan="2">Регион</th><th colspan="2">Прирост</th><th rowspan="2">Всего</th></tr>
<tr><th>2022</th><th>2023</th></tr></thead>
<tbody><tr><td rowspan="2">Астана</td><td>33 837</td><td>-5</td><td>1</td></tr><tr><td>7</td><td>8</td><td>2</td></tr>
<tr><td>Алматы</td><td colspan="2">9</td><td>3</td></tr></tbody></table>
<p>Примечание – составлено авторами.</p></body></html>"""


def test_html_spans_header_caption_and_note() -> None:
    document, table = only(HTML, "x.html")
    assert grid(table) == [
        ["Регион", "Прирост", "", "Всего"],
        ["", "2022", "2023", ""],
        ["Астана", "33 837", "-5", "1"],
        ["", "7", "8", "2"],
        ["Алматы", "9", "", "3"],
    ]
    assert table.header_rows == 2 and [cell.header for cell in table.cells].count(True) == 8
    assert table.caption is not None and document.text[slice(*table.caption)] == "Таблица 1. Прирост населения"
    assert table.note is not None and document.text[slice(*table.note)] == "Примечание – составлено авторами."
    assert table.statement(table.cell(2, 2)) == "Астана › Прирост › 2023: -5"
    assert table.statement(table.cell(3, 1)) == "Астана › Прирост › 2022: 7"
    assert table.statement(table.cell(4, 3)) == "Алматы › Всего: 3"


def page(body: str) -> bytes:
    return f"<!doctype html><html><body>{body}</body></html>".encode()


def test_html_nested_and_layout_tables() -> None:
    inner = "<table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table>"
    data = f"<table><tr><th>X</th><th>Y</th></tr><tr><td>5{inner}</td><td>6</td></tr></table>"
    document = ingest.parse(page(data), "x.html")
    assert [grid(table) for table in ingest.tables(document)] == [[["X", "Y"], ["5", "6"]], [["a", "b"], ["1", "2"]]]
    layout = f"<table><tr><td><h1>Title</h1><p>Some words.</p>{inner}</td></tr></table>"
    document = ingest.parse(page(layout), "x.html")
    assert [b.kind for b in document.blocks] == ["heading", "body", "table"]


@pytest.mark.parametrize("span", ["9999999999", "-3", "x", "0", "２"])
def test_html_hostile_spans(span: str) -> None:
    first = f'<td colspan="{span}" rowspan="{span}">a</td>'
    _, table = only(page(f"<table><tr>{first}<td>b</td></tr><tr><td>c</td></tr></table>"), "x.html")
    assert table.rows * table.columns == len(table.cells) and table.columns < 10


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("1-кесте. Халық")
    table = document.add_table(4, 3)
    for row, cells in enumerate(
        (("Өңір", "Өсім", ""), ("", "2022", "2023"), ("Астана", "5", "6"), ("Барлығы", "11", ""))
    ):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(3, 1).merge(table.cell(3, 2))
    for row in table.rows[:2]:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    document.add_paragraph("Ескерту - авторлар құрастырған.")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_word_merged_cells_and_header_rows() -> None:
    document, table = only(word(), "x.docx")
    assert grid(table) == [["Өңір", "Өсім", ""], ["", "2022", "2023"], ["Астана", "5", "6"], ["Барлығы", "11", ""]]
    assert table.header_rows == 2
    assert table.caption is not None and document.text[slice(*table.caption)] == "1-кесте. Халық"
    assert table.note is not None and document.text[slice(*table.note)] == "Ескерту - авторлар құрастырған."
    assert table.context(table.cell(2, 2)) == "Астана › Өсім › 2023"


def test_markdown() -> None:
    source = (
        "Table 2. People\n\n| Region | 2022 |\n|---|--:|\n| North | 5 |\n| South \\| East | |\n\nSource: the bureau.\n"
    )
    document, table = only(source, "x.md")
    assert grid(table) == [["Region", "2022"], ["North", "5"], ["South | East", ""]] and table.header_rows == 1
    assert table.note is not None and document.text[slice(*table.note)] == "Source: the bureau."


def test_text_with_tabs_and_a_caption_below() -> None:
    document, table = only(
        "Region\tLeft\nNorth\t5\nSouth\t6\n\nTable 1. People who left\n\nMore text follows here.\n", "x.txt"
    )
    assert table.header_rows == 1 and table.column_paths == (("Region",), ("Left",))
    assert table.caption is not None and document.text[slice(*table.caption)] == "Table 1. People who left"


def test_a_caption_between_two_tables_belongs_to_the_second() -> None:
    source = "Table 1. A\n\nx\ty\na\t1\n\nTable 2. B\n\nx\ty\nb\t2\n"
    document = ingest.parse(source.encode(), "x.txt")
    captions = [document.text[slice(*t.caption)] for t in ingest.tables(document) if t.caption]
    assert captions == ["Table 1. A", "Table 2. B"]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([["Region", "2022", "2023"], ["North", "1,204", "900"]], 1),
        ([["Region", "People", ""], ["", "2022", "2023"], ["North", "33,837", "-0,5 %"]], 2),
        ([["North", "5"], ["South", "6"]], 0),
        ([["Measure", "Body"], ["Permits are issued.", "Ministry of labour"]], 1),
        ([["Law", "Of"], ["On migration", "2011"], ["On employment", "2016"]], 1),
    ],
)
def test_header_rows_are_guessed(rows: list[list[str]], wanted: int) -> None:
    assert header_rows(rows) == wanted


@pytest.mark.parametrize("words", ["33,837", "-4.5 %", "2 013", "£43,000 (£22.05 per hour)", "–", "…", "1204 тг"])
def test_figures(words: str) -> None:
    assert figure(words)


@pytest.mark.parametrize("words", ["Astana", "5 regions of the north", "", "2022 result"])
def test_no_figures(words: str) -> None:
    assert not figure(words)


CELL = st.sampled_from(["", " a ", "12", "two words", "line\nbreak", "tab\tin"])


@given(st.lists(st.lists(CELL, max_size=5), max_size=6), st.integers(0, 8))
def test_rectangular(rows: list[list[str]], header: int) -> None:
    text, kept = rectangular(rows, header)
    lines = text.split("\n")
    assert len({line.count("\t") for line in lines}) == 1
    assert text.split() == [word for row in rows for cell in row for word in cell.split()]
    assert 0 <= kept <= header and (kept < len(lines) or not text)


@given(st.lists(st.lists(st.sampled_from(["", "a", "5"]), min_size=2, max_size=4), min_size=1, max_size=6))
def test_cells_are_what_the_text_says(rows: list[list[str]]) -> None:
    source = "Words before.\n\n" + "\n".join("x\t" + "\t".join(row) for row in rows) + "\n\nWords after.\n"
    document = ingest.parse(source.encode(), "x.txt")
    for table in ingest.tables(document):
        assert len(table.cells) == table.rows * table.columns
        for cell in table.cells:
            assert table.words(cell) == document.text[cell.start : cell.end].strip()
            assert table.statement(cell).endswith(table.words(cell))
