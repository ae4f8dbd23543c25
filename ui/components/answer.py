"""The answer with its numbered sources; a click on a number opens the passage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import streamlit as st

from ingest.language import detect
from ui import links
from ui.components import browser_component, keeping
from ui.components.reader import place, title
from ui.texts import Texts

if TYPE_CHECKING:
    from kb.answer import Answer, Citation

_KEY = "answer_view"
_component = browser_component("answer", "copy")


def answer_view(
    t: Texts, answer: Answer, active: int | None, quotes: keeping.Quotes, language: str | None, asked: Mapping[str, str]
) -> None:
    """Sentences and sources; the number of the open source is ``active``. A click puts ``cite`` into the address.

    ``asked``: the filters of the address, for links.
    """
    languages = {c.number: c.passage.language for c in answer.citations}
    data = {
        "heading": t("ask.sources"),
        "words": keeping.words(t),
        "active": active,
        "sentences": [
            {
                "text": s.text,
                "citations": list(s.citations),
                "lang": detect(s.text) if answer.written_by else languages[s.citations[0]],
            }
            for s in answer.sentences
        ],
        "sources": [
            _source(t, answer, citation, links.ask(answer.question, citation.number, language, asked))
            | quotes.item(str(citation.number), citation.document, citation.start, citation.end, citation.passage)
            for citation in answer.citations
        ],
    }
    _component(key=_KEY, data=data, on_cite_change=_open, on_kept_change=lambda: _keep(answer))


def _open() -> None:
    number = st.session_state[_KEY].cite
    if number is not None:
        st.query_params["cite"] = str(number)
        # The page that was turned to is of the source that was open.
        st.query_params.pop("page", None)


def _keep(answer: Answer) -> None:
    for citation in answer.citations:
        if str(citation.number) == st.session_state[_KEY].kept:
            keeping.put(citation.document.id, citation.start, citation.end)


def _source(t: Texts, answer: Answer, citation: Citation, address: str) -> dict[str, Any]:
    name, language = title(t, citation.document), citation.passage.language
    other = language != answer.language
    return {
        "number": citation.number,
        "title": name,
        "lang": citation.document.language,
        "place": place(t, citation.page, citation.passage.section),
        "language": t.get(f"languages.{language}", language) if other else "",
        "quote": citation.quote,
        "quote_lang": language,
        "label": t("ask.source", number=citation.number, title=name),
        "href": address,
    }
