"""Tables that sort, read well on a phone, and show text as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from ui.components import browser_component
from ui.texts import Texts

_component = browser_component("table", "sort")


def table(
    t: Texts, key: str, label: str, columns: Sequence[tuple[str, bool]], rows: Sequence[Mapping[str, Any]],
    chosen: Callable[[str], None] | None = None,
) -> None:  # fmt: skip
    """Columns are (title, whether numbers); rows have ``id``, ``cells`` and maybe ``href`` and ``lang`` of the first,
    ``langs`` of others by their numbers.

    ``chosen`` is called with a row's id when its link is clicked.
    """
    heads = [{"title": c, "numeric": n, "sort": t("documents.sort", column=c)} for c, n in columns]
    data = {"label": label, "lang": t.language, "columns": heads, "rows": list(rows)}

    def clicked() -> None:
        row = st.session_state[key].chosen
        if row is not None and chosen is not None:
            chosen(row)

    _component(key=key, data=data, on_chosen_change=clicked)
