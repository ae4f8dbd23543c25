"""DOCX by python-docx: paragraphs and tables in their order, headings by style, footnotes behind their paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ingest.clean import clean, fold
from ingest.draft import Draft, Piece
from ingest.errors import PasswordNeeded, UnreadableFile
from ingest.footnotes import note, raised, roman
from ingest.options import Reading
from ingest.parsers.docx_bold import bold_headings, is_bold
from ingest.parsers.docx_lists import Numbering
from ingest.rows import rectangular

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HEADING = re.compile(r"(?:heading|заголовок|тақырып)\s*(\d)", re.I)
_TITLE = re.compile(r"^(?:title|название|тақырып аты)$", re.I)
_LIST = re.compile(r"list (?:bullet|number|paragraph)|маркированный|нумерованный", re.I)
_CONTENTS = re.compile(r"^(?:toc|оглавление|мазмұны) ?\d", re.I)
_BULLETS = "-•"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Word writes a drawing twice: for programs that know it, and as a fallback for those that do not.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DIGITS = re.compile(r"\d{1,3}(?:\s?[,–-]\s?\d{1,3})*")


def read(data: bytes, name: str, how: Reading) -> Draft:
    """The pieces of a DOCX file; raises PasswordNeeded for an encrypted one and UnreadableFile for a broken one."""
    import docx

    if data.startswith(_OLE):
        raise PasswordNeeded(
            f"{name}: this is an old or password-protected Word file; save it as DOCX without a password and add that."
        )
    try:
        document = docx.Document(BytesIO(data))
        body = _Body(document)
        pieces = [piece for piece in body.pieces() if piece.text.strip()]
        draft = Draft(MEDIA_TYPE, bold_headings(pieces, body.bold))
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


class _Body:
    """The body of a document, with its footnotes and endnotes and how many of them it has shown."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._notes = {kind: dict(_texts(document, kind)) for kind in ("footnote", "endnote")}
        self._shown: dict[str, dict[str, str]] = {"footnote": {}, "endnote": {}}
        self._waiting: list[tuple[str, str]] = []
        self._numbering = Numbering(document)
        self.bold: set[str] = set()
        self._styles: dict[str, str] = {}
        for style in document.styles.element.iterfind(_W + "style"):
            named = style.find(_W + "name")
            self._styles[style.get(_W + "styleId") or ""] = (
                (named.get(_W + "val") or "") if named is not None else ""
            ).lower()

    def pieces(self) -> Iterator[Piece]:
        """Everything in its order: footnotes behind the paragraph or table that refers to them, endnotes at the end."""
        for item in _items(self._document.element.body):
            yield from self._table(item) if item.tag == _W + "tbl" else self._paragraph(item)
            yield from self._footnotes()
        for id_, mark in self._shown["endnote"].items():
            if text := self._notes["endnote"].get(id_):
                yield note(mark, text)
        for kind, notes in self._notes.items():
            for id_, text in notes.items():
                if id_ not in self._shown[kind]:
                    yield Piece(text, "note", settled=True)

    def _footnotes(self) -> Iterator[Piece]:
        for id_, mark in self._waiting:
            if text := self._notes["footnote"].get(id_):
                yield note(mark, text)
        self._waiting.clear()

    def _paragraph(self, node: Any) -> Iterator[Piece]:
        text = fold(clean(self._text(node)))
        style = self._style(node)
        mark = self._numbering.mark(node) if text else None
        number = f"{mark} " if mark and mark[0] not in _BULLETS and not text.startswith(mark) else ""
        heading = _HEADING.search(style)
        if heading:
            yield Piece(number + text, "heading", int(heading[1]) or 1, settled=True)
        elif _TITLE.match(style):
            yield Piece(text, "heading", 1, settled=True)
        elif _CONTENTS.match(style):
            yield Piece(text, "reference", settled=True)
        elif number:
            yield Piece(number + text)
        elif text and (mark or _LIST.search(style)) and text[0] not in _BULLETS:
            yield Piece("- " + text)
        else:
            if is_bold(node):
                self.bold.add(text)
            yield Piece(text)
        for box in node.iter(_W + "txbxContent"):
            if not any(outer.tag == _FALLBACK for outer in box.iterancestors()):
                for item in _items(box):
                    yield from self._table(item) if item.tag == _W + "tbl" else self._paragraph(item)

    def _style(self, node: Any) -> str:
        found = node.find(f"{_W}pPr/{_W}pStyle")
        return self._styles.get(found.get(_W + "val") or "", "") if found is not None else ""

    def _text(self, paragraph: Any) -> str:
        """The text of a paragraph with what was inserted, without what was deleted; marks of notes as raised digits."""
        return "".join(self._run(node) for node in _leaves(paragraph))

    def _run(self, node: Any) -> str:
        tag = node.tag.removeprefix(_W) if isinstance(node.tag, str) else ""
        if tag == "t":
            text = node.text or ""
            return raised(text) if _is_raised(node) and _DIGITS.fullmatch(text.strip()) else text
        if tag in ("tab", "br", "cr", "ptab"):
            return " "
        if tag == "noBreakHyphen":
            return "-"
        if tag in ("footnoteReference", "endnoteReference"):
            return self._mark(tag.removesuffix("Reference"), node)
        return ""

    def _mark(self, kind: str, node: Any) -> str:
        id_ = node.get(_W + "id") or ""
        shown = self._shown[kind]
        if id_ not in shown:
            number = len(shown) + 1
            shown[id_] = raised(roman(number) if kind == "endnote" and self._notes["footnote"] else str(number))
            if kind == "footnote":
                self._waiting.append((id_, shown[id_]))
        # A mark of its own follows as text.
        return "" if node.get(_W + "customMarkFollows") in ("1", "true", "on") else shown[id_]

    def _table(self, node: Any) -> Iterator[Piece]:
        """A table as lines of cells, those that are merged on paper empty but for the first; nested tables follow."""
        rows: list[list[str]] = []
        header = 0
        nested: list[Any] = []
        for row in (item for item in _items(node, _W + "tr")):
            cells = [""] * _number(row, "gridBefore")
            for cell in _items(row, _W + "tc"):
                inner = list(_items(cell))
                nested += [item for item in inner if item.tag == _W + "tbl"]
                text = " ".join(self._text(item) for item in inner if item.tag == _W + "p")
                cells += ["" if _continued(cell) else fold(clean(text))]
                cells += [""] * (_number(cell, "gridSpan", 1) - 1)
            header += header == len(rows) and _is_header(row)
            rows.append(cells)
        text, header = rectangular(rows, header)
        if text:
            yield Piece(text, "table", header, settled=True)
        for inner in nested:
            yield from self._table(inner)


