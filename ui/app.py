"""Run by Streamlit for each visitor: the frame of every page, and the page itself."""

from __future__ import annotations

import streamlit as st

from ingest.errors import KBError
from ui import access, links, session, shelf
from ui.components.basket import count_link
from ui.components.frame import language, picture, sidebar, speak, style
from ui.components.notice import notice, why
from ui.components.sign_in import go_on
from ui.views import ask, changes, citations, curation, documents, library, recommended, sign_in, timeline, who

# Before st.navigation: icons of pages would be fetched from the web as favicons.
st.set_page_config(page_title="Policy KB", page_icon=picture("favicon.png"), layout="wide")
st.logo(picture("logo.png"), icon_image=picture("favicon.png"), size="large")
style()
t = session.t()
speak(t)
chosen = st.Page(citations.show, title=t("citations.page"), url_path=links.CITATIONS)
pages = [
    st.Page(ask.show, title=t("ask.page"), url_path="ask", default=True),
    st.Page(documents.show, title=t("documents.page"), url_path="documents"),
    st.Page(who.show, title=t("who.page"), url_path="who"),
    st.Page(recommended.show, title=t("recommended.page"), url_path="recommendations"),
    st.Page(timeline.show, title=t("timeline.page"), url_path="timeline"),
    chosen,
    st.Page(library.show, title=t("library.page"), url_path=links.LIBRARY),
    st.Page(curation.show, title=t("curation.page"), url_path="curation"),
]
try:
    role = access.role()
    if role == "curator":
        pages.append(st.Page(changes.show, title=t("changes.page"), url_path="changes"))
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
        sign_in.show(t, page)
except KBError as error:
    notice(t("app.wrong"), why(error))
