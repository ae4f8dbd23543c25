"""From bytes to a Document: each format, and every way in which a file can be bad."""

from __future__ import annotations

import hashlib

import pytest

import ingest
from ingest.document import Document
from ingest.errors import EmptyFile, KBError, PasswordNeeded, UnknownFileType, UnreadableFile
from tests.ingest.making import encrypted, pdf, word, wrapped

PROSE = (
    "Migrants who have returned to their native places look for work, and the ministry keeps a register of them. "
    "The register is open to the regions. It was set up in 2019 and is paid for by the national budget."
)
HTML = f"""<!doctype html><html lang="en"><head><title>Guide | Site</title><meta name="author" content="A. Kim">
<style>p {{color: red}}</style></head><body><nav>Menu</nav><h1>A guide to registers</h1><h2>Who keeps them</h2>
<p>{PROSE}</p><ul><li>First item of the list</li><li>Second item of the list</li></ul>
<table><tr><th>Year</th><th>People</th></tr><tr><td>2019</td><td>1,204</td></tr></table>
<p>{PROSE[::-1]}</p><script>alert(1)</script></body></html>"""


def kinds(document: Document, kind: str) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind == kind]


def test_identity_of_a_document() -> None:
    data = b"A note.\n\nWith a second paragraph."
    document = ingest.parse(data, "folder/my-note.txt")
    assert document.id == hashlib.sha256(data).hexdigest()
    assert document.source == "folder/my-note.txt"
    assert document.media_type == "text/plain"
    assert document.text == "A note.\n\nWith a second paragraph."
    assert document.title == "My note"


def test_html_keeps_headings_lists_and_tables_and_drops_menus_and_scripts() -> None:
    document = ingest.parse(HTML.encode(), "guide.html")
    assert kinds(document, "heading") == ["A guide to registers", "Who keeps them"]
    assert kinds(document, "table") == ["Year\tPeople\n2019\t1,204"]
    assert "- Second item of the list" in kinds(document, "body")
    assert document.title == "A guide to registers"
    assert document.authors == ("A. Kim",)
    assert "alert" not in document.text and "Menu" not in document.text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16"])
def test_html_in_other_encodings(encoding: str) -> None:
    head = f'<html><head><meta charset="{encoding}"></head>'
    text = f"{head}<body><h1>Закон</h1><p>{'Статья о миграции. ' * 20}</p></body></html>"
    assert ingest.parse(text.encode(encoding), "law.html").text.startswith("Закон\n\nСтатья о миграции.")


def test_html_without_a_main_text_is_read_whole() -> None:
    document = ingest.parse(b"<html><body><div>Short <b>page</b></div><div>of two lines</div></body></html>", "a.html")
    assert document.text == "Short page\n\nof two lines"


def test_docx_keeps_the_order_of_headings_paragraphs_lists_and_tables() -> None:
    paragraphs = [("Title", "On registers"), ("Heading 1", "Purpose"), ("Normal", PROSE), ("List Bullet", "an item")]
    document = ingest.parse(word(paragraphs, [["Year", "People"], ["2019", "1,204"]], "A. Kim; B. Lee"), "x.docx")
    assert kinds(document, "heading") == ["On registers", "Purpose"]
    assert document.text.endswith("- an item\n\nYear\tPeople\n2019\t1,204")
    assert (document.title, document.authors) == ("On registers", ("A. Kim", "B. Lee"))
    assert document.pages == ()


def test_markdown() -> None:
    source = (
        f"# On registers\n\n*A. Kim*\n\n## Purpose\n\n{PROSE} See [the law](https://x.org/l).\n\n"
        "| Year | People |\n|---|--:|\n| 2019 | 1,204 |\n"
    )
    document = ingest.parse(source.encode(), "x.md")
    assert kinds(document, "heading") == ["On registers", "Purpose"]
    assert kinds(document, "table") == ["Year\tPeople\n2019\t1,204"]
    assert document.authors == ("A. Kim",)
    assert "the law (https://x.org/l)" in document.text and "*" not in document.text


def test_markdown_front_matter_and_marks_inside_words() -> None:
    source = b"---\ntitle: A note\nauthor: A. Kim\ndate: 2021-05-01\n---\n\nsnake_case_name and 2 * 3 * 4 stay.\n"
    document = ingest.parse(source, "x.md")
    assert (document.title, document.authors, document.year) == ("A note", ("A. Kim",), 2021)
    assert document.text == "snake_case_name and 2 * 3 * 4 stay."


def page(number: int, body: list[tuple[float, float, float, str, bool]]) -> list[tuple[float, float, float, str, bool]]:
    header = (72, 30, 9, "Journal of Registers, volume 3", False)
    return [header, *body, (290, 820, 9, str(number), False)]


