"""Ask: a question, its answer with numbered sources, the open source beside it, and how the answer was built."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ingest.errors import KBError
from ui import links, session, shelf
from ui.components.answer import answer_view
from ui.components.drawing import dot
from ui.components.hits import hit_cards
from ui.components.notice import notice, plain
from ui.components.reader import source_box
from ui.components.table import table
from ui.texts import Texts

if TYPE_CHECKING:
    from kb.answer import Answer, Citation

_BOX = "question"
_REFUSED = "refused_question"
_NEIGHBOURS = 1


def show() -> None:
    t = session.t()
    question = st.query_params.get("q", "").strip()
    if not question:
        st.title(t("ask.title"), anchor=False)
        st.caption(t("app.tagline"))
    search_box(t, question)
    if not question:
        begin(t)
        return
    try:
        answer = session.answer(question)
    except KBError as error:
        notice(t("app.wrong"), str(error))
        return
    if answer.refused:
        refusal(t, answer)
    else:
        answered(t, answer)


def search_box(t: Texts, question: str) -> None:
    """The box holds the question of the address, so that Back and links work."""
    if st.session_state.get("shown_question") != question:
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
    st.query_params.pop("cite", None)
    st.query_params["q"] = text


def begin(t: Texts) -> None:
    """Examples that this shelf answers; what to do when it is empty."""
    here = shelf.current()
    if not here.size:
        notice(t("app.no_shelf"), t("ask.empty_shelf"), f'policykb add --kb "{here.kb.path}" FOLDER')
        return
    if here.examples:
        st.caption(t("ask.examples"))
    with st.container(gap="xxsmall"):
        for number, question in enumerate(here.examples):
            st.button(plain(question), key=f"example{number}", type="tertiary", on_click=_ask, args=(question,))


def answered(t: Texts, answer: Answer) -> None:
    number = session.number("cite") or 1
    cited = next((c for c in answer.citations if c.number == number), answer.citations[0])
    left, right = st.columns([6, 5], gap="large")
    with left:
        st.subheader(t("ask.answer"), anchor=False)
        answer_view(t, answer, cited.number, session.chosen_language())
        downloads(t, answer)
    with right:
        source(t, cited)
    built(t, answer)
    st.subheader(t("ask.passages"), anchor=False)
    st.caption(t("ask.passages_note"))
    hit_cards(t, answer.nearest, t("ask.passages"), session.chosen_language())


def refusal(t: Texts, answer: Answer) -> None:
    with st.container(border=True):
        st.subheader(t("ask.refused"), anchor=False)
        st.text(t.get(f"reasons.{answer.reason}", answer.reason))
    if answer.nearest:
        st.subheader(t("ask.nearest"), anchor=False)
        st.caption(t("ask.nearest_note"))
        hit_cards(t, answer.nearest, t("ask.nearest"), session.chosen_language())


def source(t: Texts, cited: Citation) -> None:
    """The cited passage between its neighbours, the quote marked."""
    passages = shelf.current().kb.passages(cited.document.id)
    # The document may have been cut anew since the answer was given.
    at = next((i for i, p in enumerate(passages) if p.id == cited.passage.id), None)
    near = [cited.passage] if at is None else passages[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]
    st.subheader(t("passage.panel"), anchor=False)
    mark = (cited.start, cited.end)
    source_box(t, cited.document, near, cited.passage, mark, session.chosen_language())


def downloads(t: Texts, answer: Answer) -> None:
    """References of the cited documents."""
    kb = shelf.current().kb
    ids = [citation.document.id for citation in answer.citations]
    st.caption(t("cite.title"))
    with st.container(horizontal=True):
        for format, name, kind in (("bibtex", "references.bib", "text/x-bibtex"),
                                   ("ris", "references.ris", "application/x-research-info-systems")):  # fmt: skip
            st.download_button(
                t(f"cite.{format}"), kb.cite(ids, format=format), name, kind, key=format, on_click="ignore",
                icon=":material/download:",
            )  # fmt: skip


def built(t: Texts, answer: Answer) -> None:
    """How the answer was built, as a drawing and as a list."""
    from kb.provenance import outline

    graph = shelf.current().kb.provenance(answer)
    nodes, edges = outline(graph, t.language)
    st.subheader(t("provenance.title"), anchor=False)
    st.caption(t("provenance.note"))
    kinds = {kind: t(f"provenance.{kind}") for kind in ("answer", "quote", "document", "instrument", "agency")}
    addresses = {node.iri: links.document(node.iri.rpartition("/")[2], language=session.chosen_language())
                 for node in nodes if node.kind == "document"}  # fmt: skip
    named = [node for node in nodes if node.kind in ("instrument", "agency")]
    drawing, names = st.columns([3, 2], gap="large") if named else (st.container(), None)
    drawing.graphviz_chart(dot(nodes, edges, addresses, kinds, session.dark()), alt=t("provenance.alt"))
    if names:
        with names:
            rows = [{"id": node.iri, "cells": [node.label, kinds[node.kind]]} for node in named]
            columns = [(t("provenance.named"), False), (t("provenance.kind"), False)]
            table(t, "named", t("provenance.named"), columns, rows)
    st.download_button(
        t("provenance.download"), lambda: graph.serialize(format="turtle"), "provenance.ttl", "text/turtle",
        on_click="ignore", icon=":material/download:",
    )  # fmt: skip
