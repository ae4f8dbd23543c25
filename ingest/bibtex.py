"""BibTeX and BibLaTeX, as Zotero, JabRef and EndNote write them, as CSL-JSON items."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ingest.encoding import decode
from ingest.facts.dates import iso
from ingest.library import Record, file_name, plain

if TYPE_CHECKING:
    from bibtexparser.library import Library
    from bibtexparser.model import ParsingFailedBlock

_TYPES = {
    "article": "article-journal", "book": "book", "inbook": "chapter", "incollection": "chapter",
    "inproceedings": "paper-conference", "conference": "paper-conference", "proceedings": "book",
    "techreport": "report", "report": "report", "manual": "report", "online": "webpage", "electronic": "webpage",
    "www": "webpage", "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis",
    "legislation": "legislation", "legal": "legislation", "jurisdiction": "legal_case", "unpublished": "manuscript",
}  # fmt: skip
# Fields of BibTeX and BibLaTeX, the surest first, for each one of CSL.
_FIELDS = {
    "title": ("title",),
    "container-title": ("journaltitle", "journal", "booktitle"),
    "volume": ("volume",),
    "page": ("pages",),
    "DOI": ("doi",),
    "URL": ("url",),
    "publisher": ("publisher", "institution", "organization", "school"),
    "language": ("language", "langid"),
    "genre": ("type",),
    "publisher-place": ("location", "address"),
    "edition": ("edition",),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "title-short": ("shorttitle",),
    "collection-title": ("series",),
    "number-of-pages": ("pagetotal",),
    "archive": ("archive",),
    "jurisdiction": ("jurisdiction",),
    "authority": ("authority",),
    "section": ("section",),
    "event-title": ("eventtitle",),
    "note": ("note",),
}
# Types of CSL that BibTeX has no entry for; we, and some exporters, write them as a subtype.
_SUBTYPES = frozenset((
    "article-magazine", "article-newspaper", "bill", "legislation", "post-weblog", "treaty", "webpage",
))  # fmt: skip
_VERBATIM = frozenset(("doi", "url", "file"))
_LANGUAGES = {"english": "en", "british": "en", "american": "en", "russian": "ru", "kazakh": "kk"}
_MIDDLE = re.compile(r"(?<!\\):")


def read(data: bytes, name: str) -> tuple[list[Record], list[str]]:
    """The records of a .bib file, and a sentence for each broken entry."""
    library = _parsed(decode(data).lstrip("\ufeff"))
    records, broken = [], []
    for entry in library.entries:
        fields = {key.lower(): str(field.value) for key, field in entry.fields_dict.items()}
        item = _item(entry.entry_type.lower(), entry.key, fields)
        if item.get("title"):
            records.append(Record(item, _files(fields.get("file", ""))))
        else:
            broken.append(f"{name}: entry {entry.key!r} has no title; mend it in the library and export again.")
    broken += (f"{name}: the entry at line {_line(block)} {_fault(block)}." for block in library.failed_blocks)
    return records, broken


def _parsed(text: str) -> Library:
    """The blocks of a file. Entries that share a key, as in files put together from several, are all kept."""
    import bibtexparser
    from bibtexparser.middlewares.parsestack import default_parse_stack
    from bibtexparser.model import DuplicateBlockKeyBlock, Entry

    # It tells of broken entries on standard error; we tell of them ourselves.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    logging.getLogger("bibtexparser.splitter").setLevel(logging.CRITICAL)
    library = bibtexparser.parse_string(text, parse_stack=[])
    for block in library.failed_blocks:
        entry = block.ignore_error_block
        if isinstance(block, DuplicateBlockKeyBlock) and isinstance(entry, Entry):
            entry.key = f"{entry.key} in line {_line(block)}"
            library.replace(block, entry, fail_on_duplicate_key=False)
    for middleware in default_parse_stack():
        library = middleware.transform(library)
    return library


def _line(block: ParsingFailedBlock) -> int:
    return (block.start_line or 0) + 1


def _fault(block: ParsingFailedBlock) -> str:
    from bibtexparser.model import DuplicateFieldKeyBlock

    if isinstance(block, DuplicateFieldKeyBlock):
        return f"gives its {' and '.join(sorted(block.duplicate_keys))} twice; keep one of them, and add it again"
    return "is broken; mend its braces and commas, and add it again"


def _item(type_: str, key: str, fields: Mapping[str, str]) -> dict[str, Any]:
    subtype = fields.get("entrysubtype", "")
    item: dict[str, Any] = {"id": key, "type": subtype if subtype in _SUBTYPES else _TYPES.get(type_, "document")}
    for name, keys in _FIELDS.items():
        given = next((fields[k] for k in keys if fields.get(k)), "")
        if given:
            verbatim = name in ("DOI", "URL")
            item[name] = re.sub(r"\\([_%&#$])", r"\1", given) if verbatim else _text(given)
    if "language" in item:
        item["language"] = _LANGUAGES.get(item["language"].lower(), item["language"])
    number = "issue" if item["type"] in ("article-journal", "paper-conference") else "number"
    if counted := fields.get("issue") or fields.get("number"):
        item["issue" if fields.get("issue") else number] = _text(counted)
    for role in ("author", "editor", "translator"):
        if names := _names(fields.get(role, "")):
            item[role] = names
    if visited := iso(fields.get("urldate", "")):
        item["accessed"] = {"date-parts": [[int(part) for part in visited.split("-")]]}
    if parts := _issued(fields):
        item["issued"] = {"date-parts": [parts]}
    return item


def _issued(fields: Mapping[str, str]) -> list[int]:
    """Year, month and day, as far as they are given."""
    date = iso(fields.get("date", "")) if re.match(r"\d{4}-\d\d-\d\d", fields.get("date", "")) else ""
    if not date and fields.get("year"):
        date = iso(f"{fields.get('day', '')} {fields.get('month', '')} {fields['year']}".strip())
    found = date or (re.findall(r"\d{4}(?:-\d\d)?", fields.get("date", "") or fields.get("year", "")) or [""])[0]
    return [int(part) for part in found.split("-") if part]


def _names(authors: str) -> list[dict[str, str]]:
    from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

    found: list[dict[str, str]] = []
    for name in split_multiple_persons_names(authors) if authors.strip() else []:
        if name.startswith("{") and name.endswith("}"):
            found.append({"literal": _text(name)})
            continue
        try:
            parts = parse_single_name_into_parts(name, strict=False)
        except ValueError:
            found.append({"literal": _text(name)})
            continue
        family, given = _text(" ".join([*parts.von, *parts.last])), _text(" ".join(parts.first))
        entry = {"family": family, "given": given} if given else {"literal": family}
        found.append(entry | ({"suffix": _text(" ".join(parts.jr))} if parts.jr else {}))
    return [name for name in found if any(name.values())]


def _text(value: str) -> str:
    """What LaTeX would print of a value."""
    from pylatexenc.latex2text import LatexNodes2Text

    # A lone percent sign would hide the rest of the value as a comment.
    printed = LatexNodes2Text(math_mode="verbatim").latex_to_text(re.sub(r"(?<!\\)%", r"\\%", value))
    return plain(str(printed))


def _files(value: str) -> tuple[str, ...]:
    r"""File names of ``Full Text:files/1/paper.pdf:application/pdf;…`` or ``C\:\\x\\paper.pdf``."""
    names: list[str] = []
    for entry in re.split(r"(?<!\\);", value):
        parts = _MIDDLE.split(entry)
        path = parts[1] if len(parts) > 1 else parts[0]
        path = re.sub(r"\\([\\:;])", r"\1", path)
        if path.strip():
            names.append(file_name(path.strip()))
    return tuple(names)
