"""The bodies that the gazetteers know, and where a text names them.

Names are kept by their first three letters, so that a text is read once and each word costs one look-up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import regex

from ontology import characters
from ontology.grammar import gazetteers, load, words

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
        # Ministries that every country has.
        self.shared: set[str] = set()
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
        self._beginning_so = lru_cache(maxsize=4096)(self._begin)

    def _add(self, key: str, jurisdiction: str, entry: dict[str, Any], forms: Forms, only_at_home: bool) -> None:
        parent = entry.get("parent", "")
        # A stem is no name to show: then the labels have one, or the texts.
        labels = {lang: entry[lang][0] for lang in _LANGUAGES if entry.get(lang) and "*" not in entry[lang][0]}
        labels |= load("labels")["labels"].get(key, {})
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
        home = "" if jurisdiction == "international" else jurisdiction
        self.entries[key] = Entry(key, home, "ministry", "international:government", labels)
        if not home:
            self.shared.add(key)
        for lang in kinds:
            for name in entry.get(lang, ()):
                self.ministries[jurisdiction + " " + characters.skeleton(name)] = key
        for name in entry.get("acronyms", ()):
            forms.setdefault(name[:3].casefold(), []).append((words(name), key))

    def ministry(self, whose: str, field: str) -> str:
        """The key of the ministry of a country by what stands after "Ministry of"; one that every country has is known
        by the international gazetteer. Empty where none is known."""
        words = characters.skeleton(field)
        return self.ministries.get(f"{whose} {words}", "") or self.ministries.get(f"international {words}", "")

    def own(self, key: str, whose: str) -> str:
        """The key of a country's own entry of a body that every country has: «Минздрав» in a text on Kazakhstan."""
        source, _, name = key.partition(":")
        mine = f"{whose}:{name}"
        return mine if source == "international" and key in self.shared and mine in self.entries else key

    def _begin(self, letters: str) -> list[tuple[regex.Pattern[str], str]]:
        """The names that begin with three letters; names of two letters ("EU") are kept by those two."""
        return self._buckets.get(letters, []) + self._buckets.get(letters[:2], [])

    def find(self, text: str, home: str) -> Iterator[tuple[int, int, str]]:
        """Ranges that name a body of the gazetteers, none inside another: the longest, then one of ``home``."""
        folded, end = text.casefold(), 0
        if len(folded) != len(text):
            folded = text.lower() if len(text.lower()) == len(text) else text
        for match in self._start.finditer(text):
            start = match.start()
            if start < end:
                continue
            bucket = self._beginning_so(folded[start : start + 3])
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
