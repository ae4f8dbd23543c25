"""Tables: the cell that answers a question for a figure, found by its row and column, as a line that can be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import regex

from ingest import Cell, Table
from ingest.rows import figure
from kb.answers import extremes
from kb.answers.figures import Asked, names, signs, years
from kb.answers.lookup import Lookup
from kb.answers.units import Unit
from kb.asked import extreme_asked
from kb.expansion import Choice
from kb.labels import MOST_LABELS, column_name
from kb.search import Hit

_BULLET = regex.compile(r"^[-–—•*▪●◦·○]\s+")
# Hits beyond these are too far from the question for a cell to answer it.
DEEPEST = 10
# What the nearest label must be nearer than the second.
CLEAR = 0.02
# A row of more figures than these says nothing when the column is not known.
MOST_CELLS = 6
# What a name or a year is worth beside words, which count by their weight on the shelf.
_NAME = 8.0
_OTHER_NAME = 2.0
_SHORTEST_NAME = 4
_LONGEST_ENDING = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What a table says: the text of the statement and the row that proves it.

    ``sure``: words of the question name the column, or the caption.
    """

    text: str
    unit: Unit
    sure: bool


def cell(asked: Asked, hits: Sequence[Hit], lookup: Lookup) -> Found | None:
    """The best cell among the first hits that are tables, or None where none has both row and column."""
    found = [
        answer
        for hit in hits[:DEEPEST]
        if hit.passage.kind == "table"
        for table in _tables(hit, lookup)
        if (answer := _in_table(asked, hit, table, lookup)) and (answer.sure or hit is hits[0])
    ]
    return max(found, key=lambda each: (each.sure, each.unit.score), default=None)


def says(unit: Unit, lookup: Lookup) -> bool:
    """Whether a unit says something: of a table it must hold a row below the head."""
    return unit.hit.passage.kind != "table" or "\t" not in unit.text or any(_rows(unit, lookup))


def _rows(unit: Unit, lookup: Lookup) -> Iterator[str]:
    """The rows of tables that a unit holds whole, as lines."""
    for table in _tables(unit.hit, lookup):
        for row in range(table.header_rows, table.rows):
            if _within(_range(table, row), (unit.start, unit.end)) and (line := _row_line(table, row)):
                yield line


def readable(unit: Unit, lookup: Lookup) -> str:
    """The text of a unit on one line, without the dot of a list; rows of a table with their columns' names."""
    if unit.hit.passage.kind == "table" and (rows := list(_rows(unit, lookup))):
        return ". ".join(rows)
    return " ".join(_BULLET.sub("", unit.text).split())


# ------------------------------------------------------------------------------------------ rows and columns
def _in_table(asked: Asked, hit: Hit, table: Table, lookup: Lookup) -> Found | None:
    body = range(table.header_rows, table.rows)
    row = _chosen(asked, {r: table.row_labels[r] for r in body}, hit, lookup)
    column = None
    if extreme_asked(asked.question.text) and not _names_row(asked, table, row, hit):
        filled = {c: column_name(table, c) for c in range(table.columns) if any(_value(table, r, c) for r in body)}
        column = _chosen(asked, filled, hit, lookup)
        row = None if column is None else extremes.row(asked.question.text, table, column, body)
    if row is None or not _has_years(asked, hit, table, row):
        return None
    if column is None:
        values = {c: column_name(table, c) for c in range(table.columns) if _value(table, row, c)}
        column = next(iter(values)) if len(values) == 1 else _chosen(asked, values, hit, lookup, table.row_labels[row])
        if column is None and len(values) > MOST_CELLS:
            return None
    text = _line(table, row) if column is None else _cell_line(table, table.cell(row, column))
    unit = _unit(hit, table, row, lookup)
    if not text or unit is None:
        return None
    text = _captioned(text, table, hit)
    score = 0.5 * hit.score + lookup.nearness(asked.question.vector, [text])[0]
    return Found(text, replace(unit, score=score), _named(asked, table, row, column, hit))


def _names_row(asked: Asked, table: Table, row: int | None, hit: Hit) -> bool:
    """Whether a question names a row, which then is the one that it asks for whatever the extremes are."""
    return row is not None and _match(asked, table.row_labels[row], hit.passage.language, frozenset()) >= _NAME


def _named(asked: Asked, table: Table, row: int, column: int | None, hit: Hit) -> bool:
    """Whether the question has a name of the row, or words of the column's name or of the caption beside."""
    about = f"{'' if column is None else column_name(table, column)} {_caption(table, hit)}"
    language = hit.passage.language
    if asked.names & _capitals(table.row_labels[row], language):
        return True
    places = signs(" ".join(asked.question.links.values()), asked.question.language)
    return _match(asked, about, language, signs(table.row_labels[row], language) | asked.names | places) > 0


def _unit(hit: Hit, table: Table, row: int, lookup: Lookup) -> Unit | None:
    """A row as a unit, in the passage that holds it: the table's rows may be those of several."""
    start, end = _range(table, row)
    passage = hit.passage
    if not _within((start, end), (passage.start, passage.end)):
        found = lookup.passage_at(hit.document.id, start)
        if found is None or not _within((start, end), (found.start, found.end)):
            return None
        passage = found
    return Unit(replace(hit, passage=passage), start, end, 0.0)


