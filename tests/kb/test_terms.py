"""Terms: what the lexical index holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb import kazakh
from kb.terms import terms


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The Law No. 477–IV", "en", ["law", "477-iv", "477", "iv"]),
        ("for 2017—2021", "en", ["2017-2021", "2017", "2021"]),
        ("high-demand jobs", "en", ["high-demand", "high", "demand", "job"]),
        ("№ 602 постановление", "ru", ["602", "постановлен"]),
        ("Ещё мигранты и мигрантам", "ru", ["мигрант", "мигрант"]),
        ("көші-қон саясаты", "kk", ["көші-қон", "кош", "кон", "саясат"]),
        ("рұқсаттардың ЕАЭО MFA", "kk", ["руксат", "еаэо", "mfa"]),
        ("", "en", []),
        ("and of the", "en", []),
    ],
)
def test_terms(text: str, language: str, expected: list[str]) -> None:
    assert terms(text, language) == expected


def test_kazakh_words_are_stemmed_as_kazakh_even_in_a_russian_text() -> None:
    assert terms("министрлігінің", "ru") == terms("министрлігі", "kk") == ["министрлик"]


def test_kazakh_typed_without_its_letters_has_the_same_terms() -> None:
    assert terms("рұқсат беру тәртібі", "kk") == terms("руксат беру тартиби", "kk")


# Forms of one noun or verb that have to meet in one stem, and forms of another word that must not.
@pytest.mark.parametrize(
    ("stem", "forms"),
    [
        ("кітап", "кітап кітабы кітапты кітаптың кітаптар кітабына"),
        ("саясат", "саясат саясаты саясатын саясаттың саясатқа саясаттар"),
        ("министрлік", "министрлік министрлігі министрлігінің министрлікке министрлігіне"),
        ("рұқсат", "рұқсат рұқсаттар рұқсатты рұқсатымен рұқсаттың рұқсаттардың"),
        ("бала", "бала баласы балалар балалары балаларына баланың баласына"),
        ("қандас", "қандас қандастар қандастардың қандасқа қандасты"),
        ("өңір", "өңір өңірлер өңірлерінен өңірде өңірдегі өңірдің"),
        ("жыл", "жыл жылы жылғы жылдың жылдары"),
    ],
)
def test_kazakh_forms_meet_in_one_stem(stem: str, forms: str) -> None:
    assert {form: kazakh.stem(form) for form in forms.split()} == dict.fromkeys(forms.split(), stem)


@given(st.text(alphabet="аәбвгғдежзийкқлмнңоөпрстуұүфхһцчшщыіэюя", min_size=1, max_size=30))
def test_a_stem_begins_like_its_word_and_keeps_two_letters(word: str) -> None:
    stem = kazakh.stem(word)
    assert word.startswith(stem[:-1])
    assert min(len(word), 2) <= len(stem) <= len(word)


@given(st.text(max_size=200), st.sampled_from(["en", "ru", "kk"]))
def test_terms_are_lower_case_words_without_white_space(text: str, language: str) -> None:
    for term in terms(text, language):
        assert term and not any(c.isspace() for c in term)
        assert term == term.casefold()
