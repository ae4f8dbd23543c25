"""Akoma Ntoso, the XML of laws and bills (OASIS LegalDocML 1.0): divisions with number and heading, notes, tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.clean import clean, fold
from ingest.draft import Draft, Piece
from ingest.errors import UnknownFileType
from ingest.footnotes import raised
from ingest.markup import TIED, words
from ingest.parsers.akomantoso_meta import identify
from ingest.parsers.asides import Asides
from ingest.parsers.html_parts import grid

MEDIA_TYPE = "application/akn+xml"
# Levels of headings as those of laws without markup have them: part 1, chapter 2, section 3, article 4.
_LEVELS = {
    **dict.fromkeys(("book", "tome", "part", "title"), 1),
    **dict.fromkeys(("chapter", "division", "attachment"), 2),
    **dict.fromkeys(("section", "subchapter", "subpart", "subtitle", "subdivision"), 3),
    **dict.fromkeys(("article", "rule", "regulation"), 4),
    "subsection": 5,
}
_ARTICLES = ("article", "rule", "regulation")
# Numbered parts of an article, and items of lists: their number stands before their first words.
_NUMBERED = frozenset(
    ("paragraph", "subparagraph", "point", "clause", "subclause", "indent", "alinea", "subrule", "proviso", "list",
     "sublist", "transitional", "level", "item", "recital", "citation", "hcontainer", "container", "li")
)  # fmt: skip
_TEXT = frozenset(
    ("p", "block", "longTitle", "heading", "subheading", "crossHeading", "docTitle", "listIntroduction", "listWrapUp")
)
_SKIP = frozenset(("meta", "toc", "num", "img"))


def draft(root: Any, name: str) -> Draft:
    """The pieces of a document without namespaces. Raises UnknownFileType when it holds no act, bill or document."""
    document = next((node for node in root if node.find("meta") is not None), None)
    if document is None:
        raise UnknownFileType(f"{name}: the Akoma Ntoso file holds no act, bill or other document; check its source.")
    out = Draft(MEDIA_TYPE, [])
    identify(out, document)
    walk = _Walk(root)
    # Components stand beside a collection of documents, attachments in the document.
    parts = (child for part in root for child in (part if part is document else [part]))
    pieces = [piece for part in parts for piece in walk.pieces(part)]
    if out.title and not any(
        piece.kind == "heading" and piece.level == 1 and piece.text == out.title for piece in pieces
    ):
        pieces = [piece for piece in pieces if piece.text != out.title]
        pieces.insert(0, Piece(out.title, "heading", 1, settled=True))
    out.pieces = pieces
    return out


class _Walk(Asides):
    """Goes through a document; notes follow the paragraph that holds them."""

    def __init__(self, document: Any) -> None:
        self._articles = next(document.iter(*_ARTICLES), None) is not None
        super().__init__()
        self._count = 0

    def pieces(self, node: Any) -> Iterator[Piece]:
        """The pieces of an element."""
        if node.tag in _SKIP:
            return
        if node.tag == "table":
            yield from self._table(node)
        elif node.tag == "quotedStructure":
            # The new wording of another act: its divisions are none of this one.
            yield from (piece.as_kind("body") for child in node for piece in self.pieces(child))
        elif self._is_division(node):
            yield from self._division(node)
        elif node.tag == "li":
            yield from _marked("-", self._mixed(node))
        elif node.tag in _NUMBERED or node.tag in _LEVELS:
            mark = fold(f"{_pointed(node.tag, self._text(node.find('num')))} {self._text(node.find('heading'))}")
            inside = (piece for child in node if child.tag not in ("num", "heading") for piece in self.pieces(child))
            yield from _marked(mark, inside)
        elif _holds_blocks(node):
            yield from self._mixed(node)
        else:
            yield from self._paragraph([self._inline(node)])

    def _is_division(self, node: Any) -> bool:
        """Whether an element is a part with a heading of its own; most are by their number alone, or by both."""
        if node.tag in _LEVELS and node.tag != "subsection" and node.find("num") is not None:
            return True
        return node.find("heading") is not None and (node.tag not in _NUMBERED or node.find("num") is None)

    def _level(self, node: Any) -> int:
        """Level of a division; in an act without articles its sections are what others call so."""
        if node.tag == "section" and not self._articles and node.find("section") is None:
            return 4
        if node.tag in _LEVELS:
            return _LEVELS[node.tag]
        if node.tag in _NUMBERED:
            return 3 if next(node.iter(*_ARTICLES, "section"), None) is not None else 5
        around = sum(outer.find("heading") is not None for outer in node.iterancestors())
        return min(2 + around, 6)

    def _division(self, node: Any) -> Iterator[Piece]:
        number, heading = self._text(node.find("num")), self._text(node.find("heading"))
        text = f"{number}. {heading}" if number[-1:].isalnum() and heading else fold(f"{number} {heading}")
        if text:
            yield Piece(text, "heading", self._level(node), settled=True)
        yield from self._shown()
        for child in node:
            if child.tag not in ("num", "heading"):
                yield from self.pieces(child)

    def _mixed(self, node: Any) -> Iterator[Piece]:
        """Text and blocks in their order."""
        loose: list[str] = [node.text or ""]
        for child in node:
            if child.tag in _SKIP:
                pass
            elif _is_block(child):
                yield from self._paragraph(loose)
                yield from self.pieces(child)
            else:
                loose.append(self._inline(child))
            loose.append(child.tail or "")
        yield from self._paragraph(loose)

    def _table(self, node: Any) -> Iterator[Piece]:
        caption = self._text(node.find("caption"))
        if caption:
            yield Piece(caption, "table", settled=True)
        for mark in list(node.iter("authorialNote")):
            before = self._inline(mark)
            mark.text, mark.tag = before.lstrip(TIED), "span"
            for child in list(mark):
                mark.remove(child)
        rows, header = grid(node)
        if rows:
            yield Piece(clean(rows), "table", header, settled=True)
        yield from self._shown()

    # --------------------------------------------------------------------------------------------- text
    def _inline(self, node: Any) -> str:
        """The text of an element, notes in it put aside."""
        if node.tag in ("br", "eol"):
            return " "
        if node.tag in ("authorialNote", "noteRef"):
            return self._mark(node)
        parts = [node.text or ""]
        for child in node:
            parts += [self._inline(child) if child.tag not in ("meta", "img") else "", child.tail or ""]
        text = "".join(parts)
        if node.tag == "sup" and text.strip().isdigit():
            return raised(text)
        return f" {text} " if _is_block(node) or node.tag in ("num", "heading", "td", "th") else text

    def _mark(self, node: Any) -> str:
        if node.tag == "noteRef":
            return TIED + raised(node.get("marker") or "")
        self._count += 1
        mark = (node.get("marker") or str(self._count)).strip() or str(self._count)
        if text := words(node):
            self._waiting.append((mark, text))
        return TIED + raised(mark)


def _marked(mark: str, pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Pieces with a number before the first paragraph: "1." and "(a)" of its first point stand on one line."""
    for piece in pieces:
        if mark and piece.kind == "body":
            yield Piece(f"{mark} {piece.text}", settled=True)
            mark = ""
        else:
            yield piece
    if mark and mark != "-":
        yield Piece(mark, settled=True)


def _pointed(tag: str, number: str) -> str:
    """A bare number as it is printed: "(1)" of a subsection, "(a)" of a point, "1." of a paragraph."""
    if not number.isalnum():
        return number
    return f"{number}." if number.isdigit() and tag != "subsection" else f"({number})"


def _is_block(node: Any) -> bool:
    return (
        node.tag in _TEXT or node.tag in _NUMBERED or node.tag in _LEVELS or node.tag == "table" or _holds_blocks(node)
    )


def _holds_blocks(node: Any) -> bool:
    """Whether paragraphs, divisions or tables stand in an element; those in a note do not count."""
    return any(child.tag not in ("authorialNote", "meta") and _is_block(child) for child in node)
