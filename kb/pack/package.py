"""The parts of a Word file, packed (ECMA-376-2, Open Packaging Conventions).

What never changes (styles, settings, fonts, relationships) is ``kb/data/pack/word/``; the same content gives the same
bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date

from lxml import etree

from kb.pack.ooxml import Element, printable
from kb.pack.words import FOLDER

_KEPT = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_rels.xml",
    "docProps/app.xml": "app.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fontTable.xml",
    "word/footer1.xml": "footer1.xml",
}
# The first day that a ZIP archive can name.
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def packed(document: Element, notes: Sequence[Element], title: str, language: str, day: date) -> bytes:
    """A Word file of a ``w:document``, its footnotes in order, and its properties."""
    footnotes = etree.fromstring((FOLDER / "word" / "footnotes.xml").read_bytes())
    footnotes.extend(notes)
    parts = {name: (FOLDER / "word" / file).read_bytes() for name, file in _KEPT.items()}
    parts["docProps/core.xml"] = _xml(_properties(title, language, day))
    parts["word/document.xml"] = _xml(document)
    parts["word/footnotes.xml"] = _xml(footnotes)
    return _zipped(parts)


def _properties(title: str, language: str, day: date) -> Element:
    root = etree.Element(f"{{{_CP}}}coreProperties", nsmap={"cp": _CP, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI})
    for name, text in (("title", printable(title)), ("creator", "Policy KB"), ("language", language)):
        etree.SubElement(root, f"{{{_DC}}}{name}").text = text
    for name in ("created", "modified"):
        element = etree.SubElement(root, f"{{{_TERMS}}}{name}", {f"{{{_XSI}}}type": "dcterms:W3CDTF"})
        element.text = f"{day.isoformat()}T00:00:00Z"
    return root


def _xml(root: Element) -> bytes:
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return data


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    """The archive; the content types come first, as readers expect."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _ZIP_DAY), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
