"""Who does what: agencies and their functions on a day, as a table with its evidence and as a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from ingest.errors import BadQuestion
from kb.overview import overview
from kb.overview.duties import as_csv, moments, ordered, surest
from kb.overview.network import Ties, drawing, of_agencies, of_functions
from ui import links, session, shelf
from ui.components import filters
from ui.components.evidence import OPENED, Column, language_of, name, pairs, quotes, sheet, side
from ui.components.network import Way, network, opened
from ui.components.notice import notice
from ui.texts import Texts

if TYPE_CHECKING:
    from kb.overview import Overview
    from kb.statements import Duty

_PAGE = links.WHO
_DAY = "who_day"
_MOST = 200


def show() -> None:
    t = session.t()
    here = shelf.current()
    st.title(t("who.title"), anchor=False)
    st.caption(t("who.note"))
    if filters.shelf_is_empty(t, here):
        return
    everything = overview(here.kb)
    if not everything.duties:
        notice(t("who.nothing"), t("who.nothing_do"))
        return
    agency, about, on, only = ask(t, everything)
    day = on or date.today().isoformat()
    found = everything.statements.responsible(about, agency=agency)
    # Words put the best match first.
    duties = ordered(found if about else surest(found), day, only)
    if not duties:
        filters.no_match(t, "agency", "about", "date", "only")
        return
    chosen = bool(agency or about)
    left, right = st.columns([5, 6], gap="medium")
    with left:
        listing(t, duties, day, on)
    with right:
        drawn(t, duties, everything, day, chosen, only)
    gaps(t, everything, duties)


def ask(t: Texts, everything: Overview) -> tuple[str, str, str, bool]:
    """Agency, words, day ("" for any time) and whether only what holds on that day, as chosen."""
    left, right = st.columns(2)
    with left:
        agency = filters.agency(t, _PAGE, everything.responsible(), list(everything.entities.values()))
    with right:
        about = filters.words(_PAGE, "about", t("who.about"), t("who.about_hint"))
    if not agency and not about:
        filters.examples(t, _PAGE, everything.topics_of_duties())
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        on = day(t, everything)
    with right:
        st.session_state["who_any"] = not on
        st.checkbox(t("who.any_time"), key="who_any", on_change=_any_time)
        only = filters.tick(_PAGE, "only", t("who.only")) if on else False
    return agency, about, on, only


def day(t: Texts, everything: Overview) -> str:
    """The day of the address, moved by a slider; "" for any time, which the slider ends when it is moved."""
    asked = st.query_params.get("date", "")
    today = date.today().isoformat()
    try:
        everything.statements.responsible(on=asked)
        days = moments(everything.duties, today, asked)
    except BadQuestion:
        st.text(t("who.bad_date", date=asked[:40]))
        asked, days = "", moments(everything.duties, today)
    st.session_state[_DAY] = asked or today
    st.select_slider(t("who.day"), days, key=_DAY, on_change=lambda: filters.put("date", st.session_state[_DAY]))
    return asked


def _any_time() -> None:
    filters.put("date", "" if st.session_state["who_any"] else date.today().isoformat())
    filters.put("only", "")


def listing(t: Texts, duties: Sequence[Duty], day: str, on: str) -> None:
    st.header(t("who_functions", count=len(duties)), anchor=False)
    columns = [Column(t(f"who.{column}")) for column in ("function", "agency", "basis", "since", "until")]
    columns.append(Column(t("who.on", date=day) if on else t("who.today")))
    sheet(t, "duties", t("who.title"), columns, [_row(t, duty, day) for duty in duties[:_MOST]])
    if len(duties) > _MOST:
        st.caption(t("filters.first", count=_MOST))
    st.download_button(
        t("who.csv"), lambda: as_csv(duties, day), "who-does-what.csv", "text/csv", key="duties_csv",
        on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def _row(t: Texts, duty: Duty, day: str) -> dict[str, Any]:
    state = duty.state(day)
    cells = [
        duty.function, name(t, duty.agency) if duty.agency else "", name(t, duty.basis) if duty.basis else "",
        duty.valid_from, duty.valid_until, t(f"who.state.{state}"),
    ]  # fmt: skip
    return {
        "id": duty.entity.iri, "cells": cells, "lang": language_of(duty.function), "quiet": state != "present",
    } | quotes(t, duty.evidence)  # fmt: skip


def drawn(t: Texts, duties: Sequence[Duty], everything: Overview, day: str, chosen: bool, only: bool) -> None:
    """The functions of what was chosen; before a choice only the agencies. What is opened brings its neighbours."""
    st.header(t("who.drawing"), anchor=False)
    st.caption(t("who.drawing_note") if chosen else t("who.drawing_agencies"))
    ties = Ties(ordered(everything.duties, day, only), everything.entities)
    first = of_functions(duties, ties) if chosen else of_agencies(duties)
    found = drawing(ties, first, t.language, opened())
    ways = {iri: _way(t, node.kind, iri) for iri, node in found.nodes.items()}
    states = {iri: ties.duties[iri].state(day) for iri in found.nodes if iri in ties.duties}
    network(t, found, {iri: way for iri, way in ways.items() if way}, states, t("who.title"), day)


def _way(t: Texts, kind: str, iri: str) -> Way | None:
    """An agency leads to its functions, a function to its row with the quotes."""
    kept = {key: st.query_params.get(key, "") for key in ("agency", "about", "date", "only")}
    if kind == "agency":
        return Way(links.page(_PAGE, session.chosen_language(), agency=iri, date=kept["date"]), t("who.graph.agency"))
    if kind != "responsibility":
        return None
    return Way(links.page(_PAGE, session.chosen_language(), **kept, **{OPENED: iri}), t("who.graph.quotes"))


def gaps(t: Texts, everything: Overview, duties: Sequence[Duty]) -> None:
    """Functions that two agencies have at once, and how many have no legal basis, among those that are shown."""
    found = everything.gaps_of(duties)
    st.header(t("who.gaps"), anchor=False)
    st.text(t("who_without_basis", count=len(found.without_basis)))
    if not found.overlaps:
        st.text(t("who.no_overlaps"))
        return
    with st.expander(t("who_overlaps", count=len(found.overlaps))):
        st.caption(t("who.overlaps_note"))
        shown = [(t("who.overlap"), _side(t, one), _side(t, other)) for one, other in found.overlaps[:_MOST]]
        pairs("overlaps", t("who.gaps"), shown)


def _side(t: Texts, duty: Duty) -> dict[str, Any]:
    days = " – ".join([duty.valid_from or "…", duty.valid_until or "…"]) if duty.valid_from or duty.valid_until else ""
    return side(t, name(t, duty.agency) if duty.agency else "", days, duty.evidence)
