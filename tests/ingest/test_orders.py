"""Acts without articles or with few, and the official layout: whose act it is, where and when it was signed."""

from __future__ import annotations

import pytest

import ingest
from ingest.document import Document
from ingest.facts.layout import act_of, said
from ingest.notes import gone_at

HEAD = (
    "Об утверждении Правил учёта\n\nПриказ Министра труда Республики Казахстан от 3 мая 2019 года № 77."
    "\n\nГлава 1. Общие положения"
)
REPEALED = "3. Исключен приказом Министра труда РК от 05.05.2020 № 171 (вводится в действие с 01.07.2020)."


def read(*paragraphs: str, name: str = "x.txt") -> Document:
    return ingest.parse("\n\n".join(paragraphs).encode(), name)


def amended(document: Document) -> list[tuple[str, str, str]]:
    return [
        (*(a.division or ("", "")), f"{a.action} {a.number}") for a in ingest.amendments(document)
    ]  # fmt: skip


def quotable(document: Document) -> str:
    return "\n".join(p.text for p in ingest.cut(document) if p.answers)


# ------------------------------------------------------------------------------------------------- orders
def test_a_paragraph_that_an_order_lost_is_a_note_of_its_own() -> None:
    document = read(HEAD, "1. Учёт ведёт министерство.", "2. Учёт ведётся в реестре.", REPEALED, "4. Реестр открыт.")
    assert amended(document) == [("paragraph", "3", "repealed 171")]
    assert "Исключен" not in quotable(document)
    assert "4. Реестр открыт." in quotable(document)


def test_a_note_in_an_order_is_about_the_paragraph_that_it_names() -> None:
    document = read(
        HEAD, "1. Учёт ведёт министерство.", "2. Реестр содержит:", "1) имя;",
        "2) исключен приказом Министра труда РК от 05.05.2020 № 171;", "3) подпись.",
        "Сноска. Подпункт 3) пункта 2 в редакции приказа Министра труда РК от 15.06.2023 № 214.",
        "5. Сведения из реестра выдаёт отдел учёта.",
    )  # fmt: skip
    assert amended(document) == [("paragraph", "2", "repealed 171"), ("paragraph", "2", "new wording 214")]


def test_an_own_remark_of_a_short_law_belongs_to_its_text() -> None:
    document = read(
        "ЗАКОН РЕСПУБЛИКИ КАЗАХСТАН", "Об учёте", "Статья 1. Реестр", "1. Реестр открыт.",
        "Примечание. Под реестром понимается список лиц.", "Статья 2. Исключена Законом РК от 29.12.2014 № 269-V.",
    )  # fmt: skip
    assert "Под реестром понимается список лиц." in quotable(document)
    assert amended(document) == [("article", "2", "repealed 269-V")]


def test_a_report_that_tells_of_a_repeal_keeps_its_words() -> None:
    told = "3. Исключены из реестра были те, кто переехал до 05.05.2020, и те, о ком нет сведений."
    document = read("Учёт переселенцев", "1. Введение в учёт.", "2. Реестр ведут с 2011 года.", told)
    assert told in quotable(document)
    assert not ingest.amendments(document)


def test_a_footnote_that_cites_an_act_amends_nothing() -> None:
    page = '<p>The register<sup><a href="#n">1</a></sup> is kept by the office of the town.</p>'
    note = '<p id="n">1 Law of the Republic of Kazakhstan of 22.07.2011 № 477-IV.</p>'
    document = ingest.parse(f"<html><body>{page}{note}</body></html>".encode(), "x.html")
    assert [b.kind for b in document.blocks] == ["body", "note"]
    assert not ingest.amendments(document)


# ---------------------------------------------------------------------------- divisions that were taken out
ARTICLES = [f"{n}-бап. Тізілім {n}\n\n1. Тізілімді мекеме жүргізеді." for n in range(1, 6)]


def test_an_article_taken_out_without_a_point_behind_its_number() -> None:
    document = read(*ARTICLES, "5-1-бап алып тасталды – ҚР 29.12.2014 № 269-V Заңымен.", "6-бап. Соңғы\n\n1. Ереже.")
    assert amended(document) == [("article", "5-1", "repealed 269-V")]
    assert [d.number for d in ingest.divisions(document) if d.kind == "article"] == [
        "1",
        "2",
        "3",
        "4",
        "5",
        "5-1",
        "6",
    ]
    assert "алып тасталды" not in quotable(document)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("4-1-бап алып тасталды – ҚР 29.12.2014 № 269-V Заңымен.", "алып"),
        ("2-тарау күші жойылды – ҚР 29.12.2014 № 269-V Заңымен.", "күші"),
        ("Статья 2-1 исключена Законом РК от 29.12.2014 № 269-V.", "исключена"),
        ("Глава 3. Исключена Законом РК от 29.12.2014 № 269-V.", "Исключена"),
        ("4-1-бап алып тасталды деп есептеледі.", ""),
        ("4-1-бапқа өзгерістер енгізілді – ҚР 29.12.2014 № 269-V Заңымен.", ""),
        ("Статья 2-1 применяется по Закону РК от 29.12.2014 № 269-V.", ""),
    ],
)
def test_where_the_words_of_the_publisher_begin(text: str, words: str) -> None:
    assert text[gone_at(text) :].split()[0] == (words or text.split()[0])


