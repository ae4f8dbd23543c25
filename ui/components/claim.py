"""One statement as a curator looks at it: what it says, and the quotes that it rests on in their surroundings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ui import links, session
from ui.components import browser_component
from ui.components.evidence import language_of
from ui.components.reader import place, title, trimmed
from ui.texts import Texts

if TYPE_CHECKING:
    from ingest.document import Document

Place = tuple["Document", int, int]
_AROUND, _MOST = 240, 6
_component = browser_component("claim", "quotes")


def claim(
    t: Texts,
    key: str,
    label: str,
    places: Mapping[str, Sequence[Place]],
    *,
    head: str = "",
    tags: Sequence[str] = (),
    facts: Sequence[tuple[str, str]] = (),
) -> None:
    """``places`` by their heading; ``facts`` are what is said, name and value."""
    data = {
        "label": label,
        "title": head,
        "lang": language_of(head) if head else t.language,
        "tags": list(tags),
        "facts": [{"name": name, "value": value, "lang": language_of(value)} for name, value in facts],
        "places": [_places(t, heading, those) for heading, those in places.items()],
    }
    _component(key=key, data=data)


def _places(t: Texts, heading: str, places: Sequence[Place]) -> dict[str, Any]:
    rest = len(places) - _MOST
    more = t("evidence_more", count=rest) if rest > 0 else ""
    return {"title": heading, "proofs": [_proof(t, *each) for each in places[:_MOST]], "more": more}


def _proof(t: Texts, document: Document, start: int, end: int) -> dict[str, Any]:
    text = document.text
    around = text[max(start - 2 * _AROUND, 0) : start], text[start:end], text[end : end + 2 * _AROUND]
    return {
        "runs": trimmed(around, _AROUND),
        "lang": language_of("".join(around)),
        "title": title(t, document),
        "title_lang": document.language,
        "place": place(t, document.page_at(start), ""),
        "href": links.document(document.id, start, end, session.chosen_language()),
    }
