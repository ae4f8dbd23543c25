"""One CSL-JSON item (CSL 1.0.2) for each document and each act of the ontology: all that is known for a reference.

Beyond CSL's own meaning: ``issued`` of an act is the day of the act, ``available-date`` that of its official
publication, which ``container-title``, ``volume``, ``issue``, ``section`` and ``page`` are about; ``event-date`` of a
treaty is the day it entered into force; ``genre`` of an act is its kind with whose it is, ``jurisdiction`` a code of
ISO 3166-1.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from ingest.document import Document
from kb.authors import csl_name, written
from kb.citing import acts, published
from kb.citing.issuers import issuer
from kb.citing.labels import act, date_parts
from kb.citing.locales import language_of
from kb.citing.pinpoints import Pinpoint
from kb.citing.types import csl_type, same_type

if TYPE_CHECKING:
    from kb.entities import KBEntity

Item = dict[str, Any]
# Fields of a document that are variables of CSL under another name.
FIELDS = {
    "container": "container-title", "volume": "volume", "issue": "issue", "page_range": "page", "doi": "DOI",
    "url": "URL", "publisher": "publisher", "place": "publisher-place", "number": "number",
    "edition": "edition", "isbn": "ISBN", "issn": "ISSN", "short_title": "title-short", "archive": "archive",
    "jurisdiction": "jurisdiction",
}  # fmt: skip


def document_item(document: Document) -> Item:
    """The CSL-JSON item of a document; what is not known is left out.

    What a library said besides (``document.csl``) stands where no field of the document does.
    """
    more: Item = json.loads(document.csl) if document.csl else {}
    title = line(document.title) or PurePath(document.source).stem or document.id[:12]
    item: Item = {"id": "", "type": _type(document, more), "title": title, "language": document.language}
    item |= {key: value for key, value in more.items() if key not in ("type", "author", "editor", "issued")}
    for names, field in ((document.authors, "author"), (document.editors, "editor")):
        if people := _names(names, more.get(field)):
            item[field] = people
    if issued := _issued(document, more):
        item["issued"] = issued
    item |= {name: value for field, name in FIELDS.items() if (value := line(getattr(document, field)))}
    if at := line(published.address(document)):
        item.setdefault("URL", at)
    if document.accessed:
        item["accessed"] = date(document.accessed)
    if item["type"] in ("legislation", "treaty") and "genre" not in item:
        item |= _of_act(item, document.type, document.language, document.jurisdiction, issuer(document))
    return item | {"id": key(item, document.id)}


def entity_item(entity: KBEntity, language: str | None = None) -> Item:
    """The CSL-JSON item of an instrument of the ontology, in one of its languages.

    ``language`` is "en", "ru" or "kk"; where the act has no name in it, or for None, the one that names it best.
    """
    said = entity.properties
    named, spoken = acts.title(entity, (language or "")[:2])
    kind = said.get("type", "")
    texts = [text.title for text in published.own_texts(entity, spoken) if text.title and text.language == spoken]
    named = named or next(iter(texts), "")
    title = named or entity.label
    item: Item = {"id": "", "type": csl_type(kind), "title": line(title), "language": spoken}
    item["type"] = "bill" if said.get("status") == "draft" and item["type"] == "legislation" else item["type"]
    state = said.get("jurisdiction", "").upper()
    item |= {"jurisdiction": state} if len(state) == 2 else {}
    item |= {"number": said["number"]} if said.get("number") else {}
    if said.get("date"):
        item["issued"] = date(said["date"])
    if body := said.get("issuer"):
        item["authority"] = body
    item |= _of_act({**item, "title": line(named)}, kind, spoken, state, said.get("issuer", ""))
    item |= published.publication(entity, spoken)
    digest = "".join(re.findall(r"[a-z0-9]+", entity.iri.rpartition("/id/")[2].lower()))
    return item | {"id": f"act-{digest[-40:] or 'unknown'}"}


def _of_act(item: Item, type: str, language: str, state: str, issuer: str) -> Item:
    """Kind and title of an act; one without a title of its own is called by its kind, day and number."""
    said = acts.named(item["title"], type, language, state, issuer, str(item.get("number", "")))
    if said and not said.get("title", item["title"]):
        return said | {"title": act(item | said, language, "named")}
    return dict(said)


def pinned(item: Mapping[str, Any], place: Pinpoint) -> Item:
    """An item with the place cited in ``note`` and the quote in ``annote``."""
    out = dict(item)
    if place:
        said = ", ".join(place.words(language_of(item)))
        out["note"] = f"{item['note']}; {said}" if item.get("note") else said
    if place.quote:
        out["annote"] = place.quote
    return out


def date(iso: str) -> dict[str, Any]:
    """An ISO date, as precise as it is, as CSL has it."""
    return {"date-parts": [[int(part) for part in iso.split("-")]]}


def key(item: Mapping[str, Any], document_id: str) -> str:
    """``mussina2017-002d3cf7``: for people the name and year, for uniqueness the start of the document's id."""
    first: Mapping[str, str] = next(iter(item.get("author", ())), {})
    name = unicodedata.normalize("NFKD", first.get("family", first.get("literal", "")))
    letters = re.sub(r"[^a-z]", "", name.lower())[:20] or "document"
    year = date_parts(item)[:1]
    return f"{letters}{year[0] if year else ''}-{document_id[:8]}"


def line(text: str) -> str:
    """Text on one line without control characters: no format has room for either."""
    return " ".join("".join(" " if unicodedata.category(c) in _NO_TEXT else c for c in text).split())


# Control characters, lone surrogates, ends of lines and paragraphs.
_NO_TEXT = frozenset(("Cc", "Cs", "Zl", "Zp"))


def _type(document: Document, more: Mapping[str, Any]) -> str:
    """What a library calls it, if it says no less than the type of the document does."""
    given = str(more.get("type", ""))
    if given and (same_type(given, document.type) or csl_type(document.type) == "document"):
        return given
    known = csl_type(document.type)
    if document.type == "guidance" and document.container and not document.publisher:
        # A page of a site, which names the site; a report has no container in the styles.
        return "webpage"
    return "article-journal" if known == "article" and document.container else known


def _names(authors: Iterable[str], given: object) -> list[dict[str, Any]]:
    """People and bodies; the parts that a library gives, while nobody has changed the names."""
    names = [name for name in map(line, authors) if name]
    parts = [dict(part) for part in given if isinstance(part, Mapping)] if isinstance(given, list) else []
    if parts and [written(part) for part in parts] == names:
        return parts
    return [dict(csl_name(name)) for name in names]


def _issued(document: Document, more: Mapping[str, Any]) -> dict[str, Any] | None:
    said = document.date or (str(document.year) if document.year is not None else "")
    given = more.get("issued")
    if isinstance(given, Mapping) and (not said or str(date_parts(more)[:1]) == f"[{said[:4]}]"):
        return dict(given)
    if document.year is not None and not said.startswith(str(document.year)):
        said = str(document.year)
    return date(said) if said else None
