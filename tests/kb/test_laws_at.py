"""A law on a day: what its notes tell of each article, and what they do not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import ingest
from ingest.errors import BadQuestion, NotFound
from kb.laws_at import LawAt, has_articles, law_at

LAW = """О дорогах тюльпанов

Закон Республики Казахстан от 5 марта 2010 года № 300-IV

Глава 1. ОБЩИЕ ПОЛОЖЕНИЯ

Статья 1. Основные понятия

Тюльпан – цветок, растущий в степи весной.

Сноска. Статья 1 с изменениями, внесенными законами РК от 10.01.2015 № 10-V (вводится в действие с 01.02.2015); от 20.05.2018 № 20-VI (вводится в действие по истечении десяти календарных дней после дня его первого официального опубликования).

Статья 2. Цель закона

Закон устанавливает порядок охраны дорог тюльпанов.

Статья 2-1. Тюльпановый фонд

Фонд собирает средства на охрану дорог.

Сноска. Глава 1 дополнена статьей 2-1 в соответствии с Законом РК от 03.03.2016 № 30-V (вводится в действие с 01.07.2016).

Статья 3. Надзор

Сноска. Статья 3 исключена Законом РК от 04.04.2017 № 40-VI (вводится в действие с 01.01.2018).

Глава 2. ПОРЯДОК ОХРАНЫ

Статья 4. Охрана дорог

1. Дороги охраняет уполномоченный орган.

2. Исключен Законом РК от 04.04.2017 № 40-VI (вводится в действие с 01.01.2018).

Примечание ИЗПИ!

Статью 5 предусматривается изложить в новой редакции Закона РК от 09.09.2024 № 90-VIII (вводится в действие с 01.01.2026).

Статья 5. Ответственность

Нарушение закона влечет ответственность.

Статья 6. Введение в действие

Закон вводится в действие со дня его первого официального опубликования.
"""  # noqa: E501


@pytest.fixture(scope="module")
def law() -> ingest.Document:
    return ingest.parse(LAW.encode(), "tulips.txt")


def states(found: LawAt) -> dict[str, str]:
    return {each.division.number: each.state for each in found.articles}


ALWAYS = {"2": "printed", "6": "printed"}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2010-03-04", dict.fromkeys(("1", "2", "2-1", "3", "4", "5", "6"), "not_yet")),
        ("2012-01-01", ALWAYS | {"1": "changed_later", "2-1": "not_yet", "3": "repealed_later", "4": "changed_later",
                                 "5": "printed"}),
        ("2016-06-30", ALWAYS | {"1": "changed_later", "2-1": "not_yet", "3": "repealed_later", "4": "changed_later",
                                 "5": "printed"}),
        ("2016-07-01", ALWAYS | {"1": "changed_later", "2-1": "printed", "3": "repealed_later", "4": "changed_later",
                                 "5": "printed"}),
        ("2018-01-01", ALWAYS | {"1": "changed_later", "2-1": "printed", "3": "repealed", "4": "printed",
                                 "5": "printed"}),
        # Ten days after a publication whose day the note does not tell.
        ("2018-06-10", ALWAYS | {"1": "unclear", "2-1": "printed", "3": "repealed", "4": "printed", "5": "printed"}),
        ("2020-01-01", ALWAYS | {"1": "printed", "2-1": "printed", "3": "repealed", "4": "printed", "5": "printed"}),
        ("2026-01-01", ALWAYS | {"1": "printed", "2-1": "printed", "3": "repealed", "4": "printed",
                                 "5": "not_printed"}),
    ],
)  # fmt: skip
def test_articles_on_a_day(law: ingest.Document, day: str, expected: dict[str, str]) -> None:
    assert states(law_at(law, day)) == expected


def test_each_change_has_its_note_and_the_days_between_which_it_came(law: ingest.Document) -> None:
    article = law_at(law, "2018-06-10").articles[0]
    told = [(c.amendment.number, c.earliest, c.latest, c.when) for c in article.changes]
    assert told[0] == ("10-V", "2015-02-01", "2015-02-01", "before")
    number, earliest, latest, when = told[1]
    assert (number, earliest, when) == ("20-VI", "2018-05-30", "unclear") and latest > "2018-06-10"
    for change in article.changes:
        assert law.text[slice(*change.amendment.note)] == change.note


def test_what_is_no_law_and_no_day_is_said(law: ingest.Document) -> None:
    letter = ingest.parse(b"# A letter\n\nIt says nothing of laws.\n", "letter.md")
    assert has_articles(law) and not has_articles(letter)
    with pytest.raises(NotFound):
        law_at(letter, "2020-01-01")
    with pytest.raises(BadQuestion, match="2020-13-01"):
        law_at(law, "2020-13-01")


@pytest.mark.parametrize("day", ["2016-01-01", "2020-05-08", "2024-08-01"])
def test_real_laws_agree_in_two_languages(shared: Path, day: str) -> None:
    """The notes of the Russian and the Kazakh text of a law were written apart and tell the same."""
    found = []
    for name in ("law_on_personal_data_protection", "law_on_personal_data_protection_kz"):
        path = shared / "data" / "kz-laws" / f"{name}.txt"
        found.append(states(law_at(ingest.parse(path.read_bytes(), path.name), day)))
    assert found[0] == found[1]
    assert Counter(found[0].values())["not_yet"] >= 1


@pytest.mark.parametrize(
    ("day", "article", "state"),
    [
        # Labour Code: 126-1 was added by the law of 7 July 2020, 197 taken out by that of 24 May 2018.
        ("2020-07-01", "126-1", "not_yet"), ("2021-01-01", "126-1", "printed"),
        ("2018-01-01", "197", "repealed_later"), ("2019-01-01", "197", "repealed"),
    ],
)  # fmt: skip
def test_articles_of_the_labour_code(shared: Path, day: str, article: str, state: str) -> None:
    path = shared / "data" / "kz-laws" / "labor_code.txt"
    assert states(law_at(ingest.parse(path.read_bytes(), path.name), day))[article] == state
