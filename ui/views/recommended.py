"""Recommendations: a board of who recommends what to whom, what came later, and findings that contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from kb.overview import overview
from kb.overview.board import BY, Group, board
from ui import links, session, shelf
from ui.components import browser_component, filters, times
from ui.components.evidence import address, language_of, name, quotes
from ui.components.findings import contradictions
from ui.components.notice import notice
from ui.components.reader import title
from ui.texts import Texts

if TYPE_CHECKING:
    from kb.entities import KBEntity
    from kb.overview import Overview
    from kb.statements import Advice

_PAGE = links.RECOMMENDATIONS
_OPENED = "group"
# The key of those that have no concept, addressee or year; addresses have no empty values.
_NONE = "none"
_MOST = 300
_board = browser_component("board", "quotes")


def show() -> None:
    t = session.t()
    here = shelf.current()
    st.title(t("recommended.title"), anchor=False)
    st.caption(t("recommended.note"))
    if filters.shelf_is_empty(t, here):
        return
    everything = overview(here.kb)
    if everything.advice:
        by, advice = ask(t, everything)
        if advice:
            listing(t, everything, by, advice)
        else:
            filters.no_match(t, "about", "agency", "year")
    else:
        notice(t("recommended.nothing"), t("recommended.nothing_do"))
    contradictions(
        t, everything.contradictions_about(st.query_params.get("about", "")), t("recommended.contradictions")
    )


def ask(t: Texts, everything: Overview) -> tuple[str, list[Advice]]:
    """How to group, and the recommendations that fit the filters."""
    by = filters.ways(_PAGE, "by", t("recommended.by"), tuple(BY), lambda each: t(f"recommended.by_{each}"))
    left, middle, right = st.columns([4, 4, 2])
    with left:
        about = filters.words(_PAGE, "about", t("recommended.about"), t("who.about_hint"))
    with middle:
        agency = filters.agency(t, _PAGE, everything.addressees(), list(everything.entities.values()))
    with right:
        years = sorted({str(each.year) for each in everything.advice if each.year is not None}, reverse=True)
        year = filters.choice(_PAGE, "year", t("filters.year"), years, lambda each: each or t("filters.any_year"))
    if not about:
        filters.examples(t, _PAGE, everything.topics_of_advice())
    return by, everything.statements.recommendations(about, agency, int(year) if year else None)


def listing(t: Texts, everything: Overview, by: str, advice: Sequence[Advice]) -> None:
    st.header(t("recommended_count", count=len(advice)), anchor=False)
    if len(advice) > _MOST:
        st.caption(t("filters.first", count=_MOST))
    shown = advice[:_MOST]
    keys = ("later", "candidates", "by", "to", "year", "about", "taken")
    data = {
        "by": by,
        "open": st.query_params.get(_OPENED, ""),
        "groups": [_group(t, group, by) for group in board(shown, by)],
        "cards": {each.entity.iri: _card(t, each, everything.later(each)) for each in shown},
        "words": {key: t(f"recommended.card.{key}") for key in keys},
    }
    _board(key="board", data=data, on_opened_change=_open)


def _open() -> None:
    group = st.session_state["board"].opened
    if group:
        st.query_params[_OPENED] = group
    elif group is not None:
        st.query_params.pop(_OPENED, None)


def _group(t: Texts, group: Group, by: str) -> dict[str, Any]:
    return {
        "key": group.key or _NONE,
        "name": _name(t, group, by),
        "cards": [each.entity.iri for each in group.advice],
    }


def _name(t: Texts, group: Group, by: str) -> str:
    if not group.key:
        return t(f"recommended.without.{by}")
    if by == "source":
        return title(t, shelf.current().kb.document(group.key))
    return name(t, group.entity) if group.entity else group.key


def _card(t: Texts, advice: Advice, later: Sequence[KBEntity]) -> dict[str, Any]:
    by = str(advice.entity.properties.get("by", ""))
    return {
        "id": advice.entity.iri,
        # "authors" is said where the text names nobody.
        "by": t("recommended.authors") if by in ("", "authors") else by,
        "to": ", ".join(name(t, agency) for agency in advice.addressees),
        "year": str(advice.year or ""),
        "about": ", ".join(name(t, concept) for concept in advice.concepts),
        "taken": ", ".join(name(t, each) for each in advice.taken_up_by),
        "later": [_candidate(t, each) for each in later if each.evidence],
    } | quotes(t, advice.entity.evidence)


def _candidate(t: Texts, entity: KBEntity) -> dict[str, Any]:
    label, said = name(t, entity), entity.properties
    return {
        "text": label,
        "lang": language_of(label),
        "date": str(said.get("date") or times.said(t, said.get("period", ""))),
        "href": address(entity.evidence[0]),
    }
