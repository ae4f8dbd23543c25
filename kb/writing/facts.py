"""Numbers, dates and names: those of a sentence must stand in the passages that it cites, in whatever script.

A name in another language may read otherwise there (Germany, Алмания). Where none of the cited passages is in the
sentence's language, a name also counts as found when the ontology knows it by a name that is there, when the question
gives it, or when it is an ordinary word that the language writes with a capital letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Any

import regex
from rapidfuzz import fuzz

from ingest.document import LANGUAGES
from kb.answers.figures import figures, years
from kb.centres import lines
from kb.expansion import Names
from kb.links import skeleton
from kb.terms import linked, stop_words, terms

# Names across alphabets: of 100, over their consonants; shorter ones tell nothing.
_ALIKE, _SHORTEST = 85, 4
# A name and a word made of it share their beginning: Kazakh, Kazakhstan.
_BEGINNING = 5
_NAME = regex.compile(r"\b\p{Lu}[\p{L}’'-]+")
_WORD = regex.compile(r"[\p{L}\p{N}]+")
# Numbers with letters or parts: 477-IV, 26/2011, 20-year.
_CODE = regex.compile(r"\b\d[\p{L}\p{N}]*(?:[-–/][\p{L}\p{N}]+)+\b|\b\d+\p{L}[\p{L}\p{N}]*")
_UNIT = regex.compile(r"\b(?:thousand|million|billion|тыс\p{L}*|млн|миллион\p{L}*|млрд|миллиард\p{L}*|мың)")
_ROMAN = str.maketrans("іхмсв–", "ixmcv-")


@dataclass(frozen=True)
class Evidence:
    """A range of a document that a sentence cites: its text and language, and whether it is of a table."""

    text: str
    language: str
    of_table: bool = False

    @cached_property
    def terms(self) -> frozenset[str]:
        return frozenset(terms(self.text, self.language))

    @cached_property
    def figures(self) -> frozenset[float]:
        """The figures; in a table also in the units that its head may give ("Balance, thousand")."""
        own = frozenset(figures(self.text))
        units = {figures(f"1 {unit}")[0] for unit in _UNIT.findall(self.text)} if self.of_table else set()
        return own | _numerals(self.text, [self.language]) | {value * unit for value in own for unit in units}

    @cached_property
    def names(self) -> frozenset[str]:
        """The consonants of all words with a capital letter."""
        return frozenset(_skeleton(word, self.language) for word in _NAME.findall(self.text))


def missing(
    sentence: str, language: str, question: str, evidence: Sequence[Evidence], names: Names | None = None
) -> list[str]:
    """The numbers, dates and names of a sentence that are not in its evidence, as they stand in the sentence."""
    text = "\n".join(one.text for one in evidence)
    there = frozenset(value for one in evidence for value in one.figures)
    found = [f"{value:g}" for value in figures(sentence) if not _held(value, there)]
    found += [f"{value:g}" for value in _numerals(sentence, [language]) - there]
    found += sorted(years(sentence) - years(text))
    found += _codes_missing(sentence, text, there)
    found += _linked_missing(sentence, language, evidence)
    found += [f"month {number}" for number in sorted(_months(sentence, dated=True) - _months(text))]
    return found + _names_missing(sentence, language, question, evidence, names)


def negated(text: str, language: str) -> bool | None:
    """Whether a text denies something; None in a language in which words alone do not tell."""
    pattern = _negations(language)
    return None if pattern is None else bool(pattern.search(text))


# --------------------------------------------------------------------------------------------- numbers
def _held(value: float, there: Iterable[float]) -> bool:
    """Whether a figure is there: as it is, or rounded to the two and more digits that the sentence gives."""
    digits = f"{value:.15g}".replace(".", "").lstrip("0").split("e")[0].rstrip("0")
    rounded = max(len(digits), 2)
    return any(
        abs(value - other) <= 1e-9 * abs(other) or (len(digits) > 1 and float(f"{other:.{rounded}g}") == value)
        for other in there
    )


def _numerals(text: str, languages: Iterable[str]) -> frozenset[float]:
    """Small numbers that are written as words."""
    lower = text.casefold()
    return frozenset(
        float(value)
        for language in dict.fromkeys(languages)
        for value, pattern in _data("numerals").get(language, {}).items()
        if _whole(pattern).search(lower)
    )


def _codes_missing(sentence: str, text: str, there: frozenset[float]) -> list[str]:
    held = {_code(match) for match in _CODE.findall(text)}
    return [
        match
        for match in _CODE.findall(sentence)
        if _code(match) not in held and not _parts_held(match, years(text), there)
    ]


def _code(text: str) -> str:
    return text.casefold().translate(_ROMAN)


def _parts_held(code: str, of_years: frozenset[str], there: frozenset[float]) -> bool:
    """Whether a range of years is there, or the number in a word such as "20-year" and "5th"."""
    numbers = regex.findall(r"\d+", code)
    rest = regex.sub(r"[\d\s–-]", "", code)
    if rest and (rest.isupper() or "/" in rest):
        return False
    return all(number in of_years or float(number) in there for number in numbers)


def _linked_missing(sentence: str, language: str, evidence: Sequence[Evidence]) -> list[str]:
    """Numbers of acts after "№" or "No.", and whole dates."""
    held = {key for one in evidence for key, _ in linked(one.text, one.language)}
    words = {word for one in evidence for word in one.terms}
    return [
        text for key, text in linked(sentence, language) if key[0] != "~" and key not in held and key[1:] not in words
    ]


@cache
def _month_patterns() -> list[tuple[int, regex.Pattern[str]]]:
    from ontology.grammar import load

    months: dict[int, dict[str, list[str]]] = load("dates")["months"]
    found = []
    for number, forms in months.items():
        english = "|".join(stem.capitalize() for stem in forms["en"])
        others = "|".join(stem for form in ("ru", "kk") for stem in forms[form])
        found.append((number, regex.compile(rf"\b(?:(?:{english})\p{{Ll}}{{0,6}}|(?i:{others})\p{{Ll}}{{0,5}})\b")))
    return found


def _months(text: str, dated: bool = False) -> frozenset[int]:
    """The months that a text names; ``dated``: only those beside a day or a year ("may" is also a verb)."""
    return frozenset(
        number
        for number, pattern in _month_patterns()
        for match in pattern.finditer(text)
        if not dated
        or regex.search(r"\d[-\s]*$", text[: match.start()])
        or regex.match(r"\.?\s*\d", text[match.end() :])
    )


# ----------------------------------------------------------------------------------------------- names
def _names_missing(
    sentence: str, language: str, question: str, evidence: Sequence[Evidence], names: Names | None
) -> list[str]:
    foreign = all(one.language != language for one in evidence)
    held = {term for one in evidence for term in one.terms}
    known = _known(sentence, language, held, names)
    if foreign:
        known |= frozenset(terms(question, language)) | _ordinary()
    first = _WORD.search(sentence)
    return [
        match[0]
        for match in _NAME.finditer(sentence)
        if not _is_held(match[0], language, held | known, evidence, foreign)
        and not (first and match.start() == first.start() and _is_ordinary(match[0], language))
    ]


def _is_held(word: str, language: str, held: Iterable[str], evidence: Sequence[Evidence], foreign: bool) -> bool:
    own = terms(word, language)
    if not own or all(term in held for term in own):
        return True
    if all(any(_one_begins_other(term, other) for other in held) for term in own):
        return True
    key = _skeleton(word, language)
    if len(key) < _SHORTEST:
        return foreign
    there = {name for one in evidence for name in one.names}
    return key in there or (foreign and any(fuzz.ratio(key, name) >= _ALIKE for name in there))


def _one_begins_other(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _BEGINNING and (one.startswith(other) or other.startswith(one))


def _known(sentence: str, language: str, held: set[str], names: Names | None) -> frozenset[str]:
    """Terms of the sentence that name something of which another name is held."""
    if names is None:
        return frozenset()
    choices = names.find(terms(sentence, language), sentence)
    return frozenset(
        term for choice in choices if any(held.issuperset(name.terms) for name in choice.others) for term in choice.own
    )


def _is_ordinary(word: str, language: str) -> bool:
    """Whether a word at the beginning of a sentence needs no name to have a capital letter."""
    lower = word.casefold()
    return lower in stop_words() or lower in _openers() or _ordinary().issuperset(terms(word, language))


@cache
def _openers() -> frozenset[str]:
    text = files("kb").joinpath("data", "openers.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@cache
def _ordinary() -> frozenset[str]:
    """Terms that our own sentences write in lower case."""
    return frozenset(
        term
        for folder in ("parallel", "questions")
        for language in LANGUAGES
        for line in lines(folder, language)
        for word in regex.findall(r"(?<![\p{L}\p{N}])\p{Ll}[\p{L}-]+", line)
        for term in terms(word, language)
    )


@lru_cache(maxsize=20_000)
def _skeleton(word: str, language: str) -> str:
    return skeleton(next(iter(terms(word, language)), ""))


# ------------------------------------------------------------------------------------------------ data
@cache
def _negations(language: str) -> regex.Pattern[str] | None:
    patterns = _data("negations").get(language)
    return _whole("|".join(patterns)) if patterns else None


@cache
def _whole(pattern: str) -> regex.Pattern[str]:
    return regex.compile(rf"\b(?:{pattern})\b", regex.IGNORECASE)


@cache
def _data(name: str) -> Any:
    import yaml

    return yaml.safe_load(files("kb").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8"))
