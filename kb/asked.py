"""What a text that is searched for asks: whether at all, for figures, for an extreme, or for cited works."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import regex

from kb.expectations import expected

_PLACES = ("first", "near_start", "anywhere")
_ENDS = (".", "!", ";", ":", "…")


def figures_asked(question: str) -> bool:
    """Whether a question asks for a figure."""
    return "figure" in expected(question)


def extreme_asked(question: str) -> str:
    """ "most", "least", "loss" (the most, downwards), or empty where a question asks for no extreme."""
    if superlatives("least").search(question):
        return "least"
    if superlatives("most").search(question):
        return "loss" if superlatives("loss").search(question) else "most"
    return ""


@cache
def superlatives(name: str) -> regex.Pattern[str]:
    """The words of one list of ``kb/data/superlatives.yaml``."""
    return regex.compile(rf"\b(?:{'|'.join(_data('superlatives')[name])})", regex.IGNORECASE)


@lru_cache(maxsize=4096)
def form(text: str) -> str:
    """ "question", or what is searched for as text like it: "statement" when it ends a sentence, else "title"."""
    near_start, anywhere = _interrogatives()
    if "?" in text or near_start.search(text):
        return "question"
    if text.rstrip().endswith(_ENDS):
        return "statement"
    return "question" if anywhere.search(text.strip()) else "title"


@cache
def _interrogatives() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """Words that ask when they begin a text, and words that ask anywhere in it."""
    data = _data("interrogatives")
    first, near_start, anywhere = ("|".join(p for each in data[k].values() for p in each) for k in _PLACES)
    start = rf"^\W*(?:(?:{first})\b|(?:\w+\W+){{0,2}}(?:{near_start})\b)"
    return regex.compile(start, regex.IGNORECASE), regex.compile(rf"\b(?:{anywhere})\b", regex.IGNORECASE)


@lru_cache(maxsize=4096)
def references_asked(question: str) -> bool:
    """Whether a question asks for works that are cited, not for what a text says."""
    return bool(_references().search(question))


@cache
def _references() -> regex.Pattern[str]:
    patterns = "|".join(pattern for of_language in _data("references").values() for pattern in of_language)
    return regex.compile(rf"\b(?:{patterns})", regex.IGNORECASE)


def _data(name: str) -> Any:
    import yaml

    return yaml.safe_load(files("kb").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8"))
