"""Real laws: every article with number and title, the same in two languages, every amendment parsed."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import ingest
from ingest.document import Document

pytestmark = pytest.mark.shared

LAWS = [
    "constitution", "labor_code", "law_on_education", "law_on_education_kz", "law_on_personal_data_protection",
    "law_on_personal_data_protection_kz", "law_on_public_service", "law_on_public_service_kz",
]  # fmt: skip
PAIRS = [name for name in LAWS if f"{name}_kz" in LAWS]
HEADING = re.compile(r"^ *(?:Статья (?P<ru>\d+(?:-\d+)?)|(?P<kk>\d+(?:-\d+)?)-бап)(?![\w-])\.?(?P<title>[^\n]*)$", re.M)
CHAPTER = re.compile(r"^ *(?:Глава|ГЛАВА) (\d+(?:-\d+)?)\.|^ *(\d+(?:-\d+)?)-тарау\.", re.M)
# A date and a number, as only references to amending acts print them.
ACT = re.compile(r"(\d{1,2}\.\d\d\.\d{4}|\d{4}\.\d\d\.\d\d)\.?\s*(?:№|N)\s*([\w-]*\d[\w-]*)")
NOTE = re.compile(r"\s*(?:Сноска|Ескерту\.|Примечание (?:ИЗПИ|РЦПИ)!|ЗҚАИ-ның ескертпесі)")


def source(shared: Path, name: str) -> tuple[str, Document]:
    path = shared / "data" / "kz-laws" / f"{name}.txt"
    raw = path.read_text(encoding="utf-8").replace("\xa0", " ")
    return raw, ingest.parse(path.read_bytes(), path.name)


def printed_articles(raw: str) -> dict[str, str]:
    """Number and title of each article as its line in the file has them, without the link texts in lower case."""
    found = [(m["ru"] or m["kk"], " ".join(m["title"].split())) for m in HEADING.finditer(raw)]
    return {number: title for number, title in found if not re.match(r"[а-яё]", title)}


@pytest.mark.parametrize("name", LAWS)
def test_every_article_has_its_number_and_title(shared: Path, name: str) -> None:
    raw, document = source(shared, name)
    articles = [d for d in ingest.divisions(document) if d.kind == "article"]
    assert {d.number: d.title for d in articles} == printed_articles(raw)
    assert len({d.number for d in articles}) == len(articles)
    assert all(d.title for d in articles) or name == "constitution"
    chapters = [d.number for d in ingest.divisions(document) if d.kind == "chapter"]
    assert chapters == [m[1] or m[2] for m in CHAPTER.finditer(raw)]


@pytest.mark.parametrize("name", PAIRS)
def test_articles_and_paragraphs_pair_up_by_number(shared: Path, name: str) -> None:
    found = []
    for part in (name, f"{name}_kz"):
        divisions = ingest.divisions(source(shared, part)[1])
        articles = {d.number for d in divisions if d.kind == "article"}
        paragraphs = {
            (divisions[d.parent].number, d.number) for d in divisions if d.kind == "paragraph" and d.parent is not None
        }
        found.append((articles, paragraphs))
    (russian, inner), (kazakh, inner_kk) = found
    assert len(russian & kazakh) >= 0.99 * len(russian | kazakh)
    assert len(inner & inner_kk) >= 0.97 * len(inner | inner_kk)


def act(date: str, number: str) -> tuple[str, str]:
    parts = date.split(".")
    year, month, day = parts if len(parts[0]) == 4 else parts[::-1]
    return f"{year}-{month}-{int(day):02}", number.strip("-").replace("І", "I").replace("Х", "X")


@pytest.mark.parametrize("name", LAWS)
def test_amendment_notes_are_parsed(shared: Path, name: str) -> None:
    raw, document = source(shared, name)
    wanted = Counter(act(m[1], m[2]) for m in ACT.finditer(raw))
    found = Counter((a.date, a.number) for a in ingest.amendments(document) if a.number)
    missed = wanted - found
    assert sum(missed.values()) <= 0.05 * sum(wanted.values()), missed
    assert sum((found - wanted).values()) <= 0.01 * sum(wanted.values())


@pytest.mark.parametrize("name", PAIRS)
def test_both_languages_tell_the_same_amendments(shared: Path, name: str) -> None:
    russian, kazakh = (
        Counter((a.division, a.act, a.date, a.number.split("-")[0]) for a in ingest.amendments(source(shared, part)[1]))
        for part in (name, f"{name}_kz")
    )
    assert sum((russian & kazakh).values()) >= 0.97 * max(sum(russian.values()), sum(kazakh.values()))


@pytest.mark.parametrize("name", LAWS)
def test_notes_are_tied_to_their_article_and_answer_nothing(shared: Path, name: str) -> None:
    raw, document = source(shared, name)
    starts = {d.start: d for d in ingest.divisions(document)}
    for block in document.blocks:
        text = document.text[block.start : block.end]
        if block.kind == "note":
            assert block.anchor == 0 or block.anchor in starts
            named = re.match(r"Сноска\. Статья ([\d-]+)|Ескерту\. ([\d-]+?)-бап", text)
            if named and block.anchor:
                assert starts[block.anchor].number == (named[1] or named[2])
    for passage in ingest.cut(document):
        if passage.answers:
            assert not NOTE.match(passage.text) and not ACT.search(passage.text), passage.text[:200]
    assert len([b for b in document.blocks if b.kind == "note"]) >= len(re.findall(r"Сноска\.|Ескерту\.", raw))


def test_sections_name_article_and_paragraph(shared: Path) -> None:
    _, document = source(shared, "law_on_public_service")
    sections = [p.section for p in ingest.cut(document) if p.kind == "body"]
    assert any(re.search(r"^Глава 1\. ОБЩИЕ ПОЛОЖЕНИЯ › Статья 5\. Уполномоченный орган › 2$", s) for s in sections)
    assert all(s.startswith("Глава") for s in sections[1:-1])


def test_immigration_rules(shared: Path) -> None:
    path = shared / "data" / "uk-immigration" / "Rules Graduate.pdf"
    document = ingest.parse(path.read_bytes(), path.name)
    numbers = [d.number for d in ingest.divisions(document) if d.kind == "paragraph"]
    assert numbers[:4] == ["GR 1.1", "GR 1.2", "GR 1.3", "GR 1.4"] and len(numbers) == len(set(numbers)) >= 40


def test_table_of_a_paper(shared: Path) -> None:
    path = next((shared / "corpus").glob("003-*.txt"))
    document = ingest.parse(path.read_bytes(), path.name)
    (table,) = ingest.tables(document)
    assert (table.rows, table.columns, table.header_rows) == (23, 7, 2)
    cell = next(c for c in table.cells if table.words(c) == "33837")
    assert table.context(cell) == "Astana city › Including › Migration growth"
    path = next((shared / "corpus").glob("000-*.txt"))
    document = ingest.parse(path.read_bytes(), path.name)
    captions = [document.text[slice(*t.caption)] for t in ingest.tables(document) if t.caption]
    assert [caption[:8] for caption in captions] == ["Table 1.", "Table 2."]
    assert all(table.note for table in ingest.tables(document))
