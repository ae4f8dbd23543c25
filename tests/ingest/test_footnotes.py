"""Footnotes and endnotes: their marks stay raised, and each is tied to its place in the text."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

import ingest
from ingest.document import Document
from ingest.footnotes import lowered, raised, roman
from tests.ingest.making import pdf, wrapped

W = nsdecls("w")


def word(paragraphs: list[str], **notes: list[str]) -> bytes:
    """A DOCX whose paragraphs hold [f2] for a reference to the second footnote and [e1] for one to an endnote."""
    document = docx.Document()
    for kind, texts in notes.items():
        inner = "".join(
            f'<w:{kind} w:id="{i}"><w:p><w:r><w:{kind}Ref/></w:r>'
            f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:{kind}>'
            for i, text in enumerate(texts, 1)
        )
        blob = f'<w:{kind}s {W}><w:{kind} w:type="separator" w:id="0"><w:p/></w:{kind}>{inner}</w:{kind}s>'.encode()
        type_ = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
        part = Part(PackURI(f"/word/{kind}s.xml"), type_, blob, document.part.package)
        document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, f"{kind.upper()}S"))
    for text in paragraphs:
        paragraph = document.add_paragraph()
        for stretch in text.replace("]", "[").split("["):
            if stretch[:1] in "fe" and stretch[1:].isdigit():
                kind = {"f": "footnote", "e": "endnote"}[stretch[0]]
                paragraph._p.append(parse_xml(f'<w:r {W}><w:{kind}Reference w:id="{stretch[1:]}"/></w:r>'))
            else:
                paragraph.add_run(stretch)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def notes(document: Document) -> list[tuple[str, str]]:
    """Each note with the text up to the end of its mark, from the begin of the line."""
    out = []
    for block in document.blocks:
        if block.kind == "note" and block.anchor is not None:
            line = document.text.rfind("\n", 0, block.anchor) + 1
            out.append((document.text[block.start : block.end], document.text[line : block.anchor + 1]))
    return out


def test_word_footnotes_follow_their_paragraph_and_endnotes_the_text() -> None:
    data = word(
        ["Реестр ведёт министерство[f1] с 2022[f2] года.", "Второй абзац[e1].", "Третий абзац."],
        footnote=["Приказ министра.", "Ранее – комитет."],
        endnote=["См. отчёт."],
    )
    document = ingest.parse(data, "x.docx")
    assert document.text.split("\n\n") == [
        "Реестр ведёт министерство¹ с 2022² года.",
        "¹ Приказ министра.",
        "² Ранее – комитет.",
        "Второй абзацⁱ.",
        "Третий абзац.",
        "ⁱ См. отчёт.",
    ]
    assert notes(document) == [
        ("¹ Приказ министра.", "Реестр ведёт министерство¹"),
        ("² Ранее – комитет.", "Реестр ведёт министерство¹ с 2022²"),
        ("ⁱ См. отчёт.", "Второй абзацⁱ"),
    ]


def test_a_word_note_without_reference_is_kept() -> None:
    document = ingest.parse(word(["Один абзац."], footnote=["Забытая сноска."]), "x.docx")
    assert [(b.kind, b.anchor) for b in document.blocks] == [("body", None), ("note", None)]


PAGES = {
    "sup in a link": '<a href="#n1"><sup>1</sup></a>',
    "link in a sup": '<sup><a href="#n1">[1]</a></sup>',
    "role": '<a href="#n1" role="doc-noteref">1</a>',
    "class": '<a class="footnote-ref" href="#n1">1</a>',
}


@pytest.mark.parametrize("reference", PAGES.values(), ids=PAGES)
def test_page_footnotes(reference: str) -> None:
    page = (
        "<!doctype html><html><body><h1>Registers</h1>"
        f"<p>The ministry keeps a register of 45{reference} people, as the law says.</p>"
        "<p>It reports on them to the government every year, and the report is public.</p>"
        '<hr><ol><li id="n1">An order of <i>the minister</i>. <a href="#r1">↩</a></li></ol></body></html>'
    )
    document = ingest.parse(page.encode(), "x.html")
    assert notes(document) == [("¹ An order of the minister.", "The ministry keeps a register of 45¹")]
    assert "45¹ people" in document.text and "↩" not in document.text


def test_links_within_a_page_are_no_footnotes() -> None:
    page = (
        '<!doctype html><html><body><p><a href="#s2">2</a> Go to the second section of this page, which is below.</p>'
        '<h2 id="s2">Second section</h2><p>The register is kept by the ministry and is open to all.</p></body></html>'
    )
    assert not any(b.kind == "note" for b in ingest.parse(page.encode(), "x.html").blocks)


def test_markdown_footnotes() -> None:
    source = (
        "The register[^law] is kept by the ministry[^2].\n\n[^law]: The law of 2011,\n    article 5.\n"
        "[^2]: Since 2022.\n\nA second paragraph.\n"
    )
    document = ingest.parse(source.encode(), "x.md")
    assert notes(document) == [
        ("¹ The law of 2011, article 5.", "The register¹"),
        ("² Since 2022.", "The register¹ is kept by the ministry²"),
    ]
    assert [b.kind for b in document.blocks] == ["body", "note", "note", "body"]


def test_a_footnote_of_a_page_splits_no_sentence() -> None:
    source = (
        "Министерство ведёт реестр¹ переселенцев, которые переехали в регион, и каждый год сообщает о них\n\n"
        "¹ Приказ министра № 5.\n\n"
        "правительству и местным органам. Реестр открыт.\n"
    )
    document = ingest.parse(source.encode(), "x.txt")
    assert [document.text[b.start : b.end] for b in document.blocks] == [
        "Министерство ведёт реестр¹ переселенцев, которые переехали в регион, и каждый год сообщает о них "
        "правительству и местным органам. Реестр открыт.",
        "¹ Приказ министра № 5.",
    ]
    assert notes(document) == [("¹ Приказ министра № 5.", "Министерство ведёт реестр¹")]


def test_small_print_at_the_foot_of_a_printed_page() -> None:
    text = "The ministry keeps a register1 of 45 people who moved, and it reports on them to the government.2 "
    rest = "The report is public and is printed by the ministry in each of the first months of the next year. " * 3
    notes_ = [(72, 700, 8, "1 Order of the minister, No. 5.", False), (72, 711, 8, "2 Since 2022.", False)]
    document = ingest.parse(pdf([[*wrapped(text + rest, 100), *notes_]]), "x.pdf")
    assert [mark for _, mark in notes(document)] == [
        "The ministry keeps a register¹",
        "The ministry keeps a register¹ of 45 people who moved, and it reports on them to the government.²",
    ]
    assert "register¹ of 45 people" in document.text and "¹ Order of the minister, No. 5." in document.text


def test_numbers_with_a_point_are_no_marks() -> None:
    text = "Part 2.1 of the plan and its figure 3.1 say how the register is kept. It is open.1 "
    rest = "The report is public and is printed by the ministry in each of the first months of the next year. " * 3
    small = [(72, 700, 8, "1 Order of the minister, No. 5.", False)]
    document = ingest.parse(pdf([[*wrapped(text + rest, 100), *small]]), "x.pdf")
    assert "Part 2.1 of the plan and its figure 3.1 say" in document.text and "It is open.¹" in document.text


def test_numbers_that_begin_anew_on_each_page() -> None:
    source = "Бірінші бет¹ бар.\n\n¹ Бірінші ескертпе.\n\nЕкінші бет¹ бар.\n\n¹ Екінші ескертпе.\n"
    document = ingest.parse(source.encode(), "x.txt")
    assert notes(document) == [("¹ Бірінші ескертпе.", "Бірінші бет¹"), ("¹ Екінші ескертпе.", "Екінші бет¹")]


def test_square_metres_are_no_marks() -> None:
    source = "The house has 45 m² of space. It belongs to the state².\n\n² As of 2020.\n"
    document = ingest.parse(source.encode(), "x.txt")
    assert notes(document) == [("² As of 2020.", "The house has 45 m² of space. It belongs to the state²")]


@given(st.integers(1, 300))
def test_marks_are_raised_and_lowered(number: int) -> None:
    for mark in (str(number), roman(number)):
        assert lowered(raised(mark)) == mark and not set(raised(mark)) & set(mark)


@pytest.mark.parametrize(("note", "title"), [("¹ Kept by the town.", "A study of the register"), ("", None)])
def test_a_title_loses_the_mark_of_its_footnote_only(note: str, title: str | None) -> None:
    document = ingest.parse(
        f"# A study of the register¹\n\nThe register is kept by the town.\n\n{note}".encode(), "x.md"
    )
    assert document.title == (title or "A study of the register¹")