def test_pdf_pages_headings_and_paragraphs() -> None:
    first = [(72, 80, 20, "On registers", True), (72, 120, 14, "Purpose", True), *wrapped(PROSE, 150)]
    second = [(72, 80, 14, "Results", True), *wrapped(PROSE.replace("register", "list"), 110)]
    document = ingest.parse(pdf([page(1, first), page(2, second), page(3, wrapped("A last word."))]), "x.pdf")
    assert document.text.split("\n\n") == [
        "On registers",
        "Purpose",
        PROSE,
        "Results",
        PROSE.replace("register", "list"),
        "A last word.",
    ]
    assert [block.level for block in document.blocks if block.kind == "heading"] == [1, 2, 2]
    assert [document.page_at(document.text.index(words)) for words in ("Purpose", "Results", "A last word")] == [
        1,
        2,
        3,
    ]
    assert document.title == "On registers"
    assert document.pages[0].start == 0 and document.pages[-1].end == len(document.text)


def test_pdf_paragraph_over_a_page_break_is_one_with_both_pages() -> None:
    lines = wrapped(PROSE, 100)
    document = ingest.parse(
        pdf([page(1, lines[:2]), page(2, [(72, 100 + 13 * i, 11, *line[3:]) for i, line in enumerate(lines[2:])])]),
        "x.pdf",
    )
    assert document.text == PROSE
    assert document.page_at(0) == 1 and document.page_at(len(document.text) - 1) == 2


def test_pdf_hyphens_at_line_ends() -> None:
    lines = [
        "Regulation of high-demand professions is a regulation of the state, and a regu-",
        "lation of high-",
        "demand work is one.",
    ]
    document = ingest.parse(pdf([[(72, 100 + 13 * i, 11, line, False) for i, line in enumerate(lines)]]), "x.pdf")
    assert "a regulation of high-demand work" in document.text


def test_pdf_rows_of_a_table() -> None:
    cells = [("Region", "Arrived", "Left"), ("North", "1,204", "900"), ("South", "88", "76"), ("West", "5", "6")]
    rows = [
        (x, 200 + 15 * i, 11, cell, False)
        for i, row in enumerate(cells)
        for x, cell in zip((72, 250, 400), row, strict=True)
    ]
    document = ingest.parse(pdf([[*wrapped(PROSE, 100), *rows]]), "x.pdf")
    assert kinds(document, "table") == ["\n".join("\t".join(row) for row in cells)]


def test_pdf_metadata_come_second() -> None:
    document = ingest.parse(pdf([wrapped(PROSE)], title="The title in the file", author="A. Kim"), "x.pdf")
    assert (document.title, document.authors, document.year) == ("The title in the file", ("A. Kim",), 2019)


def test_pdf_with_a_password() -> None:
    data = encrypted(pdf([wrapped(PROSE)]), "secret")
    assert ingest.parse(data, "x.pdf", password="secret").text == PROSE
    for password in (None, "wrong"):
        with pytest.raises(PasswordNeeded, match=r"x\.pdf.*password"):
            ingest.parse(data, "x.pdf", password=password)


BAD = {
    "an empty file": (b"", "x.txt", EmptyFile, "empty"),
    "white space only": (b" \n\t \n", "x.md", EmptyFile, "empty"),
    "no letters": ("— … —".encode(), "x.txt", EmptyFile, "no text"),
    "an unknown suffix": (b"a,b\n1,2\n", "x.csv", UnknownFileType, "convert it"),
    "an image": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "x.png", UnknownFileType, "convert it"),
    "binary text": (bytes(range(256)) * 4, "x.txt", UnknownFileType, "not text"),
    "a broken PDF": (b"%PDF-1.4\nnothing more", "x.pdf", UnreadableFile, "broken"),
    "a PDF that is none": (b"just text", "x.pdf", UnreadableFile, "broken"),
    "a PDF of images": (pdf([[], []]), "x.pdf", UnreadableFile, "OCR"),
    "a broken DOCX": (word([("Normal", PROSE)])[:2000], "x.docx", UnreadableFile, "broken"),
    "a DOCX that is none": (b"PK\x03\x04 not a zip", "x.docx", UnreadableFile, "broken"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "x.docx", PasswordNeeded, "DOCX"),
    "a page without text": (b"<html><body><img src=x></body></html>", "x.html", EmptyFile, "no text"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_files_say_in_one_sentence_what_to_do(case: str) -> None:
    data, name, error, words = BAD[case]
    with pytest.raises(error, match=words) as caught:
        ingest.parse(data, name)
    message = str(caught.value)
    assert message.startswith(f"{name}: ") and message.endswith(".") and "\n" not in message
    assert isinstance(caught.value, KBError)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (pdf([wrapped(PROSE)]), "application/pdf"),
        (HTML.encode(), "text/html"),
        (word([("Normal", PROSE)]), "application/vnd.openxmlformats"),
    ],
)
def test_content_decides_where_the_suffix_is_wrong(data: bytes, media_type: str) -> None:
    for name in ("x.txt", "x", "x.bin"):
        assert ingest.parse(data, name).media_type.startswith(media_type)
