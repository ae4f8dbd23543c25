"""What pages are drawn with. Text of documents goes through ``textContent`` or ``st.text``, never HTML or Markdown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import streamlit as st

_HERE = Path(__file__).parent


def browser_component(name: str, *parts: str) -> Callable[..., Any]:
    """The component of ``<name>.js`` and ``<name>.css``, to be called with ``key`` and ``data``.

    ``dom.js`` comes first: it makes elements from data and knows no way to make them from HTML. ``parts`` are what
    several components have in common, or what one is made of: a script each, and maybe a sheet. Data go as bytes,
    which :func:`packed` makes of them: in anything else Streamlit looks for tables, and loads pandas for that, which
    takes a second.
    """
    names = ("dom", *parts, name)
    script, sheet = (
        "\n".join(path.read_text(encoding="utf-8") for each in names if (path := _HERE / f"{each}.{suffix}").exists())
        for suffix in ("js", "css")
    )
    mounted = st.components.v2.component(f"policykb_{name}", css=sheet, js=script)

    def component(*, data: object, **more: Any) -> Any:
        return mounted(data=data if isinstance(data, bytes) else packed(data), **more)

    return component


def packed(data: object) -> bytes:
    """Data of a component as JSON."""
    return orjson.dumps(data, default=_plain, option=orjson.OPT_NON_STR_KEYS)


def _plain(value: object) -> list[object]:
    if isinstance(value, tuple):  # with names for its parts
        return list(value)
    raise TypeError
