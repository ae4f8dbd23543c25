"""Cleaning: characters, mojibake, broken words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
