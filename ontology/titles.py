"""When two titles of acts are one title: across quotes, word order, romanisations and, by the gazetteers, languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from ontology.characters import plain, skeleton
from ontology.grammar import gazetteers, load

# How alike the sorted words of two titles must be to be one title in two spellings (rapidfuzz, 0 to 100).
ALIKE = 92


@cache
def key(title: str) -> str:
    """What identifies a title: the gazetteer's entry for it, or its words in alphabetical order without small ones.

    Cyrillic and transliterated titles are compared by their consonants, which every romanisation shares.
    """
    if known := _known().get(_words(title)):
        return known
    return _words(title)


@cache
def _words(title: str) -> str:
    rules = load("titles")
    words = [w for w in plain(title).split() if w not in rules["small"]]
    rest = [w for w in words if w not in rules["heads"]] or words
    english = all(w.isascii() for w in rest) and not _transliterated(title)
    return " ".join(sorted(rest if english else [s for w in rest if (s := skeleton(w))]))


def _transliterated(title: str) -> bool:
    signs, words = load("titles")["transliterated"], plain(title).split()
    return words[:1] != [] and (words[0] in signs["first"] or any(w.endswith(tuple(signs["endings"])) for w in words))


@cache
def _known() -> dict[str, str]:
    return {
        _words(title): f"={jurisdiction}:{name}"
        for jurisdiction, data in gazetteers().items()
        for name, entry in data.get("instruments", {}).items()
        for titles in entry.get("titles", {}).values()
        for title in titles
    }


def nominative(field: str, head: str) -> str:
    """The title of an act that a text gives in another case: «Водного», «кодекса» give «Водный кодекс»."""
    rules = load("instruments")["nominative"]
    heads = (found for ending, found in rules["heads"].items() if re.fullmatch(ending, head))
    known, ending = next(heads, (head, ""))
    return " ".join([*(_adjective(word, ending, rules["ru"]) for word in field.split()), known])


def _adjective(word: str, ending: str, rules: dict[str, Any]) -> str:
    stem = re.sub(rules["ending"], "", word)
    if ending or stem == word:
        return stem + ending if stem != word else word
    last = "ой" if stem.casefold() in rules["stressed"] else rules["soft"] if stem[-1] in "гкх" else rules["hard"]
    return stem + last


def representatives(keys: Iterable[str]) -> dict[str, str]:
    """For each title key the alphabetically first key that is the same title in another spelling.

    Keys with different figures, with few letters, or that share no first word are never taken for one title.
    """
    from rapidfuzz import fuzz

    chosen: dict[str, str] = {}
    blocks: dict[tuple[str, str], list[str]] = {}
    for one in sorted(set(keys)):
        figures = "".join(c for c in one if c.isdigit())
        block = blocks.setdefault((one.split(" ", 1)[0], figures), [])
        long = len(one) >= 15 and not one.startswith("=")
        same = (k for k in block if long and fuzz.token_sort_ratio(one, k) >= ALIKE)
        chosen[one] = next(same, one)
        if chosen[one] == one:
            block.append(one)
    return chosen
