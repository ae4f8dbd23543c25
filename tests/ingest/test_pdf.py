"""Pages of PDF in reading order, without what runs along them; and what a PDF carries beside its text."""

from __future__ import annotations

from io import BytesIO

import pypdf
import pytest

import ingest
from ingest.clean import as_cp1251, legacy_cyrillic
from ingest.document import Document
from ingest.draft import Line
from ingest.errors import NeedsOCR, UnreadableFile
from ingest.options import Options
from ingest.parsers.pdf import attachments
from ingest.pdf.quality import GOOD, quality
from ingest.pdf.running import without_running_lines
from tests.ingest.drawing import broken, journal, page_maker, prose, stamp
from tests.ingest.making import encrypted, pdf, wrapped


def folded(document: Document) -> str:
    return " ".join(document.text.split())


def headings(document: Document) -> list[tuple[int, str]]:
    return [(b.level, document.text[b.start : b.end]) for b in document.blocks if b.kind == "heading"]


# ---------------------------------------------------------------------------------------- reading order
@pytest.mark.parametrize("watermark", ["", "DRAFT COPY"])
@pytest.mark.parametrize("across", [False, True], ids=["by columns", "by rows"])
@pytest.mark.parametrize("columns", [2, 3])
def test_columns_are_read_one_after_the_other(columns: int, across: bool, watermark: str) -> None:
    data, text = journal(columns, across, watermark)
    document = ingest.parse(data, "x.pdf")
    assert text in folded(document)
    assert folded(document).startswith(f"A study of labour migration in the regions {prose(999, 4)}")
    assert "Journal of Registers" not in document.text and "DRAFT" not in document.text


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pages_shown_sideways_are_read_upright(turn: int) -> None:
    plain = pdf([[*wrapped(prose(1, 3), 100), *wrapped(prose(2, 3), 300)]])
    writer = pypdf.PdfWriter(clone_from=BytesIO(plain))
    writer.pages[0].rotate(turn)
    out = BytesIO()
    writer.write(out)
    assert ingest.parse(out.getvalue(), "x.pdf").text == f"{prose(1, 3)}\n\n{prose(2, 3)}"


def test_drawn_bullets_are_marks_of_a_list() -> None:
    page = page_maker()
    page.add_page()
    for at in range(4):
        page.circle(x=21, y=30 + 8 * at - 1, radius=0.6, style="F")
        page.text(25, 30 + 8 * at, f"item {at} of the list of registers that the ministry keeps")
    document = ingest.parse(bytes(page.output()), "x.pdf")
    assert [text[:8] for text in document.text.split("\n\n")] == [f"• item {at}" for at in range(4)]


def test_a_paragraph_goes_on_after_the_footnotes_of_its_page() -> None:
    lines = wrapped(prose(5, 4), 100)
    note = [(72, 700, 7, "1 The register of 2019, as amended later in that year.", False)]
    rest = [(72, 60 + 13 * at, 11, line[3], False) for at, line in enumerate(lines[2:])]
    document = ingest.parse(pdf([[*lines[:2], *note], [*rest, *wrapped(prose(6, 3), 300)]]), "x.pdf")
    assert prose(5, 4) in document.text.split("\n\n")
    assert document.page_at(document.text.index("The register of 2019")) == 1


# ------------------------------------------------------------------------------------------ running lines
def test_headers_that_name_chapter_and_page_are_left_out() -> None:
    chapters = ["Beginnings", "Registers", "Quotas", "Permits", "Returns", "Borders"]
    pages = [
        [
            (72, 40, 9, f"{10 + n} {chapters[n // 2]}" if n % 2 else f"{chapters[n // 2]} {10 + n}", False),
            *wrapped(prose(n, 5), 100),
            *wrapped(prose(n + 50, 5), 300),
        ]
        for n in range(12)
    ]
    assert folded(ingest.parse(pdf(pages), "x.pdf")) == " ".join(prose(n + m, 5) for n in range(12) for m in (0, 50))


