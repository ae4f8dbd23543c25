"""What one visitor sees: language, question and place, all of it in the address."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

import streamlit as st

from kb.facets import Narrowing
from ui import choices, shelf
from ui.texts import LANGUAGES, Texts, texts

if TYPE_CHECKING:
    from kb.answer import Answer

_LANGUAGE, _ANSWER = "language", "answer"
Made = TypeVar("Made")


def language() -> str:
    """The one in the address, else the one shown in this visit, else the one kept, else the browser's, else English."""
    asked: str = st.query_params.get("lang", st.session_state.get(_LANGUAGE, ""))
    if asked in LANGUAGES:
        _show(asked)
        return asked
    if (kept := choices.choice(_LANGUAGE)) in LANGUAGES:
        return kept
    of_browser = (st.context.locale or "").partition("-")[0]
    return of_browser if of_browser in LANGUAGES else "en"


def choose(name: str) -> None:
    """Keep a language for this browser and in the address; a link in another language leaves what is kept alone."""
    choices.choose(_LANGUAGE, name)
    _show(name)


def _show(name: str) -> None:
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


def answer(question: str, narrowed: Narrowing | None = None) -> Answer:
    """The shelf's answer, kept while the visitor looks at its citations. Raises KBError."""
    narrowed = narrowed or Narrowing()
    kept: dict[str, Any] = st.session_state.get(_ANSWER, {})
    if kept.get("asked") != (question, narrowed):
        found = shelf.current().kb.ask(question, **narrowed.filters)
        kept = st.session_state[_ANSWER] = {"asked": (question, narrowed), "answer": found}
    return cast("Answer", kept["answer"])


def beside_answer(name: str, make: Callable[[], Made]) -> Made:
    """What is made of the answer that is shown, kept with it."""
    kept: dict[str, Any] = st.session_state.setdefault(_ANSWER, {})
    if name not in kept:
        kept[name] = make()
    return cast("Made", kept[name])


def forget_answer() -> None:
    """Ask again even when the question is the same: documents may have been added."""
    st.session_state.pop(_ANSWER, None)
