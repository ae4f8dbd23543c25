"""Curation: the statements that wait for a curator, entities that are one, statements added by hand, and the history.

Readers see statements, their evidence and the history; what curators do goes through ``ui/curating.py``.
"""

from __future__ import annotations

import streamlit as st

from ui import access, links, session, shelf
from ui.components import filters
from ui.components.told import told
from ui.views import curation_add, curation_history, curation_merge, curation_queue, curation_statement

_PARTS = {
    "queue": curation_queue.show,
    "merge": curation_merge.show,
    "add": curation_add.show,
    "history": curation_history.show,
}
_READERS = ("queue", "history")


def show() -> None:
    t = session.t()
    st.title(t("curation.title"), anchor=False)
    may = access.may_curate()
    st.caption(t("curation.note") if may else t("curation.reading"))
    if filters.shelf_is_empty(t, shelf.current()):
        return
    options = tuple(_PARTS) if may else _READERS
    part = filters.ways(
        links.CURATION, "part", t("curation.part.label"), options, lambda each: t(f"curation.part.{each}")
    )
    told(t)
    statement = st.query_params.get("statement", "")
    if part != "queue" or not statement or not curation_statement.show(t, statement):
        _PARTS[part](t)
