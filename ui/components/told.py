"""What a curator's decision did, or why it could not be: said once above the page, with the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from ingest.errors import KBError, NotFound
from ui import access, curating, shelf
from ui.components.notice import notice, plain, why
from ui.texts import Texts

if TYPE_CHECKING:
    from kb.curation import Decision

_DONE, _WRONG, _AT = "curation_done", "curation_wrong", "curation_wrong_at"
_LONGEST = 160
Given = TypeVar("Given")


def attempt(act: Callable[..., Given], *arguments: object) -> Given | None:
    """What an action gives; None when it is refused, which the page then says."""
    forget()
    try:
        return act(*arguments)
    except KBError as error:
        st.session_state[_WRONG] = why(error)
        return None


def decide(act: Callable[..., list[Decision]], *arguments: object, at: str = "") -> list[Decision]:
    """Run an action and tell what was decided; nothing when it was refused. ``at``: the form that says so then."""
    made = attempt(act, *arguments) or []
    if made:
        st.session_state[_DONE] = made
    elif at:
        st.session_state[_AT] = at
    return made


def press(act: Callable[..., list[Decision]], *arguments: object) -> None:
    """:func:`decide` for a button that does nothing else."""
    if decide(act, *arguments):
        _leave_what_is_gone()


def _leave_what_is_gone() -> None:
    """Go back to the list where the open statement is another one now: an edit that is taken back has its old name."""
    if opened := st.query_params.get("statement"):
        try:
            shelf.current().kb.curate.statement(opened)
        except NotFound:
            del st.query_params["statement"]


def forget() -> None:
    """Tell no more of what was done before."""
    for name in (_DONE, _WRONG, _AT):
        st.session_state.pop(name, None)


def wrong(at: str = "") -> str:
    """Why the last action was refused, where it was that of a form ``at``; "" when it was not."""
    return str(st.session_state.get(_WRONG, "")) if st.session_state.get(_AT, "") == at else ""


def refuse(text: str, at: str) -> None:
    """Tell why something was not done, in the form that it was asked in."""
    forget()
    st.session_state[_WRONG], st.session_state[_AT] = text, at


def say(text: str) -> None:
    """Tell of something that was done and is no decision."""
    st.session_state[_DONE] = text


def told(t: Texts) -> None:
    """What was done last, to be taken back, or why it was not."""
    if wrong():
        notice(t("app.wrong"), wrong())
    done: Sequence[Decision] | str = st.session_state.get(_DONE, ())
    if isinstance(done, str):
        st.success(plain(done))
    elif done:
        _decided(t, done)


def _decided(t: Texts, done: Sequence[Decision]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        every = shelf.current().kb.curate.decisions(include_undone=True)
        st.success(plain("; ".join(headline(t, each, every) for each in done)))
        if access.may_curate():
            ids = [each.id for each in done]
            st.button(t("curation.undo"), key="undo_done", icon=":material/undo:", on_click=press,
                      args=(curating.undo, ids))  # fmt: skip


def headline(t: Texts, decision: Decision, every: Sequence[Decision]) -> str:
    """A decision in one line: what was done to what, or which of ``every`` decision was taken back."""
    if taken_back := next((each for each in every if each.id == decision.undoes), None):
        return f"{t('curation.action.undo')}: {headline(t, taken_back, every)}"
    about = [f"“{short(place.quote)}”" for place in decision.places] or [each.label for each in decision.entities]
    separator = " ← " if decision.action == "merge" else ", "
    what = separator.join(dict.fromkeys(about)) or decision.undoes[:8]
    done = t(f"curation.action.{decision.action}")
    return f"{done}: {what}"


def changes(t: Texts, decision: Decision) -> list[str]:
    """What a decision says, a line for each value, and why it bears on nothing."""
    lines = []
    for name, value in decision.values.items():
        said = ", ".join(each.label for each in value) if isinstance(value, tuple) else value
        lines.append(f"{t.get(f'curation.field.{name}', name)}: {said or '—'}")
    if decision.action == "split" and decision.entities:
        lines.append(f"→ {decision.entities[0].label}")
    return lines + ([t("curation.without_place", problem=decision.problem)] if decision.problem else [])


def when(decision: Decision) -> str:
    """Who decided, and when."""
    return f"{decision.by} · {decision.at[:10]} {decision.at[11:16]} UTC"


def short(text: str) -> str:
    """A text in one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"
