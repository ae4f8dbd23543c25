"""Real PDFs: guidance printed from the web, rules with large tables, Russian manuals, difficult files."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

import ingest
from ingest.document import Document, Passage
from ingest.errors import UnreadableFile
from tests.ingest.test_boxes import check

pytestmark = pytest.mark.shared

# How many headings each file has at least, and some of them as printed.
HEADINGS = {
    "3C_and_3D_leave": (70, ["About this guidance", "Section 3C leave", "Cancelling section 3C leave", "Example 6"]),
    "Continuous residence guidance": (55, ["1. About this guidance", "1.1 Other routes", "9.4 Refusals"]),
    "Explanatory memorandum to the statement of changes to the Immigration Rules": (
        50,
        ["1. Introduction", "14. Consolidation"],
    ),
    "Global Talent": (70, ["Arts and Culture endorsement", "Fast track endorsement"]),
    "HC_997_-_Immigration_Rules_Changes": (14, ["Implementation", "Changes to Part 9", "Changes to Appendix Scale-Up"]),
    "Immigration Rules part 13_ deportation": (6, ["Section 1: Grounds for deportation"]),
    "Immigration Rules part 9_ grounds for refusal": (38, ["Medical grounds", "Debt to the NHS grounds"]),
    "Rules Graduate": (20, ["Points requirement", "Qualification requirement"]),
    "Skilled Worker eligible occupation codes": (2, ["If you work in healthcare or education"]),
    "Skilled Worker visa salary": (1, ["Skilled Worker visa: immigration salary list"]),
    "Student visa": (60, ["1. Overview", "When to apply", "Healthcare surcharge"]),
    "sponsor loses their licence": (7, ["If you’re already in the UK", "If you’re outside the UK"]),
}
# How many columns and, at least, rows the largest table of a file has, and some rows of its tables.
TABLES = {
    "Continuous residence guidance": (
        *(4, 15),
        "Dependent Partner on the UK Ancestry route\t-\tThere is no qualifying period requirement for a Dependent "
        "Partner on this route.\t0 Years",
    ),
    "Global Talent": (2, 4, "Applicants outside the UK\tGlobal Talent visa – stage 2"),
    "HC_997_-_Immigration_Rules_Changes": (
        *(8, 90),
        "Band 3\t£24,071\t£26,869\t£24,433\t£22,816",
        "\tEngland\tScotland\tWales\tNorthern Ireland\t",
    ),
    "Immigration Rules part 9_ grounds for refusal": (
        *(4, 7),
        "(e) 10 years\twas removed from the UK\tat public expense\t-",
    ),
    "Rules Graduate": (3, 2, "PhD or other doctoral qualification\t3 years"),
    "Skilled Worker eligible occupation codes": (
        *(5, 265),
        "1122\tProduction managers and directors in construction\tProduction managers and directors in construction\t"
        "£53,400 (£27.38 per hour)\t£41,400 (£21.23 per hour)",
    ),
    "Skilled Worker visa salary": (
        *(5, 24),
        "3411\tArtists – all jobs\tUK wide\t£38,200 (£19.59 per hour)\t£26,600 (£13.64 per hour)",
    ),
    "Student visa": (2, 3, "Below degree level\tCEFR level B1"),
    "sponsor loses their licence": (2, 4, "Already working\tYou can keep working"),
}


@cache
def read(path: Path) -> tuple[Document, list[Passage]]:
    document = ingest.parse(path.read_bytes(), path.name)
    return document, ingest.cut(document)


def blocks(document: Document, *kinds: str) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.kind in kinds]


# ------------------------------------------------------------------------------ the twelve files of the UK
def at_edges(path: Path) -> set[str]:
    """What stands in the upper or lower twelfth of at least half of a file's pages, numbers aside, asked of pdfium."""
    seen: Counter[str] = Counter()
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            height, text = page.get_height(), page.get_textpage()
            edges = text.get_text_bounded(bottom=height * 11 / 12) + "\n" + text.get_text_bounded(top=height / 12)
            seen.update({without_numbers(line) for line in edges.splitlines() if line.strip()})
        return {line for line, pages in seen.items() if pages >= max(2, len(pdf) / 2)}


def without_numbers(text: str) -> str:
    return " ".join(re.sub(r"\d+", "#", text).casefold().split())


@pytest.mark.parametrize("name", HEADINGS)
def test_no_passage_holds_a_running_line(shared: Path, name: str) -> None:
    path = shared / "data" / "uk-immigration" / f"{name}.pdf"
    running = at_edges(path)
    document, passages = read(path)
    for passage in passages:
        lines = [without_numbers(line) for line in passage.text.split("\n")]
        assert not running & set(lines)
        assert not any(line in passage_line for line in running if len(line) > 8 for passage_line in lines)
    assert not re.search(r"\d{1,2}/\d{1,2}/\d\d, \d{1,2}:\d\d|Page \d+ of \d+|https?://\S+ \d+/\d+", document.text)
    assert sum(passage.text == document.title for passage in passages) <= 2


