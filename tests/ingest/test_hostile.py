"""Mutated files end as a document or as an error with a message, never otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ingest
from ingest.errors import KBError
from tests.ingest.making import encrypted, pdf, word, wrapped

PDF = pdf(
    [[(72, 80, 20, "On registers", True), *wrapped("The ministry keeps a register. " * 9, 120)]] * 2, "Title", "A. Kim"
)
SEEDS = {
    "x.pdf": PDF,
    "locked.pdf": encrypted(PDF, "secret"),
    "x.docx": word([("Title", "On registers"), ("Normal", "The ministry keeps a register.")], [["a", "b"]]),
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


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["x.pdf", "x.docx", "x.html", "x.md", "x.txt", "x", "x.zip"]))
def test_any_bytes_under_any_name(data: bytes, name: str) -> None:
    try:
        ingest.cut(ingest.parse(data, name))
    except KBError as error:
        assert str(error).startswith(name)
