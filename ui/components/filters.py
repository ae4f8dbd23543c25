"""Fields that hold what the address says and write into it what the reader chooses; and what to do when nothing fits.

The address alone is the state of these pages, so that Back, links and reloads show the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from ingest.errors import NotFound
from kb.entities import named
from ui import session
from ui.components.evidence import OPENED, name
from ui.components.notice import notice, plain
from ui.texts import Texts

if TYPE_CHECKING:
    from kb.entities import KBEntity
    from ui.shelf import Shelf

LONGEST = 300
_EXAMPLES = 5


def words(page: str, key: str, label: str, hint: str) -> str:
    """Words of the reader."""
    asked = st.query_params.get(key, "").strip()[:LONGEST]
    st.text_input(label, placeholder=hint, max_chars=LONGEST, type="search", **_bound(page, key, asked))
    return asked


def choice(page: str, key: str, label: str, options: Sequence[str], called: Callable[[str], str]) -> str:
    """One of the options; "" is the first of them and stands for any. What else the address says is none."""
    asked = st.query_params.get(key, "")
    chosen = asked if asked in options else ""
    st.selectbox(label, ["", *options], format_func=called, **_bound(page, key, chosen))
    return chosen


def ways(page: str, key: str, label: str, options: Sequence[str], called: Callable[[str], str]) -> str:
    """One of a few options, the first unless the address says otherwise."""
    asked = st.query_params.get(key, "")
    chosen = asked if asked in options else options[0]
    st.radio(label, options, format_func=called, horizontal=True, **_bound(page, key, chosen))
    return chosen


def year(page: str, key: str, label: str) -> int | None:
    """A year from 1 to 9999, or none."""
    asked = session.number(key)
    asked = asked if asked is not None and 1 <= asked <= 9999 else None
    st.number_input(label, min_value=1, max_value=9999, step=1, placeholder="—", **_bound(page, key, asked))
    return asked


def tick(page: str, key: str, label: str) -> bool:
    """Whether the box is ticked: ``1`` in the address."""
    asked = st.query_params.get(key) == "1"
    st.checkbox(label, **_bound(page, key, asked))
    return asked


def _bound(page: str, key: str, value: object) -> dict[str, Any]:
    widget = f"{page}_{key}"
    st.session_state[widget] = value
    return {"key": widget, "on_change": lambda: put(key, st.session_state[widget])}


def put(key: str, value: object) -> None:
    """Write into the address; what is empty is taken out, and so is what was open before."""
    for opened in (OPENED, "group"):
        st.query_params.pop(opened, None)
    if value is None or value is False or not str(value).strip():
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = "1" if value is True else str(value).strip()


def clear(*keys: str) -> None:
    """Take these out of the address."""
    for key in keys:
        put(key, "")


def examples(t: Texts, page: str, concepts: Sequence[KBEntity]) -> None:
    """Concepts to begin with, to be pressed."""
    with st.container(horizontal=True, gap="small"):
        for number, concept in enumerate(concepts[:_EXAMPLES]):
            word = name(t, concept)
            key = f"{page}_topic{number}"
            st.button(plain(word), key=key, type="tertiary", on_click=put, args=("about", word))


def shelf_is_empty(t: Texts, here: Shelf) -> bool:
    """Says how to add documents where there are none."""
    if here.size:
        return False
    notice(t("app.no_shelf"), t("ask.empty_shelf"), f'policykb add --kb "{here.kb.path}" FOLDER')
    return True


def no_match(t: Texts, *keys: str) -> None:
    """Nothing fits what was chosen: says so, with a button that takes the choices back."""
    with st.container(border=True):
        headline = t("filters.none")
        st.markdown(f"**{headline}**")
        st.text(t("filters.try"))
        st.button(t("filters.clear"), on_click=clear, args=keys, icon=":material/filter_alt_off:")


def agency(t: Texts, page: str, options: Sequence[KBEntity], everyone: Sequence[KBEntity]) -> str:
    """The IRI of an agency, or "" for any; an address may also have a name of it. An unknown one is said."""
    asked = st.query_params.get("agency", "")
    found = {entity.iri: entity for entity in options}
    if asked and asked not in found:
        try:
            entity = named(everyone, asked, ("agency",))
        except NotFound:
            st.text(t("filters.unknown_agency", name=asked[:LONGEST]))
        else:
            found[entity.iri] = entity
            st.query_params["agency"] = entity.iri
    labels = {"": t("filters.any_agency")} | {iri: name(t, entity) for iri, entity in found.items()}
    return choice(page, "agency", t("filters.agency"), list(found), labels.__getitem__)
