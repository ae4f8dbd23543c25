"""Ask: a question, its answer with numbered sources, the open source beside it, and how the answer was built."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from ingest.errors import KBError
from kb.messages import missing, noticed
from ui import links, session, shelf
from ui.components import facets, filters, keeping
from ui.components.answer import answer_view
from ui.components.begin import begin
from ui.components.drawing import KINDS as DRAWN
from ui.components.drawing import dot
from ui.components.hits import hit_cards
from ui.components.notice import notice, plain, why
from ui.components.page_view import PDF, page_shown, page_view
from ui.components.reader import source_box
from ui.components.stated import statements
from ui.components.table import table
from ui.texts import Texts

if TYPE_CHECKING:
    from kb.answer import Answer, Citation

_BOX = "question"
_REFUSED = "refused_question"
_NEIGHBOURS = 1
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show() -> None:
    t = session.t()
    question = st.query_params.get("q", "").strip()
    if not question:
        st.title(t("ask.title"), anchor=False)
        st.caption(t("app.tagline"))
    search_box(t, question)
    if not question:
        begin(t, _ask)
        return
    if problem := no_question(t, question):
        notice(t("app.wrong"), problem)
        return
    kb, asked = shelf.current().kb, facets.asked()
    chosen, unknown = kb.narrowing(asked)
    for facet in unknown:
        st.info(t(f"ask.unknown.{facet}", value=plain(asked.pop(facet)[: filters.LONGEST])))
    try:
        answer = session.answer(question, chosen)
        counts = session.beside_answer("facets", lambda: kb.facets(question, chosen))
    except KBError as error:
        notice(t("app.wrong"), why(error))
        return
    facets.facet_bar(t, question, counts, chosen)
    if problem := keeping.wrong():
        notice(t("app.wrong"), problem)
    if answer.refused:
        refusal(t, answer, bool(chosen))
    else:
        answered(t, answer, asked)


def no_question(t: Texts, question: str) -> str:
    """Why the question of an address cannot be asked, or nothing."""
    if len(question) > links.LONGEST:
        return t("ask.too_long", count=len(question), most=links.LONGEST)
    return "" if any(c.isalnum() for c in question) else t("ask.no_words")


def search_box(t: Texts, question: str) -> None:
    """The box holds the question of the address, so that Back and links work."""
    # An empty box that is new needs no setting, which would take what is typed at once; a visitor who comes back from
    # another page has a new one.
    new = bool(question) and _BOX not in st.session_state
    if new or st.session_state.get("shown_question", "") != question:
        st.session_state["shown_question"] = st.session_state[_BOX] = question
    with st.form("ask", border=False):
        box, button = st.columns([6, 1], vertical_alignment="bottom")
        box.text_input(t("ask.label"), key=_BOX, placeholder=t("ask.placeholder"), label_visibility="collapsed")
        button.form_submit_button(t("ask.button"), type="primary", width="stretch", on_click=_ask)
    if too_long := st.session_state.pop(_REFUSED, None):
        st.warning(t("ask.too_long", count=too_long, most=links.LONGEST))


def _ask(question: str | None = None) -> None:
    text = (st.session_state[_BOX] if question is None else question).strip()
    if len(text) > links.LONGEST:
        st.session_state[_REFUSED] = len(text)
        return
    session.forget_answer()
    for name in ("cite", "page"):
        st.query_params.pop(name, None)
    st.query_params["q"] = text


def answered(t: Texts, answer: Answer, asked: Mapping[str, str]) -> None:
    number = session.number("cite") or 1
    cited = next((c for c in answer.citations if c.number == number), answer.citations[0])
    quotes = keeping.Quotes(t)
    left, right = st.columns([6, 5], gap="large")
    with left:
        st.subheader(t("ask.answer"), anchor=False)
        answer_view(t, answer, cited.number, quotes, session.chosen_language(), asked)
        if answer.written_by:
            st.caption(t("ask.written", model=plain(answer.written_by)))
        for text in answer.notices:
            st.info(noticed(t.language, text))
        downloads(t, answer)
    with right:
        source(t, cited)
    statements(t, answer)
    built(t, answer)
    st.subheader(t("ask.passages"), anchor=False)
    st.caption(t("ask.passages_note"))
    hit_cards(t, answer.nearest, t("ask.passages"), quotes, session.chosen_language(), answer.language)


def refusal(t: Texts, answer: Answer, narrowed: bool) -> None:
    """What is missing; with filters, which may leave nothing, the way to ask without them."""
    nothing = narrowed and not answer.nearest
    with st.container(border=True):
        st.subheader(t("ask.no_hits") if nothing else t("ask.refused"), anchor=False)
        said = missing(t.language, answer.missing) if answer.missing else answer.reason
        st.text(t("ask.no_hits_do") if nothing else said)
        if narrowed:
            st.button(t("ask.without_filters"), key="without", on_click=facets.clear, icon=":material/filter_alt_off:")
    if answer.nearest:
        st.subheader(t("ask.nearest"), anchor=False)
        st.caption(t("ask.nearest_note"))
        hit_cards(t, answer.nearest, t("ask.nearest"), keeping.Quotes(t), session.chosen_language(), answer.language)


def source(t: Texts, cited: Citation) -> None:
    """The passage between its neighbours, or the page of a PDF as it is printed; the quote is marked."""
    document, mark = cited.document, (cited.start, cited.end)
    st.subheader(t("passage.panel"), anchor=False)
    # Text comes first: a page takes longer to draw than an answer to be found.
    if document.media_type == PDF and filters.ways("ask", "view", t("document.view"), ("text", "page"),
                                                   lambda each: t(f"document.as_{each}")) == "page":  # fmt: skip
        problem = page_view(
            t, document, page_shown(document, mark), mark, lambda to: filters.put("page", to), whole=True
        )
        if not problem:
            return
        notice(t("document.no_picture"), problem)
    near = shelf.current().kb.around(cited.passage, _NEIGHBOURS)
    source_box(t, document, near, cited.passage, mark, session.chosen_language())


def downloads(t: Texts, answer: Answer) -> None:
    """References of the cited documents, and the answer as a document with them; that is made on the click."""
    kb = shelf.current().kb
    ids = [citation.document.id for citation in answer.citations]
    st.caption(t("cite.title"))
    with st.container(horizontal=True):
        for format, name, kind in (("bibtex", "references.bib", "text/x-bibtex"),
                                   ("ris", "references.ris", "application/x-research-info-systems")):  # fmt: skip
            st.download_button(
                t(f"cite.{format}"), partial(kb.cite, ids, format=format), name, kind, key=format, on_click="ignore",
                icon=":material/download:",
            )  # fmt: skip
        st.download_button(
            t("cite.pack"), lambda: kb.pack(answer), "drafting-pack.docx", _WORD, key="pack", on_click="ignore",
            icon=":material/description:", help=t("cite.pack_note"),
        )  # fmt: skip


def built(t: Texts, answer: Answer) -> None:
    """How the answer was built, as a drawing and as a list."""
    from kb.provenance import outline

    kb = shelf.current().kb
    nodes, edges = outline(answer, t.language)
    st.subheader(t("provenance.title"), anchor=False)
    st.caption(t("provenance.note"))
    kinds = {kind: t(f"provenance.{kind}") for kind in DRAWN}
    addresses = {node.iri: links.document(node.iri.rpartition("/")[2], language=session.chosen_language())
                 for node in nodes if node.kind == "document"}  # fmt: skip
    named = [node for node in nodes if node.kind not in ("answer", "quote", "document")]
    drawing, names = st.columns([3, 2], gap="large") if named else (st.container(), None)
    drawing.graphviz_chart(dot(nodes, edges, addresses, kinds, session.dark()), alt=t("provenance.alt"))
    if names:
        with names:
            rows = [{"id": node.iri, "cells": [node.label, kinds[node.kind]]} for node in named]
            columns = [(t("provenance.named"), False), (t("provenance.kind"), False)]
            table(t, "named", t("provenance.named"), columns, rows)
    st.download_button(
        t("provenance.download"), lambda: kb.provenance(answer).serialize(format="turtle"), "provenance.ttl",
        "text/turtle", on_click="ignore", icon=":material/download:",
    )  # fmt: skip
