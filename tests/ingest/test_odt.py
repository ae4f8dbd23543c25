"""ODT files, made here part by part."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ingest
from ingest.errors import KBError, PasswordNeeded, UnreadableFile

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
                        ("draw", "drawing"), ("meta", "meta"))
)  # fmt: skip
META = (
    '<office:meta><dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">О реестрах</dc:title>'
    "<meta:initial-creator>A. Kim; B. Lee</meta:initial-creator><meta:creation-date>2021-03-04T00:00:00"
    "</meta:creation-date></office:meta>"
)
STYLES = (
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-suffix="." '
    'style:num-format="1"/><text:list-level-style-number text:level="2" style:num-suffix=")" style:num-format="a"/>'
    '<text:list-level-style-number text:level="3" style:num-suffix="." style:num-format="1" '
    'text:display-levels="3"/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/>'
    "</text:list-style>"
)


def odt(body: str, meta: str = META, manifest: str = "<manifest/>") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        package.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {SPACES}><office:automatic-styles>{STYLES}'
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
        package.writestr("meta.xml", f"<office:document-meta {SPACES}>{meta}</office:document-meta>")
        package.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def read(body: str) -> list[tuple[str, int, str]]:
    document = ingest.parse(odt(body), "x.odt")
    return [(b.kind, b.level, document.text[b.start : b.end]) for b in document.blocks]


BODY = "<text:p>The ministry keeps a register of migrants.</text:p>"


def test_headings_titles_and_metadata() -> None:
    data = odt(
        '<text:p text:style-name="P1">О реестрах</text:p><text:h text:outline-level="2">Общие положения</text:h>' + BODY
    )
    document = ingest.parse(data, "x.odt")
    assert (document.title, document.authors, document.year) == ("О реестрах", ("A. Kim", "B. Lee"), 2021)
    assert document.media_type == "application/vnd.oasis.opendocument.text"
    assert [(b.kind, b.level) for b in document.blocks] == [("heading", 1), ("heading", 2), ("body", 0)]
    assert ingest.parse(data, "no-suffix").text == document.text


def test_white_space_and_spans() -> None:
    body = '<text:p>The<text:s text:c="3"/>ministry<text:tab/>keeps <text:span>a <text:span>register</text:span>'
    body += "</text:span><text:line-break/>of migrants.</text:p>"
    assert read(body)[0][2] == "The ministry keeps a register of migrants."


def test_numbers_of_lists() -> None:
    item = "<text:list-item><text:p>{}</text:p>{}</text:list-item>"
    third = f"<text:list>{item.format('third;', '')}</text:list>"
    inner = f"<text:list>{item.format('first point;', '')}{item.format('second point.', third)}</text:list>"
    body = f'<text:list text:style-name="L1">{item.format("First rule:", inner)}{item.format("Second rule.", "")}'
    more = f'</text:list>{BODY}<text:list text:style-name="L1" text:continue-numbering="true">'
    more += f'{item.format("Third rule.", "")}</text:list><text:list text:style-name="L2">{item.format("Free.", "")}'
    texts = [text for _, _, text in read(body + more + "</text:list>")]
    assert texts[:4] == ["1. First rule:", "a) first point;", "b) second point.", "1.b.1. third;"]
    assert texts[4:] == ["2. Second rule.", "The ministry keeps a register of migrants.", "3. Third rule.", "- Free."]


def test_tables_are_rectangular() -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"

    covered = "<table:covered-table-cell/>"
    high, wide, twice = (f'table:number-{name}="2"' for name in ("rows-spanned", "columns-spanned", "columns-repeated"))
    body = (
        f"<table:table><table:table-header-rows><table:table-row>{cell('Region', high)}"
        f"{cell('Migrants', wide)}{covered}</table:table-row><table:table-row>{covered}"
        f"{cell('2022')}{cell('2023')}</table:table-row></table:table-header-rows><table:table-row>{cell('Astana')}"
        f"{cell('5', twice)}</table:table-row></table:table>"
    )
    table = next(block for block in read(BODY + body) if block[0] == "table")
    assert table == ("table", 2, "Region\tMigrants\t\n\t2022\t2023\nAstana\t5\t5")


def test_rows_and_columns_that_repeat_a_million_times_do_not_fill_the_memory() -> None:
    cell = '<table:table-cell table:number-columns-repeated="1000000"><text:p>5</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    assert len(read(f"{BODY}<table:table>{row}</table:table>")[1][2]) < 200_000


def test_footnotes_follow_their_paragraph_and_endnotes_the_text() -> None:
    def note(kind: str, mark: str, text: str) -> str:
        return (
            f'<text:note text:note-class="{kind}"><text:note-citation>{mark}</text:note-citation><text:note-body>'
            f"<text:p>{text}</text:p></text:note-body></text:note>"
        )

    endnote, footnote = note("endnote", "i", "At the end."), note("footnote", "1", "Since 2011.")
    body = f"<text:p>The ministry{endnote} keeps{footnote} it.</text:p>"
    document = ingest.parse(odt(body + BODY), "x.odt")
    texts = [document.text[b.start : b.end] for b in document.blocks]
    assert texts == ["The ministryⁱ keeps¹ it.", "¹ Since 2011.", BODY[8:-9], "ⁱ At the end."]
    notes = [b for b in document.blocks if b.kind == "note"]
    assert [document.text[b.anchor] for b in notes if b.anchor is not None] == ["¹", "ⁱ"]


def test_what_is_no_text_is_left_out() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Deleted.</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:table-of-content><text:index-body>"
        "<text:p>Contents 1</text:p>"
        "</text:index-body></text:table-of-content><text:p>Kept<office:annotation><text:p>Comment.</text:p>"
        "</office:annotation> text.</text:p><text:p><draw:frame><draw:text-box><text:p>In a box.</text:p>"
        "</draw:text-box></draw:frame></text:p>"
    )
    assert [(kind, text) for kind, _, text in read(body)] == [
        ("reference", "Contents 1"), ("body", "Kept text."), ("body", "In a box.")
    ]  # fmt: skip


def test_a_locked_file_and_broken_ones() -> None:
    locked = odt(BODY, manifest="<manifest><encryption-data/></manifest>")
    with pytest.raises(PasswordNeeded, match="password"):
        ingest.parse(locked, "x.odt")
    for data in (odt(BODY)[:-40], odt("<text:p>"), odt("").replace(b"content.xml", b"CONTENT.XML")):
        with pytest.raises(UnreadableFile, match=r"^x\.odt"):
            ingest.parse(data, "x.odt")


def test_entities_that_stand_for_others_are_refused() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml", '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x><body><text>&b;</text></body></x>'
        )
    with pytest.raises(UnreadableFile, match="entities"):
        ingest.parse(out.getvalue(), "x.odt")


SEED = odt(BODY + '<text:h text:outline-level="2">Общие положения</text:h>' + BODY)
EDIT = st.tuples(st.floats(0, 1), st.integers(0, 10), st.binary(max_size=10))


@settings(max_examples=60, deadline=None)
@given(st.lists(EDIT, min_size=1, max_size=4), st.booleans())
def test_mutated_files(edits: list[tuple[float, int, bytes]], inside: bool) -> None:
    data = zipfile.ZipFile(BytesIO(SEED)).read("content.xml") if inside else SEED
    for place, removed, added in edits:
        at = int(place * len(data))
        data = data[:at] + added + data[at + removed :]
    if inside:
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            package.writestr("content.xml", data)
        data = out.getvalue()
    try:
        document = ingest.parse(data, "x.odt")
    except KBError as error:
        assert str(error).startswith("x.odt")
        return
    assert all(document.text[p.start : p.end] == p.text for p in ingest.cut(document))
