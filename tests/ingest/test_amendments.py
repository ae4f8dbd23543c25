"""The notes of a law's publisher: kept as notes, tied to their article, and parsed into acts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ingest
from ingest.amendments import normalised
from ingest.document import Document

TEN_DAYS = "по истечении десяти календарных дней после дня его первого официального опубликования"
TEN_DAYS_KK = "алғашқы ресми жарияланған күнінен кейін күнтізбелік он күн өткен соң"


def law(*added: str, article: str = "Статья {0}. Название статьи {0}\n\n      1. Правило {0} действует.") -> Document:
    """A law of six articles with some paragraphs behind the last."""
    articles = [article.format(n) for n in range(1, 7)]
    return ingest.parse("\n\n".join([*articles, *(f"      {text}" for text in added)]).encode(), "x.txt")


def acts(document: Document) -> list[tuple[Any, ...]]:
    return [
        (a.division and a.division.number, a.action, a.act, a.number, a.date, a.in_force)
        for a in ingest.amendments(document)
    ]


NOTES = [
    (
        "Сноска. Статья 6 с изменениями, внесенными законами РК от 24.10.2011 № 487-IV (вводится в действие "
        f"{TEN_DAYS}); от 27.04.2012 № 15-V (вводится в действие с 01.01.2013); от 08.06.2022 "
        "(вводится в действие с 08.06.2022).",
        [("6", "amended", "law", "487-IV", "2011-10-24", TEN_DAYS),
         ("6", "amended", "law", "15-V", "2012-04-27", "2013-01-01"),
         ("6", "amended", "law", "", "2022-06-08", "2022-06-08")],
    ),
    (
        "Сноска. Статья 6 в редакции Закона РК от 29.12.2014 № 269-V (порядок введения в действие см. ст. 2); "
        "с изменениями, внесенными Кодексом РК от 23.11.2015 № 414-V; Указом Президента РК от 06.10.2020 № 427.",
        [("6", "new wording", "law", "269-V", "2014-12-29", "порядок введения в действие см. ст. 2"),
         ("6", "amended", "code", "414-V", "2015-11-23", ""), ("6", "amended", "decree", "427", "2020-10-06", "")],
    ),
    (
        "Сноска. Глава 1 дополнена статьей 3 в соответствии с Законом РК от 03.07.2013 № 121-V ЗРК.",
        [("3", "added", "law", "121-V", "2013-07-03", "")],
    ),
    ("Сноска. Статья 4 исключена Законом РК от 21.05.2007 N 254-III.",
     [("4", "repealed", "law", "254-III", "2007-05-21", "")]),
    ("2. Исключен Законом РК от 04.05.2020 № 321-VІ (вводится в действие с 01.07.2020).",
     [("6", "repealed", "law", "321-VI", "2020-05-04", "2020-07-01")]),
    ("Сноска. Статья 5 приостановлена до 01.01.2027 "
     "Законом РК от 03.01.2022 № 101-VII (вводится в действие с 03.01.2022).",
     [("5", "suspended", "law", "101-VII", "2022-01-03", "2022-01-03")]),
    ("Примечание. См. нормативное постановление Конституционного Суда РК от 23.04.2025 № 71-НП.",
     [("6", "interpreted", "resolution", "71-НП", "2025-04-23", "")]),
    ("Сноска. Статья 6 с изменением, внесенным приказом Министра труда РК "
     "от 22 июля 2019 года № 384 (вводится в действие с 1 августа 2019 года).",
     [("6", "amended", "order", "384", "2019-07-22", "2019-08-01")]),
]  # fmt: skip


@pytest.mark.parametrize(("note", "wanted"), NOTES, ids=[note[:40] for note, _ in NOTES])
def test_russian_notes(note: str, wanted: list[tuple[Any, ...]]) -> None:
    document = law(note)
    assert acts(document) == wanted
    assert not any(p.answers and "№" in p.text for p in ingest.cut(document))
    heading = document.text.index(f"Статья {wanted[0][0]}. ")
    assert [b.anchor for b in document.blocks if b.kind == "note"] == [heading]


KAZAKH = [
    (
        f"Ескерту. 6-бапқа өзгерістер енгізілді - ҚР 25.06.2020 № 347-VI ({TEN_DAYS_KK} қолданысқа енгізіледі); "
        "05.11.2022 № 157-VII (01.01.2023 бастап қолданысқа енгізіледі) Заңдарымен.",
        [("6", "amended", "law", "347-VI", "2020-06-25", TEN_DAYS_KK),
         ("6", "amended", "law", "157-VII", "2022-11-05", "2023-01-01")],
    ),
    ("Ескерту. 4-бап алып тасталды - ҚР 2011.10.24 № 487-ІV Заңымен.",
     [("4", "repealed", "law", "487-IV", "2011-10-24", "")]),
    ("Ескерту. 1-тарау 3-баппен толықтырылды – ҚР 01.07.2024 № 107-VIII Заңымен.",
     [("3", "added", "law", "107-VIII", "2024-07-01", "")]),
    ("Ескерту. 5-бап жаңа редакцияда – ҚР Президентінің 06.10.2020 № 427 Жарлығымен.",
     [("5", "new wording", "decree", "427", "2020-10-06", "")]),
    ("2) алып тасталды – ҚР 03.07.2020 № 357-VI Заңымен (01.01.2021 бастап қолданысқа енгізіледі);",
     [("6", "repealed", "law", "357-VI", "2020-07-03", "2021-01-01")]),
]  # fmt: skip


@pytest.mark.parametrize(("note", "wanted"), KAZAKH, ids=[note[:40] for note, _ in KAZAKH])
def test_kazakh_notes(note: str, wanted: list[tuple[Any, ...]]) -> None:
    document = law(note, article="{0}-бап. Атауы {0}\n\n      1. Ереже {0} қолданылады.")
    assert acts(document) == wanted
    assert not any(p.answers and "№" in p.text for p in ingest.cut(document))


def test_an_announced_change_is_planned() -> None:
    document = law(
        "Примечание ИЗПИ!",
        "Пункт 2 предусматривается исключить Законом РК от 09.01.2026 № 256-VIII (вводится в действие с 10.07.2026).",
        "2. Второе правило действует.",
    )
    (found,) = ingest.amendments(document)
    assert (found.action, found.planned, found.in_force) == ("repealed", True, "2026-07-10")
    assert [p.text for p in ingest.cut(document) if p.kind == "body"][-1].endswith("2. Второе правило действует.")


def test_a_note_broken_at_its_links_is_one() -> None:
    source = (
        "Сноска. Статья 6 с изменениями, внесенными законами РК от 24.10.2011 \n№ 487-IV\n "
        "(порядок введения в действие см. \nст. 2\n); от 27.04.2012 \n№ 15-V\n (вводится в действие с 01.01.2013); "
        "от 05.05.2017 \n№ 60-VI\n"
        " (порядок введения в действие см. \nст.2\n)."
    )
    document = law(source)
    assert [a.number for a in ingest.amendments(document)] == ["487-IV", "15-V", "60-VI"]
    assert sum(b.kind == "note" for b in document.blocks) == 1
    assert "см. ст. 2); от" in document.text


def test_a_law_s_own_note_is_its_text() -> None:
    document = law("Примечание. Для целей настоящей статьи под реестром понимается перечень переселенцев.")
    assert any("под реестром" in p.text for p in ingest.cut(document) if p.answers)


def test_notes_name_the_act_exactly() -> None:
    document = law("Сноска. Статья 6 в редакции Закона РК от 29.12.2014 № 269-V; от 05.05.2017 № 60-VІ.")
    named = [(document.text[a.start : a.end], a.printed_number) for a in ingest.amendments(document)]
    assert named == [("Закона РК от 29.12.2014 № 269-V", "269-V"), ("от 05.05.2017 № 60-VІ", "60-VІ")]
    for found in ingest.amendments(document):
        assert document.text[slice(*found.note)].startswith("Сноска. Статья 6")


BRITISH = """
Part 1 Registers

