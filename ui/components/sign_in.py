"""The way to the provider, and back to the page that was asked for."""

from __future__ import annotations

import json
from collections.abc import Sequence

import streamlit as st

from ingest.errors import KBError
from kb.desk import Desk
from ui import access, basket, shelf
from ui.texts import Texts

_WANTED = "wanted"
_LONGEST = 4_000


def button(t: Texts, page: st.Page) -> None:
    """The way to the provider and back to this page."""
    st.button(t("access.sign_in"), key="sign_in", type="primary", on_click=_go, args=(page.url_path,))


def _go(page: str) -> None:
    query = {name: values[-1] for name, values in ((n, st.query_params.get_all(n)) for n in st.query_params) if values}
    wanted = json.dumps([page, query])
    if len(wanted) <= _LONGEST:
        _desk().choose(access.browser(), _WANTED, wanted)
    st.login()


def go_on(pages: Sequence[st.Page]) -> None:
    """Who comes back from the provider arrives at the first page: bring her to the one that she asked for, with the
    basket that she put together before."""
    if access.claims() is None or st.session_state.get(_WANTED):
        return
    st.session_state[_WANTED] = True
    try:
        basket.carry_over()
        kept = _desk().choice(access.browser(), _WANTED)
        if not kept:
            return
        _desk().choose(access.browser(), _WANTED, "")
    except KBError:
        # Without a desk there is nothing to go back to.
        return
    path, query = json.loads(kept)
    # Only to pages of the app: what was asked for is the name of one of them.
    page = next((each for each in pages if each.url_path == path), None)
    if page is not None:
        st.switch_page(page, query_params=query)


def _desk() -> Desk:
    return Desk(shelf.current().kb.path)
