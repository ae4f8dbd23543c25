"""RIS, as Zotero, EndNote and publishers write it, as CSL-JSON items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ingest.encoding import decode
from ingest.library import Record, file_name, plain

_TYPES = {
    "JOUR": "article-journal", "JFULL": "article-journal", "EJOUR": "article-journal", "MGZN": "article-magazine",
    "NEWS": "article-newspaper", "BOOK": "book", "EBOOK": "book", "CHAP": "chapter", "CONF": "paper-conference",
    "CPAPER": "paper-conference", "RPRT": "report", "GOVDOC": "report", "STAND": "report", "THES": "thesis",
    "STAT": "legislation", "BILL": "bill", "LEGAL": "legislation", "ELEC": "webpage", "WEB": "webpage",
    "BLOG": "webpage", "UNPB": "manuscript",
}  # fmt: skip
_BOOKS = frozenset(("book", "chapter", "report", "thesis", "paper-conference"))
_NUMBERED_ISSUES = frozenset(("article-journal", "article-magazine", "article-newspaper"))
_NOTED = frozenset(("jurisdiction", "authority", "number-of-pages", "event-title", "ISBN", "ISSN"))
_ENTRY = re.compile(r"^TY {2}- ?", re.M)


def read(data: bytes, name: str) -> tuple[list[Record], list[str]]:
    """The records of a RIS file, and a sentence for each broken entry."""
    records, broken = [], []
    for number, (line, entry) in enumerate(_entries(decode(data).lstrip("\ufeff").replace("\r\n", "\n")), 1):
        fields = _fields(entry)
        title = plain(str(fields.get("title") or fields.get("primary_title") or ""))
        if fields and title:
            records.append(Record(_item(fields, title), _files(fields)))
        else:
            broken.append(
                f"{name}: entry {number}, at line {line}, is broken or has no title; mend it, and add the file again."
            )
    return records, broken


def _entries(text: str) -> Iterator[tuple[int, str]]:
    """(line, text) of each entry; one that lacks its end does not spoil the next."""
    starts = [match.start() for match in _ENTRY.finditer(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=False):
        entry = text[start:end].rstrip()
        yield text.count("\n", 0, start) + 1, entry if re.search(r"^ER {2}-", entry, re.M) else f"{entry}\nER  - "


def _fields(entry: str) -> Mapping[str, Any]:
    import rispy

    try:
        found = rispy.loads(entry)
    except (OSError, ValueError, KeyError, IndexError):
        return {}
    return found[0] if found else {}


def _item(fields: Mapping[str, Any], title: str) -> dict[str, Any]:
    first, last = fields.get("start_page", ""), fields.get("end_page", "")
    type_ = _TYPES.get(fields.get("type_of_reference", ""), "document")
    values = {
        "container-title": fields.get("journal_name") or fields.get("secondary_title"),
        "volume": fields.get("volume"),
        "issue" if type_ == "article-journal" else "number": fields.get("number"),
        "page": f"{first}-{last}" if first and last and "-" not in str(first) else first,
        "DOI": fields.get("doi"),
        "URL": next(iter(fields.get("urls", ())), ""),
        "publisher": fields.get("publisher"),
        "language": fields.get("language"),
        "genre": fields.get("type_of_work"),
        "publisher-place": fields.get("place_published"),
        "edition": fields.get("edition"),
        "ISBN" if type_ in _BOOKS else "ISSN": fields.get("issn"),
        "title-short": fields.get("short_title"),
        "collection-title": fields.get("tertiary_title"),
        "archive": fields.get("name_of_database"),
        "section": fields.get("section"),
    }
    if type_ not in _NUMBERED_ISSUES and fields.get("note"):
        values["number"] = fields.get("note")
    values |= _noted(fields)
    item: dict[str, Any] = {"id": str(fields.get("id", "")), "type": type_, "title": title}
    item |= {key: plain(str(value)) for key, value in values.items() if value}
    authors = fields.get("authors") or fields.get("first_authors") or ()
    if names := [_name(plain(str(author))) for author in authors]:
        item["author"] = names
    for role, key in (("editor", "secondary_authors"), ("translator", "subsidiary_authors")):
        if names := [_name(plain(str(name))) for name in fields.get(key, ())]:
            item[role] = names
    if visited := _issued(str(fields.get("access_date", "")), ""):
        item["accessed"] = {"date-parts": [visited]}
    if parts := _issued(str(fields.get("date") or fields.get("publication_year") or ""), str(fields.get("year") or "")):
        item["issued"] = {"date-parts": [parts]}
    return item


def _noted(fields: Mapping[str, Any]) -> dict[str, str]:
    """Variables of CSL that stand in notes as "jurisdiction: KZ", as Zotero has them in its field Extra."""
    found = (str(note).partition(": ") for note in fields.get("notes", ()))
    return {name: value for name, colon, value in found if colon and name in _NOTED}


def _name(author: str) -> dict[str, str]:
    family, comma, given = author.partition(",")
    if not comma or not given.strip():
        return {"literal": author.rstrip(", ")}
    given, _, suffix = given.strip().partition(",")
    name = {"family": family.strip(), "given": given.strip()}
    return name | {"suffix": suffix.strip()} if suffix.strip() else name


def _issued(date: str, year: str) -> list[int]:
    """The parts of ``2021/03/04/``, or the year."""
    match = re.match(r"(\d{4})(?:[/-](\d{1,2}))?(?:[/-](\d{1,2}))?", date) or re.match(r"(\d{4})", year)
    return [int(part) for part in match.groups() if part] if match else []


def _files(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """Names of the files of L1 to L4: paths, addresses, or EndNote's ``internal-pdf://…/paper.pdf``."""
    given = [fields.get(f"file_attachments{number}", ()) for number in (1, 2)] + [fields.get("link_full_text", ())]
    paths = [path for value in given for path in ([value] if isinstance(value, str) else value)]
    return tuple(file_name(path.strip()) for path in paths if path.strip())
