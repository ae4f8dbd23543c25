"""Document, what stands beside it: what it names, what it cites and who cites it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import streamlit as st

from ingest.document import Document
from kb.laws_at import has_articles
from kb.named_in import act_of, named_in
from ui import links, session, shelf
from ui.components.evidence import address, language_of, name, source
from ui.components.folds import folds, spot
from ui.components.reader import title
from ui.texts import Texts
from ui.views.document_law import law

if TYPE_CHECKING:
    from kb.entities import Evidence
    from kb.named_in import Named
    from kb.references import Reference

Go = Callable[[int, int], None]
_PLACES = 8
_MOST = 200


def choices(document: Document) -> list[str]:
    """What there is to show of a document."""
    return [*(["law"] if has_articles(document) else []), "named", "cited"]


# ------------------------------------------------------------------------------------- what it names
def named(t: Texts, document: Document, go: Go) -> None:
    """Entities of the graph by kind, each with the places that name it."""
    found = named_in(shelf.current().kb.entities(), document.id)
    if not found:
        st.text(t("document.names_nothing"))
        return
    groups = [
        {"key": kind, "title": t(f"document.kind.{kind}"), "open": index == 0,
         "items": [_named(t, document, each) for each in found[kind][:_MOST]],
         "note": t("filters.first", count=_MOST) if len(found[kind]) > _MOST else ""}
        for index, kind in enumerate(kind for kind in _ORDER if kind in found)
    ]  # fmt: skip
    folds(t, "named_here", t("document.show_named"), document, groups, search=t("document.find_name"),
          places=t("document.places"), chosen=go)  # fmt: skip


_ORDER = (
    "agency", "instrument", "programme", "responsibility", "recommendation", "observation", "relation", "stage",
    "concept",
)  # fmt: skip


def _named(t: Texts, document: Document, each: Named) -> dict[str, Any]:
    entity, rest = each.entity, len(each.places) - _PLACES
    item = {
        "key": entity.iri, "name": name(t, entity), "tag": t("document_places", count=len(each.places)),
        "places": [_spot(t, document, place, number) for number, place in enumerate(each.places[:_PLACES], 1)],
        "more": t("evidence_more", count=rest) if rest > 0 else "",
    }  # fmt: skip
    if entity.kind == "agency":
        item["href"] = links.page(links.WHO, session.chosen_language(), agency=entity.iri)
    return item


def _spot(t: Texts, document: Document, place: Evidence, number: int) -> dict[str, Any]:
    """A page where there are pages, else the number of the place."""
    page = document.page_at(place.start) if document.pages else None
    label = f"{t('place.page', page=page) if page else number}: {place.quote[:80]}"
    return spot(document, place.start, place.end, t("document.page_short", page=page) if page else str(number), label)


# --------------------------------------------------------------------------- what it cites, who cites it
def cited(t: Texts, document: Document, go: Go) -> None:
    """Its reference list, the works of the shelf that cite it, and where the law that it is is named."""
    kb = shelf.current().kb
    entities = kb.entities()
    act = act_of(entities, document)
    labels = {entity.iri: name(t, entity) for entity in entities if entity.kind == "instrument"}
    citing = [each for each in kb.who_cites(document.id) if each.document_id != document.id]
    naming = [e for e in (act.evidence if act else ()) if e.document.id != document.id]
    groups = [
        {"key": "cites", "title": t("document.cites"), "open": True,
         "items": [_reference(t, document, each, labels) for each in kb.references(document.id)]},
        {"key": "cited_by", "title": t("document.cited_by"), "open": True,
         "items": [_citing(t, each) for each in citing]},
        {"key": "named_by", "title": t("document.named_by"), "open": True, "items": _naming(t, naming)},
    ]  # fmt: skip
    filled = [group for group in groups if group["items"]]
    if filled:
        folds(t, "cited_here", t("document.show_cited"), document, filled, search=t("document.find_name"), chosen=go)
    if len(filled) < len(groups) - (act is None):
        empty = [group["key"] for group in groups[: 3 if act else 2] if not group["items"]]
        missing = [t(f"document.no_{key}") for key in empty]
        st.caption(" ".join(missing))


def _reference(t: Texts, document: Document, each: Reference, labels: dict[str, str]) -> dict[str, Any]:
    item: dict[str, Any] = {
        "key": f"{each.start}", "name": each.quote, "lang": language_of(each.quote),
        "places": [spot(document, each.start, each.end, t("document.in_text"))],
    }  # fmt: skip
    if each.linked:
        item["href"] = links.document(each.linked, language=session.chosen_language())
        item["tag"] = t("document.on_shelf")
    elif each.instrument in labels:
        item["sub"] = labels[each.instrument]
    return item


def _citing(t: Texts, each: Reference) -> dict[str, Any]:
    other = shelf.current().kb.document(each.document_id)
    href = links.document(other.id, each.start, each.end, session.chosen_language())
    return {"key": f"{other.id}{each.start}", "name": title(t, other), "lang": other.language, "href": href,
            "sub": each.quote}  # fmt: skip


def _naming(t: Texts, places: Iterable[Evidence]) -> list[dict[str, Any]]:
    """Each document once, at the first place."""
    first: dict[str, list[Evidence]] = {}
    for place in sorted(places, key=lambda e: (e.document.title.casefold(), e.document.id, e.start)):
        first.setdefault(place.document.id, []).append(place)
    return [
        {"key": each[0].document.id, "name": title(t, each[0].document), "lang": each[0].document.language,
         "href": address(each[0]), "sub": source(t, each[0]), "tag": t("document_places", count=len(each))}
        for each in first.values()
    ]  # fmt: skip


SHOWN: dict[str, Callable[[Texts, Document, Go], None]] = {"named": named, "cited": cited, "law": law}
