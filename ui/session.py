"""What one visitor sees: language, question and place, all of it in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ui import shelf
from ui.texts import LANGUAGES, Texts, texts

if TYPE_CHECKING:
    from kb.answer import Answer

_LANGUAGE, _ANSWER = "language", "answer"


def language() -> str:
    """The one in the address, else the one chosen in this session, else the browser's, else English."""
    asked: str = st.query_params.get("lang", st.session_state.get(_LANGUAGE, ""))
    if asked in LANGUAGES:
        choose(asked)
        return asked
    of_browser = (st.context.locale or "").partition("-")[0]
    return of_browser if of_browser in LANGUAGES else "en"


def choose(name: str) -> None:
    """Keep a language for this session and in the address."""
    st.session_state[_LANGUAGE] = name
    if st.query_params.get("lang") != name:
        st.query_params["lang"] = name


def t() -> Texts:
    """The words of the interface in the visitor's language."""
    return texts(language())


def chosen_language() -> str | None:
    """For links: the language that the visitor chose, None while it is the browser's."""
    return st.query_params.get("lang")


def dark() -> bool:
    return st.context.theme.type == "dark"


def number(name: str) -> int | None:
    """A whole number of the address; None when it is missing or something else."""
    value = st.query_params.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


def answer(question: str) -> Answer:
    """The shelf's answer, kept while the visitor looks at its citations. Raises KBError."""
    kept: tuple[str, Answer] | None = st.session_state.get(_ANSWER)
    if kept is None or kept[0] != question:
        kept = question, shelf.current().kb.ask(question)
        st.session_state[_ANSWER] = kept
    return kept[1]


def forget_answer() -> None:
    """Ask again even when the question is the same: documents may have been added."""
    st.session_state.pop(_ANSWER, None)
