"""A file becomes a Document and its Passages."""

from __future__ import annotations

from ingest import language
from ingest.document import Block, Document, Page, Passage
from ingest.files import find_files
from ingest.parsers import parse
from ingest.passages import cut

# Version of what reading makes of a file; raise it when the same bytes give another text or other passages.
READER = "ingest 1"

__all__ = ["READER", "Block", "Document", "Page", "Passage", "cut", "find_files", "language", "parse"]
