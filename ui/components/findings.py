"""Figures as words, and those that contradict each other side by side with both quotes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from ui.components import times
from ui.components.evidence import pairs, side
from ui.texts import Texts

if TYPE_CHECKING:
    from kb.entities import Contradiction, Evidence, KBEntity

_MOST = 60


def contradictions(t: Texts, found: Sequence[Contradiction], headline: str) -> None:
    """Under a headline; nothing to see where there is none but a sentence that says so."""
    st.header(headline, anchor=False)
    if not found:
        st.text(t("contradictions.none"))
        return
    st.caption(t("contradictions.note"))
    shown = [
        (_why(t, each), _side(t, each.first, each.first_place), _side(t, each.second, each.second_place))
        for each in found[:_MOST]
    ]
    pairs("contradictions", headline, shown)
    if len(found) > _MOST:
        st.caption(t("filters.first", count=_MOST))


def figure(t: Texts, entity: KBEntity) -> str:
    """``> 53,000 people, 2019, Almaty`` as the text has it."""
    said = entity.properties
    value = " ".join(part for part in (said.get("qualifier", ""), said.get("value", ""), said.get("unit", "")) if part)
    parts = (value, times.said(t, str(said.get("time") or said.get("year") or "")), said.get("place", ""))
    return " · ".join(part for part in parts if part)


def _why(t: Texts, each: Contradiction) -> str:
    """The kind in the reader's language; the sentence that says more is in English."""
    kind = t(f"contradictions.{each.kind}")
    return f"{kind} {each.reason}" if t.language == "en" else kind


def _side(t: Texts, entity: KBEntity, where: Evidence) -> dict[str, Any]:
    return side(t, str(entity.properties.get("indicator") or entity.label), figure(t, entity), [where])
