"""HTML: every heading, paragraph, list item and table in its order; trafilatura tells where the main text is.

trafilatura knows menus from text better than rules do, but it drops headings, repeats and short items. So its
choice is used as a guide only: what lies between the first and the last paragraph that it keeps is kept, with
the page's own structure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ingest.clean import clean, fold
from ingest.draft import Draft, Piece
from ingest.encoding import decode
from ingest.errors import UnreadableFile

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.I)
_HEADING = re.compile(r"h[1-6]$")
_BLOCKS = frozenset(("p", "li", "dd", "dt", "blockquote", "pre", "caption", "figcaption", "address", "td", "th"))
_HOLDERS = frozenset(("div", "section", "article", "main", "ul", "ol", "dl", "table", "header", "figure", "details"))
_SKIP = frozenset(("script", "style", "noscript", "template", "head", "iframe", "svg", "button", "select", "form"))
_AROUND = frozenset(("nav", "footer", "aside"))
_ROLES = frozenset(("navigation", "banner", "search", "complementary", "contentinfo"))
_YEAR = re.compile(r"(?:19|20)\d\d")
# Below this share of a page's words, trafilatura's choice is not trusted and the page is read whole.
_ENOUGH = 0.35
# A piece with more of its letters in links than this is a menu entry.
_LINKS = 0.8


def read(data: bytes, name: str, password: str | None = None) -> Draft:
    """The pieces of a page; title, author and date as its head gives them."""
    from lxml import html as lxml_html

    text = clean(_source(data))
    try:
        tree = lxml_html.document_fromstring(text.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (ValueError, lxml_html.etree.LxmlError) as error:
        raise UnreadableFile(
            f"{name}: the page holds no HTML that can be read; save it anew from the browser."
        ) from error
    draft = Draft("text/html", _main(list(_pieces(tree)), text), web=True)
    _head(draft, tree)
    return draft


def _source(data: bytes) -> str:
    """The source of a page, decoded as its bytes and its head say."""
    declared = _CHARSET.search(data[:4000])
    if declared and not declared[1].lower().startswith((b"utf-8", b"utf8", b"utf-16")):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            return decode(data)
    return decode(data)


# --------------------------------------------------------------------------------------------- main text
def _main(found: list[tuple[Piece, float]], source: str) -> list[Piece]:
    """The pieces between the first and the last one of the main text, menus left out, and the title above them."""
    import trafilatura

    main = fold(trafilatura.extract(source, include_comments=False, favor_recall=True) or "")
    inside = [
        i for i, (piece, _) in enumerate(found) if piece.kind != "table" and fold(piece.text.lstrip("- ")) in main
    ]
    kept = sum(len(found[i][0].text) for i in inside)
    if not inside or kept < _ENOUGH * sum(len(piece.text) for piece, _ in found):
        return [piece for piece, _ in found]
    first, last = inside[0], inside[-1]
    while first and found[first - 1][0].kind == "heading":
        first -= 1
    above = [piece for piece, _ in found[:first] if piece.kind == "heading" and piece.level == 1][-1:]
    while last + 1 < len(found) and found[last + 1][0].kind == "table":
        last += 1
    chosen = frozenset(inside)
    return above + [
        piece for i, (piece, links) in enumerate(found[: last + 1])
        if i >= first and (links < _LINKS or i in chosen or piece.kind == "heading")
    ]  # fmt: skip


# --------------------------------------------------------------------------------------------- structure
def _pieces(tree: Any) -> Iterator[tuple[Piece, float]]:
    """Every piece of text of a page in its order, with the share of its letters that are in links."""
    body = tree.find("body")
    yield from _walk(tree if body is None else body)


def _walk(node: Any) -> Iterator[tuple[Piece, float]]:
    loose: list[str] = [node.text or ""]
    for child in node:
        tag = child.tag if isinstance(child.tag, str) else ""
        if not tag or tag in _SKIP or tag in _AROUND or child.get("role") in _ROLES:
            pass
        elif _inline(child, tag):
            loose.append("\n" if tag in ("br", "hr") else _text(child))
        else:
            yield from _loose(loose)
            yield from _block(child, tag)
        loose.append(child.tail or "")
    yield from _loose(loose)


def _inline(node: Any, tag: str) -> bool:
    if tag in _BLOCKS or tag in _HOLDERS or _HEADING.match(tag):
        return False
    return not any(_is_block(inner.tag) for inner in node.iterdescendants())


def _is_block(tag: Any) -> bool:
    return isinstance(tag, str) and (tag in _BLOCKS or tag in _HOLDERS or bool(_HEADING.match(tag)))


def _block(node: Any, tag: str) -> Iterator[tuple[Piece, float]]:
    if _HEADING.match(tag):
        if text := _text(node):
            yield Piece(text, "heading", int(tag[1]), settled=True), 0.0
    elif tag == "table" and not any(inner.tag == "table" for inner in node.iterdescendants()):
        yield from _table(node)
    elif tag in _BLOCKS and not any(_is_block(inner.tag) for inner in node.iterdescendants()):
        source = "".join(node.itertext())
        for part in re.split(r"\n\s*\n", source) if tag == "pre" else [source]:
            if text := fold(part):
                yield Piece(("- " if tag == "li" else "") + text), _link_share(node, text)
    else:
        yield from _walk(node)


def _text(node: Any) -> str:
    return fold("".join(node.itertext()))


def _link_share(node: Any, text: str) -> float:
    return sum(len(_text(link)) for link in node.iter("a")) / len(text)


def _loose(parts: list[str]) -> Iterator[tuple[Piece, float]]:
    text = fold("".join(parts))
    parts.clear()
    if text:
        yield Piece(text), 0.0


def _table(node: Any) -> Iterator[tuple[Piece, float]]:
    caption = node.find("caption")
    if caption is not None and (text := _text(caption)):
        yield Piece(text), 0.0
    rows = ["\t".join(_text(cell) for cell in row if cell.tag in ("td", "th")) for row in node.iter("tr")]
    if rows := [row for row in rows if row.strip()]:
        yield Piece("\n".join(rows), "table", settled=True), 0.0


# -------------------------------------------------------------------------------------------------- head
def _head(draft: Draft, tree: Any) -> None:
    draft.title = _meta(tree, "citation_title", "dc.title", "og:title") or fold(tree.findtext(".//title") or "")
    authors = _metas(tree, "citation_author", "dc.creator", "author", "article:author")
    draft.authors = tuple(dict.fromkeys(fold(name) for name in authors if name.strip() and "http" not in name))
    date = _meta(tree, "citation_publication_date", "citation_date", "dc.date", "article:published_time", "date")
    year = _YEAR.search(date)
    draft.year = int(year[0]) if year else None


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
