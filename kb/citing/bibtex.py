r"""CSL-JSON items as BibTeX and BibLaTeX (manual of biblatex 3.20, section 2).

Variables of CSL that have no field of their own keep their names: both programs pass over fields that they do not know.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kb.citing.dates import edtf
from kb.citing.labels import date_parts
from kb.citing.records import line

Item = Mapping[str, Any]
_TYPES = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "book": "book",
    "chapter": "incollection", "paper-conference": "inproceedings", "report": "techreport", "thesis": "phdthesis",
    "manuscript": "unpublished",
}  # fmt: skip
_BIBLATEX_TYPES = {
    "report": "report", "thesis": "thesis", "webpage": "online", "post-weblog": "online", "legislation": "legislation",
    "bill": "legislation", "treaty": "legislation", "legal_case": "jurisdiction",
}  # fmt: skip
# CSL types that their entry type says already; of the others a field says which it is.
_SAID = frozenset(
    ("article-journal", "book", "chapter", "paper-conference", "report", "thesis", "manuscript", "document")
)
_NATIVE = {
    "title": "title", "title-short": "shorttitle", "volume": "volume", "page": "pages", "DOI": "doi", "URL": "url",
    "ISBN": "isbn", "ISSN": "issn", "edition": "edition", "collection-title": "series", "number-of-pages": "pagetotal",
    "genre": "type", "note": "note", "abstract": "abstract", "keyword": "keywords", "archive": "archive",
}  # fmt: skip
_BIBLATEX = {
    "container-title": "journaltitle", "publisher-place": "location", "annote": "annotation", "event-date": "eventdate",
    "original-date": "origdate", "event-title": "eventtitle", "version": "version", "chapter-number": "chapter",
    "number-of-volumes": "volumes",
}  # fmt: skip
_BIBTEX = {"container-title": "journal", "publisher-place": "address", "annote": "annote"}
_PUBLISHER = {"report": "institution", "thesis": "school"}
_LANGUAGES = {"en": "english", "ru": "russian", "kk": "kazakh"}
_VERBATIM = frozenset(("DOI", "URL"))
_ARTICLES = frozenset(("article-journal", "article-magazine", "article-newspaper"))


def bibtex(items: Iterable[Item]) -> str:
    """A .bib file for BibTeX."""
    return "\n".join(_entry(item, biblatex=False) for item in items)


def biblatex(items: Iterable[Item]) -> str:
    """A .bib file for BibLaTeX with biber."""
    return "\n".join(_entry(item, biblatex=True) for item in items)


def _entry(item: Item, biblatex: bool) -> str:
    known = (_BIBLATEX_TYPES | {k: v for k, v in _TYPES.items() if k not in _BIBLATEX_TYPES}) if biblatex else _TYPES
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(item, biblatex).items() if value)
    return f"@{known.get(str(item['type']), 'misc')}{{{item['id']},\n{lines}}}\n"


def _fields(item: Item, biblatex: bool) -> dict[str, str]:
    """The fields in the order that people know: who, what, where, when."""
    first = ("author", "title", "editor", "container-title")
    rest = [name for name in item if name not in (*first, "id", "type", "language", "issued", "accessed")]
    names = _names_of_fields(item, biblatex)
    out: dict[str, str] = {}
    for name in [*(name for name in first if name in item), *rest]:
        out[names.get(name, name.lower())] = _value(name, item[name])
        if name == "title" and "editor" not in item and "container-title" not in item:
            out |= _issued(item, biblatex)
    out |= _issued(item, biblatex)
    if "accessed" in item:
        out["urldate"] = _date(item["accessed"])
    if language := str(item.get("language", "")):
        out["langid" if language in _LANGUAGES else "language"] = _LANGUAGES.get(language) or latex(language)
    if item["type"] not in _SAID:
        out["entrysubtype"] = str(item["type"])
    return out


def _names_of_fields(item: Item, biblatex: bool) -> dict[str, str]:
    type_ = str(item["type"])
    names = _NATIVE | (_BIBLATEX if biblatex else _BIBTEX)
    if type_ in ("chapter", "paper-conference"):
        names["container-title"] = "booktitle"
    # The number of an issue is "number" in both programs; the number of an article is "eid".
    names |= {"issue": "number", "number": "eid"} if type_ in _ARTICLES else {}
    names["publisher"] = _PUBLISHER.get(type_, "publisher")
    return names


def _issued(item: Item, biblatex: bool) -> dict[str, str]:
    """BibTeX has year, month and day; what these cannot say, such as a range, stands in BibLaTeX's date for both."""
    if "issued" not in item:
        return {}
    parts, whole = date_parts(item), edtf(item["issued"])
    plain = "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])]) if parts else ""
    fields = {"date": _date(item["issued"])} if biblatex or whole != plain else {}
    if not biblatex and parts:
        fields = {**dict(zip(("year", "month", "day"), map(str, parts), strict=False)), **fields}
    return fields


def _value(name: str, value: Any) -> str:
    if isinstance(value, Mapping):
        return _date(value) if {"date-parts", "literal", "raw"} & set(value) else latex(json.dumps(value))
    if isinstance(value, Sequence) and not isinstance(value, str):
        if all(isinstance(each, Mapping) for each in value):
            return " and ".join(filter(None, map(_name, value)))
        return latex(json.dumps(list(value), ensure_ascii=False))
    text = line(str(value))
    if name in _VERBATIM:
        return re.sub(r"[{}\\\s]", lambda match: f"%{ord(match[0]):02X}", text)
    if name == "page":
        text = re.sub(r"(?<=[\w.])[-–](?=\w)", "\x00", text)
        return latex(text).replace("\x00", "--")
    # The second pair of braces keeps a style from lowering the capitals of names.
    return f"{{{latex(text)}}}" if name == "title" else latex(text)


def _date(date: Mapping[str, Any]) -> str:
    """EDTF as biber reads it, which no LaTeX sees; words are LaTeX."""
    return edtf(date) if date.get("date-parts") else latex(edtf(date))


def _name(name: Mapping[str, Any]) -> str:
    part = {key: line(str(value)) for key, value in name.items() if isinstance(value, str)}
    family = " ".join(filter(None, map(part.get, ("dropping-particle", "non-dropping-particle", "family"))))
    if not family or not part.get("given"):
        whole = family or part.get("literal", "") or part.get("given", "")
        return f"{{{latex(whole)}}}" if whole else ""
    return ", ".join(map(_part, filter(None, (family, part.get("suffix", ""), part["given"]))))


def _part(text: str) -> str:
    """A part of a name, in braces where BibTeX would take it apart."""
    return f"{{{latex(text)}}}" if re.search(r",|\band\b", text, re.I) else latex(text)


_LATEX = str.maketrans(
    {
        "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}", "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}", "`": r"{\textasciigrave}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#",
        "_": r"\_",
    }
)  # fmt: skip


def latex(text: str) -> str:
    """Text that BibTeX and LaTeX give back letter by letter: no lone brace, no ligature of dashes or quotes."""
    return re.sub(r"([-',<>])(?=\1)", r"\1{}", text.translate(_LATEX))
