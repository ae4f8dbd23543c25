"""Locales of CSL: the files of citeproc-py, and ours for Kazakh; which language a record is in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import regex

DATA = Path(str(files("kb").joinpath("data/citing")))
# The usual locale of each language.
LOCALES = {"en": "en-US", "ru": "ru-RU", "kk": "kk-KZ"}


@cache
def locale_files(locale: str) -> tuple[Path, ...]:
    """The files to look a term up in, one after another: the locale, the usual one of its language, US English."""
    from citeproc import LOCALES_PATH, PRIMARY_DIALECTS

    language = locale.partition("-")[0]
    names = [locale, LOCALES.get(language) or PRIMARY_DIALECTS.get(language, ""), "en-US"]
    folders = (DATA / "locales", Path(LOCALES_PATH))
    paths = [folder / f"locales-{name}.xml" for name in dict.fromkeys(names) for folder in folders]
    return tuple(path for path in paths if path.is_file())


def known_locale(language: str) -> str:
    """The locale of a language or locale code; empty when there is none."""
    name = LOCALES.get(language, language)
    paths = locale_files(name) if regex.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z-]{2,8})?", name) else ()
    return name if any(path.stem.startswith(f"locales-{name[:2].lower()}") for path in paths) else ""


def language_of(item: Mapping[str, Any]) -> str:
    """The language of a record, "en", "ru" or "kk": what it says of itself, else by its letters."""
    said = str(item.get("language", "")).lower()[:2]
    if said in LOCALES:
        return said
    title = str(item.get("title", ""))
    if regex.search(r"[әғқңөұүһі]", title, regex.I):
        return "kk"
    return "ru" if regex.search(r"\p{Cyrillic}", title) and not said else "en"
