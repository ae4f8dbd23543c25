"""EPUB books, made here part by part."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ingest
from ingest.errors import KBError, PasswordNeeded, UnreadableFile

CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
META = """<dc:title>On registers</dc:title><dc:creator>A. Kim</dc:creator><dc:creator>B. Lee</dc:creator>
<dc:publisher>University Press</dc:publisher><dc:date>2021-03-04T00:00:00Z</dc:date>
<dc:identifier>urn:isbn:1</dc:identifier><dc:identifier>https://doi.org/10.1000/182</dc:identifier>"""
PROSE = "The ministry keeps a register of migrants and publishes it each year. " * 4


def page(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>{body}</body></html>'
    )


def epub(*chapters: str, more: dict[str, str] | None = None, mimetype: bool = True) -> bytes:
    """A book whose spine is in the reverse order of its manifest and has a table of contents."""
    names = [f"глава {number}.xhtml" for number in range(len(chapters))]
    items = "".join(
        f'<item id="i{n}" href="{name.replace(" ", "%20")}" media-type="application/xhtml+xml"/>'
        for n, name in reversed(list(enumerate(names)))
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(names)))
    files = {
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": f'<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{META}</metadata><manifest>'
        f'<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        f'<item id="img" href="cover.png" media-type="image/png"/>{items}'
        '</manifest><spine><itemref idref="nav"/><itemref idref="img"/><itemref idref="missing"/>'
        f"{spine}</spine></package>",
        "OEBPS/nav.xhtml": page("<nav><ol><li>Contents</li></ol></nav>"),
        **{f"OEBPS/{name}": page(body) for name, body in zip(names, chapters, strict=True)},
        **(more or {}),
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        if mimetype:
            package.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, text in files.items():
            package.writestr(name, text)
    return out.getvalue()


def test_chapters_in_the_order_of_the_spine_with_metadata() -> None:
    data = epub(f"<h1>On registers</h1><h2>First</h2><p>{PROSE}</p>", f"<h2>Second</h2><p>Short.</p><p>{PROSE}</p>")
    document = ingest.parse(data, "x.epub")
    assert (document.title, document.authors, document.year) == ("On registers", ("A. Kim", "B. Lee"), 2021)
    assert (document.publisher, document.doi, document.media_type) == (
        "University Press", "10.1000/182", "application/epub+zip"
    )  # fmt: skip
    texts = [(b.kind, b.level, document.text[b.start : b.end]) for b in document.blocks]
    assert texts == [
        ("heading", 1, "On registers"),
        ("heading", 2, "First"),
        ("body", 0, PROSE.strip()),
        ("heading", 2, "Second"),
        ("body", 0, "Short."),
        ("body", 0, PROSE.strip()),
    ]
    assert ingest.parse(data, "no-suffix").text == document.text
    assert ingest.parse(epub(f"<p>{PROSE}</p>", mimetype=False), "x.epub").text == PROSE.strip()


def test_tables_lists_and_notes_in_another_chapter() -> None:
    first = (
        f'<p>{PROSE.strip()}<a epub:type="noteref" href="%D0%B3%D0%BB%D0%B0%D0%B2%D0%B0%201.xhtml#n1">'
        "<sup>1</sup></a></p>"
        "<ul><li>item</li></ul><table><tr><th>Region</th><th>2023</th></tr><tr><td>Astana</td><td>5</td></tr></table>"
    )
    document = ingest.parse(
        epub(first, '<h2>Notes</h2><aside epub:type="footnote" id="n1"><p>1. By law.</p></aside>'), "x.epub"
    )
    kinds = {document.text[b.start : b.end]: b.kind for b in document.blocks}
    assert kinds["Region\t2023\nAstana\t5"] == "table" and kinds["- item"] == "body"
    assert kinds["¹ By law."] == "note"
    anchor = next(b.anchor for b in document.blocks if b.kind == "note")
    assert anchor is not None and document.text[anchor] == "¹"


def test_books_that_are_locked() -> None:
    listed = '<encryption><EncryptionMethod Algorithm="{}"/></encryption>'
    fonts = epub(
        f"<p>{PROSE}</p>", more={"META-INF/encryption.xml": listed.format("http://www.idpf.org/2008/embedding")}
    )
    assert ingest.parse(fonts, "x.epub").text == PROSE.strip()
    locked = epub(
        f"<p>{PROSE}</p>", more={"META-INF/encryption.xml": listed.format("http://www.w3.org/2001/04/xmlenc#aes")}
    )
    with pytest.raises(PasswordNeeded, match="protected"):
        ingest.parse(locked, "x.epub")


@pytest.mark.parametrize("data", [epub("")[:-40], epub(""), epub(more={"OEBPS/book.opf": "<package>"})])
def test_broken_books(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"^x\.epub"):
        ingest.parse(data, "x.epub")


def test_a_book_that_unpacks_to_far_too_much() -> None:
    with pytest.raises(UnreadableFile, match="far more"):
        ingest.parse(epub("<p>" + "a" * (20 << 20)), "x.epub")


CHAPTER = page(f'<h1>Закон</h1><p id="a">{PROSE}<a href="#b"><sup>1</sup></a></p><p id="b">1. Note</p>')
SEED = epub(f"<p>{PROSE}</p>")
EDIT = st.tuples(st.floats(0, 1), st.integers(0, 10), st.binary(max_size=10))


@settings(max_examples=60, deadline=None)
@given(st.lists(EDIT, min_size=1, max_size=4), st.sampled_from(["whole", "OEBPS/глава 0.xhtml", "OEBPS/book.opf"]))
def test_mutated_books(edits: list[tuple[float, int, bytes]], part: str) -> None:
    data = SEED if part == "whole" else zipfile.ZipFile(BytesIO(SEED)).read(part)
    for place, removed, added in edits:
        at = int(place * len(data))
        data = data[:at] + added + data[at + removed :]
    if part != "whole":
        data = epub(PROSE, more={part: data.decode("utf-8", "replace")})
    try:
        document = ingest.parse(data, "x.epub")
    except KBError as error:
        assert str(error).startswith("x.epub")
        return
    assert all(document.text[p.start : p.end] == p.text for p in ingest.cut(document))
