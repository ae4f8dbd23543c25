"""HTML: every heading, paragraph, list item and table in its order; trafilatura tells where the main text is.

trafilatura knows menus from text better than rules do, but it drops headings, repeats and short items. So its
choice is used as a guide only: what lies between the first and the last paragraph that it keeps is kept, with
the page's own structure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ingest.clean import clean, fold
from ingest.draft import Draft, Piece
from ingest.encoding import decode
from ingest.errors import UnreadableFile
from ingest.options import Reading
from ingest.paragraphs import LIST_MARK
from ingest.parsers.html_lists import Marks
from ingest.parsers.html_main import main_text
from ingest.parsers.html_parts import grid, is_data, nested, note_text, text_of, tie_notes

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.I)
_HEADING = re.compile(r"h[1-6]$")
_BLOCKS = frozenset(("p", "li", "dd", "dt", "blockquote", "pre", "caption", "figcaption", "address", "td", "th"))
_HOLDERS = frozenset(("div", "section", "article", "main", "ul", "ol", "dl", "table", "header", "figure", "details"))
_SKIP = frozenset(("script", "style", "noscript", "template", "head", "iframe", "svg", "button", "select", "form"))
_AROUND = frozenset(("nav", "footer", "aside"))
_ROLES = frozenset(("navigation", "banner", "search", "complementary", "contentinfo"))
_YEAR = re.compile(r"(?:19|20)\d\d")
# Elements "meta" that name facts, the surest first: of Highwire Press, PRISM, Dublin Core, Open Graph, GOV.UK.
_FACTS = {
    "container": ("citation_journal_title", "citation_conference_title", "prism.publicationname", "og:site_name"),
    "volume": ("citation_volume", "prism.volume"),
    "issue": ("citation_issue", "prism.number"),
    "doi": ("citation_doi", "prism.doi", "dc.identifier.doi", "dc.identifier"),
    "url": ("og:url", "citation_public_url", "citation_abstract_html_url"),
    "publisher": ("citation_publisher", "dc.publisher", "govuk:primary-publishing-organisation"),
    "date": (
        "article:modified_time", "govuk:public-updated-at", "citation_publication_date", "dc.date", "date",
    ),
}  # fmt: skip


def read(data: bytes, name: str, how: Reading) -> Draft:
    """The pieces of a page; title, author and date as its head gives them."""
    from lxml import html as lxml_html

    text = clean(_source(data))
    try:
        tree = lxml_html.document_fromstring(text.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (ValueError, lxml_html.etree.LxmlError) as error:
        raise UnreadableFile(
            f"{name}: the page holds no HTML that can be read; save it anew from the browser."
        ) from error
    notes = tie_notes(tree)
    if notes:
        # The guide has to see the same marks as the pieces.
        text = lxml_html.tostring(tree, encoding="unicode")
    draft = Draft("text/html", main_text(list(_Walk(notes).pieces(tree)), text), web=True)
    _head(draft, tree)
    return draft


def whole(source: str) -> list[Piece]:
    """Every piece of a page without menus around it, such as the chapters of a book."""
    from lxml import html as lxml_html

    tree = lxml_html.document_fromstring(clean(source).encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    return [piece for piece, _ in _Walk(tie_notes(tree)).pieces(tree)]


def _source(data: bytes) -> str:
    """The source of a page, decoded as its bytes and its head say."""
    declared = _CHARSET.search(data[:4000])
    if declared and not declared[1].lower().startswith((b"utf-8", b"utf8", b"utf-16")):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            return decode(data)
    return decode(data)


# --------------------------------------------------------------------------------------------- structure
class _Walk:
    """Goes through a page; ``notes`` are the elements that hold footnotes, with the mark of each."""

    def __init__(self, notes: dict[Any, str]) -> None:
        self._notes = notes
        self._marks = Marks()

    def pieces(self, tree: Any) -> Iterator[tuple[Piece, float]]:
        """Every piece of text of a page in its order, with the share of its letters that are in links."""
        body = tree.find("body")
        yield from self._walk(tree if body is None else body)

    def _walk(self, node: Any) -> Iterator[tuple[Piece, float]]:
        loose: list[str] = [node.text or ""]
        for child in node:
            tag = child.tag if isinstance(child.tag, str) else ""
            if child in self._notes:
                yield from _loose(loose)
                if text := note_text(child, self._notes[child]):
                    yield Piece(text, "note", settled=True), 0.0
            elif not tag or tag in _SKIP or (_around(child, tag) and not self._holds_note(child)):
                pass
            elif self._inline(child, tag):
                loose.append("\n" if tag in ("br", "hr") else text_of(child) if tag == "sup" else _inline_text(child))
            else:
                yield from _loose(loose)
                yield from self._block(child, tag)
            loose.append(child.tail or "")
        yield from _loose(loose)

    def _inline(self, node: Any, tag: str) -> bool:
        if tag in _BLOCKS or tag in _HOLDERS or _HEADING.match(tag) or self._holds_note(node):
            return False
        return not _holds_block(node)

    def _holds_note(self, node: Any) -> bool:
        return bool(self._notes) and any(inner in self._notes for inner in node.iterdescendants())

    def _block(self, node: Any, tag: str) -> Iterator[tuple[Piece, float]]:
        if _HEADING.match(tag):
            if text := text_of(node):
                yield Piece(text, "heading", int(tag[1]), settled=True), 0.0
        elif tag == "table" and is_data(node):
            yield from _table(node)
        elif tag in _BLOCKS and not self._holds_note(node) and not _holds_block(node):
            source = "".join(node.itertext()) if tag == "pre" else text_of(node)
            for part in re.split(r"\n\s*\n", source) if tag == "pre" else [source]:
                if text := fold(part):
                    yield Piece(self._marks.marked(node, text)), _link_share(node, text)
        elif tag == "li":
            yield from self._item(node)
        else:
            yield from self._walk(node)

    def _item(self, node: Any) -> Iterator[tuple[Piece, float]]:
        """An item of several blocks: its mark stands before the first, unless that is a heading, table or item."""
        for index, (piece, links) in enumerate(self._walk(node)):
            first = not index and piece.kind == "body" and not piece.settled and not LIST_MARK.match(piece.text)
            yield replace(piece, text=self._marks.marked(node, piece.text)) if first else piece, links


def _around(node: Any, tag: str) -> bool:
    return tag in _AROUND or node.get("role") in _ROLES


def _is_block(tag: Any) -> bool:
    return isinstance(tag, str) and (tag in _BLOCKS or tag in _HOLDERS or bool(_HEADING.match(tag)))


def _holds_block(node: Any) -> bool:
    return any(_is_block(inner.tag) for inner in node.iterdescendants())


def _inline_text(node: Any) -> str:
    """The text of an inline element, with the white space at its ends that parts it from its neighbours."""
    source = "".join(node.itertext())
    before = " " if source[:1].isspace() else ""
    return f"{before}{text_of(node)}{' ' if source[-1:].isspace() else ''}"


def _link_share(node: Any, text: str) -> float:
    return sum(len(text_of(link)) for link in node.iter("a")) / len(text)


def _loose(parts: list[str]) -> Iterator[tuple[Piece, float]]:
    text = fold("".join(parts))
    parts.clear()
    if text:
        yield Piece(text), 0.0


def _table(node: Any) -> Iterator[tuple[Piece, float]]:
    caption = node.find("caption")
    if caption is not None and (text := text_of(caption)):
        yield Piece(text), 0.0
    text, header = grid(node)
    if text:
        yield Piece(text, "table", header, settled=True), 0.0
    for inner in nested(node):
        yield from _table(inner)


# -------------------------------------------------------------------------------------------------- head
def _head(draft: Draft, tree: Any) -> None:
    draft.title = _meta(tree, "citation_title", "dc.title", "og:title") or fold(tree.findtext(".//title") or "")
    authors = _metas(tree, "citation_author", "dc.creator", "author", "article:author")
    draft.authors = tuple(dict.fromkeys(fold(name) for name in authors if name.strip() and "http" not in name))
    date = _meta(tree, "citation_publication_date", "citation_date", "dc.date", "article:published_time", "date")
    year = _YEAR.search(date)
    draft.year = int(year[0]) if year else None
    found = {name: _meta(tree, *names) for name, names in _FACTS.items()}
    canonical = [n.get("href") or "" for n in tree.iter("link") if (n.get("rel") or "").casefold() == "canonical"]
    found["url"] = next((href for href in canonical if href.startswith("http")), found["url"])
    pages = (_meta(tree, "citation_firstpage", "prism.startingpage"), _meta(tree, "citation_lastpage"))
    found["page_range"] = "–".join(filter(None, pages))
    draft.facts = {name: value for name, value in found.items() if value}
    draft.affiliations = tuple(dict.fromkeys(map(fold, _metas(tree, "citation_author_institution"))))


def _metas(tree: Any, *names: str) -> list[str]:
    """Contents of the first of these meta elements that a page has."""
    for name in names:
        nodes = [n for n in tree.iter("meta") if (n.get("name") or n.get("property") or "").casefold() == name]
        values = [node.get("content") or "" for node in nodes]
        if any(values):
            return values
    return []


def _meta(tree: Any, *names: str) -> str:
    return fold(next(iter(_metas(tree, *names)), ""))
