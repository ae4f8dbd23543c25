"""Entities that are one: chosen by name or from pairs with similar names, and merged with both evidence in view."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from kb.curation.queue import Alike, alike
from kb.overview import overview
from ontology import KINDS
from ui import access, curating, links, shelf
from ui.components import filters, times
from ui.components.claim import claim
from ui.components.evidence import Column, language_of, name, quotes, sheet
from ui.components.notice import plain
from ui.components.told import decide, forget
from ui.texts import Texts
from ui.views import curation_history

if TYPE_CHECKING:
    from kb.entities import KBEntity
    from kb.overview import Overview

_PAGE = links.CURATION
_CHOSEN = "curation_entities"
_MERGED = [kind for kind in KINDS if kind != "concept"]
_USUAL, _MOST = "agency", 2_000


def show(t: Texts) -> None:
    everything = overview(shelf.current().kb)
    st.caption(t("curation.merge_note"))
    left, right = st.columns([3, 8])
    with left:
        of = _kind(t)
    entities = sorted((e for e in everything.entities.values() if e.kind == of), key=lambda e: -len(e.evidence))
    with right:
        chosen = _entities(t, {e.iri: e for e in entities[:_MOST]})
    if len(chosen) > 1:
        _together(t, chosen)
    else:
        _suggested(t, everything, of)
    made = [d for d in shelf.current().kb.curate.decisions() if d.action in ("merge", "split")]
    if made:
        st.header(t("curation.merged"), anchor=False)
        curation_history.listing(t, made[::-1][: curation_history.A_PAGE])


def _kind(t: Texts) -> str:
    asked = st.query_params.get("kind", "")
    st.session_state["curation_of"] = asked if asked in _MERGED else _USUAL
    return str(st.selectbox(t("curation.kind.label"), _MERGED, key="curation_of", on_change=_other_kind,
                            format_func=lambda each: t(f"curation.kind.{each}")))  # fmt: skip


def _other_kind() -> None:
    choose([])
    filters.put("kind", st.session_state["curation_of"])


def choose(iris: list[str]) -> None:
    """Put the entities to be compared into the address."""
    forget()
    filters.put("entities", " ".join(iris))


def _entities(t: Texts, options: dict[str, KBEntity]) -> list[KBEntity]:
    asked = st.query_params.get("entities", "").split()
    st.session_state[_CHOSEN] = [iri for iri in dict.fromkeys(asked) if iri in options]

    def called(iri: str) -> str:
        return f"{name(t, options[iri])} ({len(options[iri].evidence)})"

    chosen = st.multiselect(t("curation.entities"), list(options), key=_CHOSEN, format_func=called,
                            placeholder=t("curation.entities_hint"), select_all=False,
                            on_change=lambda: choose(st.session_state[_CHOSEN]))  # fmt: skip
    return [options[iri] for iri in chosen]


def _together(t: Texts, chosen: list[KBEntity]) -> None:
    """The evidence side by side, and the button."""
    iris = [each.iri for each in chosen]
    key = f"stays:{' '.join(iris)}"
    st.radio(t("curation.stays"), list(range(len(chosen))), key=key,
             format_func=lambda number: plain(name(t, chosen[number])))  # fmt: skip
    if access.may_curate():
        st.button(t("curation_merge", count=len(chosen)), key="merge", type="primary", icon=":material/merge:",
                  on_click=_merge, args=(iris, key))  # fmt: skip
    st.header(t("curation.compare"), anchor=False)
    with st.container(key="compared"):
        for number, column in enumerate(st.columns(min(len(chosen), 3))):
            with column:
                for each in chosen[number::3]:
                    _evidence(t, each)


def _evidence(t: Texts, entity: KBEntity) -> None:
    """An entity with what is known of it and its quotes in their surroundings."""
    known = {key: entity.properties.get(key, "") for key in ("number", "date", "period", "jurisdiction")}
    said = [times.said(t, value) if key == "period" else value for key, value in known.items() if value]
    places = {t("curation_places", count=len(entity.evidence)): [(e.document, e.start, e.end) for e in entity.evidence]}
    claim(t, f"side:{entity.iri}", name(t, entity), places, head=name(t, entity), tags=said)


def _merge(iris: list[str], key: str) -> None:
    """The choice is read now: who presses at once after choosing means what she chose last."""
    stays = iris[st.session_state[key]]
    if decide(curating.merge, stays, [iri for iri in iris if iri != stays]):
        filters.put("entities", "")


# ------------------------------------------------------------------------------------------- suggestions
def _suggested(t: Texts, everything: Overview, of: str) -> None:
    found = _alike(everything, of)
    st.header(t("curation_alike", count=len(found)), anchor=False)
    if not found:
        st.text(t("curation.none_alike"))
        return
    st.caption(t("curation.alike_note"))
    columns = [Column(t("curation.entities")), Column(t("curation.likeness"), numeric=True)]
    rows = [_row(t, each) for each in found]
    sheet(t, "alike", t("curation.alike"), columns, rows)
    opened = st.query_params.get("row", "")
    if opened in {row["id"] for row in rows}:
        st.button(t("curation.compare_open"), key="compare", icon=":material/compare_arrows:", on_click=choose,
                  args=(str(opened).split(),))  # fmt: skip


@lru_cache(maxsize=4)
def _alike(everything: Overview, of: str) -> list[Alike]:
    return alike([e for e in everything.entities.values() if e.kind == of])


def _row(t: Texts, pair: Alike) -> dict[str, object]:
    label = f"{name(t, pair.one)}  ≈  {name(t, pair.other)}"
    evidence = [*pair.one.evidence[:2], *pair.other.evidence[:2]]
    ids = f"{pair.one.iri} {pair.other.iri}"
    return {"id": ids, "cells": [label, pair.likeness], "lang": language_of(label)} | quotes(t, evidence)