def _chosen(asked: Asked, labels: Mapping[int, str], hit: Hit, lookup: Lookup, used: str = "") -> int | None:
    """The label that the question names, by signs or, when these do not decide, by nearness; None when unclear.

    ``used`` is what the other side of the cell has matched already.
    """
    language = hit.passage.language
    spent = signs(used, language) | years(used)
    scores = {key: _match(asked, label, language, spent) for key, label in labels.items()}
    top = max(scores.values(), default=0.0)
    ties = [key for key, score in scores.items() if score == top]
    if len(ties) == 1:
        return ties[0]
    named = top > 0 or bool(used)
    if (not named and len(ties) > MOST_LABELS // 2) or len(ties) > MOST_LABELS or not ties:
        return None
    near = sorted(zip(lookup.nearness(asked.question.vector, [labels[k] for k in ties]), ties, strict=True))
    return near[-1][1] if near[-1][0] >= near[-2][0] + CLEAR else None


def _match(asked: Asked, label: str, language: str, spent: frozenset[str]) -> float:
    """How much of the question a label holds: words by their weight, names and years by more."""
    question = asked.question
    own = (signs(label, language) | _capitals(label, language)) - spent
    wanted = signs(question.text, question.language) - spent
    words = sum(question.weights.get(sign, 1.0) for sign in wanted & own if not sign.startswith("~"))
    words += _OTHER_NAME * sum(_in_other_words(choice, own - wanted) for choice in question.choices)
    dates = len(asked.years & years(label))
    return words + _NAME * (dates + sum(_names_one(key, own) for key in asked.names - spent))


def _in_other_words(choice: Choice, own: frozenset[str]) -> float:
    """Whether a label has another name of what the question names, such as the one in its own language."""
    return float(any(own.issuperset(name.terms) for name in choice.others))


def _capitals(label: str, language: str) -> frozenset[str]:
    """Names of a label as if it were written with a capital letter: tables do as they like."""
    return names(label.title(), language)


def _names_one(key: str, own: frozenset[str]) -> bool:
    """Whether a name is among others, but for an ending: «Мангистауская» is Mangystau."""
    bare = key.lstrip("~")
    if not key.startswith("~") or len(bare) < _SHORTEST_NAME:
        return key in own
    others = (other.lstrip("~") for other in own if other.startswith("~"))
    return any(
        (bare.startswith(other) or other.startswith(bare))
        and len(other) >= _SHORTEST_NAME
        and abs(len(other) - len(bare)) <= _LONGEST_ENDING
        for other in others
    )


def _has_years(asked: Asked, hit: Hit, table: Table, row: int) -> bool:
    """Whether the years of the question are anywhere in the row's label, the columns, the caption or the section."""
    about = " ".join((table.row_labels[row], *(" ".join(path) for path in table.column_paths), hit.passage.section))
    return asked.years <= years(f"{about} {_caption(table, hit)}")


# ----------------------------------------------------------------------------------------------------- text
def _tables(hit: Hit, lookup: Lookup) -> Iterator[Table]:
    passage = hit.passage
    yield from (t for t in lookup.tables(hit.document) if t.start < passage.end and passage.start < t.end)


def _range(table: Table, row: int) -> tuple[int, int]:
    """From the first filled cell of a row to the end of its last."""
    cells = [c for c in (table.cell(row, column) for column in range(table.columns)) if c.end > c.start]
    return (cells[0].start, cells[-1].end) if cells else (table.start, table.start)


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] < inner[1] <= outer[1]


def _value(table: Table, row: int, column: int) -> bool:
    words = table.words(table.cell(row, column))
    return bool(words) and figure(words) and words not in table.row_labels[row].split(" › ")


def _cell_line(table: Table, at: Cell) -> str:
    """ "Astana, Migration growth, 2023: 33,837"."""
    path = [*table.row_labels[at.row].split(" › "), *table.column_paths[at.column]]
    return f"{', '.join(dict.fromkeys(filter(None, path)))}: {table.words(at)}"


def _line(table: Table, row: int) -> str:
    """ "2023: Arrivals 25.4; Departures 16.1" of the cells that hold figures."""
    return _labelled(table, row, [c for c in range(table.columns) if _value(table, row, c)])


def _row_line(table: Table, row: int) -> str:
    """The same of all cells that are not the row's label."""
    label = table.row_labels[row].split(" › ")
    words = [table.words(table.cell(row, c)) for c in range(table.columns)]
    return _labelled(table, row, [c for c, w in enumerate(words) if w and w not in label])


def _labelled(table: Table, row: int, columns: Sequence[int]) -> str:
    label = ", ".join(table.row_labels[row].split(" › "))
    cells = ["{} {}".format(", ".join(table.column_paths[c]), table.words(table.cell(row, c))).strip() for c in columns]
    said = "; ".join(cells)
    return " ".join((f"{label}: {said}" if label and said else said or label).split())


def _caption(table: Table, hit: Hit) -> str:
    return " ".join(hit.document.text[slice(*table.caption)].split()) if table.caption else ""


def _captioned(text: str, table: Table, hit: Hit) -> str:
    """With the caption, which says what the figure is of."""
    caption = _caption(table, hit)
    return f"{text} ({caption.rstrip('.')})" if caption else text
