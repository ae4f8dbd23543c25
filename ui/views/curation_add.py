"""A statement added by hand: the words of a document, found there verbatim, and what they state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ingest.errors import NotFound
from kb.curation.quoting import occurrences
from ontology import KINDS
from ui import curating, links, session, shelf
from ui.components import filters, form
from ui.components.claim import claim
from ui.components.told import decide, forget
from ui.texts import Texts
from ui.views.curation_queue import document as choose_document

if TYPE_CHECKING:
    from ingest.document import Document

_PAGE = links.CURATION
_QUOTE, _LONGEST, _MOST = "curation_quote", 4_000, 20
# What the words themselves are taken for unless something else is given.
_FROM_QUOTE = {"responsibility": "function", "recommendation": "text", "agency": "name", "programme": "name"}


def show(t: Texts) -> None:
    st.caption(t("curation.add_note"))
    left, right = st.columns([7, 4])
    with left:
        asked = choose_document(t, t("curation.choose_document"))
    with right:
        kinds = {"": t("curation.choose_kind")} | {each: t(f"curation.kind.{each}") for each in KINDS}
        kind = filters.choice(_PAGE, "kind", t("curation.kind.label"), KINDS, kinds.__getitem__)
    if not asked:
        return
    try:
        document = shelf.current().kb.document(asked)
    except NotFound:
        return
    place = _place(t, document)
    if place is None:
        return
    claim(t, "place", t("curation.quote"), {t("curation.quote_found"): [(document, *place)]})
    if not kind:
        st.text(t("curation.kind_first"))
        return
    quote = " ".join(document.text[slice(*place)].split())
    said = {_FROM_QUOTE[kind]: quote} if kind in _FROM_QUOTE else {}
    key = f"add:{kind}:{document.id}:{place}"
    form.form(t, key, kind, said, lambda given: _add(key, kind, document.id, place, given), t("curation.add"))


def _place(t: Texts, document: Document) -> tuple[int, int] | None:
    """The range of the address, else the place of the quote that was pasted, chosen where it stands several times."""
    start, end = session.number("start"), session.number("end")
    inside = start is not None and end is not None and start < end <= len(document.text)
    if inside and _QUOTE not in st.session_state:
        st.session_state[_QUOTE] = document.text[start:end]
    st.text_area(t("curation.quote"), key=_QUOTE, placeholder=t("curation.quote_hint"), max_chars=_LONGEST,
                 on_change=_forget_place)  # fmt: skip
    st.button(t("curation.find"), key="find", icon=":material/search:")
    if inside and start is not None and end is not None:
        return start, end
    quote = st.session_state[_QUOTE] or ""
    if not quote.strip():
        return None
    found = occurrences(document.text, quote)
    if not found:
        st.warning(t("curation.not_there"))
        return None
    if len(found) == 1:
        return found[0]
    st.text(t("curation_places", count=len(found)))
    number = st.selectbox(t("curation.which"), range(min(len(found), _MOST)), key="curation_which",
                          format_func=lambda each: _around(document.text, *found[each]))  # fmt: skip
    return found[number]


def _around(text: str, start: int, end: int) -> str:
    return " ".join(f"…{text[max(start - 60, 0) : start]}[{text[start:end][:60]}]{text[end : end + 60]}…".split())


def _forget_place() -> None:
    forget()
    for name in ("start", "end"):
        st.query_params.pop(name, None)


def _add(key: str, kind: str, document: str, place: tuple[int, int], given: form.Given) -> None:
    values = {name: value for name, value in given.items() if value}
    if decide(curating.add, kind, document, place, values, at=key):
        form.clear(key, kind)
        st.session_state[_QUOTE] = ""
        for name in ("start", "end"):
            st.query_params.pop(name, None)
