"""What kind of thing a question asks for, and whether a quote holds one.

"How many …" is not answered by a sentence without a number, nor "when …" by one without a date, however near
their meaning. Other kinds decide which sentences are chosen and how they are put together (:mod:`kb.answers`). The
words of the three languages are data: ``kb/data/expectations.yaml``.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import regex

# Numerals with their separators, or a per cent sign. A year is no figure: "in 2021" does not say how many.
_FIGURE = regex.compile(r"(?<![\w.,-])(?!(?:19|20)\d\d(?![\d.,]*\d))\d|%")
_YEAR = regex.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")


KINDS = ("figure", "date", "agency", "since", "list", "advice", "comparison", "definition", "basis")


@lru_cache(maxsize=4096)
def kinds(question: str) -> frozenset[str]:
    """All that a question asks for, of ``KINDS``: "Since when does who issue permits" asks for an agency and a date.

    ``agency`` is a responsible body, ``since`` the day from which something holds, ``list`` several things of a kind,
    ``advice`` what should be done, ``comparison`` two sides, ``definition`` what a word means, ``basis`` the act that
    something rests on.
    """
    return frozenset(kind for kind in KINDS if _asks(kind).search(question))


@lru_cache(maxsize=4096)
def expected(question: str) -> frozenset[str]:
    """The kinds of thing that a question asks for: of "figure" and "date", both, or neither."""
    return frozenset(kind for kind in ("figure", "date") if _asks(kind).search(question))


@lru_cache(maxsize=4096)
def holds(kind: str, quote: str) -> bool:
    """Whether a quote holds a figure, or a date."""
    if kind == "date":
        return bool(_YEAR.search(quote) or _words("months").search(quote))
    return bool(_FIGURE.search(quote) or _words("number_words").search(quote))


def meets(question: str, quote: str) -> bool:
    """Whether a quote holds all that the question asks for."""
    return all(holds(kind, quote) for kind in expected(question))


def defines(sentence: str) -> bool:
    """Whether a sentence has words by which something is said to be something."""
    return bool(_patterns("defines").search(sentence))


def refers_back(sentence: str) -> bool:
    """Whether a sentence begins with a word that stands for something said before it: "They …", «Он …», «Бұл …»."""
    return bool(_patterns("anaphors").match(sentence.lstrip('-–—•«“"( ')))


@cache
def _patterns(name: str) -> regex.Pattern[str]:
    return regex.compile(rf"\b(?:{'|'.join(_data()[name])})", regex.IGNORECASE | regex.VERSION1)


@cache
def _asks(kind: str) -> regex.Pattern[str]:
    patterns = [pattern for of_language in _data()[kind].values() for pattern in of_language]
    return regex.compile(rf"\b(?:{'|'.join(patterns)})", regex.IGNORECASE | regex.VERSION1)


@cache
def _words(name: str) -> regex.Pattern[str]:
    words = [word for line in _data()[name] for word in line.split()]
    end = r"\b" if name == "number_words" else ""  # months are stems
    return regex.compile(rf"\b(?:{'|'.join(words)}){end}", regex.IGNORECASE)


@cache
def _data() -> Any:
    import yaml

    return yaml.safe_load(files("kb").joinpath("data", "expectations.yaml").read_text(encoding="utf-8"))
