"""Elements of WordprocessingML (ECMA-376-1:2016, 17): runs, paragraphs, footnotes, bookmarks, links.

Children stand in the order that the standard's schema wants.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LOCALES = {"en": "en-US", "ru": "ru-RU", "kk": "kk-KZ"}
# Not among the characters of XML 1.0 (2.2), or discouraged there as controls.
_NO_XML = re.compile("[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# The formats of references (kb/citing/marks.py), in the order of the schema.
_FORMATS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("b", "b", {}), ("i", "i", {}), ("sc", "smallCaps", {}), ("u", "u", {"val": "single"}),
    ("sup", "vertAlign", {"val": "superscript"}), ("sub", "vertAlign", {"val": "subscript"}),
)  # fmt: skip

Element = Any


def printable(text: str) -> str:
    """Text without control characters, which XML has no place for; lines end in ``\\n``."""
    return _NO_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def w(tag: str, *children: Element, **attributes: object) -> Element:
    """An element ``w:tag`` with attributes of the same namespace."""
    element = etree.Element(f"{{{W}}}{tag}", nsmap={"w": W, "r": R} if tag == "document" else {"w": W})
    for name, value in attributes.items():
        element.set(f"{{{W}}}{name}", str(value))
    element.extend(children)
    return element


def locale(language: str) -> str:
    """The tag of a language (BCP 47) as Word writes it."""
    return _LOCALES.get(language, language)


def run(text: str, language: str, style: str = "", formats: Collection[str] = ()) -> Element:
    """Text in a language and, if given, a character style and the formats of a reference (``i b sup sub sc u``).

    Line breaks and tabs are elements of their own.
    """
    formatted = [w(tag, **values) for name, tag, values in _FORMATS if name in formats]
    named = [w("rStyle", val=style)] if style else []
    return w("r", w("rPr", *named, *formatted, w("lang", val=locale(language))), *_pieces(printable(text)))


def _pieces(text: str) -> Iterator[Element]:
    for piece in re.split("([\n\t])", text):
        if piece == "\n":
            yield w("br")
        elif piece == "\t":
            yield w("tab")
        elif piece:
            element = w("t")
            element.text = piece
            element.set(_SPACE, "preserve")
            yield element


def paragraph(style: str, *content: Element, new_page: bool = False) -> Element:
    """A paragraph in a style, at the top of a page where that is wanted."""
    properties = [w("pStyle", val=style)] + ([w("pageBreakBefore")] if new_page else [])
    return w("p", w("pPr", *properties), *content)


def link(bookmark: str, *content: Element) -> Element:
    """A link to a bookmark of the document."""
    return w("hyperlink", *content, anchor=bookmark, history=1)


def bookmarked(name: str, number: int, *content: Element) -> Iterable[Element]:
    """Content between the ends of a bookmark; ``number`` is unique among bookmarks."""
    return (w("bookmarkStart", id=number, name=name), *content, w("bookmarkEnd", id=number))


def footnote_reference(number: int) -> Element:
    """The mark of a footnote in a paragraph."""
    return w("r", w("rPr", w("rStyle", val="FootnoteReference")), w("footnoteReference", id=number))


def footnote(number: int, *content: Element) -> Element:
    """A footnote: its own mark, a space and the content."""
    mark = w("r", w("rPr", w("rStyle", val="FootnoteReference")), w("footnoteRef"))
    return w("footnote", paragraph("FootnoteText", mark, *content), id=number)


def section() -> Element:
    """A4 (in twentieths of a point), margins 2 cm, 3 cm on the left, and the footer ``rId5``."""
    reference = w("footerReference", type="default")
    reference.set(f"{{{R}}}id", "rId5")
    return w(
        "sectPr",
        reference,
        w("pgSz", w=11906, h=16838),
        w("pgMar", top=1134, right=1134, bottom=1134, left=1701, header=709, footer=709, gutter=0),
    )
