"""What surrounds every page: style, language, the state of the shelf."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui import session
from ui.shelf import Shelf
from ui.texts import LANGUAGES, Texts

_STYLE = Path(__file__).parent / "frame.css"
_PICKER = "language_picker"


def style() -> None:
    """Our own sheet over Streamlit's."""
    st.html(_STYLE)


def sidebar(t: Texts, shelf: Shelf) -> None:
    """The language of the interface, and how much is on the shelf."""
    with st.sidebar:
        st.session_state[_PICKER] = t.language
        st.selectbox(
            t("app.language"),
            list(LANGUAGES),
            format_func=LANGUAGES.__getitem__,
            key=_PICKER,
            on_change=lambda: session.choose(st.session_state[_PICKER]),
        )
        readiness(t, shelf)


def readiness(t: Texts, shelf: Shelf) -> None:
    """How many documents there are, and while the shelf warms up, that it does."""
    st.caption(t("documents_count", count=shelf.size))
    st.caption(t("app.elsewhere"))
    if not shelf.ready.is_set():
        _wait(t, shelf)


@st.fragment(run_every=0.5)
def _wait(t: Texts, shelf: Shelf) -> None:
    """Look again until the shelf is warm, then draw the page with what that brings."""
    if shelf.ready.is_set():
        st.rerun()
    st.caption(t("app.warming"))
