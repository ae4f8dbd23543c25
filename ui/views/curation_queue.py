"""The queue of statements: the least sure first, narrowed by kind, document, status and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ingest.errors import NotFound
from kb.curation.queue import ORDERS, Queue, queue
from ontology import KINDS
from ui import links, session, shelf
from ui.components import filters
from ui.components.evidence import language_of
from ui.components.reader import title
from ui.components.table import table
from ui.components.told import forget, short
from ui.texts import Texts

if TYPE_CHECKING:
    from kb.curation.statements import Statement

_PAGE = links.CURATION
_STATUSES = ("extracted", "accepted", "rejected", "edited", "any")
_A_PAGE = 25


def asked() -> Queue:
    """The queue that the address asks for."""
    address = st.query_params
    kind, status = address.get("kind", ""), address.get("status", "")
    order = address.get("order", "")
    curate = shelf.current().kb.curate
    try:
        found = curate.statements(document=address.get("document", ""), kind=kind if kind in KINDS else "")
    except NotFound:  # a link to a document that was removed
        found = curate.statements(kind=kind if kind in KINDS else "")
    status = status if status in _STATUSES else _STATUSES[0]
    words = address.get("about", "")[: filters.LONGEST]
    return queue(found, words, "" if status == "any" else status, order if order in ORDERS else ORDERS[0])


def show(t: Texts) -> None:
    now = asked()
    left, middle, right = st.columns([3, 4, 4])
    with left:
        kinds = {"": t("curation.any_kind")} | {each: t(f"curation.kind.{each}") for each in KINDS}
        filters.choice(_PAGE, "kind", t("curation.kind.label"), KINDS, kinds.__getitem__)
    with middle:
        document(t, t("curation.any_document"))
    with right:
        filters.words(_PAGE, "about", t("curation.words"), t("curation.words_hint"))
    left, right = st.columns([7, 4])
    with left:
        filters.ways(_PAGE, "status", t("curation.status.label"), _STATUSES, lambda each: _status(t, each, now))
    with right:
        filters.ways(_PAGE, "order", t("curation.order.label"), ORDERS, lambda each: t(f"curation.order.{each}"))
    if not now.statements:
        filters.no_match(t, "kind", "document", "about", "status")
        return
    st.header(t("curation_count", count=len(now.statements)), anchor=False)
    listing(t, now.statements)


def document(t: Texts, nothing: str) -> str:
    """One of the documents, or "" for none."""
    titles = {"": nothing} | {each.id: title(t, each) for each in shelf.current().kb.documents()}
    options = [iri for iri in titles if iri]
    return filters.choice(_PAGE, "document", t("curation.document"), options, titles.__getitem__)


def _status(t: Texts, status: str, now: Queue) -> str:
    count = sum(now.counts.values()) if status == "any" else now.counts.get(status, 0)
    return f"{t(f'curation.status.{status}')} ({count})"


def listing(t: Texts, statements: list[Statement]) -> None:
    """A page of statements; each leads to its own."""
    pages = -(-len(statements) // _A_PAGE)
    number = page(pages)
    names = ("statement", "kind", "confidence", "status", "document")
    columns = [(t(f"curation.column.{name}"), name == "confidence") for name in names]
    shown = statements[(number - 1) * _A_PAGE : number * _A_PAGE]
    table(t, "statements", t("curation.part.queue"), columns, [_row(t, each) for each in shown], opened)
    if pages > 1:
        turn(t, pages, number)


def page(pages: int) -> int:
    """The page that the address asks for."""
    return min(max(session.number("page") or 1, 1), max(pages, 1))


def turn(t: Texts, pages: int, number: int) -> None:
    """Buttons that turn pages and put the number into the address; they keep the keyboard's place."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(t("curation.previous"), key="page_before", icon=":material/chevron_left:", disabled=number <= 1,
                  on_click=filters.put, args=("page", number - 1))  # fmt: skip
        st.button(t("curation.next"), key="page_after", icon=":material/chevron_right:", icon_position="right",
                  disabled=number >= pages, on_click=filters.put, args=("page", number + 1))  # fmt: skip
        st.caption(t("curation.number", number=number, count=pages))


def opened(iri: str) -> None:
    """Show one statement."""
    forget()
    st.query_params["statement"] = iri


def _row(t: Texts, statement: Statement) -> dict[str, object]:
    kept = {key: st.query_params.get(key, "") for key in ("kind", "status", "document", "about", "order")}
    said = short(statement.label or statement.quote)
    return {
        "id": statement.iri,
        "href": links.page(_PAGE, session.chosen_language(), **kept, statement=statement.iri),
        "lang": language_of(said),
        "langs": {4: statement.document.language},
        "cells": [
            said, t(f"curation.kind.{statement.kind}"), round(statement.confidence, 2),
            t(f"curation.status.{statement.status}"), title(t, statement.document),
        ],
    }  # fmt: skip
