"""Passages as the reader sees them: plain text with the quote marked, tables as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ingest.document import Document, Passage
from ingest.library import file_name
from ui import links
from ui.components import browser_component
from ui.texts import Texts

Range = tuple[int, int]
Runs = tuple[str, str, str]
BOX = "27rem"
_component = browser_component("reader")


def source_box(
    t: Texts, document: Document, passages: Sequence[Passage], cited: Passage, mark: Range, language: str | None
) -> None:
    """A cited passage among its neighbours in a box that scrolls, with the way to the whole document."""
    more = {"href": links.document(document.id, *mark, language), "text": t("passage.whole")}
    head = place(t, cited.page, cited.section)
    _show(t, "source", document, passages, mark, head=head, height=BOX, more=more, cited=cited)


def pages(t: Texts, document: Document, passages: Sequence[Passage], mark: Range | None) -> None:
    """Passages of a document under what it says of itself; the marked characters are brought into view."""
    _show(t, "document", document, passages, mark, head=head(t, document)["place"])


def head(t: Texts, document: Document) -> dict[str, str]:
    """What a document says of itself, for the top of its pages."""
    known = ["; ".join(document.authors), str(document.year or ""), t.get(f"types.{document.type}", document.type)]
    said = " · ".join(part for part in known if part)
    return {"title": title(t, document), "lang": document.language, "place": said}


def _show(
    t: Texts, key: str, document: Document, passages: Sequence[Passage], mark: Range | None, *, head: str,
    height: str | None = None, more: dict[str, str] | None = None, cited: Passage | None = None,
) -> None:  # fmt: skip
    data = {
        "label": t("documents.text"),
        "head": {"title": title(t, document), "lang": document.language, "place": head},
        "passages": [_passage(t, passage, mark, cited) for passage in passages],
        "height": height,
        "more": more,
        "shown": f"{document.id}:{mark}",
    }
    _component(key=key, data=data)


def _passage(t: Texts, passage: Passage, mark: Range | None, cited: Passage | None) -> dict[str, Any]:
    """``near``: beside the cited passage, so it steps back."""
    shown = {
        "start": passage.start, "lang": passage.language, "kind": passage.kind,
        "near": cited is not None and passage.id != cited.id, "note": _note(t, passage),
    }  # fmt: skip
    if passage.kind == "table":
        return shown | {"rows": rows(passage.text, passage.start, mark)}
    return shown | {"runs": runs(passage.text, passage.start, mark)}


def _note(t: Texts, passage: Passage) -> str:
    """What the reader should know of how a passage was read."""
    if passage.garbled:
        return t("documents.garbled")
    return t("documents.ocr") if passage.ocr else ""


def runs(text: str, start: int, mark: Range | None) -> Runs:
    """A text that begins at character ``start`` of its document, cut before and after the marked characters.

    >>> runs("abcdef", 10, (12, 14))
    ('ab', 'cd', 'ef')
    """
    first, last = (min(max(position - start, 0), len(text)) for position in (mark or (start, start)))
    return (text[:first], text[first:last], text[last:]) if first < last else (text, "", "")


def rows(text: str, start: int, mark: Range | None) -> list[list[Runs]]:
    """The cells of a table, whose text has tabs between cells and line ends between rows.

    >>> rows("a\\tb\\nc", 0, (2, 5))
    [[('a', '', ''), ('', 'b', '')], [('', 'c', '')]]
    """
    found, position = [], start
    for line in text.split("\n"):
        cells = []
        for cell in line.split("\t"):
            cells.append(runs(cell, position, mark))
            position += len(cell) + 1
        found.append(cells)
    return found


def trimmed(parts: Runs, most: int = 180) -> Runs:
    """Runs with at most ``most`` characters around the marked ones, cut between words."""
    before, marked, after = parts
    if len(before) > most:
        before = "… " + before[-most:].partition(" ")[2]
    if len(after) > most:
        after = after[:most].rpartition(" ")[0] + " …"
    return before, marked, after


def place(t: Texts, page: int | None, section: str) -> str:
    """Page and section, as far as there are any: "page 3 · Chapter 2 › Article 12"."""
    parts = [t("place.page", page=page) if page else "", section]
    return " · ".join(part for part in parts if part)


def title(t: Texts, document: Document) -> str:
    """The title, else the file's name."""
    return document.title or file_name(document.source) or t("place.untitled")


def page_of_passages(passages: Sequence[Passage], mark: Range | None, size: int) -> int:
    """Which page (from 1) of ``size`` passages holds the mark; the first when none does."""
    if mark is None:
        return 1
    return next((i // size + 1 for i, p in enumerate(passages) if p.start <= mark[0] < p.end), 1)
