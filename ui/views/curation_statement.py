"""One statement with its evidence, and what a curator may do with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import streamlit as st

from ingest.errors import NotFound
from kb.curation.fields import changed
from kb.overview import overview
from ui import access, curating, session, shelf
from ui.components import form
from ui.components.claim import Place, claim
from ui.components.notice import notice, plain
from ui.components.told import decide, refuse, short, wrong
from ui.texts import Texts
from ui.views import curation_history
from ui.views.curation_queue import asked, opened

if TYPE_CHECKING:
    from kb.curation import Decision
    from kb.curation.decision import Value
    from kb.curation.statements import Statement

_MOST = 200


def show(t: Texts, iri: str) -> bool:
    """Whether there is such a statement."""
    try:
        statement, said = shelf.current().kb.curate.statement(iri)
    except NotFound:
        notice(t("app.wrong"), t("curation.unknown"))
        return False
    after = _moving(t, iri)
    _claim(t, statement, said)
    if access.may_curate():
        _judging(t, statement, after)
        _editing(t, statement, said)
        _splitting(t, statement)
    made = [each for each in shelf.current().kb.curate.decisions() if each.id in statement.decisions]
    if made:
        st.header(t("curation.part.history"), anchor=False)
        curation_history.listing(t, made)
    return True


def _moving(t: Texts, iri: str) -> str:
    """Buttons through the queue; the statement that comes after this one, "" for none."""
    now = asked()
    before, after, number = now.beside(iri)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(t("curation.back"), key="back", type="tertiary", icon=":material/arrow_back:", on_click=_close)
        st.button(t("curation.previous"), key="previous", icon=":material/chevron_left:", disabled=not before,
                  on_click=opened, args=(before,))  # fmt: skip
        st.button(t("curation.next"), key="next", icon=":material/chevron_right:", icon_position="right",
                  disabled=not after, on_click=opened, args=(after,))  # fmt: skip
        if number:
            st.caption(t("curation.number", number=number, count=len(now.statements)))
    return after


def _close() -> None:
    st.query_params.pop("statement", None)


def _claim(t: Texts, statement: Statement, said: Mapping[str, Value]) -> None:
    entity = overview(shelf.current().kb).entities.get(statement.entity)
    own = (statement.document, statement.start, statement.end)
    places: dict[str, list[Place]] = {t("curation.evidence"): [own]}
    every = [(e.document, e.start, e.end) for e in entity.evidence] if entity else []
    places[t("curation.elsewhere")] = [place for place in every if place[1:] != own[1:] or place[0].id != own[0].id]
    tags = [t(f"curation.kind.{statement.kind}"), t(f"curation.status.{statement.status}"),
            t("curation.sure", value=f"{statement.confidence:.2f}")]  # fmt: skip
    # What is its name need not be said again.
    more = [(name, value) for name, value in facts(t, said) if value != statement.label]
    claim(t, "statement", t("curation.statement"), places, head=statement.label, tags=tags, facts=more)


def facts(t: Texts, said: Mapping[str, Value]) -> list[tuple[str, str]]:
    """What is said, in words."""
    found = []
    for name, value in said.items():
        if isinstance(value, tuple):
            labels = form.names(t, tuple({each.kind for each in value}))
            shown = "; ".join(labels.get(each.iri, each.label) for each in value)
        else:
            shown = t.get(f"curation.choice.{value}", value or "")
        found.append((t(f"curation.field.{name}"), shown))
    return found


# ------------------------------------------------------------------------------------------------ actions
def _judging(t: Texts, statement: Statement, after: str) -> None:
    with st.container(horizontal=True):
        st.button(t("curation.accept"), key="accept", type="primary", icon=":material/check:",
                  disabled=statement.status == "accepted", on_click=_judge,
                  args=(curating.accept, statement.iri, after))  # fmt: skip
        st.button(t("curation.reject"), key="reject", icon=":material/close:",
                  disabled=statement.status == "rejected", on_click=_judge,
                  args=(curating.reject, statement.iri, after))  # fmt: skip


def _judge(verdict: Callable[[str], list[Decision]], iri: str, after: str) -> None:
    """Decide, and go on to the next statement of the queue."""
    if decide(verdict, iri) and after:
        st.query_params["statement"] = after


def _editing(t: Texts, statement: Statement, said: Mapping[str, Value]) -> None:
    key = f"edit:{statement.iri}"
    with st.expander(t("curation.edit"), icon=":material/edit:", expanded=bool(wrong(key))):
        st.caption(t("curation.edit_note"))
        form.form(t, key, statement.kind, said, lambda given: _edit(statement, said, given), t("curation.save"))


def _edit(statement: Statement, said: Mapping[str, Value], given: form.Given) -> None:
    values = changed(said, given)
    key = f"edit:{statement.iri}"
    if not values:
        t = session.t()
        refuse(t("curation.unchanged"), key)
        return
    if made := decide(curating.edit, statement.iri, values, at=key):
        form.clear(key, statement.kind)
        _follow(made)


def _splitting(t: Texts, statement: Statement) -> None:
    """To say that this, and others that are taken for the same, are about another entity."""
    if statement.kind == "concept":
        return
    key = f"split:{statement.iri}"
    with st.expander(t("curation.split"), icon=":material/call_split:", expanded=bool(wrong(key))):
        st.caption(t("curation.split_note"))
        same = [s for s in shelf.current().kb.curate.statements(kind=statement.kind) if s.entity == statement.entity]
        labels = {
            s.iri: f"{short(s.quote)} · {short(s.document.title)}" for s in same[:_MOST] if s.iri != statement.iri
        }
        others = form.names(t, (statement.kind,))
        others.pop(statement.entity, None)
        with st.form(key, border=False):
            if labels:
                st.multiselect(t("curation.split_with"), list(labels), key="split_with", format_func=labels.__getitem__,
                               select_all=False)  # fmt: skip
            st.selectbox(t("curation.split_to"), list(others), key="split_to", index=None, placeholder="—",
                         format_func=others.__getitem__)  # fmt: skip
            st.text_input(t("curation.split_name"), key="split_name")
            if problem := wrong(key):
                st.error(plain(problem))
            st.form_submit_button(t("curation.split_do"), key="split_do", on_click=_split, args=(statement.iri, key))


def _split(iri: str, key: str) -> None:
    state = st.session_state
    statements = [iri, *state.get("split_with", ())]
    _follow(decide(curating.split, statements, state.get("split_name") or "", state.get("split_to") or "", at=key))


def _follow(made: list[Decision]) -> None:
    """Show the statement under its IRI of now: that of its entity is part of it."""
    here = st.query_params.get("statement", "")
    bears_on = made[0].statements if made else ()
    if bears_on and here not in bears_on:
        st.query_params["statement"] = bears_on[0]
