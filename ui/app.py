"""Run by Streamlit for each visitor: the frame of every page, and the page itself."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ingest.errors import KBError
from ui import session, shelf
from ui.components.frame import sidebar, style
from ui.components.notice import notice
from ui.views import ask, documents

HERE = Path(__file__).parent

# Before st.navigation: icons of pages would be fetched from the web as favicons.
st.set_page_config(page_title="Policy KB", page_icon=str(HERE / "favicon.png"), layout="wide")
st.logo(str(HERE / "logo.png"), icon_image=str(HERE / "favicon.png"), size="large")
style()
t = session.t()
page = st.navigation(
    [
        st.Page(ask.show, title=t("ask.page"), url_path="ask", default=True),
        st.Page(documents.show, title=t("documents.page"), url_path="documents"),
    ]
)
try:
    sidebar(t, shelf.current())
    page.run()
except KBError as error:
    notice(t("app.wrong"), str(error))
