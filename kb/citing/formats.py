"""References as text, HTML and a Word file, and records as BibTeX, BibLaTeX, RIS and CSL-JSON."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any

from kb.citing.bibliography import bibliography
from kb.citing.bibtex import biblatex, bibtex
from kb.citing.locales import LOCALES
from kb.citing.marks import Reference, Run
from kb.citing.pinpoints import Pinpoint
from kb.citing.records import pinned
from kb.citing.ris import ris

Items = Sequence[Mapping[str, Any]]
Format = Callable[[Items, str, "str | None", Sequence[Pinpoint]], "str | bytes"]


def text(items: Items, style: str, language: str | None, places: Sequence[Pinpoint]) -> str:
    """A line for each reference."""
    return "".join(f"{reference.text}\n" for reference in bibliography(items, style, language, places))


def as_html(items: Items, style: str, language: str | None, places: Sequence[Pinpoint]) -> str:
    """A list in HTML: each reference with its language, its formats and its links."""
    found = bibliography(items, style, language, places)
    if not found:
        return ""
    entries = "".join(
        f'  <p class="csl-entry" id="{html.escape(each.id)}" lang="{each.language}">{each.html}</p>\n' for each in found
    )
    return f'<div class="csl-bib-body">\n{entries}</div>\n'


def docx(items: Items, style: str, language: str | None, places: Sequence[Pinpoint]) -> bytes:
    """A Word file with a paragraph for each reference."""
    from docx import Document

    file = Document()
    for reference in bibliography(items, style, language, places):
        add_reference(file.add_paragraph(), reference)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def add_reference(paragraph: Any, reference: Reference) -> None:
    """Write a reference into a paragraph of python-docx: formats, links, the language, a hanging indent."""
    from docx.shared import Cm

    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(1), Cm(-1)
    add_runs(paragraph, reference)


def add_runs(paragraph: Any, reference: Reference) -> None:
    """Write the runs of a reference at the end of a paragraph of python-docx, such as that of a footnote."""
    for run in reference.runs():
        _add_run(paragraph, run, LOCALES[reference.language])


def _add_run(paragraph: Any, run: Run, locale: str) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    written = paragraph.add_run(run.text)
    written.italic, written.bold, written.underline = (
        True if name in run.formats else None for name in ("i", "b", "u")
    )
    written.font.superscript = True if "sup" in run.formats else None
    written.font.subscript = True if "sub" in run.formats else None
    written.font.small_caps = True if "sc" in run.formats else None
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), locale)
    written._r.get_or_add_rPr().append(lang)
    if run.link:
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        paragraph._p.append(link)
        link.append(written._r)


def csl_json(items: Items) -> str:
    """A list of CSL-JSON items."""
    return json.dumps(list(items), ensure_ascii=False, indent=1)


def _records(write: Callable[[Items], str]) -> Format:
    """A format of records: it has no style, and the place cited stands in a note."""

    def format(items: Items, style: str, language: str | None, places: Sequence[Pinpoint]) -> str:
        return write([pinned(item, place) for item, place in zip(items, places, strict=True)])

    return format


FORMATS: dict[str, Format] = {
    "text": text,
    "html": as_html,
    "docx": docx,
    "bibtex": _records(bibtex),
    "biblatex": _records(biblatex),
    "ris": _records(ris),
    "csl-json": _records(csl_json),
}
