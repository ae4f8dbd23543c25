"""The answer with its numbered sources; a click on a number opens the passage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from ui import links
from ui.components import browser_component
from ui.components.reader import place, title
from ui.texts import Texts

if TYPE_CHECKING:
    from kb.answer import Answer, Citation

_KEY = "answer_view"
_component = browser_component("answer")


def answer_view(t: Texts, answer: Answer, active: int | None, language: str | None) -> None:
    """Sentences and sources; the number of the open source is ``active``. A click puts ``cite`` into the address."""
    languages = {c.number: c.passage.language for c in answer.citations}
    data = {
        "heading": t("ask.sources"),
        "active": active,
        "sentences": [
            {"text": s.text, "citations": list(s.citations), "lang": languages[s.citations[0]]}
            for s in answer.sentences
        ],
        "sources": [_source(t, answer, citation, language) for citation in answer.citations],
    }
    _component(key=_KEY, data=data, on_cite_change=_open)


def _open() -> None:
    number = st.session_state[_KEY].cite
    if number is not None:
        st.query_params["cite"] = str(number)


def _source(t: Texts, answer: Answer, citation: Citation, language: str | None) -> dict[str, Any]:
    name = title(t, citation.document)
    return {
        "number": citation.number,
        "title": name,
        "lang": citation.document.language,
        "place": place(t, citation.page, citation.passage.section),
        "label": t("ask.source", number=citation.number, title=name),
        "href": links.ask(answer.question, citation.number, language),
    }
