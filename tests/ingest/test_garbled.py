"""Text recognised in the wrong language."""

from __future__ import annotations

import pytest

from ingest.garbled import garbled, odd_share

BAD = "KopoHaBUpyc naHAeMUsiChIHbIH TapanybI KaFZalibIHJAFbl KapaHTHHAIK IIIapaapAbIH oceepi TYpaJibl 3aMaHHBIH ce30ep"
GOOD = [
    "The Ministry of Labour and Social Protection of the Population issues permits since January 2022.",
    "Осы Заңда пайдаланылатын негiзгi ұғымдар: бiлiктiлiк талаптары, құқықтық негiздер және өкiлеттiктер.",
    "COVID-19 research by McAuliffe (2022) was read on an iPhone by a PhD student of the university.",
    "eGov, mGov, eOtinish and DevOps are names.",
    "¹Abay Kazakh National Pedagogical University, Kazakhstan, Almaty ²Gazi University, Turkey, Ankara",
    "See https://online.zakon.kz/Document/?doc_id=31038298&pos=102 and aBcD@mail.ru or www.iOs.kz/aBc.",
    "Закон РК от 22.07.2011 № 477-IV «О миграции населения» (с изм. и доп. по состоянию на 31.12.2021 г.)",
]


def test_garbled_text_is_known_by_its_words() -> None:
    assert odd_share(BAD) > 0.3
    assert garbled([BAD]) == [True]


@pytest.mark.parametrize("text", GOOD)
def test_real_text_is_not_garbled(text: str) -> None:
    assert garbled([text]) == [False]


def test_a_short_paragraph_between_garbled_ones_is_garbled() -> None:
    assert garbled([GOOD[0], BAD, "Anoamna", BAD, GOOD[0]]) == [False, True, True, True, False]


def test_no_words() -> None:
    assert odd_share("") == 0.0 and garbled([]) == []
