"""Sign in: all that a visitor sees who may not read yet, or may not at all."""

from __future__ import annotations

import streamlit as st

from ui import access
from ui.components.notice import notice
from ui.components.sign_in import button
from ui.texts import Texts


def show(t: Texts, page: st.Page) -> None:
    """What to do to read, for the page that was asked for."""
    st.title(t("access.title"), anchor=False)
    if access.claims() is None:
        st.text(t("access.please"))
        button(t, page)
        return
    lapsed = access.lapsed()
    name = access.shown_name()
    notice(t("access.unread"), t("access.lapsed") if lapsed else t("access.refused", name=name))
    if lapsed:
        button(t, page)
    st.button(t("access.sign_out"), key="sign_out_here", on_click=st.logout)
