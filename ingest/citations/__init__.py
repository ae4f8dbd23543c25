"""One entry of a reference list, or a reference in a footnote, read into a record with the range of every field."""

from __future__ import annotations

from ingest.citations.entry import FIELDS, Entry, Found, Name
from ingest.citations.parser import PARSER, parse_entry

__all__ = ["FIELDS", "PARSER", "Entry", "Found", "Name", "parse_entry"]
