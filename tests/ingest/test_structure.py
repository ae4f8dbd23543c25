"""Headings, abstracts, tables, notes, reference lists."""

from __future__ import annotations

import pytest

import ingest
from ingest import headings
from ingest.document import Document

PROSE = "The ministry keeps a register of people who moved to the region, and reports on them to the government. " * 2


def blocks(text: str, name: str = "x.txt") -> list[tuple[str, str]]:
    document: Document = ingest.parse(text.encode(), name)
    return [(b.kind, document.text[b.start : b.end]) for b in document.blocks]


DIVISIONS = [
    ("Статья 12. Права переселенцев", 4, "12", "Права переселенцев"),
    ("Статья 5-1", 4, "5-1", ""),
    ("СТАТЬЯ 7. ПРАВА", 4, "7", "ПРАВА"),
    ("12-бап. Қандастардың құқықтары", 4, "12", "Қандастардың құқықтары"),
    ("5-1-бап. Ұғымдар", 4, "5-1", "Ұғымдар"),
    ("Article 12", 4, "12", ""),
    ("Article 12 – Permits and visas", 4, "12", "Permits and visas"),
    ("Section 3. Terms", 3, "3", "Terms"),
    ("Глава 2. ОБЩИЕ ПОЛОЖЕНИЯ", 2, "2", "ОБЩИЕ ПОЛОЖЕНИЯ"),
    ("1-тарау. ЖАЛПЫ ЕРЕЖЕЛЕР", 2, "1", "ЖАЛПЫ ЕРЕЖЕЛЕР"),
    ("Chapter IV: Remedies", 2, "IV", "Remedies"),
    ("Раздел I.", 1, "I", ""),
    (
        "Статья 156. Стороны договора. Порядок ведения переговоров",
        4,
        "156",
        "Стороны договора. Порядок ведения переговоров",
    ),
]


@pytest.mark.parametrize(("text", "level", "number", "title"), DIVISIONS)
def test_divisions_of_laws(text: str, level: int, number: str, title: str) -> None:
    found = headings.division(text)
    assert found is not None
    assert (found.level, found.number, found.title) == (level, number, title)


NOT_DIVISIONS = [
    "Article 29 recognizes migrants as being able to make a contribution.",
    "Статья 12 настоящего Закона применяется с 2022 года.",
    "Статьи 5 и 7 исключены.",
    "68-баптан қараңыз",
    "Part of the functions was transferred.",
    'Section XXVI "Labor Migration" provides for a number of norms.',
    "Chapter 2; Chapter 3;",
]


@pytest.mark.parametrize("text", NOT_DIVISIONS)
def test_sentences_are_no_divisions(text: str) -> None:
    assert headings.division(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [("References", "reference"), ("СПИСОК ЛИТЕРАТУРЫ", "reference"),
     ("Пайдаланылған әдебиеттер тізімі:", "reference"), ("Андатпа", "abstract"), ("5. Conclusion", "body"),
     ("IV. Results and Discussion", "body"),
     ("Information about authors:", "note"), ("Some words", None)],
)  # fmt: skip
def test_usual_names(text: str, kind: str | None) -> None:
    assert headings.known(text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Table 1. People", "table"), ("Table 1 – People", "table"), ("Таблица 2 — Люди", "table"),
     ("1-кесте. Халық", "table"),
     ("Figure 3. Dynamics", "figure"), ("Рисунок 1 - Динамика", "figure"), ("2-сурет – Құрылым", "figure"),
     ("Table 1 highlights the main objects", None), ("Figure 2 represents migration", None)],
)  # fmt: skip
def test_captions(text: str, kind: str | None) -> None:
    assert headings.caption(text) == kind


def test_paper() -> None:
    text = (
        "Registers of people\n\nA.B. Kim¹, C. Lee²*\n\n¹University of Astana, Kazakhstan\n\n*e-mail: a@b.kz\n\n"
        f"Abstract\n\n{PROSE}\n\nKeywords: register, people\n\nIntroduction\n\n{PROSE}\n\n"
        f"Table 1. People\n\nRegion\tPeople\nNorth\t5\n\nNote — by the authors\n\n{PROSE}\n\n"
        "References\n\n1. Kim, A. (2020). A paper. Journal, 5(2), 1-9.\n2. Lee, C. (2021). Another. https://x.org/a\n"
    )
    assert [kind for kind, _ in blocks(text)] == [
        "heading", "note", "note", "note", "heading", "abstract", "abstract", "heading", "body",
        "table", "table", "note", "body", "heading", "reference", "reference",
    ]  # fmt: skip


