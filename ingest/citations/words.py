"""The patterns of ``data/citations.toml``, and the text that they are compared with."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import regex

_ALIKE = {
    '"': "“”„‟″＂«»‹›",
    "'": "‘’‚‛′`´",
    "-": "‐‑‒–—―−",
    " ": "\t\r\n\f\v\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000",
}
_TABLE = str.maketrans({odd: plain for plain, odds in _ALIKE.items() for odd in odds})
# Stands in the place of characters that have been understood already.
TAKEN = "\ue000"
_BROKEN = regex.compile(r"(?<=\p{L})[-‐\u00ad]\s*\n\s*(?=\p{Ll})")


def unify(text: str) -> str:
    """The text with one kind of quote, dash and blank; same length."""
    return text.translate(_TABLE)


def clean(text: str) -> str:
    """A value on one line: words that a line end broke are joined."""
    return " ".join(_BROKEN.sub("", text).split())


@cache
def data() -> dict[str, Any]:
    """The content of the data file."""
    content: dict[str, Any] = tomllib.loads(files("ingest").joinpath("data/citations.toml").read_text("utf-8"))
    return content


@cache
def any_of(table: str, name: str) -> str:
    """A group that matches one of the patterns under a name of the data file, longer ones first."""
    return f"(?:{'|'.join(sorted(data()[table][name], key=len, reverse=True))})"


@cache
def compiled(form: str, flags: int = regex.IGNORECASE) -> regex.Pattern[str]:
    """A pattern of the module ``regex``, compiled once."""
    return regex.compile(form, flags)


def take(text: str, start: int, end: int) -> str:
    """The text with a stretch marked as understood; same length."""
    return text[:start] + TAKEN * (end - start) + text[end:]
