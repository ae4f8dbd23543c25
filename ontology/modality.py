"""How likely words recommend something: the cues of ``rules/recommendations.yaml`` and the sum of their weights.

Each cue, form, place and section adds log-odds; the logistic function of the sum is a probability. The weights are
data, so that why something counts as a recommendation can be read off (:func:`explain`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import regex

from ontology.grammar import load, pattern
from ontology.literals import Sought, fold, needed

_RULES = "recommendations"
_SCRIPTS = {"en": ("en", "any"), "ru": ("ru", "kk", "any"), "kk": ("kk", "ru", "any")}

# The forms that say what is to be done; a marker or a label may stand before them.
_ACTIONS = ("imperative", "gerund", "nominal")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that speak for a recommendation, or against it; ``strength`` is empty for those that only weigh.

    ``words`` are letters of which a text in a language holds some wherever a pattern matches, as the rules say, and
    ``needed`` those that the patterns themselves tell.
    """

    name: str
    strength: str
    patterns: dict[str, regex.Pattern[str]]
    words: dict[str, tuple[str, ...]]
    needed: dict[str, tuple[str, ...]]

    def may_match(self, small: str, language: str) -> bool:
        """Whether a closer look is worth it, in a text in small letters."""
        holds = small.__contains__
        return any(map(holds, self.needed[language])) and any(map(holds, self.words[language]))

    def search(self, text: str, language: str) -> regex.Match[str] | None:
        """The first match in a text of that language; words of the other Cyrillic language count as well."""
        found = (self.patterns[key].search(text) for key in _SCRIPTS[language] if key in self.patterns)
        return next((match for match in found if match), None)


class Rules:
    """The compiled rules file."""

    def __init__(self) -> None:
        rules = load(_RULES)
        self.cues = [self._cue(entry) for entry in rules["cues"]]
        self.explicit = {cue.name for cue in self.cues if cue.strength == "explicit"}
        self.forms = {name: pattern(entry["pattern"], _RULES) for name, entry in rules["forms"].items()}
        self.sections = {name: pattern(entry["pattern"], _RULES) for name, entry in rules["sections"].items()}
        self.re = {name: Sought(pattern(source, _RULES)) for name, source in rules["patterns"].items()}
        self.statutes, self.threshold = frozenset(rules["statutes"]), float(rules["threshold"])
        self.measures, self.asks = (Sought(pattern(rules[name], _RULES)) for name in ("lead_measures", "lead_asks"))
        self.weights = _weights(rules)
        self.speaking = [cue for cue in self.cues if cue.strength]

    @staticmethod
    def _cue(entry: dict[str, Any]) -> Cue:
        keys: tuple[str, ...] = ("en", "ru", "kk", "any")
        sources = {key: pattern(entry[key], _RULES, regex.IGNORECASE) for key in keys if key in entry}
        letters = {key: needed(source.pattern) for key, source in sources.items()}
        # A cue without words may match in any text.
        words = entry.get("words", dict.fromkeys(keys, ("",)))
        return Cue(entry["name"], entry.get("strength", ""), sources, _by_language(words), _by_language(letters))


def _by_language(words: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """What counts in a text of each language: the words of all patterns that read it."""
    return {language: tuple(word for key in keys for word in words.get(key, ())) for language, keys in _SCRIPTS.items()}


def _weights(rules: dict[str, Any]) -> dict[str, float]:
    weights = {"bias": float(rules["bias"])}
    weights |= {cue["name"]: float(cue["weight"]) for cue in rules["cues"]}
    weights |= {f"form_{name}": float(entry["weight"]) for name, entry in rules["forms"].items()}
    weights |= {f"lead_{name}": float(weight) for name, weight in rules["leads"].items()}
    weights |= {f"section_{name}": float(entry["weight"]) for name, entry in rules["sections"].items()}
    return weights | {f"place_{name}": float(weight) for name, weight in rules["places"].items()}


@cache
def rules() -> Rules:
    """The rules, compiled once."""
    return Rules()


def speaks(text: str, language: str) -> bool:
    """Whether anything in a sentence may speak for a recommendation: most need no closer look."""
    small = fold(text)
    return any(cue.may_match(small, language) and cue.search(text, language) for cue in rules().speaking)


@lru_cache(maxsize=256)
def cues(text: str, language: str) -> dict[str, regex.Match[str]]:
    """The first match of each cue in a sentence (unified characters), by the name of the cue."""
    small = fold(text)
    near = (cue for cue in rules().cues if cue.may_match(small, language))
    return {cue.name: match for cue in near if (match := cue.search(text, language))}


def language_of(language: str) -> str:
    """The language whose patterns read a passage: its own when there are some, else English."""
    return language if language in _SCRIPTS else "en"


@lru_cache(maxsize=1024)
def action(text: str) -> str:
    """How an item says what is to be done: imperative, gerund, nominal; empty when it does not.

    A bullet, a number or a label ("Digital control: …") before it is passed over.
    """
    start = opening(text)
    return next((form for form in _ACTIONS if rules().forms[form].match(text, start)), "")


def opening(text: str) -> int:
    """Where an item's own words begin, behind its bullet or number and its label."""
    marker = rules().re["marker"].match(text)
    start = marker.end() if marker else 0
    label = rules().forms["label"].match(text, start)
    return label.end() if label else start


def item_features(text: str) -> Iterator[str]:
    """What the form of a list item or of a cell adds."""
    if form := action(text):
        yield f"form_{form}"
    marker = rules().re["marker"].match(text)
    if rules().forms["label"].match(text, marker.end() if marker else 0):
        yield "form_label"


def lead_features(text: str, language: str) -> Iterator[str]:
    """What the words before a list add to each of its items."""
    found = cues(text, language)
    if found.keys() & rules().explicit:
        yield "lead_recommends"
    if rules().asks.search(text):
        yield "lead_asks"
    if rules().measures.search(text):
        yield "lead_measures"
    yield from (f"lead_{name}" for name in found if f"lead_{name}" in rules().weights)


@cache
def section(path: str) -> str:
    """The class of a passage's section by its innermost heading that tells one; empty when none does."""
    for heading in reversed(path.split(" › ")):
        for name, source in rules().sections.items():
            if source.search(heading):
                return f"section_{name}"
    return ""


def probability(features: Iterable[str]) -> float:
    """The logistic function of the sum of the features' weights and the bias; a feature counts once."""
    weights = rules().weights
    total = weights["bias"] + sum(weights[name] for name in set(features) if name)
    return 1 / (1 + math.exp(-total))


def explain(features: Iterable[str]) -> list[tuple[str, float]]:
    """The features with the log-odds that each adds, the heaviest first."""
    return sorted(((name, rules().weights[name]) for name in set(features)), key=lambda pair: (-abs(pair[1]), pair[0]))
