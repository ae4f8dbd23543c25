"""A page of a PDF as it is printed, with rectangles around the quote, which the browser draws over the picture."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import streamlit as st

from ingest.document import Document
from ingest.errors import KBError
from ui import links, session, shelf
from ui.components import browser_component
from ui.components.notice import why
from ui.components.reader import Range, head
from ui.texts import Texts

if TYPE_CHECKING:
    from ingest.pdf.boxes import Box
    from ingest.pdf.render import PageImage

PDF = "application/pdf"
# Pixels of a point: sharp on a screen that has two for each of CSS.
_SCALE = 2.0
_KEPT = 48
_LONGEST_QUOTE = 600
_component = browser_component("page")


def page_shown(document: Document, mark: Range | None) -> int:
    """The page that the address asks for, else that of the mark, else the first."""
    last = document.pages[-1].number if document.pages else 1
    asked = session.number("page")
    if asked is not None and 1 <= asked <= last:
        return asked
    return (document.page_at(mark[0]) if mark else None) or 1


def page_view(
    t: Texts, document: Document, number: int, mark: Range | None, turned: Callable[[int], None], whole: bool = False
) -> str:  # fmt: skip
    """Show a page; ``turned`` is called with the number that the reader turns to. What is wrong, if it cannot.

    ``whole``: with the way to the document, where it is shown elsewhere than there.
    """
    try:
        picture, image = _picture(str(shelf.current().kb.path), document.id, number, _SCALE)
    except KBError as error:
        return why(error)
    found = _boxes(document, mark)
    data = {
        "head": head(t, document),
        "image": image,
        "width": round(picture.width),
        "height": round(picture.height),
        "alt": t("document.picture", page=number),
        "number": number,
        "count": len(document.pages),
        "printed": _printed(t, document, number),
        "hrefs": {name: _href(document, number + by) for name, by in (("previous", -1), ("next", 1))},
        "rects": [_percent(box, picture) for box in found if box.page == number],
        "quoted": document.text[slice(*mark)][:_LONGEST_QUOTE] if mark else "",
        "notes": _notes(t, document, number, mark, found),
        "words": {name: t(f"document.{name}") for name in ("previous", "next", "number", "pages", "larger")}
        | {"of": t("document.of", count=len(document.pages))},
        "more": _whole(t, document, mark) if whole else None,
        "shown": f"{document.id}:{number}:{mark}",
    }

    def turn() -> None:
        if (asked := st.session_state["page_view"].page) is not None:
            turned(int(asked))

    _component(key="page_view", data=data, on_page_change=turn)
    return ""


@lru_cache(maxsize=_KEPT)
def _picture(folder: str, document_id: str, number: int, scale: float) -> tuple[PageImage, str]:
    """A page and its address; the folder says of which shelf."""
    picture = shelf.current().kb.page_image(document_id, number, scale)
    return picture, f"data:image/png;base64,{base64.b64encode(picture.png).decode()}"


def _boxes(document: Document, mark: Range | None) -> list[Box]:
    if mark is None:
        return []
    try:
        return shelf.current().kb.boxes(document.id, *mark)
    except KBError:
        return []


def _percent(box: Box, page: PageImage) -> list[float]:
    """Left, top, width and height in hundredths of the page, cut at its edges."""
    left, right = (min(max(x / page.width, 0.0), 1.0) for x in (box.left, box.right))
    top, bottom = (min(max(y / page.height, 0.0), 1.0) for y in (box.top, box.bottom))
    return [round(100 * part, 3) for part in (left, top, right - left, bottom - top)]


def _printed(t: Texts, document: Document, number: int) -> str:
    label = next((page.label for page in document.pages if page.number == number), None)
    return t("document.printed", label=label) if label and label != str(number) else ""


def _notes(t: Texts, document: Document, number: int, mark: Range | None, found: list[Box]) -> list[dict[str, Any]]:
    """Where the quote is, when not on this page, or not only; and when nobody knows."""
    if mark is None:
        return []
    first, last = document.page_at(mark[0]), document.page_at(mark[1] - 1)
    if first is None or last is None:
        return []
    if not first <= number <= last:
        return [{"text": t("document.elsewhere"), **_link(t, document, first)}]
    notes = [] if any(box.page == number for box in found) else [{"text": t("document.not_located")}]
    if number < last:
        notes.append({"text": t("document.goes_on"), **_link(t, document, number + 1)})
    return notes


def _link(t: Texts, document: Document, number: int) -> dict[str, Any]:
    return {"link": t("place.page", page=number), "href": _href(document, number), "page": number}


def _whole(t: Texts, document: Document, mark: Range | None) -> dict[str, str]:
    start, end = mark or (None, None)
    return {
        "href": links.document(document.id, start, end, session.chosen_language()),
        "text": t("passage.whole"),
    }


def _href(document: Document, number: int) -> str:
    kept = {name: st.query_params.get(name, "") for name in ("start", "end", "show")}
    return links.page(links.DOCUMENTS, session.chosen_language(), document=document.id, page=str(number), **kept)
