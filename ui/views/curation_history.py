"""Every decision with who made it and when, each to be taken back; and all of them as one file, out and in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from ui import access, curating, session, shelf
from ui.components.notice import plain
from ui.components.told import attempt, changes, headline, press, say, when
from ui.texts import Texts
from ui.views import curation_queue

if TYPE_CHECKING:
    from kb.curation import Decision

A_PAGE = 20
_FILE = "decisions.jsonl"


def show(t: Texts) -> None:
    every = shelf.current().kb.curate.decisions(include_undone=True)[::-1]
    if every:
        mine = next((d for d in every if d.by == access.person() and not d.undone and d.action != "undo"), None)
        if mine is not None and access.may_curate():
            st.button(t("curation.undo_last"), key="undo_last", icon=":material/undo:", on_click=press,
                      args=(curating.undo, [mine.id]))  # fmt: skip
        st.header(t("curation_decisions", count=len(every)), anchor=False)
        pages = -(-len(every) // A_PAGE)
        number = curation_queue.page(pages)
        listing(t, every[(number - 1) * A_PAGE : number * A_PAGE])
        if pages > 1:
            curation_queue.turn(t, pages, number)
    else:
        st.text(t("curation.no_decisions"))
    _exchange(t, bool(every))


def listing(t: Texts, decisions: Sequence[Decision]) -> None:
    """Decisions with what they say and the button that takes each back."""
    every = shelf.current().kb.curate.decisions(include_undone=True)
    for each in decisions:
        said = headline(t, each, every)
        with st.container(border=True, key=f"decision_{each.id}"):
            left, right = st.columns([8, 3], vertical_alignment="center")
            with left:
                st.text(f"{said} ({t('curation.taken_back')})" if each.undone else said)
                for line in changes(t, each):
                    st.text(line)
                st.caption(plain(when(each)))
            with right, st.container(horizontal=True, horizontal_alignment="right"):
                _buttons(t, each)


def _buttons(t: Texts, decision: Decision) -> None:
    here = st.query_params.get("statement", "")
    if decision.statements and here not in decision.statements:
        st.button(t("curation.open"), key=f"open_{decision.id}", type="tertiary", on_click=_open,
                  args=(decision.statements[0],))  # fmt: skip
    if access.may_curate() and not decision.undone:
        label = t("curation.undo") if decision.action != "undo" else t("curation.redo")
        st.button(label, key=f"undo_{decision.id}", icon=":material/undo:", on_click=press,
                  args=(curating.undo, [decision.id]))  # fmt: skip


def _open(statement: str) -> None:
    st.query_params.pop("part", None)
    curation_queue.opened(statement)


# ---------------------------------------------------------------------------------------------- exchange
def _exchange(t: Texts, any_: bool) -> None:
    st.header(t("curation.exchange"), anchor=False)
    st.caption(t("curation.exchange_note"))
    if any_:
        st.download_button(t("curation.export"), shelf.current().kb.curate.exported, _FILE, "application/jsonl",
                           key="export", on_click="ignore", icon=":material/download:")  # fmt: skip
    if access.may_curate():
        limit = curating.LARGEST // 1_000_000
        st.file_uploader(
            t("curation.import", most=limit), type=["jsonl", "json"], key="curation_file", max_upload_size=limit
        )
        st.button(t("curation.import_do"), key="import", icon=":material/upload:", on_click=_import,
                  disabled=st.session_state.get("curation_file") is None)  # fmt: skip


def _import() -> None:
    file = st.session_state.get("curation_file")
    if file is None:
        return
    new = attempt(curating.take_in, file.getvalue(), file.name)
    if new is not None:
        t = session.t()
        say(t("curation_imported", count=new))
