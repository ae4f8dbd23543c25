"""Document, a law on a day: the state of its articles, with the notes that tell of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from ingest.document import Document
from kb.laws_at import STATES
from ui import shelf
from ui.components.filters import put
from ui.components.folds import folds, spot
from ui.texts import Texts

if TYPE_CHECKING:
    from kb.laws_at import ArticleAt, Change

# How a state of an article looks, beside its word.
_LOOKS = {"printed": "same", "repealed": "gone", "repealed_later": "gone", "unclear": "doubt"}
# The days that can be asked for.
_FIRST, _LAST = date(1900, 1, 1), date(2100, 12, 31)


def law(t: Texts, document: Document, go: Callable[[int, int], None]) -> None:
    """Its articles with the state of each on the day of the address, by default today, and the notes that tell."""
    day = _day(t)
    found = shelf.current().kb.law_at(document.id, day)
    st.caption(t("document.law_note"))
    if not found.adopted_yet:
        st.text(t("document.law_not_adopted", day=day, adopted=found.adopted))
    counts = {state: sum(each.state == state for each in found.articles) for state in STATES}
    states = [state for state in STATES if counts[state]]
    asked = st.query_params.get("state", "")
    chosen = asked if asked in states else ""
    st.session_state["law_state"] = chosen
    st.selectbox(
        t("document.law_state"), ["", *states], key="law_state", on_change=lambda: put("state", _value("law_state")),
        format_func=lambda s: f"{t(f'document.state.{s}')} ({counts[s]})" if s else t("document.law_any"),
    )  # fmt: skip
    shown = [each for each in found.articles if chosen in ("", each.state)]
    whole = [{"key": "whole", "name": t("document.law_whole"), "proofs": _changes(t, document, found.whole),
              "proofsTitle": t("document_changes", count=len(found.whole))}] if found.whole else []  # fmt: skip
    items = whole + [_article(t, document, each) for each in shown]
    folds(t, "law", t("document.show_law"), document, [{"key": "law", "title": "", "items": items}],
          search=t("document.find_article"), chosen=go)  # fmt: skip


def _day(t: Texts) -> str:
    try:
        asked = date.fromisoformat(st.query_params.get("date", ""))
    except ValueError:
        asked = date.today()
    asked = min(max(asked, _FIRST), _LAST)
    st.session_state["law_date"] = asked
    st.date_input(t("document.law_day"), key="law_date", min_value=_FIRST, max_value=_LAST, format="YYYY-MM-DD",
                  on_change=lambda: put("date", _value("law_date")))  # fmt: skip
    return asked.isoformat()


def _value(key: str) -> object:
    return st.session_state[key]


def _article(t: Texts, document: Document, each: ArticleAt) -> dict[str, Any]:
    start, end = each.division.start, each.division.heading_end
    heading = " ".join(document.text[start:end].split())
    return {
        "key": f"article-{start}", "name": heading, "lang": document.language,
        "tag": t(f"document.state.{each.state}"), "mark": _LOOKS.get(each.state, "other"),
        **{name: value for name, value in spot(document, start, end, heading).items() if name in ("href", "go")},
        "proofs": _changes(t, document, each.changes),
        "proofsTitle": t("document_changes", count=len(each.changes)),
    }  # fmt: skip


def _changes(t: Texts, document: Document, changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Each note once, verbatim, under it what its acts did before the day and after it."""
    notes: dict[tuple[int, int], list[Change]] = {}
    for change in changes:
        notes.setdefault(change.amendment.note, []).append(change)
    return [
        {"quote": each[0].note, "lang": document.language, "sub": "; ".join(_told(t, change) for change in each),
         "place": spot(document, *note, t("document.in_text"))}
        for note, each in notes.items()
    ]  # fmt: skip


def _told(t: Texts, change: Change) -> str:
    act = " ".join(part for part in (change.amendment.printed_number, change.amendment.date) if part)
    days = change.earliest if change.earliest == change.latest else f"{change.earliest} – {change.latest}"
    return f"{act}: " + t(f"document.when.{change.when}", days=days)
