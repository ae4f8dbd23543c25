"""Documents: all of them in a table; one of them on a page of its own."""

from __future__ import annotations

import streamlit as st

from ingest.document import Document
from ingest.errors import NotFound
from ui import links, session, shelf
from ui.components.notice import notice
from ui.components.reader import title
from ui.components.table import table
from ui.texts import Texts
from ui.views import document


def show() -> None:
    t = session.t()
    asked = st.query_params.get("document", "")
    if asked:
        try:
            found = shelf.current().kb.document(asked)
        except NotFound:
            notice(t("app.wrong"), t("documents.unknown"))
        else:
            document.show(t, found)
            return
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


def _row(t: Texts, each: Document) -> dict[str, object]:
    return {
        "id": each.id,
        "href": links.document(each.id, language=session.chosen_language()),
        "lang": each.language,
        "langs": {1: each.language},
        "cells": [
            title(t, each), "; ".join(each.authors), each.year,
            t.get(f"types.{each.type}", each.type), t.get(f"languages.{each.language}", each.language),
            shelf.current().passages_in(each.id),
        ],
    }  # fmt: skip


def _searchable(each: Document) -> str:
    return " ".join([each.title, *each.authors, each.source, str(each.year or "")]).casefold()
