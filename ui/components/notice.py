"""Messages that may hold names of files or words of documents: shown as they are, never as Markdown."""

from __future__ import annotations

import string

import streamlit as st

from kb.messages import explained
from ui import session


def plain(text: str) -> str:
    """Text for the label of a widget, which is Markdown: every mark escaped (CommonMark 0.31, section 2.4)."""
    return "".join(f"\\{c}" if c in string.punctuation else c for c in text)


def why(error: Exception) -> str:
    """What is wrong, in the language of the reader where that is known."""
    return explained(session.language(), error)


def notice(headline: str, text: str, command: str | None = None) -> None:
    """A headline of ours, a text of anyone's, and a command to copy."""
    with st.container(border=True):
        st.markdown(f"**{headline}**")
        st.text(text)
        if command:
            st.code(command, language=None)
