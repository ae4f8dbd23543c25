"""Before a question: examples that the shelf answers, what to do when it is empty, and the wait until it is warm."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ui import shelf
from ui.components.notice import notice, plain
from ui.shelf import Shelf
from ui.texts import Texts


def begin(t: Texts, ask: Callable[[str], None]) -> None:
    """``ask`` is called with the example that is pressed."""
    here = shelf.current()
    if not here.size:
        notice(t("app.no_shelf"), t("ask.empty_shelf"), f'policykb add --kb "{here.kb.path}" FOLDER')
        return
    if not here.ready.is_set():
        _wait(t, here)
    if here.examples:
        st.caption(t("ask.examples"))
    with st.container(gap="xxsmall"):
        for number, question in enumerate(here.examples):
            st.button(plain(question), key=f"example{number}", type="tertiary", on_click=ask, args=(question,))


@st.fragment(run_every=0.5)
def _wait(t: Texts, here: Shelf) -> None:
    """Look again until the shelf is warm and draw the page with its examples: only here, for what is drawn anew while
    a visitor presses a button does not hear of it."""
    if here.ready.is_set():
        st.rerun()
    st.caption(t("app.warming"))
