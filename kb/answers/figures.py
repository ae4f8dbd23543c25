"""Figures, years and names: what a question asks about, and what a sentence shares with it in any language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import regex

from kb.expectations import kinds
from kb.question import Question
from kb.terms import linked, terms

_YEAR = regex.compile(r"(?<![\d.,-])(?:1[89]|20)\d\d(?!\d|[.,]\d)")
_RANGE = regex.compile(r"\b((?:19|20)\d\d)\s?[-–—]\s?((?:19|20)\d\d)\b")
_LONGEST_RANGE = 15
# "the 2000s", «1990-е», «2000-х», «2000-жылдары»: no year of its own.
_DECADE = regex.compile(
    r"(?:19|20)\d0(?:['’]?s\b|[-‑–]?\s?(?:е|х|ые|ых|ми|м)\b|[-‑–]?\s?ж(?:ыл)?\p{L}*(?:дар|\.\s?ж)\p{L}*)"
)
# "33,837", "1 499", "25.4", "0,24", "9.3 thousand"
_FIGURE = regex.compile(
    r"(?<![\w.,/№-])(?<!(?:№|\bNo\.?|\bNr\.?)\s)"
    r"(?P<digits>\d{1,3}(?:[ \u00a0\u202f,]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
    r"(?![\d\p{L}/]|-\p{L})\s?(?P<scale>thousand|million|billion|тыс\p{L}*|млн|миллион\p{L}*|млрд|миллиард\p{L}*|мың|%)?"
)
_SCALES = {"th": 1e3, "ты": 1e3, "мы": 1e3, "mi": 1e6, "мл": 1e6, "bi": 1e9}


# The windows of a passage come back with other questions.
@lru_cache(maxsize=4096)
def years(text: str) -> frozenset[str]:
    """The years that a text names, those inside a range ("2017–2021") included."""
    found = set(_YEAR.findall(text))
    for first, last in _RANGE.findall(text):
        if 0 < int(last) - int(first) <= _LONGEST_RANGE:
            found.update(map(str, range(int(first), int(last) + 1)))
    return frozenset(found)


def years_asked(question: str) -> frozenset[str]:
    """The years that a question asks about; a decade is none of them."""
    return years(_DECADE.sub(" ", question))


def figures(text: str) -> tuple[float, ...]:
    """The values of the figures in a text, without years; "25.4 thousand" is 25400, a per cent sign scales nothing."""
    return tuple(
        _value(match["digits"], match["scale"] or "")
        for match in _FIGURE.finditer(text)
        if not (_YEAR.fullmatch(match["digits"]) and not match["scale"])
    )


def number(cell: str) -> float | None:
    """The figure that a cell of a table holds, with its sign; None where it holds none or several."""
    bare = cell.strip().replace("\u2212", "-").replace("–", "-").lstrip("£$€ ")
    found = list(_FIGURE.finditer(bare.lstrip("+-")))
    if len(found) != 1 or found[0].start() > 0:
        return None
    return _value(found[0]["digits"], found[0]["scale"] or "") * (-1 if bare.startswith("-") else 1)


def _value(digits: str, scale: str) -> float:
    bare = regex.sub(r"[ \u00a0\u202f]|,(?=\d{3}(?:\D|$))", "", digits).replace(",", ".")
    factor = 1e9 if scale.casefold().startswith(("млрд", "миллиард")) else _SCALES.get(scale.casefold()[:2], 1.0)
    return float(bare) * (1e6 if scale.casefold().startswith("миллион") else factor)


@lru_cache(maxsize=8192)
def signs(text: str, language: str) -> frozenset[str]:
    """What a text can be told by: its stemmed words, and numbers, dates and names written alike in every language."""
    return frozenset(terms(text, language)) | names(text, language)


@lru_cache(maxsize=8192)
def names(text: str, language: str) -> frozenset[str]:
    """The names, numbers of acts and dates in a text, each as a key that is the same in every language."""
    return frozenset(key for key, _ in linked(text, language))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what it asks for: ``kinds`` of :mod:`kb.expectations`, the years and the keys of its names."""

    question: Question
    kinds: frozenset[str]
    years: frozenset[str]
    names: frozenset[str]

    @classmethod
    def by(cls, question: Question) -> Asked:
        text = question.text
        return cls(question, kinds(text), years(text), names(text, question.language))

    def named(self, text: str, language: str) -> float:
        """The share of the question's names that a text names."""
        return len(self.names & names(text, language)) / len(self.names) if self.names else 0.0


def same_value(one: float, other: float) -> bool:
    """Whether two figures may be one, rounded: 25,387 and 25.4 thousand."""
    return abs(one - other) <= 0.01 * max(abs(one), abs(other))


def agree(one: Iterable[float], other: Iterable[float]) -> bool:
    """Whether any figure of one text is one of the other's."""
    others = tuple(other)
    return any(same_value(a, b) for a in one for b in others)