def test_abstract_without_a_heading_is_known_by_its_keywords() -> None:
    text = (
        f"REGISTERS OF PEOPLE\n\n{PROSE}\n\nKey words: register.\n\nРеестры людей\n\n{PROSE}\n\n"
        f"Ключевые слова: реестр.\n\nIntroduction\n\n{PROSE}"
    )
    assert [kind for kind, _ in blocks(text)] == [
        "heading",
        "abstract",
        "abstract",
        "heading",
        "abstract",
        "abstract",
        "heading",
        "body",
    ]


def test_entries_of_a_wrapped_reference_list() -> None:
    text = f"{PROSE}\n\nReferences\n\n" + (
        "1. Kim, A. (2020). A rather long paper on the registers of people who moved to the\n"
        "regions. Journal of Registers, 5(2), 1-9.\n2. Lee, C. (2021). Another paper. https://x.org/a\n"
        "3. Zakon Respubliki Kazakhstan [Law of the Republic of Kazakhstan] (2011). online.zakon.kz [in Russian].\n"
    )
    found = [text for kind, text in blocks(text) if kind == "reference"]
    assert [entry[:5] for entry in found] == ["1. Ki", "2. Le", "3. Za"]
    assert "moved to the regions" in found[0]


def test_reference_list_without_a_heading() -> None:
    entries = [
        f"Kim, A. (20{n}). Migration of people. Journal of Migration, {n}(2), 1-9. https://doi.org/10.1/{n}"
        for n in range(10, 15)
    ]
    assert [kind for kind, _ in blocks("\n\n".join([PROSE, *entries]))].count("reference") == 5


def test_law_with_notes() -> None:
    articles = "\n".join(
        f" Статья {n}. Название статьи {n}\n\n      1. Правило номер {n} действует.\n" for n in range(1, 7)
    )
    note = (
        "\n      Сноска. Статья 6 с изменениями, внесенными законами РК от 21.05.2007 \n№ 254-III\n"
        " (вводится в действие).\n"
        "\nПримечание ИЗПИ!\n\n      Пункт 2 предусматривается исключить.\n\n      2. Второе правило действует.\n"
    )
    found = blocks(" Глава 1. ОБЩИЕ ПОЛОЖЕНИЯ\n" + articles + note)
    assert [text for kind, text in found if kind == "heading"][:2] == [
        "Глава 1. ОБЩИЕ ПОЛОЖЕНИЯ",
        "Статья 1. Название статьи 1",
    ]
    assert [text for kind, text in found if kind == "note"] == [
        "Сноска. Статья 6 с изменениями, внесенными законами РК от 21.05.2007 № 254-III (вводится в действие).",
        "Примечание ИЗПИ!",
        "Пункт 2 предусматривается исключить.",
    ]
    assert found[-1] == ("body", "2. Второе правило действует.")


def test_hard_wrapped_lines_are_folded_and_broken_paragraphs_joined() -> None:
    text = (
        "The ministry keeps a register of people who moved to the region, and it reports on\n"
        "them to the government every year. The register is open to all of the local bodies\n"
        "of the regions and\n\nto the public. A second sentence follows here and is long enough to fill a line or\n"
        "two of the text.\n - Not an item but a new paragraph.\n"
    )
    assert blocks(text)[0][1].count("\n") == 0
    assert "of the regions and to the public." in blocks(text)[0][1]


def test_lists_stay_lists() -> None:
    found = blocks("Three directions are known:\n1) labor migration;\n2) ethnic migration;\n3) internal migration.\n")
    assert [text for _, text in found][1:] == ["1) labor migration;", "2) ethnic migration;", "3) internal migration."]


def test_items_printed_on_one_line_are_parted() -> None:
    found = blocks("An application must:\n\n(b) be paid for; and (c) be dated; or (d) be signed, (x) aside.\n")
    assert [text for _, text in found][1:] == ["(b) be paid for; and", "(c) be dated; or", "(d) be signed, (x) aside."]
