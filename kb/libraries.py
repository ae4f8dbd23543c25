"""Which document an entry of a library describes, and what it says of its fields."""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Literal

from ingest.document import LANGUAGES, Document
from ingest.errors import BadEdit
from ingest.facts import jurisdiction
from ingest.facts.imprint import plain_doi
from ingest.library import Record, file_name, plain
from ingest.metadata import types
from kb.authors import csl_name, written
from kb.citing.types import document_type, same_type
from kb.fields import checked
from kb.rows import fact
from kb.store import Store

# Two titles whose words are this much alike (of 100, in any order) are one; shorter ones say too little.
_ALIKE, _SHORTEST = 95.0, 10
# Variables of CSL that are fields of a document; the others are kept beside them. Papers of a shelf are all "paper", so
# the type is kept too.
_TAKEN = frozenset((
    "id", "title", "author", "editor", "issued", "language", "container-title", "volume", "issue", "page", "DOI", "URL",
    "publisher", "publisher-place", "jurisdiction", "number", "edition", "ISBN", "ISSN", "accessed", "title-short",
    "shortTitle", "archive", "file", "attachments",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    """The document that an entry describes, and what told so."""

    document_id: str
    how: Literal["file", "doi", "title"]


class Shelf:
    """The documents of a store by what entries can name: their files, DOIs and titles."""

    def __init__(self, store: Store) -> None:
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._by_stem: dict[str, set[str]] = defaultdict(set)
        self._by_doi: dict[str, set[str]] = defaultdict(set)
        self._titles: dict[str, str] = {}
        for path, document_id in store.all("SELECT path, document_id FROM locations"):
            self._by_name[_folded(file_name(path))].add(document_id)
            self._by_stem[_stem(path)].add(document_id)
        query = f"SELECT d.id, {fact('title')}, {fact('doi')} FROM documents d ORDER BY d.id"
        for document_id, title, doi in store.all(query):
            self._titles[document_id] = _words(title or "")
            if doi:
                self._by_doi[doi].add(document_id)

    def match(self, record: Record, place: str, *, alone: bool) -> Match | str:
        """The document of an entry of the library at ``place``, or why there is none.

        The surest sign decides: the file that the entry names, the document beside a library of one entry with its
        name (``paper.bib`` beside ``paper.pdf``), the DOI, a title that only one document has.
        """
        beside = self._by_stem.get(_stem(place), set()) if alone else set()
        doi = self._by_doi.get(plain_doi(str(record.item.get("DOI", ""))), set())
        title = self._titled(record.title)
        named = [self._by_name.get(_folded(name), set()) for name in record.files]
        signs: list[tuple[Literal["file", "doi", "title"], set[str]]] = [
            *(("file", found) for found in named), ("file", beside), ("doi", doi), ("title", title),
        ]  # fmt: skip
        several = False
        for how, found in signs:
            # Two files of one name are told apart by the weaker signs.
            kept = found if len(found) < 2 else (found & doi) or (found & title) or found
            if len(kept) == 1:
                return Match(next(iter(kept)), how)
            several = several or len(kept) > 1
        if several:
            return "several documents fit; name the file in the entry, or give its DOI"
        return "no document has this file name, DOI or title"

    def _titled(self, title: str) -> set[str]:
        from rapidfuzz import fuzz, process

        words = _words(title)
        if len(words) < _SHORTEST:
            return {i for i, other in self._titles.items() if words and other == words}
        found = process.extract(words, self._titles, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE, limit=None)
        return {document_id for _, _, document_id in found}


def fields_of(record: Record, document: Document) -> tuple[dict[str, Any], list[str]]:
    """The fields of a document as an entry gives them, and a sentence for each value that cannot be."""
    item = record.item
    given: dict[str, Any] = {
        "title": record.title,
        "authors": _names(item.get("author")),
        "year": _issued(item)[:4],
        "date": date if len(date := _issued(item)) == 10 else "",
        "type": _type(item, document),
        "language": str(item.get("language", ""))[:2].lower(),
        "container": item.get("container-title", ""),
        "volume": item.get("volume", ""),
        "issue": item.get("issue", ""),
        "page_range": str(item.get("page", "")).replace("--", "–").replace("-", "–"),
        "doi": item.get("DOI", ""),
        "url": item.get("URL", ""),
        "publisher": item.get("publisher", ""),
        "jurisdiction": _state(str(item.get("jurisdiction", ""))),
        "number": item.get("number", ""),
        "place": item.get("publisher-place", ""),
        "edition": item.get("edition", ""),
        "editors": _names(item.get("editor")),
        "isbn": item.get("ISBN", ""),
        "issn": item.get("ISSN", ""),
        "accessed": _issued(item, "accessed"),
        "short_title": item.get("title-short") or item.get("shortTitle", ""),
        "archive": item.get("archive", ""),
    }
    values: dict[str, Any] = {}
    refused: list[str] = []
    for name, value in given.items():
        text = value if isinstance(value, list) else plain(str(value))
        if not text or (name == "language" and text not in LANGUAGES):
            continue
        try:
            values[name] = checked(name, text)
        except BadEdit as error:
            refused.append(str(error))
    if more := _more(item):
        values["csl"] = more
    return values, refused


def _type(item: Mapping[str, Any], document: Document) -> str:
    """The genre where it is a type that we know; else the CSL type, unless what was read is a kind of it already.

    A library calls concepts and guidance "report" because CSL knows nothing finer.
    """
    genre = str(item.get("genre", "")).casefold()
    if genre in types():
        return genre
    given = str(item.get("type", ""))
    return "" if same_type(given, document.type) else document_type(given)


def _names(entries: object) -> list[str]:
    return [name for entry in _list(entries) if isinstance(entry, Mapping) and (name := written(entry))]


def _more(item: Mapping[str, Any]) -> str:
    """What an item says beyond the fields of a document, as JSON: other variables, and values that fields shorten."""
    kept = {name: value for name, value in item.items() if name not in _TAKEN and value not in ("", None, [], {})}
    for field in ("author", "editor"):
        parts = [entry for entry in _list(item.get(field)) if isinstance(entry, Mapping)]
        if any(csl_name(written(part)) != dict(part) for part in parts):
            kept[field] = parts
    issued = item.get("issued")
    # A document has a year or a day: a month, a range or "about" is kept beside them.
    if isinstance(issued, Mapping) and (
        set(issued) != {"date-parts"} or len(_list(issued["date-parts"])) > 1 or len(_issued(item)) == 7
    ):
        kept["issued"] = issued
    return json.dumps(kept, ensure_ascii=False, sort_keys=True) if kept else ""


def _issued(item: Mapping[str, Any], name: str = "issued") -> str:
    """A date, that of publication first, ISO as precise as it is; empty when it cannot be read."""
    issued = item.get(name)
    if not isinstance(issued, Mapping):
        return ""
    parts = _list(next(iter(_list(issued.get("date-parts"))), None))
    numbers = [int(part) for part in parts if str(part).isdecimal()]
    if numbers:
        return "-".join([f"{numbers[0]:04}", *(f"{number:02}" for number in numbers[1:3])])
    from ingest.facts.dates import iso

    return iso(str(issued.get("raw") or issued.get("literal") or ""))


def _state(text: str) -> str:
    return text.upper() if len(text) == 2 else jurisdiction.named(text)


def _list(value: object) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else []


def _words(title: str) -> str:
    """A title's letters and digits, casefolded, in words."""
    kept = (c if c.isalnum() else " " for c in unicodedata.normalize("NFKC", title).casefold())
    return " ".join("".join(kept).split())


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _stem(path: str) -> str:
    """A path without suffix, "paper.csl.json" as "paper"."""
    folder, _, name = _folded(path.replace("\\", "/")).rpartition("/")
    name = name.removesuffix(".json").removesuffix(".csl") if name.endswith(".csl.json") else PurePath(name).stem
    return f"{folder}/{name}"
