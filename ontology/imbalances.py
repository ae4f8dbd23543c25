"""Tables whose parts do not add up to their total.

The total is the row or column that is called so («Итого», "Total", «Барлығы»), or the row of a country among rows of
its regions. Shares, rates and averages are not added up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import regex

from ingest.document import Document
from ingest.tables import Cell, Table, tables
from ontology import characters
from ontology.figures_table import decimal_comma, number
from ontology.grammar import load
from ontology.places import places

_FEWEST = 3
# A sum that is farther from the total than this share counts some parts twice, or not all of them.
_PLAUSIBLE = Decimal("0.4")


@dataclass(frozen=True, slots=True)
class Imbalance:
    """A total at ``start`` to ``end`` of a document that is not the sum of its parts; ``of`` names the row or column
    that was added up, ``table`` is the range of the table."""

    document_id: str
    table: tuple[int, int]
    start: int
    end: int
    of: str
    total: Decimal
    sum: Decimal


Line = list[tuple[str, Cell, Decimal]]


def imbalances(document: Document) -> list[Imbalance]:
    """The totals of a document's tables that differ from the sum of their parts by more than rounding."""
    return [found for table in tables(document) if "\t" in table.text for found in _table(document.id, table)]


def _table(document_id: str, table: Table) -> Iterator[Imbalance]:
    comma = decimal_comma(table.text)
    rows, columns = range(table.header_rows, table.rows), range(1, table.columns)
    values = {(r, c): number(table.words(table.cell(r, c)), comma) for r in rows for c in columns}
    names = {c: characters.unify(" ".join(table.column_paths[c])) for c in columns}
    for column in columns:
        line = [
            (characters.unify(table.row_labels[r]), table.cell(r, column), value)
            for r in rows
            if (value := values[r, column]) is not None
        ]
        if not _no_sums().search(names[column]):
            yield from _line(document_id, table, names[column], line)
    for row in rows:
        line = [(names[c], table.cell(row, c), value) for c in columns if (value := values[row, c]) is not None]
        if not any(_no_sums().search(name) for name, _, _ in line) and not _same_years(line):
            yield from _line(document_id, table, characters.unify(table.row_labels[row]), line)


def _line(document_id: str, table: Table, of: str, line: Line) -> Iterator[Imbalance]:
    at = _total(line)
    if at is None:
        return
    _, cell, total = line[at]
    parts = [value for index, (_, _, value) in enumerate(line) if index != at]
    summed = sum(parts, Decimal(0))
    # Each part may be rounded by half a unit of its last digit.
    exponents = [int(exponent) for exponent in (value.as_tuple().exponent for value in (*parts, total))]
    slack = Decimal(10) ** min(exponents) * (len(parts) + 1) / 2 if min(exponents) < 0 else Decimal(0)
    scale = max(abs(total), sum(map(abs, parts), Decimal(0)))
    if abs(summed - total) > slack and abs(summed - total) <= _PLAUSIBLE * scale:
        yield Imbalance(document_id, (table.start, table.end), cell.start, cell.end, of, total, summed)


def _total(line: Line) -> int | None:
    """Which of the figures of a row or column is the total of the others; None where none is, or several are."""
    if len(line) <= _FEWEST:
        return None
    called = [index for index, (name, _, _) in enumerate(line) if _called_total().match(name.strip())]
    if called:
        return called[0] if len(called) == 1 and called[0] in (0, len(line) - 1) else None
    kinds = [_kind_of_place(name) for name, _, _ in line]
    countries = [index for index, kind in enumerate(kinds) if kind == "countries"]
    return countries[0] if len(countries) == 1 and kinds.count("regions") == len(line) - 1 else None


def _kind_of_place(name: str) -> str:
    found = places(name, 0, len(name))
    return _kinds().get(found[0].key, "") if len(found) == 1 else ""


@cache
def _kinds() -> dict[str, str]:
    return {key: kind for kind, group in load("places", "gazetteer").items() for key in group}


def _same_years(line: Sequence[tuple[str, Cell, Decimal]]) -> bool:
    """Whether columns are years, which are no parts of anything."""
    return sum(bool(regex.search(r"(?:19|20)\d\d", name)) for name, _, _ in line) > 1


@cache
def _called_total() -> regex.Pattern[str]:
    return regex.compile(load("contradictions")["totals"], regex.IGNORECASE)


@cache
def _no_sums() -> regex.Pattern[str]:
    return regex.compile(load("contradictions")["no_sums"], regex.IGNORECASE)
