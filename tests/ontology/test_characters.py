"""Characters are made alike without moving one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.characters import number, plain, skeleton, unify


@given(st.text())
def test_unified_text_is_as_long_as_the_text(text: str) -> None:
    assert len(unify(text)) == len(text)


@given(st.text())
def test_unifying_twice_changes_nothing_more(text: str) -> None:
    assert unify(unify(text)) == unify(text)


def test_line_ends_inside_a_paragraph_are_blanks_and_paragraphs_stay_apart() -> None:
    assert unify("Decree “On\nmeasures”\n\nNext") == 'Decree "On measures"\n\nNext'


@pytest.mark.parametrize(
    ("cyrillic", "romanised"),
    [
        ("О миграции населения", "O migratsii naseleniia"),
        ("труда и социальной защиты населения", "truda i sotsialnoi zaschity naseleniia"),
        ("внутренних дел", "vnutrennikh del"),
        ("по стратегическому планированию и реформам", "po strategicheskomu planirovaniu i reformam"),
    ],
)
def test_a_skeleton_is_the_same_in_every_romanisation(cyrillic: str, romanised: str) -> None:
    assert skeleton(cyrillic) == skeleton(romanised)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("477-IV", "477-IV"),
        ("477–ІV", "477-IV"),  # an en dash and a Cyrillic letter
        ("147-VІ ЗРК", "147-VI"),
        ("1346", "1346"),
    ],
)
def test_numbers_of_acts_have_one_spelling(written: str, meant: str) -> None:
    assert number(written) == meant


def test_plain_names_ignore_case_quotes_and_british_spelling() -> None:
    assert plain("«Labour» Organisation") == plain("labor organization")
