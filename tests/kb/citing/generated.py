"""Records made by chance, and what a file of references says of them when another program reads it."""

from __future__ import annotations

import json
import logging
import re
import string
from collections.abc import Mapping
from random import Random
from typing import Any

import bibtexparser
import rispy
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

Item = dict[str, Any]
TYPES = (
    "article-journal", "article-magazine", "article-newspaper", "bill", "book", "chapter", "legislation",
    "paper-conference", "report", "thesis", "treaty", "webpage", "dataset", "document", "article", "manuscript",
)  # fmt: skip
WORDS = (
    "policy", "миграция", "көші-қон", "Әділет", "Ғылым", "ұйым", "закон", "№", "«труд»", "“state”", "‘rule’", '"raw"',
    "{braced}", "100 %", "R&D", "C#", "a_b", "$5", "~", "^", "back\\slash", "—", "–", "--", "x < y", "it's", "``", "''",
    "Ångström", "naïve", "§ 12", "<i>", "@home", "a=b", "5,000", "and", "Ё", "ІҮҰ",
)  # fmt: skip
LINES = (
    "title", "title-short", "container-title", "publisher", "publisher-place", "edition", "genre", "collection-title",
    "volume", "issue", "number", "archive", "authority", "section", "note", "annote", "abstract", "event-title",
    "number-of-pages", "keyword",
)  # fmt: skip
PEOPLE = (
    {"family": "Smith", "given": "Anna"}, {"family": "Қожахметова", "given": "Ж. Ә."},
    {"family": "Kim", "given": "Zh."},
    {"literal": "Ministry of Labour"}, {"literal": "Еңбек министрлігі"}, {"literal": "Rock and Roll Society"},
    {"family": "García Márquez", "given": "José"}, {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
)  # fmt: skip


def record(random: Random, number: int) -> Item:
    """A CSL-JSON item with a title and any of the other variables."""
    item: Item = {"id": f"r{number}", "type": random.choice(TYPES), "language": random.choice(("en", "ru", "kk", "de"))}
    for field in LINES:
        if field == "title" or random.random() < 0.4:
            item[field] = phrase(random)
    for field in ("author", "editor", "translator"):
        if random.random() < 0.5:
            item[field] = random.sample(PEOPLE, random.randint(1, 4))
    for field in ("issued", "accessed", "event-date", "available-date"):
        if random.random() < 0.6:
            item[field] = day(random)
    letters = string.ascii_lowercase + string.digits
    extra = {
        "DOI": f"10.{random.randint(1000, 9999)}/{''.join(random.choices(letters + '_-().;', k=8))}x",
        "URL": f"https://example.org/{''.join(random.choices(letters + '_~%#&=?', k=12))}",
        "ISBN": f"978-{random.randint(10**9, 10**10 - 1)}", "ISSN": "1234-567X", "jurisdiction": "KZ",
        "page": random.choice(("5", "12-34", "e17", "3–9", "1, 5-7")),
    }  # fmt: skip
    return item | {field: value for field, value in extra.items() if random.random() < 0.5}


def phrase(random: Random) -> str:
    return " ".join(random.choices(WORDS, k=random.randint(1, 6)))


def day(random: Random) -> dict[str, Any]:
    parts = [random.randint(1500, 2030), random.randint(1, 12), random.randint(1, 28)][: random.randint(1, 3)]
    if random.random() < 0.1:
        return {"date-parts": [parts, [parts[0] + 1, *parts[1:]]]}
    return {"date-parts": [parts]} | ({"circa": True} if random.random() < 0.05 else {})


# ------------------------------------------------------------------------------------------ read back
# Written from the manuals of the formats, not from the program: which variable of CSL a field of an entry is.
_BIBTEX = {
    "journal": "container-title", "journaltitle": "container-title", "booktitle": "container-title",
    "address": "publisher-place", "location": "publisher-place", "institution": "publisher", "school": "publisher",
    "type": "genre", "series": "collection-title", "pagetotal": "number-of-pages", "annotation": "annote",
    "shorttitle": "title-short", "urldate": "accessed", "pages": "page", "doi": "DOI", "url": "URL", "isbn": "ISBN",
    "issn": "ISSN", "eventdate": "event-date", "eventtitle": "event-title", "keywords": "keyword", "langid": "language",
    "entrysubtype": "type",
}  # fmt: skip
_ENTRIES = {
    "article": "article-journal", "incollection": "chapter", "inproceedings": "paper-conference",
    "techreport": "report", "phdthesis": "thesis", "unpublished": "manuscript", "online": "webpage", "misc": "document",
}  # fmt: skip
_BABEL = {"english": "en", "russian": "ru", "kazakh": "kk"}
_RIS = {
    "title": "title", "secondary_title": "container-title", "tertiary_title": "collection-title", "volume": "volume",
    "number": "issue", "note": "number", "type_of_work": "genre", "edition": "edition", "publisher": "publisher",
    "place_published": "publisher-place", "doi": "DOI", "language": "language", "short_title": "title-short",
    "section": "section", "name_of_database": "archive", "abstract": "abstract", "research_notes": "annote",
    "authors": "author", "secondary_authors": "editor", "subsidiary_authors": "translator", "id": "id",
}  # fmt: skip
_RIS_TYPES = {
    "UNPB": "article", "JOUR": "article-journal", "MGZN": "article-magazine", "NEWS": "article-newspaper",
    "BILL": "bill", "BOOK": "book", "CHAP": "chapter", "STAT": "legislation", "CPAPER": "paper-conference",
    "RPRT": "report", "THES": "thesis", "LEGAL": "treaty", "ELEC": "webpage", "GEN": "document",
}  # fmt: skip
_SPAN = re.compile(r"(?<=\w)[-–](?=\w)")
_CSL = frozenset(("event-date", "available-date", "authority", "jurisdiction", "event-title", "number-of-pages", "ISSN",
                  "ISBN", "issued", "accessed", "type"))  # fmt: skip


def flat(item: Item) -> dict[str, Any]:
    """An item with each variable as text: names "Family, Given, Suffix", dates in EDTF, pages with an en dash."""
    return {field: _flat(field, value) for field, value in item.items()}


def _flat(field: str, value: Any) -> Any:
    if isinstance(value, list):
        return [
            ", ".join(name[part] for part in ("family", "given", "suffix", "literal") if part in name) for name in value
        ]
    if isinstance(value, Mapping):
        days = ["-".join([f"{part[0]:04}", *(f"{n:02}" for n in part[1:])]) for part in value["date-parts"]]
        return "/".join(days) + ("~" if value.get("circa") else "")
    return _SPAN.sub("–", value) if field == "page" else value


def from_bibtex(text: str) -> dict[str, dict[str, Any]]:
    """The entries of a .bib file by key, as :func:`flat` has them, read by bibtexparser and pylatexenc."""
    logging.getLogger("pylatexenc").setLevel(logging.ERROR)
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    return {entry.key: _from_entry(entry) for entry in library.entries}


def _from_entry(entry: Any) -> dict[str, Any]:
    decoder = LatexNodes2Text(latex_context=context(), keep_braced_groups=False)
    said: dict[str, Any] = {"id": entry.key, "type": _ENTRIES.get(entry.entry_type, entry.entry_type)}
    parts: dict[str, str] = {}
    for field in entry.fields:
        if field.key in ("year", "month", "day", "date"):
            parts[field.key] = field.value
            continue
        name = _BIBTEX.get(field.key, field.key)
        if field.key in ("number", "eid") and entry.entry_type == "article":
            name = {"number": "issue", "eid": "number"}[field.key]
        if name in ("author", "editor", "translator"):
            said[name] = [_bibtex_name(each, decoder) for each in split_multiple_persons_names(field.value)]
        elif name in ("DOI", "URL", "accessed") or name.endswith("-date"):
            said[name] = field.value
        else:
            text = decoder.latex_to_text(field.value.replace("--", "–") if name == "page" else field.value)
            said[name] = _SPAN.sub("–", text) if name == "page" else text
    said["language"] = _BABEL.get(said["language"], said["language"])
    if parts:
        three = [parts[name] for name in ("year", "month", "day") if name in parts]
        said["issued"] = parts.get("date") or "-".join([f"{int(three[0]):04}", *(f"{int(n):02}" for n in three[1:])])
    return said


def _bibtex_name(name: str, decoder: LatexNodes2Text) -> str:
    if name.startswith("{") and name.endswith("}"):
        return str(decoder.latex_to_text(name))
    part = parse_single_name_into_parts(name)
    words = [" ".join([*part.von, *part.last]), " ".join(part.first), " ".join(part.jr)]
    return ", ".join(str(decoder.latex_to_text(text)) for text in words if text)


def context() -> Any:
    """What LaTeX prints: pylatexenc lacks two macros of the LaTeX kernel and takes a third for an accent."""
    macros = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    known = get_default_latex_context_db()
    known.add_context_category("kernel", [MacroTextSpec(*macro) for macro in macros.items()], prepend=True)
    return known


def from_ris(text: str) -> dict[str, dict[str, Any]]:
    """The entries of a RIS file by id, as :func:`flat` has them, read by rispy."""
    return {record["id"]: _from_record(record) for record in rispy.loads(text)}


def _from_record(record: Mapping[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {_RIS[key]: value for key, value in record.items() if key in _RIS}
    said["type"] = _RIS_TYPES[record["type_of_reference"]]
    for key, name in (("urls", "URL"), ("keywords", "keyword")):
        if key in record:
            said[name] = record[key][0]
    if "issn" in record:
        said["ISBN" if record["issn"].startswith("978") else "ISSN"] = record["issn"]
    if "start_page" in record:
        last = f"–{record['end_page']}" if "end_page" in record else ""
        said["page"] = _SPAN.sub("–", record["start_page"] + last)
    for key, name in (("year", "issued"), ("date", "issued"), ("access_date", "accessed")):
        if key in record:
            said[name] = f"{record[key].rstrip('/').replace('/', '-')}".zfill(4)
    for note in record.get("notes", ()):
        name, colon, value = note.partition(": ")
        said |= {name: value} if colon and name in _CSL else {"note": note}
    return said


def from_json(text: str) -> dict[str, dict[str, Any]]:
    return {item["id"]: flat(item) for item in json.loads(text)}


def lost(item: Item, read: Mapping[str, Any]) -> list[str]:
    """The variables of an item that read otherwise, or not at all, in a file of references."""
    return [
        f"{field}: {value!r} reads {read.get(field)!r}"
        for field, value in flat(item).items()
        if read.get(field) != value
    ]
