"""Figures in tables: every cell that holds a number, with the names of its column and row, and its caption.

A table whose rows were recognised as lines of text has a label and figures on each line, without names of columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

import regex

from ingest.document import Document
from ingest.tables import Cell, Table, tables
from ontology import characters
from ontology.grammar import load
from ontology.mention import Mention
from ontology.places import Place, places
from ontology.quantity_patterns import patterns
from ontology.times import Time, times

_NUMBER = r"[-+]?\s?\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)|[-+]?\d+(?:[.,]\d+)?"
_CELL = regex.compile(rf"(?P<sign>[£$€₸])?\s?(?P<value>{_NUMBER})\s?(?P<unit>%|млн|млрд|тыс\.?)?\s?(?:[*†]|\(.*\))?")
_DECIMAL_COMMA = regex.compile(r"(?<![\d.,])(?:\d+,(?:\d{1,2}|\d{4,})(?!\d)|0,\d+)")
_YEAR_CELL = regex.compile(r"(?:1[89]|20)\d\d")
_LOOSE = regex.compile(rf"(?m)^(?P<label>\p{{L}}[^\n\t|]*?)(?P<figures>(?:\s+(?:{_NUMBER})\s?%?(?=\s|$)){{2,}})\s*$")
_CAPTION = regex.compile(
    r"^\s*(?:Table|Таблица|Кесте)\s*№?\s*[\d.]*\s*[.:-]*\s*|^\s*\d+\s*-?\s*кесте\s*[.:-]*\s*", regex.IGNORECASE
)
_SCALES = (
    ("thousand", r"thous|тыс|мың"),
    ("million", r"million|mln|m$|млн|миллион"),
    ("billion", r"bil|bn|млрд|миллиард"),
    ("trillion", r"tril|трлн"),
)
_NUMBERED = regex.compile(r"(?:№|no\.?|n|#|п/п|№\s*п/п|р/с|id|rank)$", regex.IGNORECASE)


def find(document: Document, text: str, extractor: str) -> list[Mention]:
    """The figures of all tables of a document; ``text`` is its unified text. Evidence is the cell."""
    found: list[Mention] = []
    for table in tables(document):
        found += _table(document, text, table, extractor)
    return found


def _table(document: Document, text: str, table: Table, extractor: str) -> Iterator[Mention]:
    comma = decimal_comma(table.text)
    caption = text[slice(*table.caption)] if table.caption else _heading(document, text, table)
    if "\t" not in table.text:
        for match in _LOOSE.finditer(text, table.start, table.end):
            for figure in regex.finditer(_NUMBER, text, pos=match.start("figures"), endpos=match.end("figures")):
                said = _said(caption, (), match["label"], figure[0], "", comma)
                if "indicator" not in said:
                    continue
                near = [table.caption, match.span("label")] if table.caption else [match.span("label")]
                yield _mention(document, figure.span(), said, near, extractor)
        return
    skipped = {c for c in range(table.columns) if _counts_rows(table, c)}
    dated = {c for c in range(table.columns) if _named_so(table, c, patterns().when_column)} - skipped
    measured = {c for c in range(table.columns) if _named_so(table, c, patterns().unit_column)}
    for cell in table.cells:
        words = characters.unify(table.words(cell))
        found = (
            None if cell.header or not words or cell.column in skipped | dated | measured else _CELL.fullmatch(words)
        )
        if found is None or _labels(table, cell):
            continue
        path = [characters.unify(name) for name in table.column_paths[cell.column]]
        own = {c: characters.unify(table.words(table.cell(cell.row, c))) for c in (*dated, *measured)}
        # A column of years or of units says that of the whole row.
        labels = [characters.unify(label) for label in table.row_labels[cell.row].split(" › ")]
        row = " › ".join(label for label in labels if label not in [own[c] for c in measured])
        path = [own[c] for c in dated if _YEAR_CELL.fullmatch(own[c])] + path
        path += [f"({own[c]})" for c in measured]
        said = _said(caption, path, row, found["value"], found["unit"] or found["sign"] or "", comma)
        # A number that nothing names is no figure of anything.
        if "indicator" in said:
            yield _mention(document, (cell.start, cell.end), said, _context(table, cell), extractor)


def _named_so(table: Table, column: int, names: regex.Pattern[str]) -> bool:
    """Whether the name of a column is one of some."""
    path = table.column_paths[column]
    return bool(path) and names.search(characters.unify(path[-1]).strip(" .:")) is not None


def _heading(document: Document, text: str, table: Table) -> str:
    """What stands above a table without caption and says what it is about."""
    above = (b for b in reversed(document.blocks) if b.kind == "heading" and b.end <= table.start)
    heading = next(above, None)
    return text[heading.start : heading.end] if heading else ""


def _labels(table: Table, cell: Cell) -> bool:
    """Whether a cell names its row."""
    return table.words(cell) in table.row_labels[cell.row].split(" › ")


def _counts_rows(table: Table, column: int) -> bool:
    """Whether a column only numbers the rows."""
    names = table.column_paths[column]
    own = [table.words(table.cell(row, column)).rstrip(".") for row in range(table.header_rows, table.rows)]
    filled = [words for words in own if words]
    counted = len(filled) > 2 and filled == [str(i) for i in range(1, len(filled) + 1)] and column == 0
    return counted or bool(names and _NUMBERED.fullmatch(names[-1].strip()))


def _context(table: Table, cell: Cell) -> list[tuple[int, int]]:
    """The ranges of the cells that name the column and the row, and of the caption."""
    near = [table.cell(row, _named(table, row, cell.column)) for row in range(table.header_rows)]
    near += [table.cell(cell.row, column) for column in range(cell.column)]
    labels = table.row_labels[cell.row].split(" › ")
    heads = [c for c in near if c.end > c.start and (c.header or table.words(c) in labels)]
    return ([table.caption] if table.caption else []) + [(c.start, c.end) for c in heads]


def _named(table: Table, row: int, column: int) -> int:
    """The column of the cell that spans a column of the header."""
    at = column
    while at > 0 and not table.words(table.cell(row, at)):
        at -= 1
    return at


def _said(caption: str, path: Sequence[str], row: str, value: str, unit: str, comma: bool) -> dict[str, str]:
    """What a cell states, by the names of its column from the top, its row and the caption."""
    names = [name for name in path if not _YEAR_CELL.fullmatch(name.strip().rstrip("*")[:4]) or len(name) > 12]
    title = _CAPTION.sub("", " ".join(caption.split()))
    # A column that is named for a place says where, not what.
    names = [name for name in names if not name.startswith("(") and not _is_place(name)]
    subject = ", ".join(names)
    if not subject or patterns().vague.search(subject):
        # "Total" and "Share, %" are of what the caption says.
        subject = ": ".join(filter(None, (title, subject)))
    labels = [label for label in row.split(" › ") if label]
    spot = next((p.name for words in (*labels, *path, title) if (p := _place_in(words))), "")
    when = next((t for words in (*reversed(path), *labels, title) if (t := _time_in(words)) and t.iso), None)
    rest = [label for label in labels if not (_place_in(label) or _time_in(label))]
    said = {
        "indicator": " › ".join(dict.fromkeys(filter(None, (subject, *rest)))),
        "place": spot,
        "year": when.year if when else "",
        "time": when.iso if when and when.iso != when.year else "",
        "value": _plain(value, comma),
        "unit": _unit(unit, (*labels, *path), title),
        "source": "table",
        "rule": "table/cell" if path else "table/line",
    }
    return {name: words for name, words in said.items() if words}


# What names a row or a column is that of all its cells.
@lru_cache(maxsize=256)
def _place_in(words: str) -> Place | None:
    return next(iter(places(words, 0, len(words))), None)


@lru_cache(maxsize=256)
def _time_in(words: str) -> Time | None:
    return next(iter(times(words, 0, len(words))), None)


def _is_place(words: str) -> bool:
    return any(p.start == 0 and p.end == len(words) for p in places(words, 0, len(words)))


def decimal_comma(words: str) -> bool:
    """Whether the figures of a table have decimal commas: one of them has no three digits behind its comma."""
    return _DECIMAL_COMMA.search(words) is not None


def number(words: str, comma: bool) -> Decimal | None:
    """The number that a cell holds, None where it holds none."""
    found = _CELL.fullmatch(characters.unify(words))
    return Decimal(_plain(found["value"], comma)) if found else None


def _plain(value: str, comma: bool) -> str:
    bare = regex.sub(r"(?<=\d)[ \u00a0\u202f](?=\d)|^\+|\s", "", value)
    bare = (bare if comma else regex.sub(r",(?=\d{3}(?:\D|$))", "", bare)).replace(",", ".")
    return bare.rstrip("0").rstrip(".") if "." in bare else bare


def _unit(own: str, path: Sequence[str], title: str) -> str:
    """The unit of a cell: its own sign, that of its column, or that of the caption."""
    if own:
        return str(patterns().rules["currencies"].get(own, own))
    return next((unit for words in (*reversed(path), title) if (unit := _unit_named(words)) is not None), "")


@lru_cache(maxsize=256)
def _unit_named(words: str) -> str | None:
    """The unit that the name of a column or a caption says; None where it speaks of none."""
    if sign := patterns().money_in_header.search(words):
        name = patterns().rules["currencies"][sign["sign"].upper()]
        return " ".join(filter(None, (_scale(sign["scale"] or ""), name)))
    if found := patterns().in_header.search(words):
        scale = _scale(found[0])
        pattern, entries = patterns().unit
        end = pattern.search(found[0])
        kind = next((entries[int(n[1:])]["name"] for n, w in end.groupdict().items() if w), "") if end else ""
        return " ".join(filter(None, (scale, kind)))
    return None


def _scale(words: str) -> str:
    """The scale that the name of a unit begins with."""
    return next((name for name, source in _SCALES if regex.match(source, words, regex.IGNORECASE)), "")


def _mention(
    document: Document,
    cell: tuple[int, int],
    said: dict[str, str],
    near: Sequence[tuple[int, int] | None],
    extractor: str,
) -> Mention:
    sure = load("observations")["confidence"]["table"] * (1.0 if "year" in said else 0.95)
    context = " ".join(f"{place[0]},{place[1]}" for place in near if place)
    surface = document.text[cell[0] : cell[1]]
    said = said | {"context": context} if context else said
    return Mention(document.id, cell[0], cell[1], "observation", surface, said, extractor, round(sure, 2))