def test_chapter_headings_in_large_letters_stay() -> None:
    pages = [[(72, 60, 24, f"Chapter {n}", True), *wrapped(prose(n, 6), 120)] for n in range(1, 7)]
    document = ingest.parse(pdf(pages), "x.pdf")
    assert [text for _, text in headings(document)] == [f"Chapter {n}" for n in range(1, 7)]


@pytest.mark.parametrize("count", [2, 5])
def test_a_watermark_on_every_page_is_left_out(count: int) -> None:
    page = page_maker()
    for number in range(count):
        page.add_page()
        for at, line in enumerate(broken(page, prose(number, 8), 170)):
            page.text(20, 30 + 4 * at, line)
        stamp(page, "CONFIDENTIAL")
    assert "CONF" not in ingest.parse(bytes(page.output()), "x.pdf").text


def test_a_line_that_repeats_in_the_body_stays() -> None:
    # At another height of each page: no furniture.
    pages = [
        [Line(f"body {number} {at}", page=number, top=50.0 + 12 * at) for at in range(30)]
        + [Line("See the annex", page=number, top=100.0 + 24 * number + 6)]
        for number in range(1, 8)
    ]
    kept = without_running_lines(pages)
    assert all(sum(line.text == "See the annex" for line in page) == 1 for page in kept)


# ------------------------------------------------------------------------------------------- headings
def test_bookmarks_name_headings_and_their_depth() -> None:
    titles = [
        ("4", "On registers", "Who keeps them"),
        ("6", "On quotas", "Who sets them"),
        ("9", "On returns", "Who pays"),
    ]
    pages = [
        [
            *[(72, 60, 11, f"{number} {title}", False), *wrapped(prose(int(number), 5), 90)],
            *[(72, 300, 11, part, False), *wrapped(prose(int(number) + 9, 5), 330)],
        ]
        for number, title, part in titles
    ]
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf(pages)))
    for index, (number, title, part) in enumerate(titles):
        parent = writer.add_outline_item(f"{number}. {title}", index)
        writer.add_outline_item(part, index, parent)
    out = BytesIO()
    writer.write(out)
    assert headings(ingest.parse(out.getvalue(), "x.pdf")) == [
        pair for number, title, part in titles for pair in ((1, f"{number} {title}"), (2, part))
    ]


def test_numbered_paragraphs_of_a_rule_book_are_no_headings() -> None:
    page = []
    for number in range(1, 7):
        page.append((72, 80 * number, 12, f"Rules about part {number}", True))
        page.append((72, 80 * number + 22, 11, f"{number}.1. DELETED", False))
        page += wrapped(f"{number}.2. {prose(number, 1)}", 80 * number + 44)
    document = ingest.parse(pdf([page]), "x.pdf")
    assert [text for _, text in headings(document)] == [f"Rules about part {number}" for number in range(1, 7)]


def test_links_set_like_headings_are_left_out() -> None:
    page = []
    for number in range(1, 6):
        page.append((72, 120 * number, 12, f"Part {'ABCDE'[number - 1]} of the guidance", True))
        page += wrapped(prose(number, 2), 120 * number + 24)
        page.append((72, 120 * number + 85, 12, "Back to the top", True))
    document = ingest.parse(
        pdf([page, [(72, 60, 12, "Part F of the guidance", True), *wrapped(prose(9, 2), 90)]]), "x.pdf"
    )
    assert "Back to the top" not in document.text and len(headings(document)) == 6


# ------------------------------------------------------------------------------------------- characters
@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("Ïðåäèñëîâèå", "Предисловие"),
        ("ïpèìåpîâ", "примеров"),
        ("¾Òåõ¿ è LATEX", "«Тех» и LATEX"),
        ("naïve Straße, è Müller", "naïve Straße, и Müller"),
        ("plain ASCII", "plain ASCII"),
    ],
)
def test_cyrillic_read_as_latin(text: str, repaired: str) -> None:
    assert as_cp1251(text) == repaired


