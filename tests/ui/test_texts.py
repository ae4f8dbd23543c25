"""The catalogues say the same in three languages, and hold what the code asks for."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from ui.texts import LANGUAGES, catalogue, plural, texts

UI = Path(__file__).parent.parent.parent / "ui"
FORMS = {"en": {"one", "other"}, "ru": {"one", "few", "many"}, "kk": {"one", "other"}}
ASKED_FOR = re.compile(r"""\bt(?:\.get)?\(f?["']([a-z_.{}]+)""")


def entries(language: str, key: str) -> list[str]:
    entry = catalogue(language)[key]
    return list(entry.values()) if isinstance(entry, dict) else [entry]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_every_text_with_the_same_fields(language: str) -> None:
    assert set(catalogue(language)) == set(catalogue("en"))
    for key in catalogue("en"):
        wanted = fields(entries("en", key)[0])
        assert all(text.strip() and fields(text) == wanted for text in entries(language, key)), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_the_forms_of_their_language(language: str) -> None:
    for entry in catalogue(language).values():
        if isinstance(entry, dict):
            assert set(entry) == FORMS[language]


@pytest.mark.parametrize(
    ("language", "counts", "form"),
    [
        ("en", [1], "one"), ("en", [0, 2, 11, 21], "other"), ("kk", [1], "one"), ("kk", [0, 2, 5], "other"),
        ("ru", [1, 21, 101, 1001], "one"), ("ru", [2, 3, 4, 22, 104], "few"),
        ("ru", [0, 5, 11, 12, 14, 111, 112], "many"),
    ],
)  # fmt: skip
def test_plural_categories(language: str, counts: list[int], form: str) -> None:
    assert {plural(language, count) for count in counts} == {form}


def test_plurals_read_right() -> None:
    assert [texts("ru")("documents_count", count=n) for n in (1, 3, 12)] == [
        "1 документ",
        "3 документа",
        "12 документов",
    ]


def test_the_code_asks_for_texts_that_exist_and_for_all_of_them() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in UI.rglob("*.py"))
    asked = ASKED_FOR.findall(code)
    patterns = [re.compile(re.sub(r"\\{.*?\\}", ".+", re.escape(key)).replace(r"\{", ".+") + "$") for key in asked]
    for pattern in patterns:
        assert any(pattern.match(key) for key in catalogue("en")), pattern
    assert [key for key in catalogue("en") if not any(pattern.match(key) for pattern in patterns)] == []
