"""Document: its pages as printed or its text, with the marked characters; beside it what is known of it.

The address says everything: document, start and end, page, view (page or text), part of the text, show and date.
"""

from __future__ import annotations

import streamlit as st

from ingest.document import Document
from ingest.errors import KBError
from ingest.pdf.ocr import ranges
from kb.outline import heading_at, outline
from ui import access, basket, session, shelf
from ui.components.facts import edit_form, facts
from ui.components.filters import put, ways
from ui.components.notice import notice, why
from ui.components.outline import outline_view
from ui.components.page_view import PDF, page_shown, page_view
from ui.components.reader import Range, page_of_passages, pages
from ui.texts import Texts
from ui.views import document_facts

_PASSAGES_A_PAGE = 40
# What the address says of a document; leaving it takes all of that out.
_ADDRESS = ("document", "start", "end", "page", "view", "part", "show", "date", "state")


def show(t: Texts, document: Document) -> None:
    mark = _mark(t, document)
    actions(t, document, mark)
    left, right = st.columns([5, 3], gap="large")
    with left:
        number = reading(t, document, mark)
    with right:
        beside(t, document, mark, number)


def actions(t: Texts, document: Document, mark: Range | None) -> None:
    """Back to all documents; into the basket, the whole or the quote."""
    kept = {pin.place for pin in basket.pins()}
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(t("documents.back"), key="back", type="tertiary", icon=":material/arrow_back:", on_click=_close)
        for key, place in (("keep", (document.id, None, None)), ("keep_quote", (document.id, *mark) if mark else None)):
            if place is None:
                continue
            here = place in kept
            label = t("document.kept") if here else t(f"document.{key}")
            icon = ":material/check:" if here else ":material/bookmark_add:"
            st.button(label, key=key, icon=icon, disabled=here, on_click=basket.add, args=place)


def reading(t: Texts, document: Document, mark: Range | None) -> int | None:
    """The page or the text; the number of the page that is shown, if any."""
    if document.unread_pages:
        st.text(t("documents.unread", pages=ranges(document.unread_pages)))
    if document.media_type == PDF:
        way = ways("document", "view", t("document.view"), ("page", "text"), lambda name: t(f"document.as_{name}"))
        if way == "page":
            number = page_shown(document, mark)
            problem = page_view(t, document, number, mark, lambda to: put("page", to))
            if not problem:
                return number
            notice(t("document.no_picture"), problem)
    text(t, document, mark)
    return None


def text(t: Texts, document: Document, mark: Range | None) -> None:
    passages = shelf.current().kb.passages(document.id)
    count = -(-len(passages) // _PASSAGES_A_PAGE)
    asked = session.number("part")
    number = asked if asked and asked <= count else page_of_passages(passages, mark, _PASSAGES_A_PAGE)
    # A pagination of its own for each number, so that the address rules it.
    key = f"part:{document.id}:{mark}:{number}"
    if count > 1:
        st.pagination(count, default=number, key=key, on_change=lambda: put("part", st.session_state[key]))
    shown = passages[(number - 1) * _PASSAGES_A_PAGE : number * _PASSAGES_A_PAGE]
    pages(t, document, shown, mark)


def beside(t: Texts, document: Document, mark: Range | None, number: int | None) -> None:
    """One of several things that are known of the document."""
    headings = outline(document)
    choices = [*(["outline"] if headings else []), *document_facts.choices(document), "about"]
    show = ways("document", "show", t("document.show"), choices, lambda name: t(f"document.show_{name}"))
    if show == "outline":
        page = next((p for p in document.pages if p.number == number), None)
        position = mark[0] if mark else page.start if page else None
        current = heading_at(headings, position) if position is not None else None
        outline_view(t, document, headings, current, go)
    elif show == "about":
        about(t, document)
    else:
        document_facts.SHOWN[show](t, document, go)


def about(t: Texts, document: Document) -> None:
    """The fields of the document, and for curators a form to correct them."""
    kb = shelf.current().kb
    origins = kb.origins(document.id)
    facts(t, document, origins, kb.locations(document.id))
    problem = st.session_state.pop(_problem(document), None)
    if problem:
        notice(t("app.wrong"), problem)
    if access.may_curate():
        with st.expander(t("document.edit"), icon=":material/edit:", expanded=bool(problem)):
            edit_form(t, document, origins, lambda fields: save(document, fields))


def save(document: Document, fields: dict[str, object]) -> None:
    """Keep what a curator says of a document; what does not fit is told on the page that comes next."""
    if not fields:
        return
    try:
        access.require_curator()
        with shelf.current().writing() as kb:
            kb.edit(document.id, by=access.person(), **fields)
    except KBError as error:
        st.session_state[_problem(document)] = why(error)


def go(start: int, end: int) -> None:
    """To these characters, on whichever page they stand."""
    for name in ("page", "part"):
        st.query_params.pop(name, None)
    st.query_params["start"], st.query_params["end"] = str(start), str(end)


def _mark(t: Texts, document: Document) -> Range | None:
    start, end = session.number("start"), session.number("end")
    if start is None or end is None:
        return None
    if start < end <= len(document.text):
        return start, end
    st.text(t("documents.outside"))
    return None


def _close() -> None:
    for name in _ADDRESS:
        st.query_params.pop(name, None)


def _problem(document: Document) -> str:
    return f"edit_problem:{document.id}"
