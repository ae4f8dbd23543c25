"""The words of the interface, in three languages: ``texts/<language>.yaml``, one key for each text.

What answers tell their readers, such as why there is none, has its words in kb/messages.py.

A text with a number in it has one form for each plural category of its language (Unicode CLDR 46).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = {"en": "English", "ru": "Русский", "kk": "Қазақша"}


class Texts:
    """``t("ask.title")`` and ``t("documents_count", count=5)`` in one language. Raises KeyError for an unknown key."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._entries = catalogue(language)

    def __call__(self, key: str, **values: object) -> str:
        entry = self._entries[key]
        if isinstance(entry, Mapping):
            entry = entry[plural(self.language, int(str(values["count"])))]
        return str(entry).format(**values) if values else str(entry)

    def get(self, key: str, default: str) -> str:
        """The text, or ``default`` for a key that comes from documents and may be none of ours."""
        return str(self._entries.get(key, default))


@cache
def texts(language: str) -> Texts:
    """The texts of one of ``LANGUAGES``."""
    return Texts(language)


@cache
def catalogue(language: str) -> Mapping[str, Any]:
    """All entries of a language; nested tables are joined by dots, plural forms stay together."""
    tree = yaml.safe_load((Path(__file__).parent / f"{language}.yaml").read_text(encoding="utf-8"))
    return dict(_flat(tree))


def plural(language: str, count: int) -> str:
    """The category of a whole number: one, few, many or other."""
    if language != "ru":
        return "one" if count == 1 else "other"
    if count % 10 == 1 and count % 100 != 11:
        return "one"
    return "few" if 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14 else "many"


def _flat(tree: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    entries: list[tuple[str, Any]] = []
    for name, value in tree.items():
        nested = isinstance(value, dict) and not set(value) <= {"one", "few", "many", "other"}
        entries += _flat(value, f"{prefix}{name}.") if nested else [(f"{prefix}{name}", value)]
    return entries
