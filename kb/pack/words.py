"""The words of the drafting pack in three languages: ``kb/data/pack/<language>.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ingest.document import LANGUAGES
from ingest.errors import NotFound

FOLDER = Path(__file__).parent.parent / "data" / "pack"


class Words:
    """``words("quote", number=3)`` in one of ``LANGUAGES``. Raises KeyError for an unknown key."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._entries: Mapping[str, Any] = yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))

    def __call__(self, key: str, **values: object) -> str:
        return str(self._entries[key]).format(**values)

    def kind(self, name: str) -> str:
        """What a kind of entity is called; its own name where it has no other."""
        return str(self._entries["kinds"].get(name, name))

    def place(self, unit: str, number: str) -> str:
        """``p. 5``, ``12-бап``: the units of :class:`kb.pack.places.Place`."""
        return str(self._entries["places"][unit]).format(number=number)

    def day(self, day: date) -> str:
        return self("day", day=day.day, month=self._entries["months"][day.month - 1], year=day.year)


@cache
def words(language: str) -> Words:
    """The words of a language or locale. Raises NotFound for one that the pack is not written in."""
    known = language.partition("-")[0]
    if known not in LANGUAGES:
        raise NotFound(f"The pack is not written in {language!r}; choose one of: {', '.join(LANGUAGES)}.")
    return Words(known)


def nearest(language: str) -> str:
    """The language, or English where the pack has no words in it."""
    return language if language in LANGUAGES else "en"
