"""CSL-JSON items as RIS, with the tags that Zotero and EndNote read.

A variable of CSL without a tag stands in a note as "variable: value", which Zotero keeps in its field Extra.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kb.citing.dates import edtf
from kb.citing.labels import date_parts
from kb.citing.records import line

Item = Mapping[str, Any]
_TYPES = {
    "article": "UNPB", "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS",
    "bill": "BILL", "book": "BOOK", "chapter": "CHAP", "legal_case": "CASE", "legislation": "STAT",
    "paper-conference": "CPAPER", "post-weblog": "BLOG", "report": "RPRT", "thesis": "THES", "treaty": "LEGAL",
    "webpage": "ELEC",
}  # fmt: skip
_NAMES = {"author": "AU", "editor": "A2", "collection-editor": "A3", "translator": "A4"}
_TAGS = {
    "title": "TI", "container-title": "T2", "collection-title": "T3", "volume": "VL", "issue": "IS", "number": "M1",
    "genre": "M3", "edition": "ET", "publisher": "PB", "publisher-place": "CY", "DOI": "DO", "URL": "UR",
    "language": "LA", "title-short": "ST", "section": "SE", "archive": "DB", "abstract": "AB", "annote": "RN",
    "call-number": "CN", "keyword": "KW", "note": "N1",
}  # fmt: skip
_SINGLE_RANGE = re.compile(r"([\w.]+)\s*[-–—]\s*([\w.]+)")


def ris(items: Iterable[Item]) -> str:
    """A RIS file; an entry for each item, a blank line between two."""
    return "\n".join("".join(f"{tag}  - {value}\n" for tag, value in _lines(item)) for item in items)


def _lines(item: Item) -> Iterator[tuple[str, str]]:
    type_ = str(item["type"])
    yield "TY", _TYPES.get(type_, "GEN")
    yield "ID", line(str(item["id"]))
    for field, tag in _NAMES.items():
        for name in item.get(field, ()):
            yield tag, _name(name)
    for field, tag in _TAGS.items():
        if value := line(str(item.get(field, ""))):
            yield tag, value
    yield from _pages(line(str(item.get("page", ""))))
    yield from _dates(item)
    yield from _serial(item)
    if type_ not in _TYPES and type_ != "document":
        yield "N1", f"type: {type_}"
    done = {*_NAMES, *_TAGS, "id", "type", "page", "issued", "accessed", "ISBN", "ISSN"}
    for field in item:
        if field not in done and (value := _text(item[field])):
            yield "N1", f"{field}: {value}"
    yield "ER", ""


def _pages(page: str) -> Iterator[tuple[str, str]]:
    """First and last page; a list of pages stands whole in the tag of the first."""
    span = _SINGLE_RANGE.fullmatch(page)
    if span:
        yield "SP", span[1]
        yield "EP", span[2]
    elif page:
        yield "SP", page


def _dates(item: Item) -> Iterator[tuple[str, str]]:
    for field, tag in (("issued", "DA"), ("accessed", "Y2")):
        if field not in item:
            continue
        parts, whole = date_parts(item, field), edtf(item[field])
        slashed = "/".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])]) if parts else ""
        if parts and field == "issued":
            yield "PY", str(parts[0])
        if whole and whole.replace("-", "/") != slashed:
            yield "N1", f"{field}: {whole}"
        elif len(parts) > 1 or field == "accessed":
            yield tag, slashed + "/" * (3 - len(parts))


def _serial(item: Item) -> Iterator[tuple[str, str]]:
    """RIS has one tag for ISBN and ISSN; the second of the two is a note."""
    given = [field for field in ("ISSN", "ISBN") if item.get(field)]
    if len(given) == 1:
        yield "SN", line(str(item[given[0]]))
    else:
        yield from (("N1", f"{field}: {line(str(item[field]))}") for field in given)


def _name(name: Mapping[str, Any]) -> str:
    part = {key: line(str(value)) for key, value in name.items() if isinstance(value, str)}
    family = " ".join(filter(None, map(part.get, ("dropping-particle", "non-dropping-particle", "family"))))
    parts = (family or part.get("literal", ""), part.get("given", ""), part.get("suffix", ""))
    return ", ".join(filter(None, parts))


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return line(edtf(value) or json.dumps(value, ensure_ascii=False))
    if isinstance(value, Sequence) and not isinstance(value, str):
        if all(isinstance(each, Mapping) for each in value):
            return "; ".join(map(_name, value))
        return line(json.dumps(list(value), ensure_ascii=False))
    return line(str(value))
