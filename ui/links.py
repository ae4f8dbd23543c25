"""Addresses of what the app shows. They are relative, so they work behind any prefix, and hold no words."""

from __future__ import annotations

from urllib.parse import urlencode

ASK, DOCUMENTS = "./", "documents"
LONGEST = 2_000


def ask(question: str, cite: int | None = None, language: str | None = None) -> str:
    """``./?q=…&cite=2``."""
    return ASK + _query(q=question, cite=cite, lang=language)


def document(document_id: str, start: int | None = None, end: int | None = None, language: str | None = None) -> str:
    """``documents?document=…&start=…&end=…``; the range is in characters of the document's text."""
    return DOCUMENTS + _query(document=document_id, start=start, end=end, lang=language)


def _query(**values: object) -> str:
    given = {name: value for name, value in values.items() if value is not None}
    return f"?{urlencode(given)}" if given else ""