def test_running_lines_are_seen_where_they_are(shared: Path) -> None:
    """The test above looks for something: eight of the files have such lines."""
    found = [bool(at_edges(shared / "data" / "uk-immigration" / f"{name}.pdf")) for name in HEADINGS]
    assert sum(found) >= 8


@pytest.mark.parametrize("name", HEADINGS)
def test_headings_are_found(shared: Path, name: str) -> None:
    document, _ = read(shared / "data" / "uk-immigration" / f"{name}.pdf")
    found = blocks(document, "heading")
    least, some = HEADINGS[name]
    assert len(found) >= least
    assert not set(some) - set(found)
    # Numbers of paragraphs, links, sentences and cells of tables are none.
    assert not any(re.match(r"[A-Z]{2,4} \d+\.|\d+\.\d+\.|\(/|https?:|.*\t", heading) for heading in found)
    assert not any(len(heading) > 90 and heading.endswith(".") for heading in found)
    levels = {block.level for block in document.blocks if block.kind == "heading"}
    assert max(levels) <= 4


@pytest.mark.parametrize("name", TABLES)
def test_ruled_tables_are_tables(shared: Path, name: str) -> None:
    document, _ = read(shared / "data" / "uk-immigration" / f"{name}.pdf")
    columns, rows, *some = TABLES[name]
    tables = [table.split("\n") for table in blocks(document, "table") if "\t" in table]
    largest = max(tables, key=lambda table: len(table) * table[0].count("\t"))
    assert all(len({row.count("\t") for row in table}) == 1 for table in tables)
    assert largest[0].count("\t") + 1 == columns and len(largest) >= rows
    for row in some:
        assert any(row in table for table in tables), row
    # No cell is left in running text.
    assert not any("per hour)" in text and len(text) < 40 for text in blocks(document, "body", "heading"))


def test_repeated_heads_of_tables_are_left_out(shared: Path) -> None:
    document, _ = read(shared / "data" / "uk-immigration" / "Skilled Worker eligible occupation codes.pdf")
    (table,) = [table for table in blocks(document, "table") if "\t" in table]
    assert sum(row.startswith("Occupation code\t") for row in table.split("\n")) == 1
    names = [row.split("\t")[0] for row in table.split("\n")[1:]]
    assert sum(bool(re.fullmatch(r"\d{4}", name)) for name in names) >= 0.98 * len(names)


@pytest.mark.parametrize(
    ("name", "pages"),
    [("HC_997_-_Immigration_Rules_Changes", (33, 119, 126, 127)), ("Skilled Worker visa salary", ())],
)
def test_cells_are_those_of_another_reader(shared: Path, name: str, pages: tuple[int, ...]) -> None:
    import pdfplumber

    path = shared / "data" / "uk-immigration" / f"{name}.pdf"
    document, _ = read(path)
    ours = {squeezed(cell) for table in blocks(document, "table") for cell in re.split(r"[\t\n]", table)}
    whole = squeezed(" ".join(blocks(document, "table")))
    with pdfplumber.open(path) as pdf:
        for number in pages:
            cells = [squeezed(cell or "") for t in pdf.pages[number - 1].extract_tables() for row in t for cell in row]
            # A row that the page's end cuts is one with its rest.
            assert sum(cell in ours for cell in cells) >= 0.85 * len(cells)
            assert all(cell in whole for cell in cells)


