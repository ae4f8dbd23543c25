"""What pages are drawn with. Text of documents goes through ``textContent`` or ``st.text``, never HTML or Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent


def browser_component(name: str) -> Any:
    """The component of ``<name>.js`` and ``<name>.css``, to be called with ``key`` and ``data``.

    ``dom.js`` comes first: it makes elements from data and knows no way to make them from HTML.
    """
    script = "\n".join((_HERE / file).read_text(encoding="utf-8") for file in ("dom.js", f"{name}.js"))
    sheet = "\n".join((_HERE / file).read_text(encoding="utf-8") for file in ("dom.css", f"{name}.css"))
    return st.components.v2.component(f"policykb_{name}", css=sheet, js=script)
