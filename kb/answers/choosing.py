"""Which units answer a question, by what it asks for."""

from __future__ import annotations

from collections.abc import Sequence

from kb.answers import comparison, lists, tables
from kb.answers.figures import Asked, years
from kb.answers.grouping import Statement, joined, ordered, stated
from kb.answers.lookup import Lookup
from kb.answers.units import Unit, best, units
from kb.asked import extreme_asked
from kb.question import Question
from kb.quotes import Quote

MOST = 3
MARGIN = 0.03
MOST_OF_LIST = 8
MOST_SENTENCES_OF_LIST = 5
MARGIN_OF_LIST = 0.06
# How near the best unit another one must be for its list to count.
MARGIN_OF_LISTS = 0.03
# What a cell may be further from the question than the best sentence.
MARGIN_OF_CELLS = 0.06


def statements(question: Question, quotes: Sequence[Quote], lookup: Lookup) -> list[Statement]:
    """What the answer says, in its order; empty when there are no quotes."""
    found = units(question, quotes, lookup)
    found = [unit for unit in found if tables.says(unit, lookup)] or found
    if not found:
        return []
    asked = Asked.by(question)
    if "comparison" in asked.kinds:
        return _compared(asked, found, lookup)
    cell = _cell(asked, quotes, lookup)
    if cell is not None and cell.unit.score >= found[0].score - (MARGIN_OF_CELLS if cell.sure else 0.0):
        return _with_cell(asked, cell, found, lookup)
    if "list" in asked.kinds and not asked.kinds & {"figure", "date"}:
        return _listed(found, lookup)
    return ordered(stated(joined(best(found, MOST, MARGIN)), lookup))


def _cell(asked: Asked, quotes: Sequence[Quote], lookup: Lookup) -> tables.Found | None:
    """The cell of a table, where a figure or the largest of some is asked for."""
    if "figure" not in asked.kinds and not extreme_asked(asked.question.text):
        return None
    return tables.cell(asked, sorted((quote.hit for quote in quotes), key=lambda hit: -hit.score), lookup)


def _compared(asked: Asked, found: Sequence[Unit], lookup: Lookup) -> list[Statement]:
    chosen = comparison.both(asked, found, lookup)
    more = [unit for unit in best(found, MOST, MARGIN) if unit not in chosen]
    return ordered(stated(joined([*chosen, *more[: MOST + 1 - len(chosen)]]), lookup))


def _with_cell(asked: Asked, cell: tables.Found, found: Sequence[Unit], lookup: Lookup) -> list[Statement]:
    """The cell first, then sentences that are as near and, beside a sure cell, of the years that are asked for."""
    prose = [unit for unit in found if unit.hit.passage.kind != "table" and unit.score >= found[0].score - MARGIN]
    if cell.sure:
        prose = [unit for unit in prose if unit.fits and asked.years <= years(unit.text)]
    return [Statement(cell.text, (cell.unit,)), *ordered(stated(joined(prose[: MOST - 1]), lookup))]


def _listed(found: Sequence[Unit], lookup: Lookup) -> list[Statement]:
    """Items of the lists that the best units belong to; where there are none, more sentences than usual."""
    items: list[Unit] = []
    for unit in best(found, MOST, MARGIN_OF_LISTS):
        if not any(unit.overlaps(item) for item in items):
            items += lists.items(unit, lookup)
    if items:
        near = [unit for unit in best(found, MOST, MARGIN_OF_LISTS) if not any(unit.overlaps(item) for item in items)]
        return ordered(stated([*items, *near], lookup))[: MOST_OF_LIST + 1]
    return ordered(stated(joined(best(found, MOST_SENTENCES_OF_LIST, MARGIN_OF_LIST)), lookup))