3 Duty to keep a register

(1) The Secretary of State must keep a register.

Textual Amendments

F1 Words in s. 3(1) substituted (1.4.2015) by Immigration Act 2014 (c. 22), s. 75(3), Sch. 9 para. 4

F2 S. 3(2) inserted (31.12.2020) by The Immigration (Amendment) Regulations 2020 (S.I. 2020/1309), reg. 5

4 Offences

(1) A person who destroys a register commits an offence.

F3 S. 4(2) repealed (prosp.) by Nationality and Borders Act 2022 (c. 36), s. 87

5 Extent

(1) This Act extends to Northern Ireland.

6 Commencement

(1) This Act comes into force on Royal Assent.

7 Short title

(1) This Act may be cited as the Registers Act 2010.
"""


def test_british_notes() -> None:
    document = ingest.parse(BRITISH.encode(), "x.txt")
    assert acts(document) == [
        ("3", "amended", "law", "c. 22", "2014", "2015-04-01"),
        ("3", "added", "order", "2020/1309", "2020", "2020-12-31"),
        ("4", "repealed", "law", "c. 36", "2022", ""),
    ]
    named = [document.text[a.start : a.end] for a in ingest.amendments(document)]
    assert named == ["Immigration Act 2014 (c. 22)", "S.I. 2020/1309", "Nationality and Borders Act 2022 (c. 36)"]
    assert not any("substituted" in p.text or "Textual" in p.text for p in ingest.cut(document) if p.answers)


@given(st.integers(1, 999), st.sampled_from(["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]))
def test_numbers_are_normalised(number: int, parliament: str) -> None:
    printed = f"{number}-{parliament}".replace("I", "І").replace("X", "Х")
    assert normalised(printed) == normalised(f"{printed} ЗРК") == f"{number}-{parliament}"


@given(st.text(alphabet="Сноска. Статья от№-()[]0123456789IVX ;\n", max_size=200))
def test_any_note_is_parsed_without_error(text: str) -> None:
    document = law(f"Сноска. {text}")
    for found in ingest.amendments(document):
        assert found.note[0] <= found.start < found.end <= found.note[1]
