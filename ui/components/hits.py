"""Passages that the search found, as cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ui import links
from ui.components import browser_component
from ui.components.reader import place, runs, title, trimmed
from ui.texts import Texts

if TYPE_CHECKING:
    from kb.search import Hit

_component = browser_component("hits")


def hit_cards(t: Texts, hits: Sequence[Hit], label: str, language: str | None) -> None:
    """A card for each hit, the best sentences marked, with a link to its place in the document."""
    shown = [_card(t, hit, language) for hit in hits]
    _component(key="hits", data={"label": label, "why": t("passage.why"), "hits": shown})


def _card(t: Texts, hit: Hit, language: str | None) -> dict[str, Any]:
    passage, document = hit.passage, hit.document
    return {
        "title": title(t, document),
        "document_lang": document.language,
        "href": links.document(document.id, *hit.quote, language),
        "place": place(t, passage.page, passage.section),
        "tags": [t(f"languages.{passage.language}"), t(f"kinds.{passage.kind}")],
        "lang": passage.language,
        "runs": trimmed(runs(passage.text, passage.start, hit.quote)),
        "why": why(t, hit),
    }


def why(t: Texts, hit: Hit) -> str:
    """The parts of the score and the words that matched."""
    terms = ", ".join(hit.why["terms"])
    return "; ".join(
        [
            t("passage.meaning", value=f"{hit.why['passage']:.2f}"),
            t("passage.words", value=f"{hit.why['lexical']:.2f}"),
            t("passage.terms", terms=terms) if terms else t("passage.no_terms"),
        ]
    )
