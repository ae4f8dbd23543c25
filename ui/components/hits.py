"""Passages that the search found, as cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from ui import links
from ui.components import browser_component, keeping
from ui.components.reader import place, runs, title, trimmed
from ui.texts import Texts

if TYPE_CHECKING:
    from kb.search import Hit

_KEY = "hits"
_component = browser_component("hits", "copy")


def hit_cards(
    t: Texts, hits: Sequence[Hit], label: str, quotes: keeping.Quotes, language: str | None, asked_in: str
) -> None:
    """A card for each hit, the best sentences marked, with a link to its place in the document.

    ``asked_in``: the language of the question; what is in another is told apart.
    """
    shown = [
        _card(t, hit, language, asked_in) | quotes.item(str(hit.passage.id), hit.document, *hit.quote, hit.passage)
        for hit in hits
    ]
    data = {"label": label, "why": t("passage.why"), "words": keeping.words(t), "hits": shown}
    _component(key=_KEY, data=data, on_kept_change=lambda: _keep(hits))


def _keep(hits: Sequence[Hit]) -> None:
    for hit in hits:
        if str(hit.passage.id) == st.session_state[_KEY].kept:
            keeping.put(hit.document.id, *hit.quote)


def _card(t: Texts, hit: Hit, language: str | None, asked_in: str) -> dict[str, Any]:
    passage, document = hit.passage, hit.document
    spoken = {"text": t.get(f"languages.{passage.language}", passage.language)}
    if passage.language != asked_in:
        spoken |= {"other": "1", "note": t("passage.other_language")}
    return {
        "title": title(t, document),
        "document_lang": document.language,
        "href": links.document(document.id, *hit.quote, language),
        "place": place(t, passage.page, passage.section),
        "tags": [
            spoken,
            {"text": t(f"kinds.{passage.kind}")},
            *([{"text": t("documents.ocr")}] if passage.ocr else []),
        ],
        "lang": passage.language,
        "runs": trimmed(runs(passage.text, passage.start, hit.quote)),
        "why": why(t, hit),
    }


def why(t: Texts, hit: Hit) -> str:
    """The parts of the score, the words that matched, those added to the question, and where else it stands."""
    terms, added = ", ".join(hit.why["terms"]), ", ".join(hit.why["added"])
    elsewhere = [p.document_id for p in hit.same if p.document_id != hit.document.id]
    return "; ".join(
        [
            t("passage.meaning", value=f"{hit.why['passage']:.2f}"),
            t("passage.words", value=f"{hit.why['lexical']:.2f}"),
            *([t("passage.terms", terms=terms)] if terms else [] if added else [t("passage.no_terms")]),
            *([t("passage.added", terms=added)] if added else []),
            *([t("passage.same", count=len(set(elsewhere)))] if elsewhere else []),
        ]
    )
