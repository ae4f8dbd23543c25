"""What is known of a document, where each of it comes from, and for curators the way to correct it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import streamlit as st

from ingest.document import Document
from ingest.library import file_name
from ui.components import browser_component
from ui.components.notice import plain
from ui.texts import Texts

if TYPE_CHECKING:
    from kb.edits import Origin

SHOWN = (
    "title", "authors", "editors", "year", "date", "type", "language", "jurisdiction", "number", "container", "volume",
    "issue", "page_range", "publisher", "place", "edition", "doi", "isbn", "issn", "url", "accessed",
)  # fmt: skip
_LISTS = ("authors", "editors")
_component = browser_component("facts")


def facts(t: Texts, document: Document, origins: Mapping[str, Origin], places: list[str]) -> None:
    """The fields that are not empty, then the file and where it was added from."""
    rows = [
        {"field": name, "name": t(f"document.field.{name}"), "value": _said(t, document, name),
         "lang": document.language if name in ("title", "authors", "container") else None,
         "origin": _origin(t, origins.get(name))}
        for name in SHOWN if getattr(document, name) not in ("", (), None)
    ]  # fmt: skip
    rows.append(
        {"field": "source", "name": t("document.field.source"), "value": "\n".join(map(_place, places)), "origin": ""}
    )
    _component(key="facts", data={"label": t("document.about"), "rows": rows})


def edit_form(
    t: Texts, document: Document, origins: Mapping[str, Origin], save: Callable[[dict[str, object]], None]
) -> None:
    """Fields to correct; ``save`` is called with those that were changed, None for those to be taken back."""
    edited = [name for name in SHOWN if name in origins and origins[name].source == "edit"]
    with st.form(f"edit:{document.id}", border=False):
        st.caption(t("document.edit_note"))
        for name in SHOWN:
            _input(t, document, name)
        st.form_submit_button(t("document.save"), type="primary", on_click=lambda: save(_changed(document)))
    if not edited:
        return
    st.caption(t("document.edited"))
    with st.container(horizontal=True):
        for name in edited:
            label = plain(t("document.back_to_read", field=t(f"document.field.{name}")))
            st.button(label, key=f"back:{document.id}:{name}", icon=":material/undo:", on_click=save,
                      args=({name: None},))  # fmt: skip


def text_of(document: Document, name: str) -> str:
    """The value of a field as the form has it: one author a line."""
    value = getattr(document, name)
    return "\n".join(value) if name in _LISTS else str("" if value is None else value)


def _input(t: Texts, document: Document, name: str) -> None:
    label, value, key = t(f"document.field.{name}"), text_of(document, name), _key(document, name)
    if name in _LISTS:
        st.text_area(t("document.one_a_line", field=label), value, key=key, height=90)
    else:
        st.text_input(label, value, key=key)


def _key(document: Document, name: str) -> str:
    """A field begins anew when its value has changed elsewhere."""
    return f"field:{document.id}:{name}:{hash(text_of(document, name))}"


def _changed(document: Document) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in SHOWN:
        typed = str(st.session_state[_key(document, name)]).strip()
        if typed != text_of(document, name).strip():
            found[name] = typed.splitlines() if name in _LISTS else typed
    return found


def _said(t: Texts, document: Document, name: str) -> str:
    if name == "type":
        return t.get(f"types.{document.type}", document.type)
    if name == "language":
        return t.get(f"languages.{document.language}", document.language)
    return text_of(document, name)


def _place(source: str) -> str:
    """Where a document was added from; of a file that was uploaded only the name is anything to people."""
    return file_name(source) if source.startswith("upload:") else source


def _origin(t: Texts, origin: Origin | None) -> str:
    if origin is None:
        return ""
    day = origin.at[:10]
    return t(f"document.from.{origin.source}", by=origin.by, day=day)