def _items(node: Any, *wanted: str) -> Iterator[Any]:
    """Paragraphs and tables (or rows, or cells) in a node, those in content controls and insertions included."""
    wanted = wanted or (_W + "p", _W + "tbl")
    for child in node:
        if child.tag in wanted:
            yield child
        elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "customXml", _W + "smartTag"):
            yield from _items(child, *wanted)


def _leaves(node: Any) -> Iterator[Any]:
    """What a paragraph holds, in order, without text boxes, deletions and fallbacks."""
    for child in node:
        if child.tag in (_W + "del", _W + "moveFrom", _W + "txbxContent", _FALLBACK, _W + "pPr", _W + "rPr"):
            continue
        yield child
        yield from _leaves(child)


def _is_raised(node: Any) -> bool:
    found = node.getparent().find(f"{_W}rPr/{_W}vertAlign")
    return found is not None and found.get(_W + "val") == "superscript"


def _number(node: Any, name: str, default: int = 0) -> int:
    found = node.find(f"{node.tag}Pr/{_W}{name}")
    value = found.get(_W + "val") if found is not None else None
    return min(int(value), 500) if value and value.isdigit() else default


def _continued(cell: Any) -> bool:
    """Whether a cell is one with the cell above it."""
    found = cell.find(f"{_W}tcPr/{_W}vMerge")
    return found is not None and found.get(_W + "val", "continue") != "restart"


def _is_header(row: Any) -> bool:
    found = row.find(f"{_W}trPr/{_W}tblHeader")
    return found is not None and found.get(_W + "val", "true") not in ("0", "false", "off")


def _texts(document: Any, kind: str) -> Iterator[tuple[str, str]]:
    """Id and text of each footnote or endnote, which python-docx leaves out of the body."""
    from lxml import etree

    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(f"/{kind}s"):
            continue
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        for found in etree.fromstring(relation.target_part.blob, parser):
            text = fold(clean(" ".join(_plain(p) for p in found.iter(_W + "p"))))
            if text and found.get(_W + "type") in (None, "normal"):
                yield found.get(_W + "id") or "", text


def _plain(paragraph: Any) -> str:
    return "".join(
        node.text or "" if node.tag == _W + "t" else " "
        for node in _leaves(paragraph)
        if node.tag in (_W + "t", _W + "tab", _W + "br")
    )
