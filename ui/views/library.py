"""Library: add documents, what was found in each and what it lacks, those that are alike; remove one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from ingest.errors import KBError
from ingest.library import file_name
from kb.inventory import as_csv, totals
from ui import access, jobs, links, session, shelf
from ui.components import browser_component, filters
from ui.components.adding import form, panel
from ui.components.notice import plain, why
from ui.components.reader import title
from ui.texts import Texts

if TYPE_CHECKING:
    from ingest.document import Document
    from kb.inventory import Holding
    from kb.works import Work

_PAGE = links.LIBRARY
_VIEWS = ("coverage", "duplicates")
_REMOVE, _WRONG, _GONE = "remove", "library_wrong", "library_gone"
_KEYS = ("find", "attention")
_BEGINNING = 300
_holdings = browser_component("holdings", "sort")
_works = browser_component("works")


def show() -> None:
    t = session.t()
    here = shelf.current()
    st.title(t("library.title"), anchor=False)
    st.caption(t("library.note") if access.may_curate() else t("library.reading"))
    _told(t)
    if access.may_curate():
        form(t)
        panel(t)
        _asked(t)
    if here.size:
        view = filters.ways(_PAGE, "view", t("library.view"), _VIEWS, lambda each: t(f"library.{each}"))
        coverage(t) if view == "coverage" else duplicates(t)
    elif not access.may_curate():
        st.text(t("library.empty"))


# ----------------------------------------------------------------------------------------- what there is
def coverage(t: Texts) -> None:
    """Every document with what was found in it."""
    everything = shelf.current().kb.inventory()
    st.header(t("library.coverage"), anchor=False)
    _totals(t, everything)
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        sought = filters.words(_PAGE, "find", t("documents.search"), "")
    with right:
        needing = filters.tick(_PAGE, "attention", t("library.attention"))
    words = sought.casefold().split()
    found = [each for each in everything if (each.needs or not needing) and _fits(each, words)]
    if not found:
        filters.no_match(t, *_KEYS)
        return
    columns = [(t("documents.name"), False), (t("documents.language"), False)]
    numbers = ("pages", "unread", "passages", "garbled", "mentions", "statements")
    columns += [(t(f"library.column.{name}"), True) for name in numbers]
    data = {
        "label": t("library.coverage"), "lang": t.language, "rows": [_row(t, each) for each in found],
        "columns": [{"title": c, "numeric": n, "sort": t("documents.sort", column=c)} for c, n in columns],
        "action": t("library.remove") if access.may_curate() else "",
    }  # fmt: skip
    _holdings(key="holdings", data=data, on_chosen_change=lambda: _ask(st.session_state["holdings"].chosen))
    st.download_button(
        t("library.csv"), lambda: as_csv(found), "coverage.csv", "text/csv", key="coverage_csv", on_click="ignore",
        icon=":material/download:",
    )  # fmt: skip


def _totals(t: Texts, everything: Sequence[Holding]) -> None:
    sums = totals(everything)
    said = [t("documents_count", count=sums.documents)]
    for name in ("pages", "unread", "passages", "garbled", "statements", "needing"):
        if count := getattr(sums, name):
            said.append(t(f"library_{name}", count=count))
    st.text(" · ".join(said))


def _fits(each: Holding, words: Sequence[str]) -> bool:
    text = f"{each.title} {each.authors} {each.source} {each.year or ''}".casefold()
    return all(word in text for word in words)


def _row(t: Texts, each: Holding) -> dict[str, Any]:
    name = file_name(each.source)
    return {
        "id": each.id, "href": links.document(each.id, language=session.chosen_language()), "lang": each.language,
        "file": name if each.title else "", "tags": [t(f"library.need.{need}") for need in each.needs],
        "cells": [
            each.title or name, t.get(f"languages.{each.language}", each.language), each.pages or None,
            each.unread or None, each.passages, each.garbled or None, each.mentions, each.statements,
        ],
    }  # fmt: skip


# ------------------------------------------------------------------------------------------ what is alike
def duplicates(t: Texts) -> None:
    """Documents that are the same, nearly the same, or versions of one another."""
    st.header(t("library.duplicates"), anchor=False)
    found = shelf.current().kb.works()
    if not found:
        st.text(t("library.no_duplicates"))
        return
    st.caption(t("library.duplicates_note"))
    action = t("library.remove") if access.may_curate() else ""
    data = {"label": t("library.duplicates"), "action": action, "works": [_work(t, work) for work in found]}
    _works(key="works", data=data, on_chosen_change=lambda: _ask(st.session_state["works"].chosen))


def _work(t: Texts, work: Work) -> dict[str, Any]:
    words = t(f"library.alike.{work.kind}")
    if work.kind != "same":
        words += " · " + t("library.similarity", percent=round(work.similarity * 100))
    return {"title": words, "sides": [_side(t, each) for each in work.documents]}


def _side(t: Texts, each: Document) -> dict[str, Any]:
    count = shelf.current().passages_in(each.id)
    facts = [t.get(f"types.{each.type}", each.type), each.date or str(each.year or ""),
             t.get(f"languages.{each.language}", each.language), t("library_passages", count=count)]  # fmt: skip
    return {
        "id": each.id, "href": links.document(each.id, language=session.chosen_language()), "title": title(t, each),
        "lang": each.language, "facts": [file_name(each.source), " · ".join(filter(None, facts))],
        "begins": " ".join(each.text[:_BEGINNING].split()),
    }  # fmt: skip


# ------------------------------------------------------------------------------------------------ removal
def _ask(document_id: str | None) -> None:
    if document_id:
        st.query_params[_REMOVE] = document_id


def _asked(t: Texts) -> None:
    """The dialog for the document that the address wants to have removed."""
    asked = st.query_params.get(_REMOVE, "")
    if not asked:
        return
    try:
        document = shelf.current().kb.document(asked)
    except KBError:
        _keep()
        return
    st.dialog(t("library.remove_title"), on_dismiss=_keep)(_confirm)(t, document)


def _confirm(t: Texts, document: Document) -> None:
    st.text(title(t, document))
    st.text(t("library_removed_with", count=shelf.current().passages_in(document.id)))
    st.text(t("library.remove_note"))
    kb = shelf.current().kb
    st.download_button(
        t("library.save_source"), lambda: kb.kept_source(document.id)[1], file_name(document.source) or document.id,
        "application/octet-stream", key="kept_source", on_click="ignore", icon=":material/download:",
    )  # fmt: skip
    with st.container(horizontal=True):
        if st.button(t("library.remove_now"), type="primary", key="remove_now"):
            _remove(document.id, title(t, document))
            st.rerun()
        if st.button(t("library.keep"), key="keep"):
            _keep()
            st.rerun()


def _keep() -> None:
    st.query_params.pop(_REMOVE, None)


def _remove(document_id: str, name: str) -> None:
    _keep()
    try:
        jobs.remove(document_id)
    except KBError as error:
        st.session_state[_WRONG] = why(error)
    else:
        st.session_state[_GONE] = name


def _told(t: Texts) -> None:
    """What came of the last removal."""
    if wrong := st.session_state.pop(_WRONG, None):
        st.error(plain(wrong))
    if gone := st.session_state.pop(_GONE, None):
        st.success(t("library.removed", title=plain(gone)))