# ---------------------------------------------------------------------------------------- the official layout
TITLE = "О ведении реестра переселенцев"
LAYOUTS = [
    (["ЗАКОН", "РЕСПУБЛИКИ КАЗАХСТАН", TITLE, "Астана, Акорда, 22 июля 2011 года № 477-IV ЗРК"],
     ("law", "477-IV ЗРК", "2011-07-22")),
    (["ПОСТАНОВЛЕНИЕ ПРАВИТЕЛЬСТВА РЕСПУБЛИКИ КАЗАХСТАН", "от 15 февраля 2017 года № 68", TITLE],
     ("resolution", "68", "2017-02-15")),
    (["ПРИКАЗ", "Министра труда и социальной защиты населения", "Республики Казахстан", "г. Астана, 3 мая 2019 года",
      "№ 77", TITLE], ("order", "77", "2019-05-03")),
    (["УКАЗ ПРЕЗИДЕНТА РЕСПУБЛИКИ КАЗАХСТАН", TITLE, "ПОСТАНОВЛЯЮ:", "1. Вести реестр.",
      "Президент Республики Казахстан К. Токаев", "Астана, Акорда, 1 сентября 2023 года", "№ 318"],
     ("decree", "318", "2023-09-01")),
    (["Утверждены", "приказом Министра труда", "от 30 июня 2023 года № 279", "Правила ведения реестра переселенцев"],
     ("", "279", "2023-06-30")),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "wanted"), LAYOUTS, ids=[lines[0][:20] for lines, _ in LAYOUTS])
def test_the_layout_of_a_signed_act(lines: list[str], wanted: tuple[str, str, str]) -> None:
    document = read(*lines, "Реестр ведёт министерство по месту жительства переселенца.")
    assert document.title.endswith("реестра переселенцев")
    assert (document.number, document.date, document.year) == (*wanted[1:], int(wanted[2][:4]))
    if wanted[0]:
        assert (document.type, document.jurisdiction) == (wanted[0], "KZ")


def test_a_kazakh_act_whose_name_runs_over_two_lines() -> None:
    document = read("ҚАЗАҚСТАН РЕСПУБЛИКАСЫНЫҢ", "ЗАҢЫ", "Тізілім туралы", "Тізілімді мекеме жүргізеді.")
    assert (document.title, document.type, document.jurisdiction) == ("Тізілім туралы", "law", "KZ")


def test_an_act_without_a_title_is_called_by_its_name() -> None:
    document = read("ЗАКОН", "РЕСПУБЛИКИ КАЗАХСТАН", "Реестр ведётся по месту жительства, и доступ к нему открыт всем.")
    assert document.title == "ЗАКОН РЕСПУБЛИКИ КАЗАХСТАН"


@pytest.mark.parametrize(
    "lines",
    [
        ["Астана, 22 июля 2011 года", "Заседание комиссии"],
        ["Вестник, 22 июля 2011 года № 4, с. 5"],
        ["Закон суров", "Республики разные"],
        ["Утверждены", "планы на год", "и сметы"],
        ["от 15 февраля 2017 года № 68 «О реестре»"],
    ],
)
def test_lines_that_are_no_layout(lines: list[str]) -> None:
    assert said(lines) == []


def test_a_place_before_a_day_without_a_number_names_no_act() -> None:
    assert not act_of(["Астана, Акорда, 22 июля 2011 года"]).number
    assert act_of(["Астана, Акорда, 22 июля 2011 года", "№ 477-IV"]).number == "477-IV"


PAGE = """<html><head><title>t</title></head><body><ul><li><a href="/">Главная страница</a></li></ul>
<h1>О ведении реестра</h1><p>Закон Республики Казахстан от 22 июля 2011 года № 477-IV.</p><p>Версия для печати</p>
<article>{}</article></body></html>"""


def test_the_line_of_an_act_between_the_title_of_a_page_and_its_text() -> None:
    body = "".join(
        f"<p><b>Статья {n}. Реестр {n}</b></p><p>{n}. Реестр номер {n} ведёт министерство, а доступ открыт всем.</p>"
        for n in range(1, 7)
    )
    document = ingest.parse(PAGE.format(body).encode(), "x.html")
    assert (document.title, document.number, document.year) == ("О ведении реестра", "477-IV", 2011)
    assert "Главная" not in document.text and "Версия для печати" not in document.text
