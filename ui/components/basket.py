"""The basket as a list to be ordered and edited, and references as a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from ingest.errors import KBError
from kb.basket import FIELDS, PLACES, Item, arranged, called, edited, restored
from kb.citing.pinpoints import NOWHERE
from kb.desk import Pin
from ui import basket, links, session, shelf
from ui.components import browser_component, keeping
from ui.components.evidence import language_of, name
from ui.components.notice import notice, plain, why
from ui.components.reader import place, title
from ui.texts import Texts

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

    from kb.citing.marks import Reference

_KEY, _BEFORE, _WRONG = "basket_items", "basket_before", "basket_edit_wrong"
_items = browser_component("basket", "copy")
_references = browser_component("references", "copy")


def count_link(t: Texts, page: StreamlitPage) -> None:
    """In the sidebar: how much lies in the basket, and the way to it."""
    try:
        count = basket.count()
    except KBError as error:
        st.sidebar.caption(plain(why(error)))
        return
    st.sidebar.page_link(page, label=t("basket_count", count=count), icon=":material/shopping_basket:")


def item_list(t: Texts, items: Sequence[Item], copies: Mapping[str, str]) -> None:
    """The items in their order; ``copies``: by name, the text that is copied."""
    words = keeping.words(t) | {each: t(f"citations.{each}") for each in ("up", "down", "out", "moved", "taken")}
    shown = [_shown(t, item, copies) for item in items]
    data = {"label": t("citations.items"), "words": words, "items": shown}
    _items(key=_KEY, data=data, on_arranged_change=_arrange, on_edited_change=_edit)


def listed(t: Texts, key: str, label: str, entries: Sequence[tuple[str, str, str]]) -> None:
    """References: number or "", text and language."""
    shown = [{"number": number, "text": text, "lang": lang} for number, text, lang in entries]
    _references(key=key, data={"label": label, "words": keeping.words(t) | {"copy": t("citations.copy")},
                               "entries": shown})  # fmt: skip


def entries(references: Sequence[Reference]) -> list[tuple[str, str, str]]:
    """A list that numbers itself, if at all."""
    return [("", each.text, each.language) for each in references]


def clear() -> None:
    """Take everything out."""
    _change(lambda pins: [], undoable=True)


def undo_bar(t: Texts, count: int) -> None:
    """Says what was taken out, with the way back; and what could not be done."""
    if problem := st.session_state.pop(_WRONG, ""):
        notice(t("app.wrong"), problem)
    before: list[Pin] = st.session_state.get(_BEFORE, [])
    if len(before) > count:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(t("citations_taken", count=len(before) - count))
            st.button(t("citations.undo"), key="undo_basket", icon=":material/undo:", on_click=_undo)


def _undo() -> None:
    before: list[Pin] = st.session_state.pop(_BEFORE, [])
    _change(lambda pins: restored(before, pins))


def _arrange() -> None:
    asked: Mapping[str, Any] | None = st.session_state[_KEY].arranged
    if asked:
        _change(lambda pins: arranged(pins, asked["order"], asked["out"]), undoable=bool(asked["out"]))


def _edit() -> None:
    for each in st.session_state[_KEY].edited or ():
        _change(lambda pins, e=each: edited(pins, e["id"], e["field"], str(e["value"]), shelf.current().kb))


def _change(how: Any, *, undoable: bool = False) -> None:
    """Change the basket; what was there is kept for undo, from the first of several things that are taken out."""
    try:
        if undoable:
            now = basket.pins()
            before: list[Pin] = st.session_state.get(_BEFORE, [])
            st.session_state[_BEFORE] = restored(before, now) if before else now
        basket.change(how)
    except KBError as error:
        st.session_state[_WRONG] = why(error)


def _shown(t: Texts, item: Item, copies: Mapping[str, str]) -> dict[str, Any]:
    pin, document = item.pin, item.document
    told: dict[str, Any] = {
        "id": called(pin), "title": t("citations.gone_title"), "quote": item.quote, "quote_lang": item.language,
        "warning": _warning(t, item), "fields": _fields(t, item), "copy": copies.get(called(pin), ""),
    }  # fmt: skip
    if item.act is not None:
        label = name(t, item.act)
        return told | {"title": label, "lang": language_of(label), "place": t("citations.act")}
    if document is None:
        return told
    at = None if item.changed or pin.start is None else document.page_at(pin.start)
    span = (None, None) if item.changed else (pin.start, pin.end)
    told["place"] = place(t, at, item.section) if pin.start is not None else t("citations.whole")
    href = links.document(document.id, *span, session.chosen_language())
    return told | {"title": title(t, document), "lang": document.language, "href": href}


def _warning(t: Texts, item: Item) -> str:
    if item.gone:
        return t("citations.gone")
    return t("citations.changed") if item.changed else ""


def _fields(t: Texts, item: Item) -> list[dict[str, Any]]:
    """What can be said of an item: its place in a document, and the sentence that rests on a quote."""
    found = item.computed if item.document else NOWHERE
    names = [*(PLACES if item.document else ()), *(["text"] if item.quotable else []), "note"]
    return [
        {"name": field, "label": t(f"citations.field.{field}"), "long": field not in PLACES, "most": FIELDS[field],
         "value": own if (own := getattr(item.pin, field)) is not None else getattr(found, field),
         "hint": t("citations.own_sentence") if field == "text" else ""}
        for field in names
    ]  # fmt: skip
