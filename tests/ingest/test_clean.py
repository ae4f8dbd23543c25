"""Cleaning: characters, mojibake, broken words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ingest
from ingest.clean import Vocabulary, clean

TABLE = [
    ("ﬁrst ﬂow eﬀect", "first flow effect"),
    ("mi\u00adgra\u00adtion", "migration"),
    ("a\u00a0b\u2009c\u202fd", "a b c d"),
    ("zero\u200bwidth\ufeff", "zerowidth"),
    ("a\x00b\x07c\ufffe", "abc"),
    ("line\r\nline\rline", "line\nline\nline"),
    ("и\u0306", "й"),
    ("The state’s “policy” — done…", "The state’s “policy” — done…"),
    ("the stateâ€™s policy", "the state’s policy"),
    ("Ïðàâèòåëüñòâî Ðåñïóáëèêè Êàçàõñòàí ïîñòàíîâëÿåò", "Правительство Республики Казахстан постановляет"),
    ("РњРёРіСЂР°С†РёСЏ РЅР°СЃРµР»РµРЅРёСЏ", "Миграция населения"),
    ("café, naïve, Müller and José", "café, naïve, Müller and José"),
]


@pytest.mark.parametrize(("raw", "wanted"), TABLE)
def test_clean(raw: str, wanted: str) -> None:
    assert clean(raw) == wanted


@given(st.text())
def test_clean_text_is_storable_composed_and_stays_as_it_is(raw: str) -> None:
    text = clean(raw)
    text.encode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t\f" for c in text)
    assert clean(text) == text


LINES = [
    "The regulation of high-demand labor in the regions was particular.",
    "Well known and established rules; they hold well.",
    "Социально значимые вопросы регулирования, социальный и экономический анализ.",
]
BREAKS = [
    ("partic-", "ular", "particular"),
    ("the regu-", "lation of", "the regulation of"),
    ("of high-", "demand labor", "of high-demand labor"),
    ("well-", "established", "well-established"),
    ("Abbasi-", "Shavazi", "Abbasi-Shavazi"),
    ("2017-", "2021", "2017-2021"),
    ("non-", "profit", "non-profit"),
    ("medium-", "sized", "medium-sized"),
    ("регулиро-", "вания", "регулирования"),
]


@pytest.mark.parametrize(("left", "right", "wanted"), BREAKS)
def test_words_broken_at_line_ends(left: str, right: str, wanted: str) -> None:
    assert Vocabulary(LINES).glue(left, right) == wanted


@pytest.mark.parametrize(("left", "right"), [("a dash –", "goes on"), ("a dash -", "goes on"), ("no break", "here")])
def test_what_is_no_broken_word_is_left_to_a_space(left: str, right: str) -> None:
    assert Vocabulary(LINES).glue(left, right) is None


COMPOUNDS = [
    ("социально-", "экономического развития", "социально-экономического развития"),
    ("нормативно-", "правовых актов", "нормативно-правовых актов"),
    ("государственно-", "частное партнёрство", "государственно-частное партнёрство"),
    ("по-", "прежнему", "по-прежнему"),
    ("из-", "за границы", "из-за границы"),
    ("северо-", "западный", "северо-западный"),
    ("көші-", "қонның", "көші-қонның"),
    ("әлеуметтік-", "экономикалық", "әлеуметтік-экономикалық"),
    ("policy-", "making", "policy-making"),
    ("socio-", "economic", "socio-economic"),
    # Words that only broke at the end of the line.
    ("социально-", "сти", "социальности"),
    ("постано-", "влений", "постановлений"),
    ("по-", "следнему", "последнему"),
    ("военно-", "служащих", "военнослужащих"),
    ("из-", "менений", "изменений"),
    ("северо-", "американский", "североамериканский"),
    ("мемлекеттік-", "тің", "мемлекеттіктің"),
    ("серік-", "тестік", "серіктестік"),
    ("high-", "lights", "highlights"),
    ("ex-", "pected", "expected"),
    ("all-", "owed", "allowed"),
]


@pytest.mark.parametrize(("left", "right", "wanted"), COMPOUNDS)
def test_compounds_keep_their_hyphen_at_the_end_of_a_line(left: str, right: str, wanted: str) -> None:
    assert Vocabulary(["other words"]).glue(left, right) == wanted


def test_another_form_of_the_word_tells_of_its_hyphen() -> None:
    assert Vocabulary(["трансгранично-региональное дело"]).glue("трансгранично-", "регионального") == (
        "трансгранично-регионального"
    )
    assert Vocabulary(["переселение граждан"]).glue("пересе-", "лением") == "переселением"


def test_a_name_broken_at_its_hyphen_goes_on_with_a_capital() -> None:
    before = "Переселенцы едут из южных областей страны на север, больше всего в города Северо-"
    document = ingest.parse(
        f"{before}\nКазахстанской области.\n\nСписок городов и их области-\nКостанай".encode(), "x.txt"
    )
    assert document.text.split("\n\n")[0].endswith("Северо-Казахстанской области.")
    assert "области-\n\nКостанай" in document.text
