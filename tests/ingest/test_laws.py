"""Divisions of laws in three languages, and the sections of passages that they make."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ingest
from ingest.document import Document

KAZAKHSTAN = """
ОБЩАЯ ЧАСТЬ
РАЗДЕЛ 1. ОБЩИЕ ПОЛОЖЕНИЯ
Глава 1. РЕЕСТР ПЕРЕСЕЛЕНЦЕВ,
ЕГО ВЕДЕНИЕ И ХРАНЕНИЕ
Статья 1. Основные понятия

      В настоящем Законе используются следующие понятия:

      1) реестр – перечень переселенцев;

      2) переселенец – лицо, которое переехало.

Статья 2. Ведение реестра

      1. Реестр ведёт министерство.

      2. Министерство:

      1) вносит записи;

      2) исключает записи.

      2-1. Реестр открыт.

Параграф 2. Хранение
Статья 3-1. Хранение реестра

      Реестр хранится десять лет.

Раздел II
Заключительные положения. Ответственность
Статья 4
Ответственность за нарушение

      1. Статья 2 настоящего Закона до 1 января 2027 года действует в следующей редакции:

      "Статья 2. Ведение реестра

      1. Реестр ведёт комитет.

      2. Комитет вносит записи.";

      2. Нарушение влечёт ответственность.

Статья 12а. Введение в действие

      Закон вводится в действие с 1 января 2026 года.
