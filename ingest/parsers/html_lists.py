"""Marks of list items in HTML, which browsers count and pages do not hold."""

from __future__ import annotations

import re
from typing import Any

from ingest.paragraphs import LIST_MARK
from ingest.parsers.numerals import numeral

_TYPES = ("1", "a", "A", "i", "I")
_MARK = re.compile(r"(?:-|\d{1,4}\.|[A-Za-z]{1,6}\)) ")
# What the text of an item begins with where the page prints the numbers itself: "1) first", "2.1. second".
_NUMBERED = re.compile(r"\d{1,3}(?:[.-]\d{1,3})*[.)]\s")


class Marks:
    """The marks of the items of a page, each list counted once."""

    def __init__(self) -> None:
        self._counts: dict[Any, dict[Any, int]] = {}

    def marked(self, node: Any, text: str) -> str:
        """The text of an element; behind the mark that a browser prints ("-", "3.", "b)") where it is a list item."""
        if node.tag != "li":
            return text
        parent = node.getparent()
        if parent is None or parent.tag != "ol":
            return f"- {text}"
        if _NUMBERED.match(text) or LIST_MARK.match(text):
            return text
        if parent not in self._counts:
            self._counts[parent] = _counted(parent)
        form = parent.get("type") or "1"
        number = numeral(form if form in _TYPES else "1", self._counts[parent][node])
        return f"{number}{'.' if number.isdigit() else ')'} {text}"


def unmarked(text: str) -> str:
    """A text without such a mark."""
    return _MARK.sub("", text, count=1)


def _counted(parent: Any) -> dict[Any, int]:
    """The number of each item of a list: its own or one more than that of the item before."""
    counts: dict[Any, int] = {}
    count = _int(parent.get("start"), 1) - 1
    for item in parent.iterchildren("li"):
        count = counts[item] = _int(item.get("value"), count + 1)
    return counts


def _int(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else default
