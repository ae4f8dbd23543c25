"""Statements with the quotes that they rest on: as rows that open, and side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import streamlit as st

from ingest.language import detect
from kb.overview import overview
from ui import links, session, shelf
from ui.components import browser_component
from ui.components.reader import place, title
from ui.texts import Texts

if TYPE_CHECKING:
    from kb.entities import Evidence, KBEntity

# A law may be named a thousand times; so many quotes say enough.
_QUOTES = 6
OPENED = "row"
_sheet = browser_component("sheet", "sort", "quotes")
_pairs = browser_component("pairs", "quotes")


class Column(NamedTuple):
    """The head of a column, and whether numbers stand in it."""

    title: str
    numeric: bool = False


language_of = lru_cache(maxsize=4096)(detect)


def name(t: Texts, entity: KBEntity) -> str:
    """What an entity is called in the reader's language, else as the documents call it."""
    if entity.kind == "relation":
        return _related(t, entity)
    return str(entity.labels.get(t.language, entity.label))


def _related(t: Texts, relation: KBEntity) -> str:
    """What does what to what: the label that the graph has for a relation is in English."""
    said, known = relation.properties, overview(shelf.current().kb).entities
    subject, object_ = (known.get(str(said.get(end, ""))) for end in ("subject", "object"))
    if subject is None or (object_ is None and said.get("object")):
        return relation.label
    done = str(said.get("type", ""))
    verb = t.get(f"curation.choice.{done}", done)
    if object_ is None:
        return f"{name(t, subject)} {verb}"
    return t("relation.said", subject=name(t, subject), verb=verb, object=name(t, object_))


def quotes(t: Texts, evidence: Sequence[Evidence]) -> dict[str, Any]:
    """The first quotes, each with its document, its page and the link to its characters."""
    rest = len(evidence) - _QUOTES
    more = {"more": t("evidence_more", count=rest)} if rest > 0 else {}
    return {"proofs": [_quote(t, each) for each in evidence[:_QUOTES]]} | more


def source(t: Texts, each: Evidence) -> str:
    """The document and the page of a quote in words."""
    where = place(t, each.document.page_at(each.start), "")
    return " · ".join(part for part in (title(t, each.document), where) if part)


def address(each: Evidence) -> str:
    """The link to the characters of a quote."""
    each = each.unmarked
    return links.document(each.document.id, each.start, each.end, session.chosen_language())


def _quote(t: Texts, each: Evidence) -> dict[str, Any]:
    each = each.unmarked
    return {
        "quote": each.quote,
        "lang": language_of(each.quote),
        "title": title(t, each.document),
        "title_lang": each.document.language,
        "place": place(t, each.document.page_at(each.start), ""),
        "href": address(each),
    }


def sheet(t: Texts, key: str, label: str, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]) -> None:
    """A table that sorts; a row (``id``, ``cells``, ``proofs``, maybe ``lang`` of the first cell) opens to its quotes.

    The open row is ``row`` in the address.
    """
    heads = [{"title": c.title, "numeric": c.numeric, "sort": t("documents.sort", column=c.title)} for c in columns]
    asked = st.query_params.get(OPENED, "")
    data = {"label": label, "lang": t.language, "columns": heads, "rows": list(rows), "open": asked}
    _sheet(key=key, data=data, on_opened_change=lambda: open_row(st.session_state[key].opened))


def open_row(row: str | None) -> None:
    """Put the open row into the address, or take it out for an empty one; None: nothing was pressed."""
    if row:
        st.query_params[OPENED] = row
    elif row is not None:
        st.query_params.pop(OPENED, None)


def side(t: Texts, head: str, sub: str, evidence: Sequence[Evidence]) -> dict[str, Any]:
    """One of two statements that are compared."""
    return {"head": head, "lang": language_of(head), "sub": sub} | quotes(t, evidence)


def pairs(key: str, label: str, found: Sequence[tuple[str, dict[str, Any], dict[str, Any]]]) -> None:
    """Statements in twos under a sentence that says what is the matter with them."""
    shown = [{"title": why, "sides": [one, other]} for why, one, other in found]
    _pairs(key=key, data={"label": label, "pairs": shown})
