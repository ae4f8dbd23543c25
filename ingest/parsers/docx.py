"""DOCX by python-docx: paragraphs and tables in their order, headings by style, footnotes at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ingest.clean import clean, fold
from ingest.draft import Draft, Piece
from ingest.errors import PasswordNeeded, UnreadableFile

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HEADING = re.compile(r"(?:heading|заголовок|тақырып)\s*(\d)", re.I)
_TITLE = re.compile(r"^(?:title|название|тақырып аты)$", re.I)
_CAPTION = re.compile(r"^(?:caption|название объекта)$", re.I)
_LIST = re.compile(r"list (?:bullet|number|paragraph)|маркированный|нумерованный", re.I)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(data: bytes, name: str, password: str | None = None) -> Draft:
    """The pieces of a DOCX file; raises PasswordNeeded for an encrypted one and UnreadableFile for a broken one."""
    import docx

    if data.startswith(_OLE):
        raise PasswordNeeded(
            f"{name}: this is an old or password-protected Word file; save it as DOCX without a password and add that."
        )
    try:
        document = docx.Document(BytesIO(data))
        pieces = [piece for item in document.iter_inner_content() for piece in _item(item)]
        pieces += list(_footnotes(document))
        draft = Draft(MEDIA_TYPE, [piece for piece in pieces if piece.text])
        _properties(draft, document)
    except Exception as error:  # zipfile, zlib, lxml and python-docx meet broken files with errors of every kind
        raise UnreadableFile(
            f"{name}: the DOCX file is broken; open it in a word processor, save it anew, and add that."
        ) from error
    return draft


def _properties(draft: Draft, document: Any) -> None:
    facts = document.core_properties
    draft.title = clean(facts.title or "").strip()
    # python-docx names itself as the author of every file that it makes.
    author = clean(facts.author or "").strip()
    draft.authors = tuple(filter(None, re.split(r"\s*[;,]\s*", author))) if author != "python-docx" else ()
    moment = facts.created
    draft.year = moment.year if moment and author != "python-docx" else None


def _item(item: Any) -> Iterator[Piece]:
    if hasattr(item, "rows"):
        yield _table(item)
        return
    text = fold(clean(item.text))
    style = (item.style.name if item.style is not None else "") or ""
    heading = _HEADING.search(style)
    if heading:
        yield Piece(text, "heading", int(heading[1]), settled=True)
    elif _TITLE.match(style):
        yield Piece(text, "heading", 1, settled=True)
    elif text and (_LIST.search(style) or _numbered(item)) and not text.startswith(("-", "•")):
        yield Piece("- " + text)
    else:
        yield Piece(text)


def _numbered(paragraph: Any) -> bool:
    properties = paragraph._p.pPr
    return properties is not None and properties.numPr is not None


def _table(table: Any) -> Piece:
    rows = []
    for row in table.rows:
        # A merged cell is listed once for each column that it spans.
        cells = [cell for i, cell in enumerate(row.cells) if not i or cell._tc is not row.cells[i - 1]._tc]
        rows.append("\t".join(fold(clean(cell.text)) for cell in cells))
    return Piece("\n".join(row for row in rows if row.strip()), "table", settled=True)


def _footnotes(document: Any) -> Iterator[Piece]:
    """Texts of footnotes and endnotes, which python-docx leaves out of the body."""
    from lxml import etree

    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(("/footnotes", "/endnotes")):
            continue
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        for note in etree.fromstring(relation.target_part.blob, parser):
            text = fold(clean("".join(node.text or "" for node in note.iter(_W + "t"))))
            if text and note.get(_W + "type") is None:
                yield Piece(text, "note", settled=True)