"""


def read(text: str, name: str = "x.txt") -> Document:
    return ingest.parse(text.encode(), name)


def outline(document: Document) -> list[str]:
    """Kind, number and title of each division, indented by its depth."""
    divisions = ingest.divisions(document)
    depth: list[int] = []
    out = []
    for division in divisions:
        depth.append(0 if division.parent is None else depth[division.parent] + 1)
        out.append("  " * depth[-1] + f"{division.kind} {division.number} {division.title}".strip())
    return out


def test_a_law_of_kazakhstan() -> None:
    assert outline(read(KAZAKHSTAN)) == [
        "part  ОБЩАЯ ЧАСТЬ",
        "  part 1 ОБЩИЕ ПОЛОЖЕНИЯ",
        "    chapter 1 РЕЕСТР ПЕРЕСЕЛЕНЦЕВ, ЕГО ВЕДЕНИЕ И ХРАНЕНИЕ",
        "      article 1 Основные понятия",
        "        subparagraph 1",
        "        subparagraph 2",
        "      article 2 Ведение реестра",
        "        paragraph 1",
        "        paragraph 2",
        "          subparagraph 1",
        "          subparagraph 2",
        "        paragraph 2-1",
        "      section 2 Хранение",
        "        article 3-1 Хранение реестра",
        "  part II Заключительные положения. Ответственность",
        "    article 4 Ответственность за нарушение",
        "      paragraph 1",
        "      paragraph 2",
        "    article 12а Введение в действие",
    ]


def test_the_same_law_in_kazakh_has_the_same_numbers() -> None:
    source = (
        "1-тарау. ЖАЛПЫ ЕРЕЖЕЛЕР\n1-бап. Негізгі ұғымдар\n\n      Ұғымдар:\n\n      1) тізілім – тізбе;\n\n"
        "2-бап. Тізілімді жүргізу\n\n      1. Тізілімді министрлік жүргізеді.\n\n      2. Тізілім ашық.\n\n"
        "3-1-бап. Сақтау\n\n      Тізілім сақталады.\n"
    )
    assert outline(read(source)) == [
        "chapter 1 ЖАЛПЫ ЕРЕЖЕЛЕР",
        "  article 1 Негізгі ұғымдар",
        "    subparagraph 1",
        "  article 2 Тізілімді жүргізу",
        "    paragraph 1",
        "    paragraph 2",
        "  article 3-1 Сақтау",
    ]


def test_an_act_of_parliament() -> None:
    source = (
        "Part 1\nRegisters\n\nChapter 2\nKeeping of registers\n\n3 Duty to keep a register\n\n"
        "(1) The Secretary of State must keep a register.\n\n(2) The register must hold—\n\n(a) names, and\n\n"
        "(b) dates.\n\n4A Offences\n\n(1) A person who destroys a register commits an offence.\n\n"
        "Schedule 1 Transitional provisions\n\nPart 1 General\n\n1. The register of 1990 goes on.\n"
    )
    assert outline(read(source)) == [
        "part 1 Registers",
        "  chapter 2 Keeping of registers",
        "    section 3 Duty to keep a register",
        "      paragraph 1",
        "      paragraph 2",
        "        subparagraph a",
        "        subparagraph b",
        "    section 4A Offences",
        "      paragraph 1",
        "schedule 1 Transitional provisions",
        "  part 1 General",
        "    paragraph 1",
    ]


def test_rules_with_coded_paragraphs() -> None:
    source = (
        "# Validity requirements\n\nSW 1.1. A person must apply online.\n\nSW 1.2. An application must:\n\n"
        "(a) be paid for; and\n\n(b) be dated.\n\nSW A1.3A. It may be refused.\n\n## Suitability\n\nSW 4.2. It ends.\n"
    )
    document = read(source, "x.md")
    assert outline(document) == [
        "paragraph SW 1.1", "paragraph SW 1.2", "  subparagraph a", "  subparagraph b", "paragraph SW A1.3A",
        "paragraph SW 4.2",
    ]  # fmt: skip
    body = [p.section for p in ingest.cut(document) if p.kind == "body"]
    assert body[0].endswith("SW 1.1–SW A1.3A") and body[-1].endswith("Suitability › SW 4.2")


def test_articles_whose_text_stands_on_the_line_of_their_number() -> None:
    texts = ["Everyone has the right to life.", "No one shall be held. No one shall be sold.", "All are equal."]
    source = "\n\n".join(f"Article {n}. {texts[n % 3]}" for n in range(1, 7))
    document = read(source)
    assert outline(document) == [f"article {n}" for n in range(1, 7)]
    assert [p.text for p in ingest.cut(document) if p.kind == "body"][:2] == [texts[1], texts[2]]


def test_ranges_hold_all_that_belongs_to_a_division() -> None:
    document = read(KAZAKHSTAN)
    divisions = ingest.divisions(document)
    article = next(d for d in divisions if d.number == "2" and d.kind == "article")
    assert document.text[article.start : article.heading_end] == "Статья 2. Ведение реестра"
    assert document.text[article.start : article.end].endswith("2-1. Реестр открыт.")
    paragraph = next(d for d in divisions if d.number == "2-1")
    assert document.text[paragraph.start : paragraph.heading_end] == "2-1."
    assert document.text[paragraph.start : paragraph.end] == "2-1. Реестр открыт."


def test_sections_of_passages() -> None:
    sections = {p.text.split("\n")[0]: p.section for p in ingest.cut(read(KAZAKHSTAN)) if p.kind == "body"}
    chapter = "ОБЩАЯ ЧАСТЬ › РАЗДЕЛ 1. ОБЩИЕ ПОЛОЖЕНИЯ › Глава 1. РЕЕСТР ПЕРЕСЕЛЕНЦЕВ, ЕГО ВЕДЕНИЕ И ХРАНЕНИЕ"
    assert sections["1. Реестр ведёт министерство."] == f"{chapter} › Статья 2. Ведение реестра › 1–2-1"
    assert sections["В настоящем Законе используются следующие понятия:"].endswith(
        "› Статья 1. Основные понятия › 1)–2)"
    )
    assert sections["Реестр хранится десять лет."].endswith("› Параграф 2. Хранение › Статья 3-1. Хранение реестра")


def test_a_long_paragraph_gives_its_number_to_each_of_its_passages() -> None:
    long = "Министерство ведёт реестр переселенцев и сообщает о нём. " * 40
    source = f"Глава 2. ПРАВА\nСтатья 12. Реестр\n\n      3. {long}\n\n      4. Реестр открыт. {long}\n"
    sections = [p.section for p in ingest.cut(read(source)) if p.kind == "body"]
    assert "Глава 2. ПРАВА › Статья 12. Реестр › 3" in sections and "Глава 2. ПРАВА › Статья 12. Реестр › 4" in sections


def test_a_wrapped_title_is_whole_and_takes_nothing_of_the_text() -> None:
    filler = "The ministry keeps a register of all the people who have moved to the region, and it\n"
    source = (
        filler * 4 + "reports.\n\n"
        "Article 7. Duties of the ministry, of its committees and of the local bodies that are\n"
        "bound to keep a register\n\n" + filler + "reports on them.\n"
    )
    document = read(source)
    (article,) = ingest.divisions(document)
    assert article.title.endswith("of the local bodies that are bound to keep a register")
    assert document.text[article.heading_end :].lstrip().startswith("The ministry keeps")


def test_a_law_in_markup_with_headings_of_one_level() -> None:
    articles = "".join(f"<h3>Статья {n}. Реестр {n}</h3><p>1. Правило {n} действует для всех.</p>" for n in range(1, 7))
    page = f"<!doctype html><html><body><h1>О реестре</h1><h3>Глава 1. Общее</h3>{articles}</body></html>"
    document = read(page, "x.html")
    assert outline(document)[:3] == ["chapter 1 Общее", "  article 1 Реестр 1", "    paragraph 1"]
    assert [p.section for p in ingest.cut(document) if p.kind == "body"][1] == "Глава 1. Общее › Статья 2. Реестр 2 › 1"


@pytest.mark.parametrize("line", ["статья 57-1", "article 5", "часть 2 пункта 3"])
def test_a_link_in_lower_case_is_no_heading(line: str) -> None:
    assert ingest.divisions(read(f"The text goes on about\n\n{line}\n\nof the law, as it says.\n")) == ()


LINES = st.lists(
    st.sampled_from(
        ["Раздел 1. Общее", "Глава 2. Права", "Статья 3. Реестр", "5-бап. Тізілім", "Schedule 1", "1. Пункт.",
         "2) подпункт;", '"Статья 9. Новая', "(1) Subsection.", "(a) letter;", "SW 1.1. Code.", "Просто текст.", "a\tb",
         "Сноска. Статья 3."]
    ),
    max_size=25,
)  # fmt: skip


@given(LINES)
def test_divisions_nest(lines: list[str]) -> None:
    document = read("\n\n".join(["Закон.", *lines]))
    divisions = ingest.divisions(document)
    for index, division in enumerate(divisions):
        assert 0 <= division.start < division.heading_end <= division.end <= len(document.text)
        assert index == 0 or divisions[index - 1].start < division.start
        if division.parent is not None:
            around = divisions[division.parent]
            assert division.parent < index and around.start < division.start and division.end <= around.end
