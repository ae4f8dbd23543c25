"""The words of packs say the same in three languages."""

from __future__ import annotations

from datetime import date
from string import Formatter
from typing import get_args

import pytest
import yaml

from ingest.document import LANGUAGES
from ingest.errors import NotFound
from ingest.laws import DivisionKind
from kb.pack.words import FOLDER, nearest, words
from ontology import KINDS


def entries(language: str) -> dict[str, str]:
    tree = yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    flat = {key: value for key, value in tree.items() if isinstance(value, str)}
    for name in ("kinds", "places"):
        flat |= {f"{name}.{key}": value for key, value in tree[name].items()}
    return flat


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_every_word_with_the_same_fields(language: str) -> None:
    given, wanted = entries(language), entries("en")
    assert {key: fields(text) for key, text in given.items()} == {key: fields(text) for key, text in wanted.items()}
    assert all(text.strip() for text in given.values())
    assert {f"kinds.{kind}" for kind in KINDS} <= set(given)
    assert {f"places.{kind}" for kind in get_args(DivisionKind)} <= set(given)


def test_days() -> None:
    day = date(2026, 11, 1)
    assert [words(language).day(day) for language in LANGUAGES] == [
        "1 November 2026",
        "1 ноября 2026 г.",
        "2026 жылғы 1 қараша",
    ]


def test_other_languages_are_written_in_english() -> None:
    assert nearest("uz") == "en"
    with pytest.raises(NotFound, match="choose one of: en, ru, kk"):
        words("uz")
