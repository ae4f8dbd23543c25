"""Rules and gazetteers read from YAML, with their macros filled in and their patterns compiled.

``{name}`` in a pattern stands for a macro of the same file, or for what ``expand`` is given. ``*`` at the end
of a word of a gazetteer name stands for any inflectional ending.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import regex
import yaml

_HERE = Path(__file__).parent
_MACRO = regex.compile(r"(?<!\\[pP])\{([A-Za-z_]\w*)\}")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


# Raise it with every change of the extractors' code; the rules and gazetteers count by their content.
_CODE = "5"


def _version() -> str:
    files = sorted(path for folder in ("rules", "gazetteer", "concepts") for path in (_HERE / folder).glob("*.yaml"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    return f"{_CODE}-{digest[:8]}"


# Names the extractors with their rules and gazetteers: what another version found is read again.
EXTRACTOR = _version()


@cache
def load(name: str, folder: str = "rules") -> dict[str, Any]:
    """The YAML file ``name`` of ``rules`` or ``gazetteer``."""
    text = (_HERE / folder / f"{name}.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=_Loader)
    return data


@cache
def gazetteers() -> dict[str, dict[str, Any]]:
    """Every gazetteer by the name of its file, which is the code of its jurisdiction (or ``international``)."""
    names = sorted(path.stem for path in (_HERE / "gazetteer").glob("*.yaml"))
    return {name: load(name, "gazetteer") for name in names if name != "countries"}


def expand(pattern: str, macros: Mapping[str, str]) -> str:
    """The pattern with its macros filled in; raises KeyError, naming it, for one that does not exist."""
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(lambda match: macros[match[1]], pattern)
    return pattern


@cache
def macros(name: str) -> dict[str, str]:
    """The macros of a rules file, with those made from the countries and the months."""
    from ontology.dates import month_pattern

    made = {
        "MONTH_EN": month_pattern("en"),
        "MONTH_RU": month_pattern("ru", "tr"),
        "MONTH_KK": month_pattern("kk"),
        "COUNTRY_EN": alternatives(_country_names("en")),
        "COUNTRY_RU": alternatives(_country_names("ru")),
        "COUNTRY_TR": alternatives(_country_names("tr")),
        "COUNTRY_KK": alternatives(_country_names("kk")),
        "COUNTRY_ADJ": alternatives(_country_names("adjective")),
    }
    own: dict[str, str] = load(name).get("macros", {})
    return made | own


def pattern(source: str, rules: str, flags: int = 0) -> regex.Pattern[str]:
    """A pattern of a rules file, compiled with that file's macros."""
    return regex.compile(expand(source, macros(rules)), flags)


def words(name: str) -> str:
    """A name of a gazetteer as a pattern: ``Правительств* РК`` finds every case of the first word."""
    parts = [regex.escape(part).replace(r"\*", r"\p{L}{0,6}") for part in name.split()]
    return r"\s+".join(parts)


def alternatives(names: Iterable[str]) -> str:
    """One group that matches any of the names, the longest first."""
    return "(?:" + "|".join(words(name) for name in sorted(set(names), key=lambda n: (-len(n), n))) + ")"


def _country_names(form: str) -> list[str]:
    return [name for country in load("countries", "gazetteer").values() for name in country.get(form, ())]


@cache
def country(name: str) -> str:
    """The code of the country that a name in any of its forms stands for; empty when there is none."""
    return _country_codes().get(" ".join(name.split()), "")


@cache
def _country_codes() -> dict[str, str]:
    countries = load("countries", "gazetteer")
    return {name: code for code, forms in countries.items() for names in forms.values() for name in names}
