"""Copying a quote with its reference, and putting it into the basket: what cards and citations offer."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import streamlit as st

from ingest.errors import KBError
from kb.basket import quoted
from kb.citing.styles import STYLES, style
from kb.pack.places import Places
from kb.pack.references import References
from ui import basket, choices, session
from ui.components.notice import why
from ui.texts import Texts

if TYPE_CHECKING:
    from ingest.document import Document, Passage

STYLE = "style"
_WRONG = "basket_wrong"
Place = tuple[str, int | None, int | None]


def chosen_style() -> str:
    """The style of references that the reader chose, else the first."""
    name = choices.choice(STYLE)
    return name if is_style(name) else STYLES[0]


@lru_cache(maxsize=256)
def is_style(name: str) -> bool:
    """Whether there is a style of this name; files are none that an address may name."""
    try:
        return bool(name) and not name.lower().endswith(".csl") and bool(style(name))
    except KBError:
        return False


def words(t: Texts) -> dict[str, str]:
    """What the buttons say."""
    names = ("copy", "copied", "not_copied", "keep", "kept", "kept_now")
    return {name: t(f"basket.{name}") for name in names}


def kept() -> set[Place]:
    """The places that lie in the basket."""
    try:
        return {pin.place for pin in basket.pins()}
    except KBError:
        return set()


def put(subject: str, start: int | None = None, end: int | None = None) -> None:
    """Put something into the basket; what is wrong is said by :func:`wrong` when the page is drawn."""
    try:
        basket.add(subject, start, end)
    except KBError as error:
        st.session_state[_WRONG] = why(error)


def wrong() -> str:
    """Why the last thing could not be put into the basket, once."""
    return str(st.session_state.pop(_WRONG, ""))


class Quotes:
    """Makes what the buttons need of each quote; references are those of a drafting pack in the reader's style."""

    def __init__(self, t: Texts) -> None:
        self._style, self._places, self._kept = chosen_style(), Places(), kept()
        self._language = t.language
        self._references = References(self._style, t.language)

    def item(self, id: str, document: Document, start: int, end: int, passage: Passage) -> dict[str, Any]:
        """``id``, ``copy`` (the text to be pasted) and ``kept`` (whether it lies in the basket)."""
        key = f"copy {document.id} {start} {end} {self._style} {self._language}"
        text = session.beside_answer(key, lambda: quoted(self._references, document, start, end, passage, self._places))
        return {"id": id, "copy": text, "kept": (document.id, start, end) in self._kept}
