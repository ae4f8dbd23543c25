"""Dates of acts in four scripts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.dates import iso, period

_RU = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
_KK = [
    "қаңтардағы",
    "ақпандағы",
    "наурыздағы",
    "сәуірдегі",
    "мамырдағы",
    "маусымдағы",
    "шілдедегі",
    "тамыздағы",
    "қыркүйектегі",
]
_KK += ["қазандағы", "қарашадағы", "желтоқсандағы"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("July 22, 2011", "2011-07-22"),
        ("22nd of July 2011", "2011-07-22"),
        ("22 июля 2011 г.", "2011-07-22"),
        ("22 iiulia 2011 goda", "2011-07-22"),
        ("13 fevralia 2021 goda", "2021-02-13"),
        ("2011 жылғы 22 шілдедегі", "2011-07-22"),
        ("26.11.2019", "2019-11-26"),
        ("2011.10.24", "2011-10-24"),
        ("May 2020", "2020-05"),
        ("2011", "2011"),
        ("31 февраля 2011", ""),
        ("45.13.2011", ""),
        ("No. 1346", ""),
    ],
)
def test_dates_are_read_as_precisely_as_they_are_written(text: str, expected: str) -> None:
    assert iso(text) == expected


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_of_every_month_is_read_in_every_language(day: date) -> None:
    forms = (
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {_RU[day.month - 1]} {day.year} года",
        f"{day.year} жылғы {day.day} {_KK[day.month - 1]}",
        f"{day:%d.%m.%Y}",
    )
    assert {iso(form) for form in forms} == {day.isoformat()}


def test_periods_are_intervals_of_years() -> None:
    assert (period("2017—2021"), period("2022 - 2026"), period("2025")) == ("2017/2021", "2022/2026", "2025")
