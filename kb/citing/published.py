"""Where an act was published and can be read, as far as the shelf tells.

Its own text on the shelf says it, or a text that names the gazette behind it («… (Ведомости Парламента Республики
Казахстан, 1999 г., № 21, ст. 773)»), or an entry of a list of references. No address is made up from a number.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import regex

from ingest.document import Document

if TYPE_CHECKING:
    from kb.entities import Evidence, KBEntity

Item = dict[str, Any]
_FIELDS = {"container": "container-title", "volume": "volume", "issue": "issue", "page_range": "page", "url": "URL"}
_OF_LIBRARIES = ("available-date", "section")
# Between the name of an act and the bracket stands its title at most: what else there is may be another act.
_BETWEEN = 300
_GAZETTE = regex.compile(
    r"[»\"”]?\s*(?:[«\"“][^»\"”\n]{3,160}[»\"”]+)?\s*\(\s*(?P<container>Ведомости\s+[^,()]{4,60}|[^,()]{4,40}\sЖаршысы)\s*,\s*"
    r"(?P<year>(?:19|20)\d\d)\s*(?:г\.|ж\.|жыл)\s*,\s*(?:№|N)\s*(?P<issue>\d{1,2}(?:\s?[-–]\s?\d{1,2})?)"
    r"(?:\s*,\s*(?:ст\.\s*(?P<section>\d+)|(?P<section>\d+)-құжат))?"
)


def own_texts(entity: KBEntity, language: str) -> list[Document]:
    """The documents of the shelf that are the act, those in the language first."""
    number, day = entity.properties.get("number"), entity.properties.get("date")
    documents = {found.document.id: found.document for found in entity.evidence}.values()
    own = [document for document in documents if number and (document.number, document.date) == (number, day)]
    return sorted(own, key=lambda document: (document.language != language, document.id))


def publication(entity: KBEntity, language: str) -> Item:
    """Official publication and address of an act in a language: variables of CSL, those that are known."""
    out: Item = {}
    for document in own_texts(entity, language):
        if document.language == language or not out:
            out = _of_document(document) | out
    for found in entity.evidence:
        if "container-title" not in out and found.document.language == language:
            out |= _gazette(found)
    if "URL" not in out:
        out |= next(_addresses(entity, language), {})
    if "://" not in out.get("URL", "://"):
        # Printed without its scheme, which programs for references need.
        out["URL"] = f"https://{out['URL']}"
    return out


def address(document: Document) -> str:
    """The address of a document: that which it names, or that from which it was added."""
    added = document.source.startswith(("https://", "http://")) and "!/" not in document.source
    return document.url or (document.source if added else "")


def _of_document(document: Document) -> Item:
    said: Item = {name: value for field, name in _FIELDS.items() if (value := getattr(document, field))}
    more: Item = json.loads(document.csl) if document.csl else {}
    said |= {name: more[name] for name in _OF_LIBRARIES if more.get(name)}
    if at := address(document):
        said["URL"] = at
        if document.accessed:
            said["accessed"] = {"date-parts": [[int(part) for part in document.accessed.split("-")]]}
    return said


def _gazette(found: Evidence) -> Item:
    """The gazette that stands in brackets behind the name of an act."""
    match = _GAZETTE.match(found.document.text, found.end, found.end + _BETWEEN)
    if match is None:
        return {}
    said: Item = {
        "container-title": " ".join(match["container"].split()),
        "available-date": {"date-parts": [[int(match["year"])]]},
        "issue": regex.sub(r"\s", "", match["issue"]).replace("–", "-"),
    }
    return said | ({"section": match["section"]} if match["section"] else {})


def _addresses(entity: KBEntity, language: str) -> Iterator[Item]:
    """Addresses of the act in lists of references, those of entries in the language first."""
    from ingest.citations import parse_entry

    read = [parse_entry(found.document.text[slice(*span)]) for found in entity.evidence for span in _entry(found)]
    for entry in sorted(read, key=lambda entry: entry.language != language):
        item = entry.item()
        if entry.type == "legislation" and item.get("URL"):
            yield {name: item[name] for name in ("URL", "accessed") if name in item}


def _entry(found: Evidence) -> list[tuple[int, int]]:
    blocks = found.document.blocks
    return [(b.start, b.end) for b in blocks if b.kind == "reference" and b.start <= found.start < b.end]
