"""Numbers that word processors and browsers count: they are not in the file, and belong to the text."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

import ingest
from ingest.document import Document
from ingest.parsers.numerals import numeral

PROSE = "The office keeps the list of settlers by the place where they live, and shows it to all who ask."


def texts(document: Document) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks]


@pytest.mark.parametrize(
    ("form", "count", "wanted"),
    [("1", 12, "12"), ("a", 2, "b"), ("a", 28, "bb"), ("A", 3, "C"), ("i", 9, "ix"), ("I", 4, "IV"), ("а", 4, "г")],
)
def test_numerals(form: str, count: int, wanted: str) -> None:
    assert numeral(form, count) == wanted


# ------------------------------------------------------------------------------------------------- DOCX
LEVELS = (("decimal", "%1."), ("decimal", "%1.%2."), ("russianLower", "%3)"))
Add = Callable[..., None]


def word(write: Callable[[Any, Add], None]) -> Document:
    """A DOCX with a list of three levels (number 91, and 92 that begins it anew at 5)."""
    document = docx.Document()
    numbering = document.part.numbering_part._element
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(LEVELS)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{inner}</w:abstractNum>'))
    over = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    for number, more in ((91, ""), (92, over)):
        xml = f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="90"/>{more}</w:num>'
        numbering.append(parse_xml(xml))

    def add(text: str, depth: int | None = None, number: int = 91, style: str | None = None) -> None:
        paragraph = document.add_paragraph(text, style=style)
        if depth is not None:
            xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
            paragraph._p.get_or_add_pPr().append(parse_xml(xml))

    write(document, add)
    out = BytesIO()
    document.save(out)
    return ingest.parse(out.getvalue(), "x.docx")


def test_word_counts_at_every_depth() -> None:
    def write(_: Any, add: Add) -> None:
        for text, depth in (("one", 0), ("inner", 1), ("deep", 2), ("deep too", 2), ("inner too", 1), ("two", 0)):
            add(text, depth)
        add("plain")
        add("three", 0)
        add("five", 0, 92)
        add("out of the list", 0, 0)

    assert texts(word(write)) == [
        "1. one", "1.1. inner", "а) deep", "б) deep too", "1.2. inner too", "2. two", "plain", "3. three", "5. five",
        "out of the list",
    ]  # fmt: skip


def test_paragraphs_that_word_numbers_are_those_of_the_article() -> None:
    def write(_: Any, add: Add) -> None:
        for article in range(1, 6):
            add(f"Статья {article}. Реестр")
            add("Реестр ведёт министерство.", 0)

    found = [(d.kind, d.number) for d in ingest.divisions(word(write)) if d.kind == "paragraph"]
    assert found == [("paragraph", str(number)) for number in range(1, 6)]


def test_numbers_by_style_and_bullets() -> None:
    def write(document: Any, add: Add) -> None:
        for style, text in (("List Number", "one"), ("List Bullet", "point"), ("List Number", "two")):
            add(text, style=style)
        add("Methods", 0, style="Heading 1")
        add("7. typed by hand", style="Normal")

    assert texts(word(write)) == ["1. one", "- point", "2. two", "1. Methods", "7. typed by hand"]


def test_bold_words_over_a_paragraph_head_it() -> None:
    def write(document: Any, add: Add) -> None:
        add("A study of settlers", style="Title")
        for text in ("Findings of the survey", PROSE, "Table 1. Settlers", PROSE, "A line that is bold.", PROSE):
            add(text)
            if text != PROSE:
                document.paragraphs[-1].runs[0].bold = True
        document.add_paragraph("Half of it ").add_run("is bold").bold = True
        add(PROSE)

    found = word(write)
    kinds = {text: block.kind for text, block in zip(texts(found), found.blocks, strict=True)}
    assert kinds["Findings of the survey"] == "heading"
    assert kinds["A line that is bold."] == kinds["Half of it is bold"] == "body"
    assert kinds["Table 1. Settlers"] == "table"


# ------------------------------------------------------------------------------------------------- HTML
LISTS = [
    ("<ol><li>one</li><li>two</li></ol>", ["1. one", "2. two"]),
    (
        "<ol start=3><li><p>three</p></li><li value=7>seven</li><li>eight</li></ol>",
        ["3. three", "7. seven", "8. eight"],
    ),
    ("<ol type=a><li>first</li><li>second</li></ol>", ["a) first", "b) second"]),
    ("<ol type=I><li>first</li></ol>", ["I) first"]),
    ("<ul><li><p>point</p><p>more</p></li><li>last</li></ul>", ["- point", "more", "- last"]),
    ("<ol><li>outer<ol><li>inner</li></ol></li><li>next</li></ol>", ["1. outer", "1. inner", "2. next"]),
    # The page prints the numbers itself.
    ("<ol><li>1) one</li><li>2.1. two</li></ol>", ["1) one", "2.1. two"]),
    ("<ol><li><h3>Head</h3><p>below</p></li></ol>", ["Head", "below"]),
]


@pytest.mark.parametrize(("source", "wanted"), LISTS, ids=[source[:24] for source, _ in LISTS])
def test_browsers_number_lists(source: str, wanted: list[str]) -> None:
    page = f"<html><body><main><p>{PROSE}</p>{source}<p>{PROSE}</p></main></body></html>"
    assert texts(ingest.parse(page.encode(), "x.html"))[1:-1] == wanted


def test_a_long_list_is_counted_once() -> None:
    items = "".join(f"<li>item of the list {n}</li>" for n in range(5_000))
    document = ingest.parse(f"<html><body><p>{PROSE}</p><ol>{items}</ol></body></html>".encode(), "x.html")
    assert document.text.endswith("5000. item of the list 4999")


# ----------------------------------------------------------------------------------- footnotes below a list
NOTES = """<html><body><main><h1>Settlers</h1><p>The register<sup><a href="#f1" id="r1">1</a></sup> is kept. {}</p>
<h2>References</h2>{}<ol><li id="f1">Kept by the town. <a href="#r1">back</a></li></ol></main></body></html>"""


def test_footnotes_below_the_references_are_none_of_them() -> None:
    listed = "<ol><li>Kim, A. (2019). Other work. Journal, 1(2), 3–4.</li></ol>"
    document = ingest.parse(NOTES.format(PROSE, listed).encode(), "x.html")
    last, entry = document.blocks[-1], document.blocks[-2]
    assert (last.kind, document.text[last.start : last.end]) == ("note", "¹ Kept by the town.")
    assert entry.kind == "reference"
    assert last.anchor == document.text.index("¹ is kept")


def test_a_list_of_references_by_raised_numbers_stays_one() -> None:
    cited = '<p>As shown<sup><a href="#c1">1</a></sup> and said<sup><a href="#c2">2</a></sup> before.</p>'
    listed = "".join(f'<li id="c{n}">Kim, A. (201{n}). Work {n}. Journal, 1(2), 3–4.</li>' for n in (1, 2))
    page = f"<html><body><p>{PROSE}</p>{cited}<h2>References</h2><ol>{listed}</ol></body></html>"
    document = ingest.parse(page.encode(), "x.html")
    assert [b.kind for b in document.blocks][-2:] == ["reference", "reference"]


def test_notes_that_word_processors_save_for_the_web() -> None:
    page = (
        f'<html><body><p>{PROSE} It is public.<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a></p><p>{PROSE}</p>'
        '<div><a href="#_ftnref1" name="_ftn1">[1]</a> By the law of 2011.</div></body></html>'
    )
    document = ingest.parse(page.encode(), "x.html")
    assert texts(document)[-1] == "¹ By the law of 2011."
    assert document.blocks[-1].anchor == document.text.index("¹")
