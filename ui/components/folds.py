"""Groups that open, of things that have names, places in the document, and quotes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from ingest.document import Document
from ui import links, session
from ui.components import browser_component
from ui.texts import Texts

_component = browser_component("folds", "quotes")


def folds(
    t: Texts, key: str, label: str, document: Document, groups: Sequence[dict[str, Any]], *,
    search: str = "", places: str = "", chosen: Callable[[int, int], None],
) -> None:  # fmt: skip
    """``groups`` have key, title (empty: always open) and items; folds.js says what items may hold.

    ``search`` is the label of a box that finds items by their names. ``chosen`` is called with the characters of the
    document that the reader goes to.
    """
    words = {"none": t("document.nothing_found"), "search": search, "places": places}
    data = {"of": f"{document.id} {key}", "label": label, "lang": t.language, "groups": list(groups), "words": words}

    def go() -> None:
        if (range_ := st.session_state[key].chosen) is not None:
            chosen(int(range_[0]), int(range_[1]))

    _component(key=key, data=data, on_chosen_change=go)


def spot(document: Document, start: int, end: int, text: str, label: str | None = None) -> dict[str, Any]:
    """A link to characters of the document that is open."""
    href = links.document(document.id, start, end, session.chosen_language())
    return {"text": text, "label": label, "href": href, "go": [start, end]}
