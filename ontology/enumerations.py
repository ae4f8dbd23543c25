"""The units that can recommend something: sentences, items of lists with what leads them in, cells of tables.

Lists come in three shapes: paragraphs after one that ends in a colon, numbered items within one sentence
("1) …; 2) …"), and clauses after a colon that semicolons part.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import regex

from ingest.document import Block, Document, Passage
from ontology import modality

Range = tuple[int, int]

_NUMBER = regex.compile(r"(?:^|(?<=[\s:;,(]))\(?(\d{1,2})\)\s+")
_PARTS = regex.compile(r";\s+(?:and\s+|и\s+|және\s+)?")
_CELL = regex.compile(r"[^\t\n|]+")

# An item within a sentence has at least this many characters; less is a part of speech, not a measure.
_SHORT = 20

# The head of a column is shorter than this.
_HEAD = 60


@dataclass(frozen=True, slots=True)
class Unit:
    """A range of the text that is judged as a whole.

    ``opens`` tells that it begins a paragraph; ``leads`` are the ranges that it needs to be understood (the words
    before its list, the head of its column); ``item`` that it stands in a list, ``inline`` in one within a sentence;
    ``measures`` that it is a cell of a
    table or of a column of measures.
    """

    start: int
    end: int
    passage: Passage
    opens: bool = False
    leads: tuple[Range, ...] = ()
    item: bool = False
    inline: bool = False
    measures: bool = False


def units(document: Document, passages: Sequence[Passage], text: str) -> list[Unit]:
    """The units of a document in order; ``text`` is its text with unified characters."""
    blocks = {block.start for block in document.blocks}
    sentences: list[Unit] = []
    for passage in passages:
        if passage.kind in ("body", "abstract") and not passage.garbled:
            found = (_trimmed(text, *sentence) for sentence in passage.sentences)
            sentences += [
                Unit(start, end, passage, start in blocks, item=_marked(text[start:end]))
                for start, end in found
                if end > start
            ]
    out = [part for unit in _with_leads(sentences, text) for part in _inline(unit, text)]
    return sorted(out + list(_cells(document, passages, text)), key=lambda unit: (unit.start, unit.end))


def _trimmed(text: str, start: int, end: int) -> Range:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


# ----------------------------------------------------------------------------------------- lists of paragraphs
def _with_leads(sentences: list[Unit], text: str) -> Iterator[Unit]:
    """The sentences; those after a colon that begin like items carry the sentence before the list."""
    position = 0
    while position < len(sentences):
        lead = sentences[position]
        yield lead
        position += 1
        if text[lead.end - 1] != ":":
            continue
        for unit in _items(sentences[position:], text, lead.passage.section):
            yield replace(unit, leads=((lead.start, lead.end),)) if unit.item else unit
            position += 1


def _items(following: Sequence[Unit], text: str, section: str) -> Iterator[Unit]:
    """The items of a list, and the remarks between two of them, as far as the list goes."""
    marked = bool(following) and _bullet(following[0], text)
    for n, unit in enumerate(following):
        if unit.passage.section != section:
            return
        if _is_item(unit, text) and (not marked or _bullet(unit, text) or not unit.opens):
            yield replace(unit, item=True)
        elif n and n + 1 < len(following) and _is_item(following[n + 1], text) and _follows(unit, text):
            yield unit
        else:
            return


def _bullet(unit: Unit, text: str) -> bool:
    return modality.rules().re["marker"].match(text, unit.start, unit.end) is not None


def _is_item(unit: Unit, text: str) -> bool:
    words = text[unit.start : unit.end]
    if modality.action(words):
        return True
    rules = modality.rules()
    return unit.opens and bool(rules.re["marker"].match(words) or rules.forms["label"].match(words))


def _marked(words: str) -> bool:
    """Whether a sentence is numbered or bulleted and says what to do, whatever stands before it."""
    return bool(modality.rules().re["marker"].match(words)) and bool(modality.action(words))


def _follows(unit: Unit, text: str) -> bool:
    return modality.rules().re["follows"].match(text, unit.start) is not None


# ---------------------------------------------------------------------------------------- lists in a sentence
def _inline(unit: Unit, text: str) -> Iterator[Unit]:
    """The items that a sentence lists after its lead, or the sentence when it lists none."""
    words = text[unit.start : unit.end]
    numbers = _numbered(words)
    if len(numbers) > 1:
        starts = [match.start() for match in numbers]
    elif (colon := words.find(": ")) > 0 and words.count("; ", colon) > 0:
        starts = [colon + 2] + [match.end() for match in _PARTS.finditer(words, colon)]
    else:
        yield unit
        return
    lead = _trimmed(text, unit.start, unit.start + starts[0])
    ends = [*starts[1:], len(words)]
    for start, end in zip(starts, ends, strict=True):
        range_ = _trimmed(text, unit.start + start, unit.start + end)
        last = range_[1] - (text[range_[1] - 1] in ";,")
        if last - range_[0] >= _SHORT:
            leads = (*unit.leads, lead) if lead[1] > lead[0] else unit.leads
            yield Unit(range_[0], last, unit.passage, False, leads, item=True, inline=True)


def _numbered(words: str) -> list[regex.Match[str]]:
    """Marks 1), 2), 3) in this order."""
    found: list[regex.Match[str]] = []
    for match in _NUMBER.finditer(words):
        if int(match[1]) == len(found) + 1:
            found.append(match)
    return found


# ------------------------------------------------------------------------------------------------------ tables
def _cells(document: Document, passages: Sequence[Passage], text: str) -> Iterator[Unit]:
    """The cells of tables that say something, each with the words that speak of measures: the head of its column, or
    the caption.

    A table whose columns were lost (text of a scan) is of measures when one of its lines is such a head; then, as
    under a caption, only cells that say what to do are.
    """
    tables = [passage for passage in passages if passage.kind == "table"]
    before: Block | None = None
    for is_table, blocks in groupby(document.blocks, key=lambda block: block.kind == "table"):
        run = list(blocks)
        if is_table and tables:
            caption = _caption([*([before] if before else []), *run[:1]], text)
            line = next(((b.start, b.end) for b in run if b.end - b.start < _HEAD and _names_measures(b, text)), None)
            for block in run:
                yield from _of_block(block, tables, document.text, text, caption or line)
        before = run[-1]


def _of_block(block: Block, tables: Sequence[Passage], raw: str, text: str, speaks: Range | None) -> Iterator[Unit]:
    heads = _heads(raw, text, block) if "\t" in raw[block.start : block.end] else {}
    for column, start, end in _ranges(raw, block.start, block.end):
        passage = tables[max(bisect_right(tables, start, key=lambda p: p.start) - 1, 0)]
        head, says = heads.get(column), modality.action(text[start:end])
        if passage.garbled or end - start < _SHORT or (start, end) in (head, speaks):
            continue
        lead = head or (speaks if says and not heads else None)
        yield Unit(start, end, passage, leads=(lead,) if lead else (), item=bool(lead), measures=bool(lead))


def _caption(blocks: Sequence[Block], text: str) -> Range | None:
    """The caption among the blocks before a table, when it speaks of measures."""
    title = modality.rules().re["caption"]
    return next(((b.start, b.end) for b in blocks if title.match(text, b.start) and _names_measures(b, text)), None)


def _names_measures(block: Block, text: str) -> bool:
    return modality.rules().re["measures_head"].search(text, block.start, block.end) is not None


def _ranges(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Column, start and end of each cell."""
    for match in _CELL.finditer(text, start, end):
        line = text.rfind("\n", start, match.start()) + 1 or start
        cell = _trimmed(text, match.start(), match.end())
        if cell[1] > cell[0]:
            yield text.count("\t", line, match.start()), *cell


def _heads(raw: str, text: str, block: Block) -> dict[int, Range]:
    """The heads in the first row that speak of measures, by column."""
    first = raw.find("\n", block.start, block.end)
    speaks = modality.rules().re["measures_head"]
    row = _ranges(raw, block.start, first if first > 0 else block.end)
    return {column: (a, b) for column, a, b in row if speaks.search(text, a, b)}
