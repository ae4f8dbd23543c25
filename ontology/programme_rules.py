"""The rules by which programmes are found, compiled from ``rules/programmes.yaml``, and what a rule finds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from ontology import characters
from ontology.grammar import alternatives, gazetteers, load, pattern
from ontology.literals import Sought

_RULES = "programmes"
_YEARS = regex.compile(r"(?:19|20)\d\d(?:\s*-\s*(?:19|20)\d\d)?")


@dataclass(slots=True)
class Found:
    """A name in the text: its range, the key of what it names, and the rule's type, language and probability."""

    start: int
    end: int
    key: str
    type: str
    language: str
    confidence: float


class Rules:
    """The compiled rules file, and the names of the gazetteers."""

    def __init__(self) -> None:
        rules = load(_RULES)
        self.heads: tuple[str, ...] = tuple(rules["heads"])
        self.named = [(entry, tuple(entry["needs"]), _sought(entry["pattern"])) for entry in rules["named"]]
        self.quoted = _sought(rules["quoted_en"])
        self.proposed = {
            language: {name: _sought(source) for name, source in entry.items()}
            for language, entry in rules["proposed"].items()
        }
        self.re = {
            name: _sought(rules[name])
            for name in (
                "general_heads",
                "general_words",
                "not_names",
                "owner_before",
                "owner_after",
                "anaphora",
                "carriers",
                "not_proposed",
                "weak",
                "recommends",
            )
        }
        self.confidence: dict[str, float] = rules["confidence"]
        self.silent = frozenset(rules["no_proposals"])
        known = list(_known())
        self.known = [(Sought(regex.compile(source)), key, language, kind) for source, key, language, kind in known]


def _sought(source: str) -> Sought:
    return Sought(pattern(source, _RULES))


def _known() -> Iterator[tuple[str, str, str, str]]:
    """Pattern, key, language and type of each programme of the gazetteers."""
    for jurisdiction, data in gazetteers().items():
        for name, entry in data.get("programmes", {}).items():
            for language in ("en", "ru", "kk"):
                if forms := entry.get(language):
                    source = rf'(?:(?<![\p{{L}}\d-])["«]?{alternatives(forms)}["»]?(?![\p{{L}}\d-]))'
                    yield source, f"{jurisdiction}:{name}", language, entry["type"]


def holds(small: str, words: tuple[str, ...]) -> bool:
    """Whether a text in small letters holds one of some words."""
    return any(map(small.__contains__, words))


@cache
def rules() -> Rules:
    """The rules, compiled once."""
    return Rules()


def key(name: str) -> str:
    """What two spellings of a name share, without its years: «Беркут» and "Berkut" are one."""
    return "name:" + (characters.skeleton(_YEARS.sub("", name)) or characters.plain(name))
