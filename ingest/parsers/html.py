"""HTML: the main text by trafilatura with headings, lists and tables; all text by lxml where that finds none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ingest.clean import clean, fold
from ingest.draft import Draft, Piece
from ingest.encoding import decode
from ingest.errors import UnreadableFile

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.I)
_BLOCKS = frozenset("p li dd dt blockquote pre td th caption figcaption address h1 h2 h3 h4 h5 h6".split())
_SKIP = frozenset("script style noscript template head nav iframe svg button select form".split())
_YEAR = re.compile(r"(?:19|20)\d\d")
# trafilatura may drop short or repetitive pages; below this share of a page's words its choice is not trusted.
_ENOUGH = 0.35


def read(data: bytes, name: str, password: str | None = None) -> Draft:
    """The pieces of a page; title, author and date as its head gives them."""
    from lxml import html as lxml_html

    text = clean_source(data)
    try:
        tree = lxml_html.document_fromstring(text.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (ValueError, lxml_html.etree.LxmlError) as error:
        raise UnreadableFile(f"{name}: the page holds no HTML that can be read; save it anew from the browser.") from error
    draft = Draft("text/html", list(_all_pieces(tree)), web=True)
    main = list(_main_pieces(text))
    if _size(main) >= _ENOUGH * _size(draft.pieces):
        draft.pieces = _with_title(main, draft.pieces)
    _head(draft, tree)
    return draft


def clean_source(data: bytes) -> str:
    """The source of a page, decoded as its bytes and its head say."""
    declared = _CHARSET.search(data[:4000])
    if declared and declared[1].lower() not in (b"utf-8", b"utf8"):
        try:
            return clean(data.decode(declared[1].decode("ascii")))
        except (LookupError, UnicodeDecodeError):
            return clean(decode(data))
    return clean(decode(data))


def _size(pieces: list[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces)


def _with_title(main: list[Piece], everything: list[Piece]) -> list[Piece]:
    """The main text, headed by the page's first heading when that was left out."""
    first = next((p for p in everything if p.kind == "heading" and p.level == 1), None)
    if first is None or any(p.text == first.text for p in main):
        return main
    return [first, *main]


# ------------------------------------------------------------------------------------------- trafilatura
def _main_pieces(text: str) -> Iterator[Piece]:
    import trafilatura
    from lxml import etree

    found = trafilatura.extract(
        text, output_format="xml", include_tables=True, include_comments=False, include_formatting=False, favor_recall=True
    )
    body = etree.fromstring(found.encode("utf-8")).find("main") if found else None
    if body is not None:
        for node in body:
            yield from _tei(node)


def _tei(node: Any) -> Iterator[Piece]:
    text = fold("".join(node.itertext()))
    if node.tag == "head":
        yield _heading(text, int(re.sub(r"\D", "", node.get("rend", "h2")) or 2))
    elif node.tag == "table":
        rows = ["\t".join(fold("".join(cell.itertext())) for cell in row.iter("cell")) for row in node.iter("row")]
        yield Piece("\n".join(row for row in rows if row.strip()), "table", settled=True)
    elif node.tag == "list":
        for item in node.iter("item"):
            yield Piece("- " + fold("".join(item.itertext())))
    elif text:
        yield Piece(text)


def _heading(text: str, level: int) -> Piece:
    return Piece(text, "heading", level, settled=True)


# -------------------------------------------------------------------------------------------------- lxml
def _all_pieces(tree: Any) -> Iterator[Piece]:
    """Every piece of text of a page in its order, menus and scripts left out."""
    body = tree.find("body")
    yield from _walk(tree if body is None else body)


def _walk(node: Any) -> Iterator[Piece]:
    loose: list[str] = [node.text or ""]
    for child in node:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in _SKIP or not tag:
            pass
        elif tag == "table":
            yield from _loose(loose)
            yield from _table(child)
        elif tag in _BLOCKS or any(isinstance(d.tag, str) and d.tag in (*_BLOCKS, "div", "table") for d in child.iterdescendants()) or tag == "div":
            yield from _loose(loose)
            yield from _block(child, tag)
        else:
            loose.append("\n" if tag in ("br", "hr") else "".join(child.itertext()))
        loose.append(child.tail or "")
    yield from _loose(loose)


def _block(node: Any, tag: str) -> Iterator[Piece]:
    if tag[0] == "h" and tag[1:].isdigit():
        if text := fold("".join(node.itertext())):
            yield _heading(text, int(tag[1]))
    elif tag in _BLOCKS and not any(isinstance(d.tag, str) and d.tag in (*_BLOCKS, "table") for d in node.iterdescendants()):
        for line in re.split(r"\n\s*\n", "".join(node.itertext())) if tag == "pre" else ["".join(node.itertext())]:
            if text := fold(line):
                yield Piece(("- " if tag == "li" else "") + text)
    else:
        yield from _walk(node)


def _loose(parts: list[str]) -> Iterator[Piece]:
    text = fold("".join(parts))
    parts.clear()
    if text:
        yield Piece(text)


def _table(node: Any) -> Iterator[Piece]:
    caption = node.find("caption")
    if caption is not None and (text := fold("".join(caption.itertext()))):
        yield Piece(text)
    rows = ["\t".join(fold("".join(cell.itertext())) for cell in row if cell.tag in ("td", "th")) for row in node.iter("tr")]
    if rows := [row for row in rows if row.strip()]:
        yield Piece("\n".join(rows), "table", settled=True)


# -------------------------------------------------------------------------------------------------- head
def _head(draft: Draft, tree: Any) -> None:
    draft.title = _meta(tree, "citation_title", "dc.title", "og:title") or fold(tree.findtext(".//title") or "")
    authors = [fold(v) for v in _metas(tree, "citation_author", "dc.creator", "author", "article:author") if "http" not in v]
    draft.authors = tuple(dict.fromkeys(filter(None, authors)))
    date = _meta(tree, "citation_publication_date", "citation_date", "dc.date", "article:published_time", "date")
    year = _YEAR.search(date)
    draft.year = int(year[0]) if year else None


def _metas(tree: Any, *names: str) -> list[str]:
    for name in names:
        values = [
            node.get("content") or "" for node in tree.iter("meta")
            if (node.get("name") or node.get("property") or "").casefold() == name
        ]  # fmt: skip
        if any(values):
            return values
    return []


def _meta(tree: Any, *names: str) -> str:
    return fold(next(iter(_metas(tree, *names)), ""))
