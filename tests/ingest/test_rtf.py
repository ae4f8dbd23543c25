"""RTF files, written here by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ingest
from ingest.errors import KBError, UnreadableFile

FONTS = r"{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Times Cyr;}{\f2\fcharset2 Symbol;}{\f3\fcharset162 Tur;}}"
STYLES = (
    r"{\stylesheet{\ql Normal;}{\s1\outlinelevel0 heading 1;}{\s2 Заголовок 2;}{\s3 Title;}{\s7 toc 1;}"
    r"{\*\cs10 Default;}}"
)
BODY = r"\pard\plain The ministry keeps a register of migrants.\par"


def rtf(body: str, head: str = r"\ansi\ansicpg1251\deff0") -> bytes:
    text = r"{\rtf1" + head + FONTS + STYLES + "\n" + body + "}"
    return b"".join(c.encode("ascii") if c < "\x80" else rf"\'{c.encode('cp1251')[0]:02x}".encode() for c in text)


def read(body: str, head: str = r"\ansi\ansicpg1251\deff0") -> list[tuple[str, int, str]]:
    document = ingest.parse(rtf(body, head), "x.rtf")
    return [(b.kind, b.level, document.text[b.start : b.end]) for b in document.blocks]


def text(body: str, head: str = r"\ansi\ansicpg1251\deff0") -> str:
    return ingest.parse(rtf(body, head), "x.rtf").text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"\pard Закон о миграции населения.\par", "Закон о миграции населения."),
        (r"\pard{\f1 Закон} {\f0 о миграции} населения.\par", "Закон о миграции населения."),
        (r"\pard{\f3 Say\u305\'fdn\'fd}.\par", "Sayını."),
        (r"\pard Халы\u1179? к\u1257 ?\uc0\u1096\u1110 -\uc1\u1179?оны.\par", "Халық көші-қоны."),
        (r"\pard\uc2\u1179??о\u1179 \'3f\'3f ы.\par", "қоқ ы."),
        (r"\pard\u55357?\u56832? \emdash  \ldblquote a\rdblquote\~b\_c\-d \{e\} \\.\par", "😀 — “a” b-cd {e} \\."),
        (r"\pard{\f2\'b7}\tab item\par", "- item"),
        ("\\pard line one\\line line\n two\\par", "line one line two"),
        (r"\pard a{\v hidden}{\deleted gone}{\*\unknown not}b\par", "ab"),
        (r"\pard{\field{\*\fldinst HYPERLINK x}{\fldrslt a link}} here.\par", "a link here."),
        (r"\pard m{\super 2} and x{\super a} {\*\bkmkstart b}c\par", "m² and xa c"),
        (r"{\header H\par}{\footer F\par}\pard text{\pict\wmetafile8 0100ff}\bin3 {}} end\par", "text end"),
        (r"\pard never closed", "never closed"),
    ],
)
def test_characters(body: str, expected: str) -> None:
    assert text(body) == expected


@pytest.mark.parametrize(("head", "expected"), [(r"\mac", "Café"), (r"\ansi\ansicpg99999", "CafŽ"), (r"\pca", "CafÄ")])
def test_code_pages_of_the_file(head: str, expected: str) -> None:
    assert text(r"\pard Caf\'8e\par", head) == expected


def test_headings_metadata_and_contents() -> None:
    info = r"{\info{\title О реестрах}{\author A. Kim; B. Lee}{\company X}{\creatim\yr2021\mo3\dy4}}"
    body = r"\pard\s3 О реестрах\par\pard\s7 Contents 1\par\pard\s1 Rules\par\pard\s2 Notes of it\par"
    document = ingest.parse(rtf(info + body + r"\pard\outlinelevel2 Third\par" + BODY), "x.rtf")
    assert (document.title, document.authors, document.year) == ("О реестрах", ("A. Kim", "B. Lee"), 2021)
    assert [(b.kind, b.level) for b in document.blocks] == [
        ("heading", 1), ("reference", 0), ("heading", 1), ("heading", 2), ("heading", 3), ("body", 0)
    ]  # fmt: skip
    assert ingest.parse(rtf(BODY), "no-suffix").media_type == "application/rtf"


def test_numbers_of_lists_are_kept() -> None:
    body = r"{\listtext\pard\plain 1.\tab}\pard First rule.\par{\pntext\f2\'b7\tab}\pard Second rule.\par"
    assert [words for _, _, words in read(body)] == ["1. First rule.", "- Second rule."]


def test_tables_are_rectangular() -> None:
    body = (
        r"\trowd\trhdr\clvmgf\cellx1000\cellx3000\pard\intbl Region\cell Migrants\cell\row"
        r"\trowd\trhdr\clvmrg\cellx1000\cellx2000\cellx3000\pard\intbl\cell 2022\cell 2023\cell\row"
        r"\trowd\cellx1010\cellx2005\cellx3000\pard\intbl Astana\par city\cell 5\cell\pard\intbl 6\cell\row\pard\par"
    )
    (table,) = [block for block in read(BODY + body + BODY) if block[0] == "table"]
    assert table == ("table", 2, "Region\tMigrants\t\n\t2022\t2023\nAstana city\t5\t6")


def test_two_tables_with_a_paragraph_between_them() -> None:
    row = r"\trowd\cellx1000\cellx2000\pard\intbl {}\cell 5\cell\row"
    body = row.format("a") + BODY + row.format("b") + r"\pard\par" + row.format("c")
    assert [b[2] for b in read(body) if b[0] == "table"] == ["a\t5", "b\t5", "c\t5"]


def test_footnotes_follow_their_paragraph() -> None:
    footnote = r"{{\super\chftn}}{{\footnote\pard\plain {{\super\chftn}} {}}}"
    body = rf"\pard It keeps{footnote.format('Since 2011.')} it{footnote.format('By law.')}.\par" + BODY
    document = ingest.parse(rtf(body), "x.rtf")
    texts = [document.text[b.start : b.end] for b in document.blocks]
    assert texts[:3] == ["It keeps¹ it².", "¹ Since 2011.", "² By law."]
    assert [document.text[b.anchor] for b in document.blocks if b.anchor is not None] == ["¹", "²"]


def test_what_is_no_rtf() -> None:
    for data in (b"{\\rtf1}", b"{\\rtf1\\ansi {\\*\\x text}}"):
        with pytest.raises(UnreadableFile, match=r"^x\.rtf"):
            ingest.parse(data, "x.rtf")
    with pytest.raises(UnreadableFile, match="no RTF file"):
        ingest.parse(b"text", "x.rtf")


def test_old_word_files_name_the_way_out() -> None:
    with pytest.raises(UnreadableFile, match="save it as DOCX"):
        ingest.parse(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000), "x.doc")


SEED = rtf(BODY + r"\pard\s1 Закон\par\trowd\cellx1000\cellx2000\pard\intbl a\cell b\cell\row{\footnote x}" + BODY)
EDIT = st.tuples(
    st.floats(0, 1),
    st.integers(0, 12),
    st.one_of(
        st.binary(max_size=10),
        st.sampled_from(
            [b"{", b"}", b"\\bin99 ", b"\\u-3 ", b"\\cell ", b"\\row", b"\\f1", b"\\cellx-5", b"\\footnote "]
        ),
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(EDIT, min_size=1, max_size=6))
def test_mutated_files(edits: list[tuple[float, int, bytes]]) -> None:
    data = SEED
    for place, removed, added in edits:
        at = int(place * len(data))
        data = data[:at] + added + data[at + removed :]
    try:
        document = ingest.parse(data, "x.rtf")
    except KBError as error:
        assert str(error).startswith("x.rtf")
        return
    document.text.encode("utf-8")
    assert all(document.text[p.start : p.end] == p.text for p in ingest.cut(document))
