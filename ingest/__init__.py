"""A file becomes a Document and its Passages."""

from __future__ import annotations

from ingest import language
from ingest.amendments import Amendment, Place, amendments
from ingest.document import Block, Document, Line, Lines, Page, Passage
from ingest.files import find_sources
from ingest.laws import Division, divisions
from ingest.options import Options, Reading
from ingest.parsers import parse
from ingest.passages import cut
from ingest.tables import Cell, Table, tables

# Version of what reading makes of a file; raise it when the same bytes give another text or other passages.
READER = "ingest 3"

__all__ = [
    "READER",
    "Amendment",
    "Block",
    "Cell",
    "Division",
    "Document",
    "Line",
    "Lines",
    "Options",
    "Page",
    "Passage",
    "Place",
    "Reading",
    "Table",
    "amendments",
    "cut",
    "divisions",
    "find_sources",
    "language",
    "parse",
    "tables",
]
