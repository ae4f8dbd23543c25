"""What is on the shelf and how well it was read: for each document what was found in it, and what it lacks."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

from kb.citing.gost import ACTS
from kb.citing.types import csl_type
from kb.rows import fact
from kb.store import Store

Need = Literal["title", "authors", "year", "unread", "garbled", "empty"]
# From this share of unreadable passages on, a document should be scanned or recognised anew.
GARBLED = 0.1
_STATEMENTS = ("responsibility", "recommendation", "observation", "relation", "stage")
_FACTS = ("title", "authors", "year", "type", "language", "number")
# A cell that begins so is a formula to a spreadsheet, and what stands in cells comes from documents.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_QUERY = f"""
    SELECT d.id, (SELECT min(path) FROM locations WHERE document_id = d.id) AS source,
        {", ".join(f"{fact(name)} AS {name}" for name in _FACTS)},
        coalesce(json_array_length(d.record, '$.pages'), 0) AS pages,
        coalesce(json_array_length(d.record, '$.unread_pages'), 0) AS unread,
        coalesce(p.passages, 0) AS passages, coalesce(p.garbled, 0) AS garbled,
        coalesce(p.recognised, 0) AS recognised,
        coalesce(m.mentions, 0) AS mentions, coalesce(m.statements, 0) AS statements
    FROM documents d
    LEFT JOIN (SELECT document_id, count(*) AS passages, sum(garbled) AS garbled, sum(ocr) AS recognised
        FROM passages GROUP BY document_id) p ON p.document_id = d.id
    LEFT JOIN (SELECT document_id, count(*) AS mentions, sum(kind IN {_STATEMENTS}) AS statements
        FROM mentions GROUP BY document_id) m ON m.document_id = d.id"""


@dataclass(frozen=True, slots=True)
class Holding:
    """A document: its ``pages``, how many of them are pictures that were not read (``unread``), its ``passages``, how
    many of them are ``garbled`` or were ``recognised`` on pictures, and what was found in it.

    ``mentions`` counts everything that is named, ``statements`` those that say who does, advises or measures what.
    """

    id: str
    source: str
    title: str
    authors: str
    year: int | None
    type: str
    language: str
    number: str
    pages: int
    unread: int
    passages: int
    garbled: int
    recognised: int
    mentions: int
    statements: int

    @property
    def needs(self) -> tuple[Need, ...]:
        """What someone should see to. An act needs no authors: a body has issued it."""
        found: dict[Need, bool] = {
            "title": not self.title,
            "authors": not self.authors and not self.number and csl_type(self.type) not in ACTS,
            "year": self.year is None,
            "unread": self.unread > 0,
            "garbled": self.garbled_share >= GARBLED,
            "empty": not self.passages,
        }
        return tuple(need for need, there in found.items() if there)

    @property
    def garbled_share(self) -> float:
        """Share of the passages whose text was recognised in the wrong language, 0 to 1."""
        return self.garbled / self.passages if self.passages else 0.0


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over documents; ``needing`` is how many of them need attention."""

    documents: int
    needing: int
    pages: int
    unread: int
    passages: int
    garbled: int
    mentions: int
    statements: int


def holdings(store: Store) -> list[Holding]:
    """All documents in one pass over the database, by title."""
    found = [_holding(row) for row in store.all(_QUERY)]
    return sorted(found, key=lambda holding: (holding.title.casefold(), holding.id))


def _holding(row: sqlite3.Row) -> Holding:
    words = {name: row[name] or "" for name in ("source", "title", "type", "language", "number")}
    found: dict[str, Any] = {f.name: row[f.name] for f in fields(Holding)} | words
    year = int(row["year"]) if row["year"] else None
    return Holding(**found | {"authors": "; ".join(json.loads(row["authors"] or "[]")), "year": year})


def totals(found: Sequence[Holding]) -> Totals:
    """The sums of what was found."""
    sums = {f.name: sum(getattr(each, f.name) for each in found) for f in fields(Totals)[2:]}
    return Totals(len(found), sum(bool(each.needs) for each in found), **sums)


def as_csv(found: Iterable[Holding]) -> bytes:
    """A table for spreadsheets (RFC 4180, UTF-8 with a mark, for that is how they tell it)."""
    names = [f.name for f in fields(Holding)]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*names, "needs"])
    for each in found:
        row = [*(getattr(each, name) for name in names), " ".join(each.needs)]
        writer.writerow([_cell("" if value is None else value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
