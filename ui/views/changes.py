"""Changes: what was done to the shelf, when and by whom; for curators."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from ingest.library import file_name
from kb.changes import Change, as_csv
from ui import access, links, session, shelf
from ui.components.evidence import language_of
from ui.components.table import table
from ui.texts import Texts

_STEP = 200
_MOST = 5_000


def show() -> None:
    access.require_curator()
    t = session.t()
    kb = shelf.current().kb
    st.title(t("changes.title"), anchor=False)
    st.caption(t("changes.note"))
    document = st.query_params.get("document", "")
    shown = min(session.number("shown") or _STEP, _MOST)
    found = kb.changes(limit=shown, document=document or None)
    if document:
        st.button(t("changes.all"), key="all_changes", type="tertiary", on_click=_all)
    if not found:
        st.text(t("changes.none"))
        return
    names = ("about", "what", "who", "when", "more")
    here = {document.id: document.language for document in kb.documents()}
    rows = [_row(t, change, here) for change in found]
    table(t, "changes", t("changes.title"), [(t(f"changes.{name}"), False) for name in names], rows)
    if len(found) == shown < _MOST:
        st.button(t("changes.older"), key="older", on_click=_older, args=(shown,))
    st.download_button(
        t("changes.csv"), lambda: as_csv(kb.changes(document=document or None)), "changes.csv", "text/csv",
        key="changes_csv", on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def _all() -> None:
    st.query_params.pop("document", None)


def _older(shown: int) -> None:
    st.query_params["shown"] = str(shown + _STEP)


def _row(t: Texts, change: Change, here: Mapping[str, str]) -> dict[str, object]:
    """The document or name, what, who, when (UTC) and the rest; a document that is there is linked."""
    row: dict[str, object] = {"id": str(change.number)}
    if change.subject in here:
        row["href"] = links.document(change.subject, language=session.chosen_language())
    when = change.at[:19].replace("T", " ")
    about = _about(change)
    row["lang"] = here.get(change.subject) or language_of(about)
    return row | {"cells": [about, _what(t, change), change.by, when, _more(t, change)]}


def _what(t: Texts, change: Change) -> str:
    decision = change.details.get("decision", "")
    return t(f"changes.decided.{decision}") if decision else t(f"changes.action.{change.action}")


def _about(change: Change) -> str:
    said = change.details
    return str(
        said.get("title") or said.get("quote") or file_name(said.get("source", "")) or _names(change) or change.subject
    )


def _names(change: Change) -> str:
    """The entities that a decision is about, in a merge the one that stays first."""
    return (" ← " if "merge" in _acts(change) else ", ").join(map(str, change.details.get("names", [])))


def _acts(change: Change) -> tuple[str, str]:
    """What was decided, and what an undo took back."""
    return str(change.details.get("decision", "")), str(change.details.get("undoes", ""))


def _more(t: Texts, change: Change) -> str:
    """The quote, the fields, the file: what tells one change from another of its kind."""
    said = change.details
    done, names = said.get("done", ""), _names(change)
    parts = [
        said.get("quote", "") if said.get("title") else "",
        names if names != _about(change) else "",
        ", ".join(t.get(f"document.field.{name}", name) for name in said.get("fields", [])),
        said.get("library", ""),
        file_name(str(said.get("source", ""))) if said.get("title") else "",
        t("changes.entered", name=said["entered_by"]) if said.get("entered_by") else "",
        t(f"changes.done.{done}") if done else "",
    ]
    return " · ".join(str(part) for part in parts if part)
