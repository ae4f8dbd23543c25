"""The outline of a document, to find one's way by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from ingest.document import Document
from ui import links, session
from ui.components import browser_component
from ui.texts import Texts

if TYPE_CHECKING:
    from kb.outline import Heading

# A longer outline begins folded; one of more than a few headings has a box to find them in.
_FOLDED, _FEW = 40, 12
_LONGEST = 160
_component = browser_component("outline")


def outline_view(
    t: Texts, document: Document, headings: Sequence[Heading], current: int | None, chosen: Callable[[int, int], None]
) -> None:
    """The headings as links; ``chosen`` is called with the characters of one when it is pressed."""
    data = {
        "of": document.id, "lang": document.language, "current": current, "most": _FOLDED, "few": _FEW,
        "shown": f"{document.id}:{current}",
        "headings": [
            {"text": _short(each.text), "level": each.level, "page": each.page,
             "href": links.document(document.id, each.start, each.end, session.chosen_language())}
            for each in headings
        ],
        "words": {name: t(f"document.outline_{name}") for name in ("label", "search", "none", "fold")},
    }  # fmt: skip

    def go() -> None:
        if (index := st.session_state["outline"].chosen) is not None:
            chosen(headings[int(index)].start, headings[int(index)].end)

    _component(key="outline", data=data, on_chosen_change=go)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rpartition(" ")[0] + " …"