def test_which_texts_are_cyrillic_read_as_latin() -> None:
    russian = "Важно читать главы последовательно, поскольку многое объясняется в тексте".encode("cp1251").decode(
        "latin-1"
    )
    assert legacy_cyrillic([russian, "LATEX ftp archives"])
    assert not legacy_cyrillic(["Déjà vu à l’été, où çà et là", "Une étude a été publiée en 2019 par le ministère"])
    assert not legacy_cyrillic(["Важно читать главы последовательно"])


@pytest.mark.parametrize(
    "text",
    [
        prose(1, 10),
        "Закон Республики Казахстан «О миграции населения» от 22 июля 2011 года № 477-IV",
        "See https://www.gov.uk/government/publications/continuous-residence-guidance-accessible-version for details",
        "",
    ],
)
def test_quality_of_good_text(text: str) -> None:
    assert quality(text) >= GOOD


@pytest.mark.parametrize(
    "text",
    [
        " ".join(prose(1, 5).replace(" ", "")),
        prose(1, 10).replace(" ", ""),
        prose(1, 5).replace("e", "\ufffd"),
        prose(1, 5).replace("e", "\ue012"),
        "KOIIi-KOH caJIaCbIHbIH MeMJIeKeTTiH acKepToBHpOB BHyTPeHHHX " * 5,
    ],
)
def test_quality_of_bad_text(text: str) -> None:
    assert quality(text) < GOOD


def test_raised_figures_are_raised_characters() -> None:
    page = page_maker()
    page.add_page()
    page.set_xy(20, 30)
    for text, place in (("The register of 2019", "LINE"), ("12", "SUP"), (" covers 40 km", "LINE"), ("2", "SUP")):
        page.char_vpos = place
        page.write(5, text)
    page.char_vpos = "LINE"
    page.write(5, " of the H")
    page.char_vpos = "SUB"
    page.write(5, "2")
    page.char_vpos = "LINE"
    page.write(5, "O reserve")
    text = ingest.parse(bytes(page.output()), "x.pdf").text
    assert text == "The register of 2019¹² covers 40 km² of the H2O reserve"


# --------------------------------------------------------------------------------------- limits and scans
def test_more_pages_than_the_limit() -> None:
    data = pdf([wrapped(prose(n, 2)) for n in range(4)])
    assert ingest.parse(data, "x.pdf", options=Options(pages=4)).pages
    with pytest.raises(
        UnreadableFile, match=r"x\.pdf: the PDF has 4 pages, more than the 3 .*`pages` under \[reading\]"
    ):
        ingest.parse(data, "x.pdf", options=Options(pages=3))


def test_pictures_of_text_need_recognition() -> None:
    from PIL import Image

    out = BytesIO()
    first, second = (Image.new("L", (1240, 1754), shade) for shade in (250, 240))
    first.save(out, "PDF", save_all=True, append_images=[second])
    with pytest.raises(NeedsOCR, match=r"x\.pdf: needs OCR: pages 1-2 are pictures of text"):
        ingest.parse(out.getvalue(), "x.pdf", options=Options(ocr="off"))


def test_attached_files() -> None:
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf([wrapped(prose(1, 2))])))
    writer.add_attachment("annex.txt", b"A rule.")
    writer.add_attachment("../folder/table.csv", b"a,b")
    out = BytesIO()
    writer.write(out)
    assert sorted(attachments(out.getvalue())) == [("annex.txt", b"A rule."), ("table.csv", b"a,b")]
    assert attachments(pdf([wrapped(prose(1, 2))])) == []


def test_attached_files_of_a_file_that_cannot_be_opened() -> None:
    locked = encrypted(pdf([wrapped(prose(1, 2))]), "secret")
    assert attachments(locked) == [] and attachments(b"%PDF-1.4\nnothing") == []
    assert attachments(locked, "secret") == []
