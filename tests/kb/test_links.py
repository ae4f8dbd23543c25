"""Links: what a question and a passage share whatever their languages."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.links import skeleton
from kb.terms import linked


def found(text: str, language: str) -> set[str]:
    return {term for term, _ in linked(text, language)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("the decree of July 22, 2011", "en"),
        ("adopted on 22 July 2011 in full", "en"),
        ("указ от 22 июля 2011 года", "ru"),
        ("указ от 22.07.2011", "ru"),
        ("2011 жылғы 22 шілдедегі жарлық", "kk"),
        ("2011-07-22", "en"),
    ],
)
def test_a_date_is_the_same_in_every_language(text: str, language: str) -> None:
    assert "2011-07-22" in found(text, language)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Law No. 477-IV", "№477-iv"),
        ("Закон № 477-IV", "№477-iv"),
        ("№ 477-ІV Заң", "№477-iv"),
        ("постановление N 602", "№602"),
        ("№602 қаулы", "№602"),
    ],
)
def test_the_number_of_an_act_is_the_same_however_it_is_announced(text: str, number: str) -> None:
    assert number in found(text, "ru")


@pytest.mark.parametrize(
    "names",
    [
        ("Nazarbayev", "Назарбаев", "Nazarbaev"),
        ("Turkistan", "Туркестан", "Turkestan", "Түркістан"),
        ("Shymkent", "Шымкент"),
        ("Kyrgyzstan", "Кыргызстан", "Қырғызстан"),
        ("Kazakhstan", "Казахстан", "Қазақстан"),
        ("Atyrau", "Атырау"),
        ("Russia", "Rossiya", "Россия"),
    ],
)
def test_names_are_the_same_in_every_alphabet(names: tuple[str, ...]) -> None:
    assert len({skeleton(name.casefold()) for name in names}) == 1


@pytest.mark.parametrize(
    ("name", "inflected", "language"),
    [
        ("Pavlodar", "в Павлодарскую область", "ru"),
        ("Atyrau", "по Атырауской области", "ru"),
        ("Kazakhstan", "с Казахстаном", "ru"),
        ("Shymkent", "Шымкентте тұрады", "kk"),
        ("Kazakhstan", "Қазақстандағы заң", "kk"),
    ],
)
def test_places_are_the_same_in_every_case(name: str, inflected: str, language: str) -> None:
    assert found(name, "en") == found(inflected, language)


def test_an_inflected_name_is_the_same_name() -> None:
    assert found("у Назарбаева", "ru") == found("of Nazarbayev", "en") == {"~nzrbv"}


def test_small_words_and_numbers_without_a_sign_are_no_links() -> None:
    assert found("the register of 602 people in the city", "en") == set()
    assert found("Аты Ата", "kk") == set()


def test_links_know_their_words() -> None:
    assert ("№39", "№ 39") in linked("приказ № 39", "ru")


@given(st.text(max_size=80))
def test_links_stand_in_their_text(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert all(term and words in composed for term, words in linked(text, "en"))
