"""What surrounds every page: style, language, how much is on the shelf."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path

import streamlit as st

from ui import access, session
from ui.components import browser_component, packed, sign_in
from ui.components.notice import plain
from ui.shelf import Shelf
from ui.texts import LANGUAGES, Texts

_HERE = Path(__file__).parent.parent
_STYLE = _HERE / "components" / "frame.css"
_PICKER = "language_picker"
# Words of Streamlit that it has in English only; words.js says where each stands.
_WORDS = (
    "skip", "sidebar", "collapse", "expand", "pages", "home", "logo", "open", "close", "choose", "none", "options",
    "add", "remove", "selected", "clear", "choose_date", "date_help", "pagination", "page", "previous", "next",
    "less", "more", "apply", "apply_long", "submit", "submit_long", "show_password", "hide_password", "fullscreen",
    "close_fullscreen", "files", "running", "connecting", "stop", "not_found", "not_found_do", "cut_off", "cut_off_do",
)  # fmt: skip
_UPLOAD = ("choose", "drop", "more", "take_out", "stop", "too_big", "wrong_type", "not_sent", "units")
_words = browser_component("words")


@cache
def picture(name: str) -> str:
    """A small picture of the app as an address that holds it: it shows also before signing in (``ui/downloads.py``)."""
    return f"data:image/png;base64,{base64.b64encode((_HERE / name).read_bytes()).decode()}"


def style() -> None:
    """Our own sheet over Streamlit's."""
    st.html(_STYLE)


def speak(t: Texts) -> None:
    """Tell browsers and screen readers the language of the interface, and say Streamlit's own words in it."""
    _words(key="words", data=_said(t))


@cache
def _said(t: Texts) -> bytes:
    words = {name: t(f"frame.{name}") for name in _WORDS}
    words |= {f"upload_{name}": t(f"library.upload.{name}") for name in _UPLOAD}
    return packed({"lang": t.language, "words": words})


def sidebar(t: Texts, shelf: Shelf, page: st.Page) -> None:
    """The language of the interface, how much is on the shelf, and who reads it."""
    with st.sidebar:
        language(t)
        on_shelf(t, shelf)
        visitor(t, page)


def language(t: Texts) -> None:
    """The choice of the language."""
    st.session_state[_PICKER] = t.language
    st.selectbox(
        t("app.language"),
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key=_PICKER,
        on_change=lambda: session.choose(st.session_state[_PICKER]),
    )


def visitor(t: Texts, page: st.Page) -> None:
    """Who is signed in and as what; a reader without sign-in is told that she may only read."""
    role = access.role()
    if not access.settings().on:
        if role == "reader":
            st.caption(t("access.only_reading"))
    elif access.claims() is None or access.lapsed():
        sign_in.button(t, page)
    else:
        st.caption(t(f"access.role.{role}", name=plain(access.shown_name())))
        st.button(t("access.sign_out"), key="sign_out", on_click=st.logout)


def on_shelf(t: Texts, shelf: Shelf) -> None:
    """How many documents there are, and who else is told of them."""
    st.caption(t("documents_count", count=shelf.size))
    writer, extractor = shelf.kb.writer_host, shelf.kb.extractor_host
    if writer or not extractor:
        st.caption(t("app.sent", host=plain(writer)) if writer else t("app.elsewhere"))
    if extractor:
        st.caption(t("app.read_by", host=plain(extractor)))
