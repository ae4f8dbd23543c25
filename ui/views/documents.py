"""Documents: all of them in a table; one of them passage by passage, the characters of a link marked."""

from __future__ import annotations

import streamlit as st

from ingest.document import Document
from ingest.errors import NotFound
from ui import links, session, shelf
from ui.components.notice import notice
from ui.components.reader import page_of_passages, pages, title
from ui.components.table import table
from ui.texts import Texts

_PASSAGES_A_PAGE = 40


def show() -> None:
    t = session.t()
    asked = st.query_params.get("document", "")
    if asked:
        try:
            one(t, shelf.current().kb.document(asked))
            return
        except NotFound:
            notice(t("app.wrong"), t("documents.unknown"))
    every(t)


def every(t: Texts) -> None:
    kb = shelf.current().kb
    documents = kb.documents()
    st.title(t("documents.title"), anchor=False)
    if not documents:
        notice(t("app.no_shelf"), t("ask.empty_shelf"), f'policykb add --kb "{kb.path}" FOLDER')
        return
    label = t("documents.search")
    sought = st.text_input(label, key="sought", type="search", placeholder=label, label_visibility="collapsed")
    found = [d for d in documents if all(word in _searchable(d) for word in sought.casefold().split())]
    st.caption(t("documents_count", count=len(found)))
    if not found:
        st.text(t("documents.none"))
        return
    names = ("name", "authors", "year", "type", "language", "passages")
    columns = [(t(f"documents.{name}"), name in ("year", "passages")) for name in names]
    table(t, "shelf", t("documents.title"), columns, [_row(t, d) for d in found], _open)


def _open(document_id: str) -> None:
    st.query_params["document"] = document_id


def _row(t: Texts, document: Document) -> dict[str, object]:
    return {
        "id": document.id,
        "href": links.document(document.id, language=session.chosen_language()),
        "lang": document.language,
        "cells": [
            title(t, document), "; ".join(document.authors), document.year,
            t.get(f"types.{document.type}", document.type), t(f"languages.{document.language}"),
            shelf.current().passages_in(document.id),
        ],
    }  # fmt: skip


def _searchable(document: Document) -> str:
    return " ".join([document.title, *document.authors, document.source, str(document.year or "")]).casefold()


def one(t: Texts, document: Document) -> None:
    passages = shelf.current().kb.passages(document.id)
    mark = _mark(t, document)
    st.button(t("documents.back"), key="back", type="tertiary", icon=":material/arrow_back:", on_click=_close)
    count = -(-len(passages) // _PASSAGES_A_PAGE)
    first = page_of_passages(passages, mark, _PASSAGES_A_PAGE)
    number = st.pagination(count, default=first, key=f"page:{document.id}:{mark}") if count > 1 else 1
    shown = passages[(number - 1) * _PASSAGES_A_PAGE : number * _PASSAGES_A_PAGE]
    pages(t, document, shown, mark)


def _mark(t: Texts, document: Document) -> tuple[int, int] | None:
    start, end = session.number("start"), session.number("end")
    if start is None or end is None:
        return None
    if start < end <= len(document.text):
        return start, end
    st.text(t("documents.outside"))
    return None


def _close() -> None:
    for name in ("document", "start", "end"):
        st.query_params.pop(name, None)
