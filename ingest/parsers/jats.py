"""JATS, the XML of papers (NISO Z39.96): what it says of the paper, its body with tables and notes, its references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ingest import headings
from ingest.clean import clean, fold
from ingest.draft import Draft, Piece
from ingest.footnotes import note, raised
from ingest.markup import TIED, detach, first, language, tidy, words
from ingest.parsers.asides import Asides
from ingest.parsers.html_parts import grid
from ingest.parsers.jats_front import front
from ingest.parsers.jats_references import reference

_NUMBER = re.compile(r"[0-9]{1,4}")
_LETTER = re.compile(r"[a-z]{1,2}")
_RAISED_LETTERS = str.maketrans("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_DIGITS = re.compile(r"\W?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\W?")
# Elements that stand among the paragraphs, also inside one.
_BLOCKS = frozenset(
    [
        "p",
        "sec",
        "list",
        "def-list",
        "disp-quote",
        "verse-group",
        "table-wrap",
        "table-wrap-group",
        "fig",
        "fig-group",
        "boxed-text",
        "statement",
        "fn-group",
        "ref-list",
        "app-group",
        "app",
        "ack",
        "notes",
        "glossary",
        "supplementary-material",
        "array",
        "preformat",
        "speech",
    ]
)
_SILENT = ("tex-math", "index-term", "object-id", "media", "graphic", "permissions")
_CAPTIONED = ("fig", "table-wrap", "boxed-text", "supplementary-material")


def draft(article: Any) -> Draft:
    """The pieces of an article without namespaces: title, abstracts, body, back matter, translations."""
    for node in list(article.iter(*_SILENT)):
        detach(node)
    out = Draft("application/jats+xml", [])
    front(out, article)
    if out.title:
        out.pieces.append(Piece(out.title, "heading", 1, settled=True))
    body = _Body(article)
    out.pieces += body.abstracts(article)
    out.pieces += body.pieces(article)
    for sub in article.iter("sub-article", "response"):
        title = first(sub, "front-stub/title-group/article-title", "front/article-meta/title-group/article-title")
        if title:
            out.pieces.append(Piece(title, "heading", 1, settled=True))
        part = _Body(sub)
        out.pieces += [*part.abstracts(sub), *part.pieces(sub)]
    return out


class _Body(Asides):
    """Goes through an article; footnotes follow the paragraph that holds them, those of the back matter stand there."""

    def __init__(self, article: Any) -> None:
        # Notes of the back matter and the numbers that the text refers to them by.
        self._marks = {
            ref.get("rid"): words(ref) for ref in article.iter("xref") if ref.get("ref-type") in ("fn", "table-fn")
        }
        super().__init__()
        # Notes in the text without a number of their own are counted on from those.
        self._count = max((int(mark) for mark in self._marks.values() if _NUMBER.fullmatch(mark)), default=0)

    # ---------------------------------------------------------------------------------------- abstracts
    def abstracts(self, article: Any) -> Iterator[Piece]:
        """The abstracts in their order, each translated one below the title in its language, with its keywords."""
        meta = next((m for path in ("front/article-meta", "front-stub") if (m := article.find(path)) is not None), None)
        if meta is None:
            return
        titles = {language(t): first(t, "trans-title") for t in meta.iterfind("title-group/trans-title-group")}
        keywords = list(meta.iterfind("kwd-group"))
        for abstract in (*meta.iterfind("abstract"), *meta.iterfind("trans-abstract")):
            speaks = language(abstract)
            if abstract.tag == "trans-abstract" and titles.get(speaks):
                yield Piece(titles.pop(speaks), "heading", 2, settled=True)
            for piece in self._blocks(abstract, 2):
                yield piece if piece.kind == "heading" else piece.as_kind("abstract")
            for group in [g for g in keywords if language(g) == speaks]:
                keywords.remove(group)
                yield from _keywords(group)
        for group in keywords:
            yield from _keywords(group)

    # --------------------------------------------------------------------------------------------- body
    def pieces(self, article: Any) -> Iterator[Piece]:
        """Body, floats and back matter."""
        for path in ("body", "floats-group", "back"):
            for part in article.iterfind(path):
                yield from self._blocks(part, 1)

    def _blocks(self, node: Any, level: int) -> Iterator[Piece]:
        """What stands in an element: its own text as a paragraph, and each block in it."""
        loose: list[str] = [node.text or ""]
        for child in node:
            if child.tag in _BLOCKS:
                yield from self._paragraph(loose)
                yield from self._block(child, level)
            elif child.tag == "fn" and node.tag != "p":
                yield from self._paragraph(loose)
                yield from self._note(child)
            elif child.tag in ("title", "label") and node.tag not in ("list-item", "fn", "app"):
                yield from self._heading(child, level)
            elif child.tag not in ("sec-meta", "title", "label"):
                loose.append(self._inline(child))
            loose.append(child.tail or "")
        yield from self._paragraph(loose)

    def _heading(self, node: Any, level: int) -> Iterator[Piece]:
        """A title behind its label ("2.", "Methods"); a label with a title behind it is part of that."""
        label = node.getprevious()
        text = self._text(node)
        if node.tag == "label":
            following = node.getnext()
            text = "" if following is not None and following.tag == "title" else text
        elif label is not None and label.tag == "label":
            text = f"{self._text(label)} {text}"
        if text:
            yield Piece(text, "heading", max(level, 2), settled=True)

    def _block(self, node: Any, level: int) -> Iterator[Piece]:
        if node.tag in ("sec", "app", "ack", "notes", "glossary", "ref-list"):
            yield from self._section(node, level + 1)
        elif node.tag in ("list", "def-list"):
            yield from self._list(node)
        elif node.tag in _CAPTIONED:
            yield from self._captioned(node, level)
        elif node.tag == "fn-group":
            yield from self._notes(node)
        else:
            yield from self._blocks(node, level)

    def _section(self, node: Any, level: int) -> Iterator[Piece]:
        if node.tag == "app" and (title := fold(f"{first(node, 'label')} {first(node, 'title')}")):
            yield Piece(title, "heading", level, settled=True)
        entries = [text for ref in node.iterfind("ref") if (text := reference(ref))]
        yield from self._blocks_without(node, level, "ref")
        yield from (Piece(text, "reference", settled=True) for text in entries)

    def _blocks_without(self, node: Any, level: int, tag: str) -> Iterator[Piece]:
        for child in list(node.iterfind(tag)):
            node.remove(child)
        return self._blocks(node, level)

    def _list(self, node: Any) -> Iterator[Piece]:
        ordered = node.get("list-type") in ("order", "alpha-lower", "alpha-upper", "roman-lower", "roman-upper")
        for number, item in enumerate(node.iterfind("list-item"), 1):
            mark = self._text(item.find("label")) or (f"{number}." if ordered else "-")
            for index, piece in enumerate(self._blocks(item, 1)):
                yield Piece(f"{mark} {piece.text}", settled=True) if not index and piece.kind == "body" else piece
        for item in node.iterfind("def-item"):
            yield Piece(fold(" — ".join(filter(None, map(self._text, item)))), settled=True)
            yield from self._shown()

    def _captioned(self, node: Any, level: int) -> Iterator[Piece]:
        """A figure, table or box: its label and caption as a paragraph, its rows, what stands below it."""
        label, caption = self._text(node.find("label")), self._text(node.find("caption"))
        text = f"{label.rstrip('.:')}. {caption}" if label and caption else label or caption
        if text:
            yield Piece(text, "table" if headings.caption(text) == "table" else "note", settled=True)
        tables = list(node.iter("table"))
        for table in tables:
            for reference_ in list(table.iter("xref")):
                reference_.text = self._inline(reference_).lstrip(TIED)
                for inner in list(reference_):
                    reference_.remove(inner)
            rows, header = grid(table)
            if rows:
                yield Piece(clean(rows), "table", header, settled=True)
        for foot in node.iterfind("table-wrap-foot"):
            yield from self._notes(foot)
        yield from self._shown()
        if node.tag == "boxed-text":
            for tag in ("label", "caption"):
                for done in list(node.iterfind(tag)):
                    node.remove(done)
            yield from self._blocks(node, level)

    def _notes(self, node: Any) -> Iterator[Piece]:
        """Notes below a table or in the back matter, each with its mark."""
        if title := first(node, "title"):
            yield Piece(title, "heading", 2, settled=True)
        for child in node:
            if child.tag == "fn-group":
                yield from self._notes(child)
            elif child.tag not in ("title", "label"):
                yield from self._note(child)

    def _note(self, node: Any) -> Iterator[Piece]:
        """A note that stands apart from the text, with its mark."""
        mark = self._text(node.find("label")) or self._marks.get(node.get("id"), "")
        for done in list(node.iterfind("label")):
            node.remove(done)
        if text := tidy(self._inside(node)):
            yield note(_lifted(mark), text) if mark else Piece(text, "note", settled=True)

    # --------------------------------------------------------------------------------------------- text
    def _inline(self, node: Any) -> str:
        """The text of an element, notes in it put aside, raised figures raised."""
        if node.tag in ("break", "hr"):
            return " "
        if node.tag == "fn":
            self._count += 1
            mark = words(node.find("label")) or self._marks.get(node.get("id")) or str(self._count)
            for done in list(node.iterfind("label")):
                node.remove(done)
            self._waiting.append((mark, words(node)))
            return TIED + raised(mark)
        text = self._inside(node)
        if node.tag == "xref" and node.get("ref-type") in ("fn", "table-fn"):
            return TIED + _lifted(text)
        if node.tag == "sup" and _DIGITS.fullmatch(text.strip()):
            return raised(text)
        if node.tag in ("math", "alternatives", "inline-formula"):
            return "".join(text.split()) if node.tag == "math" else text.strip()
        return f" {text} " if node.tag in ("p", "title", "list-item", "td", "th") else text

    def _inside(self, node: Any) -> str:
        return (node.text or "") + "".join(self._inline(child) + (child.tail or "") for child in node)


def _lifted(mark: str) -> str:
    """The mark of a note as raised characters, letters too: "a" behind a figure would read as a part of it."""
    mark = raised(mark)
    return mark.translate(_RAISED_LETTERS) if _LETTER.fullmatch(mark) else mark


def _keywords(group: Any) -> Iterator[Piece]:
    found = [text for kwd in group.iter("kwd") if (text := words(kwd))]
    if found:
        title = first(group, "title").rstrip(":. ") or "Keywords"
        yield Piece(f"{title}: {', '.join(found)}", "abstract", settled=True)
