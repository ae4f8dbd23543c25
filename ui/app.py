"""Run by Streamlit for each visitor: the frame of every page, and the page itself."""

from __future__ import annotations

import streamlit as st

from ingest.errors import KBError
from ui import access, links, session, shelf
from ui.components.basket import count_link
from ui.components.frame import language, picture, sidebar, speak, style
from ui.components.notice import notice, why
from ui.components.sign_in import go_on
from ui.views import view

# Before st.navigation: icons of pages would be fetched from the web as favicons.
st.set_page_config(page_title="Policy KB", page_icon=picture("favicon.png"), layout="wide")
st.logo(picture("logo.png"), icon_image=picture("favicon.png"), size="large")
style()
t = session.t()
speak(t)
chosen = st.Page(view("citations"), title=t("citations.page"), url_path=links.CITATIONS)
pages = [
    st.Page(view("ask"), title=t("ask.page"), url_path="ask", default=True),
    st.Page(view("documents"), title=t("documents.page"), url_path="documents"),
    st.Page(view("who"), title=t("who.page"), url_path="who"),
    st.Page(view("recommended"), title=t("recommended.page"), url_path="recommendations"),
    st.Page(view("timeline"), title=t("timeline.page"), url_path="timeline"),
    chosen,
    st.Page(view("library"), title=t("library.page"), url_path=links.LIBRARY),
    st.Page(view("curation"), title=t("curation.page"), url_path="curation"),
]
try:
    role = access.role()
    if role == "curator":
        pages.append(st.Page(view("changes"), title=t("changes.page"), url_path="changes"))
    page = st.navigation(pages, position="sidebar" if role else "hidden")
    if role:
        go_on(pages)
        count_link(t, chosen)
        sidebar(t, shelf.current(), page)
        page.run()
        shelf.current().shown.set()
    else:
        with st.sidebar:
            language(t)
        view("sign_in")(t, page)
except KBError as error:
    notice(t("app.wrong"), why(error))
