"""Addresses of what the app shows. They are relative, so they work behind any prefix, and hold no words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote_plus, urlencode

ASK, DOCUMENTS = "./", "documents"
WHO, RECOMMENDATIONS, TIMELINE, CITATIONS = "who", "recommendations", "timeline", "citations"
CURATION = "curation"
LIBRARY = "library"
LONGEST = 2_000
# Kept, for the links of an answer all hold its question.
_quoted = lru_cache(maxsize=1024)(quote_plus)


def ask(
    question: str, cite: int | None = None, language: str | None = None, filters: Mapping[str, str] | None = None
) -> str:
    """``./?q=…&type=law&cite=2``; ``filters`` by their names in the address, what is empty is left out."""
    narrowed = {name: value for name, value in (filters or {}).items() if value}
    return ASK + _query(q=question, **narrowed, cite=cite, lang=language)


def document(document_id: str, start: int | None = None, end: int | None = None, language: str | None = None) -> str:
    """``documents?document=…&start=…&end=…``; the range is in characters of the document's text."""
    return DOCUMENTS + _query(document=document_id, start=start, end=end, lang=language)


def page(name: str, language: str | None = None, **state: str) -> str:
    """``who?agency=…&about=…&date=2022-03-01`` and the like; what is empty is left out."""
    return name + _query(**{key: value or None for key, value in state.items()}, lang=language)


def _query(**values: object) -> str:
    given = {name: value for name, value in values.items() if value is not None}
    return f"?{urlencode(given, quote_via=_quoted)}" if given else ""
