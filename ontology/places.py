"""Places that figures are given for: countries, regions, cities and groups of countries of the gazetteer.

Names are kept by their first three letters, so that each capitalised word costs one look-up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from ontology.grammar import load, words

_START = regex.compile(r"(?<![\p{L}\d-])(?:\p{Lu}|world|global|мир|глобал|всего|в\s+мир|әлем|дүние)[\p{L}.-]*")
# "(South) Korea region": what makes the name of a town that of its region.
_REGION = regex.compile(
    r"\s+(?:regions?|oblasts?|област\p{L}*|облыс\p{L}*)(?!\p{L})|\s+and\s+\p{Lu}[\p{L}\s-]{3,40}regions?"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A named place and its range; ``key`` is that of the gazetteer, ``name`` its English name."""

    start: int
    end: int
    key: str
    name: str


@cache
def _names() -> dict[str, list[tuple[regex.Pattern[str], str, str]]]:
    by_start: dict[str, dict[str, tuple[list[str], str]]] = {}
    for group in load("places", "gazetteer").values():
        for key, forms in group.items():
            for name in (name for names in forms.values() for name in names):
                start = name.replace("*", "")[:3].casefold()
                by_start.setdefault(start, {}).setdefault(key, ([], forms["en"][0]))[0].append(name)
    return {start: [_entry(key, *entry) for key, entry in keys.items()] for start, keys in by_start.items()}


def _entry(key: str, names: list[str], label: str) -> tuple[regex.Pattern[str], str, str]:
    source = "|".join(words(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    return regex.compile(rf"(?:{source})(?![\p{{L}}\d])"), key, label


def places(text: str, start: int, end: int) -> list[Place]:
    """The places named between two positions of unified text, in order, the longest name first."""
    names, found, at = _names(), [], start
    for match in _START.finditer(text, start, end):
        if match.start() < at:
            continue
        begin = match.start()
        bucket = names.get(text[begin : begin + 3].casefold(), ())
        fits = [(m.end(), key, name) for p, key, name in bucket if (m := p.match(text, begin, end))]
        if not fits and len(match[0]) == 2:
            fits = [
                (m.end(), k, n) for p, k, n in names.get(match[0].casefold(), ()) if (m := p.match(text, begin, end))
            ]
        if fits:
            at, key, name = max(fits)
            if key == "almaty" and _REGION.match(text, at, end):
                key, name = "almaty-region", "Almaty region"
            found.append(Place(begin, at, key, name))
    return found
