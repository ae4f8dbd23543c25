"""Citations: the basket in the reader's order, its references in a style, and everything that can be made of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from ingest.errors import KBError
from kb.basket import called, exported, footnotes, looked_up, pack_items, reference_list, whole_works
from kb.citing.styles import STYLES, matching
from ui import basket, choices, links, session, shelf
from ui.components import filters, keeping
from ui.components.basket import clear, entries, item_list, listed, undo_bar
from ui.components.notice import notice, plain, why
from ui.texts import LANGUAGES, Texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.basket import Item

_PAGE = links.CITATIONS
_PICKER, _SOUGHT, _TITLE = "citations_style", "citations_sought", "citations_title"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FILES = {
    "text": ("references.txt", "text/plain"),
    "html": ("references.html", "text/html"),
    "docx": ("references.docx", _WORD),
    "bibtex": ("references.bib", "text/x-bibtex"),
    "biblatex": ("references-biblatex.bib", "text/x-bibtex"),
    "ris": ("references.ris", "application/x-research-info-systems"),
    "csl-json": ("references.json", "application/vnd.citationstyles.csl+json"),
}
_PACKS = {"docx": ("drafting-pack.docx", _WORD), "markdown": ("drafting-pack.md", "text/markdown")}


def show() -> None:
    t = session.t()
    st.title(t("citations.title"), anchor=False)
    st.caption(t("citations.note"))
    pins = basket.pins()
    # In a place of its own: what comes and goes moves nothing below it.
    with st.container():
        undo_bar(t, len(pins))
    if not pins:
        notice(t("citations.empty"), t("citations.empty_do"))
        return
    items = looked_up(pins, shelf.current().kb)
    left, right = st.columns([6, 5], gap="large")
    with right:
        style, labels = choose_style(t)
    try:
        notes = footnotes(items, style, labels or t.language)
        with left:
            listing(t, items, notes)
        with right:
            preview(t, items, notes, style, labels)
    except KBError as error:
        notice(t("app.wrong"), why(error))


def listing(t: Texts, items: Sequence[Item], notes: Sequence[tuple[Item, str, str]]) -> None:
    """The items; each is copied with the footnote that the style gives it."""
    st.header(t("citations_count", count=len(items)), anchor=False)
    copies = {called(item.pin): item.copied(note) for item, note, _ in notes}
    item_list(t, items, copies)
    st.button(t("citations.clear"), key="clear_basket", icon=":material/delete:", on_click=clear)


def choose_style(t: Texts) -> tuple[str, str]:
    """The style, found by words of its name where it is none of the common ones, and the language of the labels."""
    asked = st.query_params.get(keeping.STYLE, "")
    style = asked if asked and keeping.is_style(asked) else keeping.chosen_style()
    if asked and style != asked:
        st.info(t("citations.unknown_style", name=plain(asked[: filters.LONGEST])))
    sought = st.text_input(t("citations.find_style"), key=_SOUGHT, placeholder=t("citations.find_style_hint"),
                           max_chars=filters.LONGEST, type="search")  # fmt: skip
    found = matching(sought) if sought.strip() else list(STYLES)
    if not found:
        st.caption(t("citations.no_style"))
    st.session_state[_PICKER] = style
    st.selectbox(
        t("citations.style"), list(dict.fromkeys([style, *found])) if style not in found else found, key=_PICKER,
        format_func=partial(_style_name, t), on_change=_keep_style,
    )  # fmt: skip
    names = {"": t("citations.own_labels")} | LANGUAGES
    labels = filters.choice(_PAGE, "labels", t("citations.labels"), list(LANGUAGES), names.__getitem__)
    return style, labels


def _style_name(t: Texts, style: str) -> str:
    return t.get(f"citations.styles.{style}", plain(style.replace("-", " ")))


def _keep_style() -> None:
    style = st.session_state[_PICKER]
    choices.choose(keeping.STYLE, style)
    filters.put(keeping.STYLE, style)


def preview(
    t: Texts, items: Sequence[Item], notes: Sequence[tuple[Item, str, str]], style: str, labels: str
) -> None:  # fmt: skip
    st.header(t("citations.list"), anchor=False)
    listed(t, "reference_list", t("citations.list"), entries(reference_list(items, style, labels or None)))
    st.header(t("citations.footnotes"), anchor=False)
    numbered = [(f"{number}.", text, lang) for number, (_, text, lang) in enumerate(notes, 1)]
    listed(t, "footnotes", t("citations.footnotes"), numbered)
    st.header(t("citations.files"), anchor=False)
    pinned = filters.tick(_PAGE, "places", t("citations.pinned"))
    with st.container(horizontal=True):
        for format, (name, kind) in _FILES.items():
            make = partial(exported, items, style, format, labels or None, pinned=pinned)
            st.download_button(t(f"citations.format.{format}"), make, name, kind, key=f"as_{format}",
                               on_click="ignore", icon=":material/download:")  # fmt: skip
    packing(t, items, style, labels or t.language)


def packing(t: Texts, items: Sequence[Item], style: str, language: str) -> None:
    """The drafting pack of the quotes that still stand where they stood; whole works stand in its bibliography."""
    st.header(t("citations.pack"), anchor=False)
    st.caption(t("cite.pack_note"))
    quotes = pack_items(items)
    if not quotes:
        st.text(t("citations.no_quotes"))
        return
    works = whole_works(items)
    if left := len(items) - len(quotes) - len(works):
        st.caption(t("citations_not_packed", count=left))
    title = st.text_input(t("citations.pack_title"), key=_TITLE, max_chars=filters.LONGEST).strip() or None
    with st.container(horizontal=True):
        for format, (name, kind) in _PACKS.items():
            make = partial(shelf.current().kb.pack, quotes, style, format, language, title, works)
            st.download_button(t(f"citations.pack_{format}"), make, name, kind, key=f"pack_{format}",
                               on_click="ignore", icon=":material/description:")  # fmt: skip
