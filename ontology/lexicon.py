"""The bodies that the gazetteers know, and where a text names them.

Names are kept by their first three letters, so that a text is read once and each word costs one look-up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import regex

from ontology import characters
from ontology.grammar import gazetteers, words

_LANGUAGES = ("en", "ru", "kk", "tr")

# First three letters of a name -> its pattern and the key of its body.
Forms = dict[str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A body of a gazetteer; ``jurisdiction`` is empty for bodies that every country has."""

    key: str
    jurisdiction: str
    type: str
    parent: str
    labels: dict[str, str]
    only_at_home: bool = False


class Lexicon:
    """The gazetteers: one pattern for each first three letters of a name, and the bodies by their keys."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.ministries: dict[str, str] = {}
        forms: Forms = {}
        for jurisdiction, data in gazetteers().items():
            for group in ("agencies", "generic"):
                for key, entry in data.get(group, {}).items():
                    home = jurisdiction if group == "agencies" else ""
                    self._add(f"{jurisdiction}:{key}", home, entry, forms, bool(data.get("only_at_home")))
            for key, entry in data.get("ministries", {}).items():
                self._add_ministry(f"{jurisdiction}:{key}", jurisdiction, entry, forms)
        self._buckets = {start: _bucket(names) for start, names in forms.items()}
        self._start = regex.compile(r"(?<![\p{L}\d-])[\p{L}«\"]")

    def _add(self, key: str, jurisdiction: str, entry: dict[str, Any], forms: Forms, only_at_home: bool) -> None:
        parent = entry.get("parent", "")
        labels = {lang: entry[lang][0].replace("*", "") for lang in _LANGUAGES if entry.get(lang)}
        home = "" if jurisdiction == "international" else jurisdiction
        self.entries[key] = Entry(key, home, entry.get("type", "other"), parent, labels, only_at_home)
        for name in (n for lang in _LANGUAGES for n in entry.get(lang, ())):
            source = f"(?i:{words(name)})" if entry.get("generic") else words(name)
            forms.setdefault(name[:3].casefold(), []).append((source, key))
        for name in entry.get("acronyms", ()):
            forms.setdefault(name[:3].casefold(), []).append((words(name), key))

    def _add_ministry(self, key: str, jurisdiction: str, entry: dict[str, Any], forms: Forms) -> None:
        kinds = {"en": "Ministry of {}", "ru": "Министерство {}", "kk": "{} министрлігі"}
        labels = {lang: form.format(entry[lang][0]) for lang, form in kinds.items() if entry.get(lang)}
        self.entries[key] = Entry(key, jurisdiction, "ministry", "international:government", labels)
        for lang in kinds:
            for name in entry.get(lang, ()):
                self.ministries[jurisdiction + " " + characters.skeleton(name)] = key
        for name in entry.get("acronyms", ()):
            forms.setdefault(name[:3].casefold(), []).append((words(name), key))

    def find(self, text: str, home: str) -> Iterator[tuple[int, int, str]]:
        """Ranges that name a body of the gazetteers, none inside another: the longest, then one of ``home``."""
        folded, end = text.casefold(), 0
        if len(folded) != len(text):
            folded = text.lower() if len(text.lower()) == len(text) else text
        for match in self._start.finditer(text):
            start = match.start()
            if start < end:
                continue
            # Names of two letters ("EU") are kept by those two.
            bucket = self._buckets.get(folded[start : start + 3], []) + self._buckets.get(folded[start : start + 2], [])
            found = [
                (m.end(), self.entries[key].jurisdiction == home, key)
                for p, key in bucket
                if (m := p.match(text, start))
            ]
            if found:
                end, _, key = max(found, key=lambda f: (f[0], f[1]))
                yield start, end, key


def _bucket(names: list[tuple[str, str]]) -> list[tuple[regex.Pattern[str], str]]:
    by_key: dict[str, list[str]] = {}
    for source, key in names:
        by_key.setdefault(key, []).append(source)
    longest = {key: "|".join(sorted(sources, key=len, reverse=True)) for key, sources in by_key.items()}
    return [(regex.compile(rf"(?:{source})(?![\p{{L}}\d])"), key) for key, source in longest.items()]


@cache
def lexicon() -> Lexicon:
    """The gazetteers, compiled once."""
    return Lexicon()