def squeezed(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


@pytest.mark.parametrize("name", HEADINGS)
def test_quotes_are_found_on_their_pages(shared: Path, name: str) -> None:
    path = shared / "data" / "uk-immigration" / f"{name}.pdf"
    check(path.read_bytes(), read(path)[0])


def test_words_that_the_first_reader_takes_apart(shared: Path) -> None:
    """pdfium puts a space after each letter on two pages of this file."""
    document, _ = read(shared / "data" / "uk-immigration" / "Student visa.pdf")
    for country in ("Canada", "Republic of Cyprus", "Hong Kong", "Kazakhstan", "Liechtenstein", "Luxembourg"):
        start = document.text.index(f"• {country}")
        assert document.lines.between(start, start + 3)


# ----------------------------------------------------------------------------------------- Russian manuals
def aligned_errors(document: Document, twin: str) -> tuple[int, int]:
    """Edits between the paragraphs of a text twin and the stretches of a document that are most like them; its length.

    The order of paragraphs does not count: the PDF prints notes at the foot of a page, the twin at the end of a
    chapter. Left out or made equal is what one of the two has by its format only: tables drawn with signs, marks of
    notes and lists, titles after the number of a chapter that is referred to, printed addresses of links, straight and
    curly quotes, and listings whose Cyrillic the PDF prints as Python literals (b’’т…).
    """
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Levenshtein

    ours = plain(" ".join(document.text[block.start : block.end] for block in document.blocks))
    ours = re.sub(r" ?\((?:https?|ftp)://[^()]*\)", "", ours)
    errors = length = 0
    for chunk in re.split(r"\n\s*\n", twin):
        text = re.sub(r" ?\^ ?\[\d+\]|^[*+] ", "", plain(chunk))
        text = re.sub(r'((?:Раздел|Глава|Приложение) [\dA-Z.]+?)\.?, "[^"]*"', r"\1", text)
        text = re.sub(r"(Глава \d+), [А-ЯЁ][^.,;)]*?(?= (?:и|мы|to|как)\b|[.,;)]|$)", r"\1", text)
        if len(text) < 40 or "--|" in text or not any(c.isalpha() for c in text):
            continue
        found = fuzz.partial_ratio_alignment(text, ours)
        assert found is not None
        start, end = found.dest_start, found.dest_end
        if "b''" in ours[max(start - 40, 0) : end + 40]:
            continue
        ends = [end + shift for shift in range(-8, 9)]
        errors += min(Levenshtein.distance(text, ours[max(start + s, 0) : e]) for s in (-2, -1, 0, 1, 2) for e in ends)
        length += len(text)
    return errors, length


def plain(text: str) -> str:
    return " ".join(text.translate(str.maketrans("“”„«»’‘", '"""""\'\'')).split())


def test_manual_against_its_text_twin(shared: Path) -> None:
    folder = shared / "data" / "cyrillic-pdf"
    document, _ = read(folder / "maint-guide.ru.pdf")
    twin = (folder / "maint-guide.ru.txt").read_text(encoding="utf-8")
    body = twin[twin.index("Глава 1. ") :]
    errors, length = aligned_errors(document, body)
    assert length >= 0.85 * len(" ".join(body.split()))
    assert errors <= 0.015 * length
    assert {"Глава 2", "2.2 Выбор программы"} <= set(blocks(document, "heading"))


def test_manual_whose_text_layer_is_mojibake(shared: Path) -> None:
    document, passages = read(shared / "data" / "cyrillic-pdf" / "lshortru.pdf")
    total: Counter[str] = Counter()
    for text in blocks(document, "body", "abstract", "heading", "note"):
        words = re.findall(r"[^\W\d_]{4,}", text)
        # Commands and names of TeX and English words are printed so; no other letter may be left.
        total["ascii"] += sum(word.isascii() for word in words)
        total["cyrillic"] += sum(bool(re.fullmatch("[Ѐ-ӿ]+", word)) for word in words)
        total["words"] += len(words)
    assert total["cyrillic"] >= 0.995 * (total["words"] - total["ascii"])
    prose = [p.text for p in passages if p.kind == "body" and p.language == "ru"]
    words = [w for text in prose for w in re.findall(r"(?<![\\\w@{])[^\W\d_]{4,}", re.sub("LATEX|TEX", "", text))]
    assert len(words) > 10_000
    assert sum(bool(re.fullmatch("[Ѐ-ӿ]+", word)) for word in words) >= 0.92 * len(words)
    assert sum(p.garbled for p in passages) <= 0.02 * len(passages)
    assert "«Пустые символы»" in document.text or "«Пустые" in document.text


def test_manual_of_a_package(shared: Path) -> None:
    document, _ = read(shared / "data" / "cyrillic-pdf" / "russ_doc.pdf")
    assert document.title == "Пакет russ.sty"
    assert "г) переводит стандартные слова (Глава, Оглавление и т.д.);" in document.text
    assert any("\\сегодня\t26 января 2012\t\\сегодня" in table for table in blocks(document, "table"))
    assert {"1. Использование", "2. Что это даёт?", "5. Исходный код"} <= set(blocks(document, "heading"))


@pytest.mark.parametrize("name", ["maint-guide.ru", "russ_doc", "lshortru"])
def test_quotes_of_manuals_are_found_on_their_pages(shared: Path, name: str) -> None:
    path = shared / "data" / "cyrillic-pdf" / f"{name}.pdf"
    # Formulas are set in letters that pdfium and the page count otherwise.
    check(path.read_bytes(), read(path)[0], allowed=0.03 if name == "lshortru" else 0.0)


# ------------------------------------------------------------------------------------------ difficult files
def test_refused_files_have_a_reason_in_one_sentence(shared: Path) -> None:
    reasons = []
    for path in sorted((shared / "data" / "nasty-pdf").rglob("*.pdf")):
        try:
            read(path)
        except UnreadableFile as error:
            reasons.append(str(error).removeprefix(f"{path.name}: "))
    assert len(reasons) <= 30
    known = r"the PDF is (?:protected by a password|broken)|needs OCR: page|no text (?:can be read|was recognised)"
    assert all(re.match(known, reason) and reason.endswith(".") and "\n" not in reason for reason in reasons), reasons


def test_two_columns_of_a_paper(shared: Path) -> None:
    folder = shared / "data" / "nasty-pdf" / "sample-files" / "026-latex-multicolumn"
    document, _ = read(folder / "multicolumn.pdf")
    body = blocks(document, "body", "abstract")
    assert any(
        text.startswith("Nam dui ligula, fringilla a, euismod sodales, sollicitudin vel, wisi.") for text in body
    )
    assert any("Austria\t8.9\t83,879\tVienna\tGerman" in table for table in blocks(document, "table"))
