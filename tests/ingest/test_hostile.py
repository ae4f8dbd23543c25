"""Mutated files end as a document or as an error with a message, never otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ingest
from ingest.errors import KBError
from tests.ingest import test_footnotes, test_tables
from tests.ingest.making import encrypted, pdf, word, wrapped

PDF = pdf(
    [[(72, 80, 20, "On registers", True), *wrapped("The ministry keeps a register. " * 9, 120)]] * 2, "Title", "A. Kim"
)
SEEDS = {
    "x.pdf": PDF,
    "locked.pdf": encrypted(PDF, "secret"),
    "x.docx": word([("Title", "On registers"), ("Normal", "The ministry keeps a register.")], [["a", "b"]]),
    "notes.docx": test_footnotes.word(["A[f1] and b[e1].", "c[f2]"], footnote=["One.", "Two."], endnote=["Three."]),
    "merged.docx": test_tables.word(),
    "notes.html": (
        b'<!doctype html><html><body><p>Words<sup><a href="#n1">1</a></sup> of the text and more.</p>'
        b'<aside id="n1">1 Note <a href="#r">^</a></aside><a role="doc-noteref" href="#n2">*</a>'
        b'<div id="n2"><p>* Other</p></div></body></html>'
    ),
    "spans.html": test_tables.HTML.encode(),
    "notes.md": b"A[^1] b[^x].\n\n[^1]: One,\n    two.\n[^x]: Three.\n\n| a | b |\n|--|--|\n| 1 | 2 \\| 3 |\n",
    "law.txt": (
        "Глава 1. ОБЩЕЕ,\nПРОЧЕЕ\n"
        + "".join(f" Статья {n}. Название\n\n      1. Пункт {n}.\n\n" for n in range(1, 7))
        + "      Сноска. Статья 6 с изменениями, внесенными законами РК от 24.10.2011 \n№ 487-IV\n (вводится "
        "в действие с 01.01.2012); от \n27.04.2012 № 15-V\n; от 1.1.2013.\n\n1-бап. Атауы\n\n¹ сноска\n"
    ).encode(),
    "x.html": b"<!doctype html><html><head><title>T</title></head><body><h1>H</h1><p>Text.</p>"
    b"<table><tr><td>1</td></tr></table>",
    "x.md": (
        "# H\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n*x* <sup>1</sup> [l](http://x) \\* Статья 1. Т\n\n---\n```\ncode\n"
    ).encode(),
    "x.txt": (
        "Статья 1. Понятия\n\n1. Правило.\n\nСноска. Текст:\n\nTable 1. T\n\na\tb\n\n"
        "References\n\n1. Kim, A. (2020). P.\n"
    ).encode(),
}
EDIT = st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=40))


@pytest.mark.parametrize("name", SEEDS)
@settings(max_examples=40, deadline=None)
@given(edits=st.lists(EDIT, min_size=1, max_size=6), password=st.sampled_from([None, "secret"]))
def test_mutated_files(name: str, edits: list[tuple[float, int, bytes]], password: str | None) -> None:
    data = SEEDS[name]
    for place, removed, added in edits:
        at = int(place * len(data))
        data = data[:at] + added + data[at + removed :]
    try:
        document = ingest.parse(data, name, password)
    except KBError as error:
        assert str(error).startswith(name)
        return
    for passage in ingest.cut(document):
        assert document.text[passage.start : passage.end] == passage.text
    document.text.encode("utf-8")
    for block in document.blocks:
        assert block.anchor is None or 0 <= block.anchor < len(document.text)
    for found in ingest.amendments(document):
        assert found.note[0] <= found.start < found.end <= found.note[1]
    for table in ingest.tables(document):
        assert len(table.cells) == table.rows * table.columns and len(table.column_paths) == table.columns
    assert all(d.start < d.heading_end <= d.end for d in ingest.divisions(document))


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(["x.pdf", "x.docx", "x.html", "x.md", "x.txt", "x.odt", "x.rtf", "x.epub", "x.xml", "x", "x.zip"]),
)
def test_any_bytes_under_any_name(data: bytes, name: str) -> None:
    try:
        ingest.cut(ingest.parse(data, name))
    except KBError as error:
        assert str(error).startswith(name)
