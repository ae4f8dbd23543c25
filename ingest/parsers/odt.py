"""ODT (OpenDocument Text, ISO/IEC 26300): headings by outline level, numbered lists, tables, notes, metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ingest.clean import clean, fold
from ingest.draft import Draft, Piece
from ingest.errors import PasswordNeeded
from ingest.footnotes import note, raised
from ingest.markup import first, parsed
from ingest.options import Reading
from ingest.packages import Package
from ingest.parsers.odt_lists import Counter, list_styles
from ingest.rows import rectangular

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_NAMESPACE = re.compile(r"^\{.*\}")
_SKIP = frozenset(("tracked-changes", "annotation", "sequence-decls", "variable-decls", "forms", "ruby-text", "desc"))
_BLOCKS = frozenset(("p", "h", "list", "table", "section", "numbered-paragraph"))
_CONTENTS = frozenset(
    ("table-of-content", "illustration-index", "table-index", "alphabetical-index", "user-index", "object-index")
)
_REPEATED = 200
_WORD = re.compile(r"[^\W\d_]{3}")


def read(data: bytes, name: str, how: Reading) -> Draft:
    """The pieces of an ODT file; raises PasswordNeeded for a locked one and UnreadableFile for a broken one."""
    package = Package(data, name, "ODT")
    if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise PasswordNeeded(f"{name} is protected by a password; save it without one and add that.")
    content = _plain(parsed(package.read("content.xml"), name, "ODT"))
    styles = _plain(parsed(package.read("styles.xml"), name, "ODT")) if "styles.xml" in package.names else None
    draft = Draft(MEDIA_TYPE, [])
    text = content.find("body/text")
    if text is None:
        raise package.broken()
    draft.pieces = list(_Body(content, styles).pieces(text))
    if "meta.xml" in package.names:
        _properties(draft, parsed(package.read("meta.xml"), name, "ODT"))
    return draft


def _plain(root: Any) -> Any:
    """The tree with names of attributes without their namespaces, as those of elements are already."""
    for node in root.iter():
        for key, value in list(node.attrib.items()):
            if key.startswith("{"):
                del node.attrib[key]
                node.set(_NAMESPACE.sub("", key), value)
    return root


def _properties(draft: Draft, meta: Any) -> None:
    draft.title = first(meta, "meta/title")
    author = first(meta, "meta/initial-creator", "meta/creator")
    draft.authors = tuple(filter(None, re.split(r"\s*[;,]\s*", author)))
    year = first(meta, "meta/creation-date", "meta/date")[:4]
    draft.year = int(year) if year.isascii() and year.isdigit() else None


class _Body:
    """Goes through the text; footnotes follow the paragraph that holds them, endnotes stand at the end."""

    def __init__(self, content: Any, styles: Any) -> None:
        roots = [root for root in (styles, content) if root is not None]
        self._parents = {
            style.get("name"): style.get("parent-style-name") or ""
            for root in roots
            for style in root.iter("style")
            if style.get("family") == "paragraph"
        }
        self._lists = Counter({name: style for root in roots for name, style in list_styles(root).items()})
        self._waiting: list[tuple[str, str]] = []
        self._endnotes: list[tuple[str, str]] = []
        self._frames: list[Any] = []

    def pieces(self, node: Any) -> Iterator[Piece]:
        """Everything in its order."""
        yield from self._blocks(node)
        for mark, text in self._endnotes:
            yield note(mark, text)

    def _blocks(self, node: Any) -> Iterator[Piece]:
        for child in node:
            if child.tag in _SKIP:
                continue
            if child.tag in ("p", "h"):
                yield from self._paragraph(child)
            elif child.tag == "list":
                yield from self._list(child, 1, child.get("style-name") or "")
            elif child.tag == "table":
                yield from self._table(child)
            elif child.tag in _CONTENTS:
                for piece in self._blocks(child):
                    yield piece.as_kind("reference")
            elif child.tag not in ("index-title", "index-entry-template"):
                yield from self._blocks(child)
            else:
                yield from (piece.as_kind("heading", 2) for piece in self._blocks(child))

    def _paragraph(self, node: Any, mark: str = "") -> Iterator[Piece]:
        text = self._text(node)
        style = self._named(node.get("style-name") or "")
        if node.tag == "h":
            level = node.get("outline-level") or "1"
            yield Piece(text, "heading", int(level) if level.isdigit() and int(level) else 1, settled=True)
        elif style == "Title":
            yield Piece(text, "heading", 1, settled=True)
        elif text:
            # A number that the list gives is no heading; one with a word in it («Статья 5.») may be.
            yield Piece(f"{mark} {text}" if mark else text, settled=bool(mark) and not _WORD.search(mark))
        yield from self._after()

    def _named(self, style: str) -> str:
        """The named style that an automatic one comes from."""
        for _ in range(10):
            if style in ("Title", "Subtitle") or not self._parents.get(style):
                break
            style = self._parents[style]
        return style

    def _after(self) -> Iterator[Piece]:
        """Footnotes and text boxes that stood in the paragraph."""
        for mark, text in self._waiting:
            yield note(mark, text)
        self._waiting.clear()
        frames, self._frames = self._frames, []
        for frame in frames:
            yield from self._blocks(frame)

    def _list(self, node: Any, depth: int, style: str) -> Iterator[Piece]:
        self._lists.begin(style, depth, node)
        for item in node:
            if item.tag not in ("list-item", "list-header"):
                continue
            mark = self._lists.mark(style, depth, item) if item.tag == "list-item" else ""
            for child in item:
                if child.tag in ("p", "h"):
                    yield from self._paragraph(child, mark)
                    mark = ""
                elif child.tag == "list":
                    yield from self._list(child, depth + 1, child.get("style-name") or style)

    # -------------------------------------------------------------------------------------------- tables
    def _table(self, node: Any) -> Iterator[Piece]:
        """A table as lines of cells; the cells that a wide or high one covers are empty; nested tables follow."""
        rows: list[list[str]] = []
        nested: list[Any] = []
        header = 0
        for row, is_header in _rows(node, False):
            cells: list[str] = []
            for cell in row:
                times = _number(cell, "number-columns-repeated")
                text = self._cell(cell, nested) if cell.tag == "table-cell" else ""
                cells += [text] * times
            times = _number(row, "number-rows-repeated")
            rows += [cells] * times
            header += times if is_header and header == len(rows) - times else 0
        text, header = rectangular(rows, header)
        if text:
            yield Piece(text, "table", header, settled=True)
        yield from self._after()
        for inner in nested:
            yield from self._table(inner)

    def _cell(self, cell: Any, nested: list[Any]) -> str:
        nested += [child for child in cell if child.tag == "table"]
        return fold(" ".join(self._text(p) for p in _paragraphs(cell)))

    # ---------------------------------------------------------------------------------------------- text
    def _text(self, node: Any) -> str:
        return fold(clean(self._inline(node)))

    def _inline(self, node: Any) -> str:
        parts = [node.text or ""]
        for child in node:
            parts += [self._child(child), child.tail or ""]
        return "".join(parts)

    def _child(self, node: Any) -> str:
        if node.tag in _SKIP:
            return ""
        if node.tag in ("s", "tab", "line-break", "soft-page-break"):
            return " " if node.tag != "soft-page-break" else ""
        if node.tag == "note":
            return self._note(node)
        if node.tag in ("frame", "custom-shape", "rect"):
            self._frames += list(node.iter("text-box")) or ([node] if node.tag != "frame" else [])
            return ""
        return self._inline(node)

    def _note(self, node: Any) -> str:
        mark = first(node, "note-citation")
        body = node.find("note-body")
        text = fold(" ".join(self._text(p) for p in _paragraphs(body))) if body is not None else ""
        if text:
            (self._endnotes if node.get("note-class") == "endnote" else self._waiting).append((mark, text))
        return raised(mark)


def _paragraphs(node: Any) -> Iterator[Any]:
    """Paragraphs in an element, those of lists and sections too, those of tables in it not."""
    for child in node:
        if child.tag in ("p", "h"):
            yield child
        elif child.tag not in ("table", *_SKIP):
            yield from _paragraphs(child)


def _rows(node: Any, header: bool) -> Iterator[tuple[Any, bool]]:
    for child in node:
        if child.tag == "table-row":
            yield child, header
        elif child.tag in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(child, header or child.tag == "table-header-rows")


def _number(node: Any, name: str) -> int:
    value = node.get(name) or ""
    return max(1, min(int(value), _REPEATED)) if value.isascii() and value.isdigit() else 1
