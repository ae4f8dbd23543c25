"""Facets of a question: what the nearest passages are like, with counts, and what was chosen of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from kb.facets import FACETS, Count, Narrowing
from ui import links, session
from ui.components import browser_component
from ui.components.evidence import language_of, name
from ui.texts import Texts

_KEY = "facets"
_component = browser_component("facets")
Facets = Mapping[str, Sequence[Count]]


def asked() -> dict[str, str]:
    """The filters of the address."""
    return {facet: value for facet in FACETS if (value := st.query_params.get(facet, "").strip())}


def facet_bar(t: Texts, question: str, counts: Facets, chosen: Narrowing) -> None:
    """A button for each facet, whose values open below, and what was chosen, each with a way to take it back."""
    said = asked()
    here = [facet for facet in FACETS if getattr(chosen, facet) is not None]
    language = session.chosen_language()

    def address(facet: str, value: str) -> str:
        kept = {} if not facet else {name: said[name] for name in here if name != facet} | {facet: value}
        return links.ask(question, language=language, filters=kept)

    groups = [
        {"facet": facet, "title": t(f"ask.facet.{facet}"), "none": t("ask.facet.none"),
         "values": [_word(t, facet, each) | {"value": each.value, "count": each.count,
                    "chosen": str(getattr(chosen, facet)) == each.value, "href": address(facet, each.value)}
                    for each in counts[facet]]}
        | (_years(t, chosen) if facet == "year" else {})
        for facet in FACETS
    ]  # fmt: skip
    chips = [{"facet": facet, "href": address(facet, "")} | _chip(t, facet, chosen, counts[facet]) for facet in here]
    everything = {"href": address("", ""), "text": t("ask.facet.clear")}
    data = {"label": t("ask.facet.title"), "groups": groups, "chips": chips, "all": everything}
    _component(key=_KEY, data=data, on_narrowed_change=_narrow)


def clear() -> None:
    """Take all filters out of the address."""
    _put("", "")


def _narrow() -> None:
    pressed: Mapping[str, str] | None = st.session_state[_KEY].narrowed
    if pressed:
        _put(pressed["facet"], pressed["value"])


def _put(facet: str, value: str) -> None:
    """Write a filter into the address; the empty one stands for all."""
    for each in ("cite", "page"):
        st.query_params.pop(each, None)
    for each in [facet] if facet in FACETS else FACETS:
        st.query_params.pop(each, None)
    if facet in FACETS and value:
        st.query_params[facet] = value


def _word(t: Texts, facet: str, each: Count) -> dict[str, Any]:
    if each.entity is not None:
        text = name(t, each.entity)
        return {"text": text, "lang": language_of(text)}
    return {"text": _said(t, facet, each.value), "lang": t.language}


def _said(t: Texts, facet: str, value: str) -> str:
    return t.get(f"{facet}s.{value}", value) if facet in ("language", "type") else value


def _chip(t: Texts, facet: str, chosen: Narrowing, counts: Sequence[Count]) -> dict[str, Any]:
    value = getattr(chosen, facet)
    if isinstance(value, tuple):
        word: dict[str, Any] = {"text": "–".join(str(each) if each else "" for each in value), "lang": t.language}
    else:
        found = next((each for each in counts if each.value == str(value)), Count(str(value), 0))
        word = _word(t, facet, found)
    named = f"{t(f'ask.facet.{facet}')}: {word['text']}"
    return word | {"text": named, "label": t("ask.facet.drop", filter=named)}


def _years(t: Texts, chosen: Narrowing) -> dict[str, Any]:
    year = chosen.year
    first, last = year if isinstance(year, tuple) else (year, year)
    words = {key: t(f"ask.facet.{key}") for key in ("from", "until", "apply")}
    return words | {"first": "" if first is None else str(first), "last": "" if last is None else str(last)}
