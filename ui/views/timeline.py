"""Timeline and figures: laws, programmes, stages, transfers on one axis of time, figures by year with their sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import ceil, floor
from typing import TYPE_CHECKING, Any

import streamlit as st

from kb.overview import overview
from ui import links, session, shelf
from ui.components import browser_component, filters, times
from ui.components.drawing import looks
from ui.components.evidence import (
    OPENED,
    Column,
    address,
    language_of,
    name,
    open_row,
    quotes,
    sheet,
    source,
)
from ui.components.findings import contradictions
from ui.components.notice import notice
from ui.texts import Texts

if TYPE_CHECKING:
    from kb.overview import Overview
    from kb.overview.series import Point, Series, Span

_PAGE = links.TIMELINE
_LANES = {"instrument": "instrument", "programme": "programme", "stage": "stage", "transfer": "responsibility",
          "relation": "observation", "change": "agency"}  # fmt: skip
_SIGNS = {"<=": "≤", ">=": "≥", "~": "≈"}
_DRAWN, _CHARTS, _MOST = 80, 24, 300
_spans = browser_component("spans", "chart")
_figures = browser_component("figures", "chart")


def show() -> None:
    t = session.t()
    here = shelf.current()
    st.title(t("timeline.title"), anchor=False)
    st.caption(t("timeline.note"))
    if filters.shelf_is_empty(t, here):
        return
    everything = overview(here.kb)
    if not everything.spans() and not everything.series():
        notice(t("timeline.nothing"), t("timeline.nothing_do"))
        return
    about, place, first, last = ask(t, everything)
    spans, series = everything.spans(about, first, last), everything.series(about, place, first, last)
    if not spans and not series:
        filters.no_match(t, "about", "place", "from", "until")
        return
    if spans:
        axis(t, everything, spans)
    if series:
        figures(t, series)
    contradictions(t, everything.contradictions_about(about), t("timeline.contradictions"))


def ask(t: Texts, everything: Overview) -> tuple[str, str, int | None, int | None]:
    """Words, place, first and last year, as chosen."""
    one, two, three, four = st.columns([4, 3, 2, 2])
    with one:
        about = filters.words(_PAGE, "about", t("timeline.about"), t("timeline.about_hint"))
    with two:
        counts = Counter(each.place for each in everything.series() if each.place)
        asked = st.query_params.get("place", "")
        # The longest places hold several; what the address asks for may be a part of one.
        places = [place for place, _ in counts.most_common()]
        options = places if asked in places or not asked else [asked[: filters.LONGEST], *places]
        place = filters.choice(
            _PAGE, "place", t("timeline.place"), options, lambda each: each or t("timeline.any_place")
        )
    with three:
        first = filters.year(_PAGE, "from", t("timeline.from"))
    with four:
        last = filters.year(_PAGE, "until", t("timeline.until"))
    return about, place, first, last


def axis(t: Texts, everything: Overview, spans: Sequence[Span]) -> None:
    """The axis, and the same as a table whose rows open to the quotes."""
    st.header(t("timeline.axis"), anchor=False)
    drawn = spans[:_DRAWN]
    years = [year for span in drawn for year in span.years]
    lanes = [(lane, [span for span in drawn if span.lane == lane]) for lane in _LANES]
    data = {
        "label": t("timeline.axis"),
        "years": [floor(min(years)), ceil(max(years))],
        "lanes": [
            {"title": t(f"timeline.lanes.{lane}"), "colour": looks(_LANES[lane], session.dark())[0],
             "items": [_item(t, everything, span) for span in those]}
            for lane, those in lanes if those
        ],
    }  # fmt: skip
    _spans(key="spans", data=data, on_opened_change=lambda: open_row(st.session_state["spans"].opened))
    if len(spans) > _DRAWN:
        st.caption(t("timeline.drawn", count=_DRAWN))
    columns = [Column(t(f"timeline.{column}")) for column in ("what", "kind", "start", "end")]
    rows = [_row(t, everything, span) for span in spans[:_MOST]]
    with st.expander(t("timeline.table"), expanded=st.query_params.get(OPENED, "") in {row["id"] for row in rows}):
        sheet(t, "dates", t("timeline.axis"), columns, rows)


def _id(span: Span) -> str:
    return f"{span.entity.iri}@{span.start}"


def _called(t: Texts, everything: Overview, span: Span) -> str:
    """A transfer is named by what was handed over, and from whom to whom."""
    label = name(t, span.entity)
    if span.lane != "transfer":
        return label
    said = span.entity.properties
    ends = (everything.entities.get(said.get(end, "")) for end in ("transferred_from", "agency"))
    return f"{label} ({' → '.join(name(t, end) for end in ends if end is not None)})"


def _item(t: Texts, everything: Overview, span: Span) -> dict[str, Any]:
    label = _called(t, everything, span)
    kept = {key: st.query_params.get(key, "") for key in ("about", "place", "from", "until")}
    return {
        "id": _id(span),
        "text": label,
        "lang": language_of(label),
        "date": span.start if span.start == span.end else f"{span.start}–{span.end}",
        "years": span.years,
        "period": span.start != span.end,
        "href": links.page(_PAGE, session.chosen_language(), **kept, **{OPENED: _id(span)}),
    }


def _row(t: Texts, everything: Overview, span: Span) -> dict[str, Any]:
    label = _called(t, everything, span)
    cells = [label, t(f"timeline.lanes.{span.lane}"), span.start, span.end if span.end != span.start else ""]
    return {"id": _id(span), "cells": cells, "lang": language_of(label)} | quotes(t, span.entity.evidence)


def figures(t: Texts, series: Sequence[Series]) -> None:
    """Charts of what has figures of several years, and all figures as a table."""
    st.header(t("timeline.figures"), anchor=False)
    charts = [each for each in series if each.drawable][:_CHARTS]
    if charts:
        st.caption(t("timeline.figures_note"))
        words = {key: t(f"timeline.{key}") for key in ("sources", "contradicted")}
        _figures(key="figures", data={"lang": t.language, "words": words, "series": [_chart(t, s) for s in charts]})
    else:
        st.text(t("timeline.no_charts"))
    points = [(each, point) for each in series for point in each.points]
    # The signs of these columns stand in the cells: a figure that is contradicted is marked there.
    columns = [Column(t("timeline.indicator")), Column(t("timeline.place")), Column(t("timeline.time")),
               Column(t("timeline.value"), numeric=True), Column(t("timeline.unit")), Column("≠")]  # fmt: skip
    rows = [_figure(t, each, point) for each, point in points[:_MOST]]
    opened = st.query_params.get(OPENED, "") in {row["id"] for row in rows}
    with st.expander(t("timeline_figures", count=len(points)), expanded=opened or not charts):
        sheet(t, "values", t("timeline.figures"), columns, rows)
        if len(points) > _MOST:
            st.caption(t("filters.first", count=_MOST))


def _chart(t: Texts, series: Series) -> dict[str, Any]:
    title = " · ".join(part for part in (series.indicator, series.place) if part)
    return {
        "title": title,
        # Heads of columns have their unit with them.
        "unit": series.unit if series.unit not in title else "",
        "lang": language_of(title),
        "points": [_point(t, point) for point in series.dated],
    }


def _point(t: Texts, point: Point) -> dict[str, Any]:
    where = point.entity.evidence[0]
    return {
        "id": point.entity.iri, "at": point.at, "value": point.value, "time": point.time,
        "qualifier": _SIGNS.get(point.qualifier, point.qualifier), "contradicted": point.contradicted,
        "href": address(where), "source": source(t, where), "lang": where.document.language,
    }  # fmt: skip


def _figure(t: Texts, series: Series, point: Point) -> dict[str, Any]:
    mark = t("timeline.contradicted") if point.contradicted else ""
    return {
        "id": point.entity.iri,
        "cells": [series.indicator, series.place, times.said(t, point.time), point.value, series.unit, mark],
        "order": {2: point.time},
        "before": {3: f"{_SIGNS.get(point.qualifier, point.qualifier)} ".lstrip()},
        "lang": language_of(series.indicator),
    } | quotes(t, point.entity.evidence)
