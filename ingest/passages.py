"""A Document becomes Passages: about 900 characters along its sections, paragraphs and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest import headings
from ingest.document import LANGUAGES, Block, Document, Kind, Passage
from ingest.garbled import garbled
from ingest.language import detect
from ingest.laws import Numbers
from ingest.sentences import rows, sentences

TARGET = 900
LEAST = 450
# A paragraph up to this length stays whole.
MOST = 1100
LONGEST = 1400
# Estimated pieces of the E5 tokenizer that one passage may have; the model reads 512.
TOKENS = 440
_SECTION = 110
_LETTERS_FOR_LANGUAGE = 40
_PIECES = re.compile(r"[A-Za-z]+|[^\W\d_]+|\d|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence or a row of a table, and the paragraph that it belongs to."""

    start: int
    end: int
    block: int
    tokens: float


@dataclass(frozen=True, slots=True)
class _Part:
    """A block with what decides which blocks may share a passage."""

    block: Block
    index: int
    section: str
    language: str
    garbled: bool

    @property
    def key(self) -> tuple[Kind, str, str, bool, bool, int]:
        alone = self.index if self.block.kind == "heading" else -1
        return self.block.kind, self.section, self.language, self.garbled, self.block.ocr, alone


def cut(document: Document, languages: Sequence[str] = LANGUAGES) -> list[Passage]:
    """Passages of a document in order: they do not overlap and hold all that is not white space in its blocks.

    A passage has about 900 characters, at most 1,400, one kind, one section and one of ``languages`` (ISO 639-1).
    A row of a table and an entry of a reference list are sentences; the passages after the first of a long table
    carry its caption and head in ``section``.
    """
    out: list[Passage] = []
    numbers = Numbers(document)
    for _, group in groupby(_parts(document, languages), key=lambda part: part.key):
        out.extend(_passages(document, list(group), numbers, languages))
    return out


def _parts(document: Document, languages: Sequence[str]) -> list[_Part]:
    blocks = [block for block in document.blocks if document.text[block.start : block.end].strip()]
    texts = [document.text[block.start : block.end] for block in blocks]
    odd = garbled(texts)
    sections = _sections(document, blocks)
    parts: list[_Part] = []
    for index, (block, text) in enumerate(zip(blocks, texts, strict=True)):
        short = sum(c.isalpha() for c in text[: 3 * _LETTERS_FOR_LANGUAGE]) < _LETTERS_FOR_LANGUAGE
        follows = parts and parts[-1].section == sections[index] and parts[-1].block.kind == block.kind
        language = parts[-1].language if short and follows else detect(text, languages)
        parts.append(_Part(block, index, sections[index], language, odd[index]))
    return parts


def _sections(document: Document, blocks: Sequence[Block]) -> list[str]:
    """The path of headings above each block; a heading's path holds itself. The document's title is left out."""
    path: list[tuple[float, str]] = []
    out: list[str] = []
    for block in blocks:
        if block.kind == "heading":
            label = " ".join(document.text[block.start : block.end].split())
            # A general part holds the parts with a number, which are headings of the same level.
            level = block.level - 0.5 * headings.general_part(label)
            path = [entry for entry in path if entry[0] < level]
            if label.casefold() != document.title.casefold():
                path.append((level, _short(label)))
        out.append(" › ".join(label for _, label in path))
    return out


def _short(label: str) -> str:
    if len(label) <= _SECTION:
        return label
    return label[:_SECTION].rsplit(" ", 1)[0] + " …"


def _passages(
    document: Document, parts: Sequence[_Part], numbers: Numbers, languages: Sequence[str]
) -> Iterator[Passage]:
    first = parts[0]
    numbered = first.block.kind in ("body", "table")
    head = ""
    for units in _packed([unit for part in parts for unit in _units(document, part)], first.block.kind):
        start, end = units[0].start, units[-1].end
        # The first language is also that of lines too short to tell: together they may.
        doubtful = first.language == languages[0]
        language = detect(document.text[start:end], languages) if doubtful else first.language
        yield Passage(
            document_id=document.id,
            start=start,
            end=end,
            text=document.text[start:end],
            kind=first.block.kind,
            language=language,
            page=document.page_at(start),
            section=" › ".join(filter(None, (first.section, numbers.between(start, end) if numbered else "", head))),
            sentences=tuple((unit.start, unit.end) for unit in units),
            garbled=first.garbled,
            ocr=first.block.ocr,
        )
        head = head or (_table_head(document, parts) if first.block.kind == "table" else "")


def _table_head(document: Document, parts: Sequence[_Part]) -> str:
    """Caption and first row of a table, for the passages that hold its later rows."""
    lines = [line for part in parts[:2] for line in document.text[part.block.start : part.block.end].split("\n")]
    caption = next((line for line in lines if headings.caption(line)), "")
    row = next((line for line in lines if "\t" in line), "")
    cells = ", ".join(cell.strip() for cell in row.split("\t") if cell.strip())
    return ": ".join(_short(text) for text in (caption, cells) if text)


def _units(document: Document, part: _Part) -> Iterator[_Unit]:
    block = part.block
    text = document.text[block.start : block.end]
    whole = block.kind == "reference" or (block.kind == "table" and "\n" in text)
    ranges = rows(text, block.start) if whole else sentences(text, block.start)
    for start, end in ranges:
        yield _Unit(start, end, part.index, tokens(document.text[start:end]))


def tokens(text: str) -> float:
    """Estimate of the E5 tokenizer's pieces in a text, on the high side for the three languages."""
    count = 0.0
    for word in _PIECES.findall(text):
        if word[0] < "\u0080":
            count += 1 + max(0, len(word) - 5) / 4 if word[0].isalpha() else 0.8
        else:
            count += 1 + max(0, len(word) - 4) / 3 if "\u0370" < word[0] < "\u0530" else 1 + len(word) / 2
    return count


# ---------------------------------------------------------------------------------------------- packing
def _packed(units: Sequence[_Unit], kind: Kind) -> Iterator[list[_Unit]]:
    """Runs of units that make a passage: whole paragraphs where they fit, long paragraphs in even parts."""
    run: list[_Unit] = []
    for _, group in groupby(units, key=lambda unit: unit.block):
        paragraph = list(group)
        closes = _length(run) >= LEAST or kind in ("table", "reference") if run else False
        if closes and not _fits(run, paragraph[-1], paragraph):
            yield run
            run = []
        goal = _even(run, paragraph)
        for unit in paragraph:
            if run and not _may_take(run, unit, goal):
                yield run
                run = []
            run.append(unit)
    if run:
        yield run


def _length(run: Sequence[_Unit]) -> int:
    return run[-1].end - run[0].start


def _fits(run: Sequence[_Unit], last: _Unit, added: Sequence[_Unit]) -> bool:
    return last.end - run[0].start <= TARGET and sum(u.tokens for u in (*run, *added)) <= TOKENS


def _even(run: Sequence[_Unit], paragraph: Sequence[_Unit]) -> float:
    """Length at which a passage closes, so that the last part of a long paragraph is no crumb."""
    length = paragraph[-1].end - (run or paragraph)[0].start
    heavy = sum(unit.tokens for unit in (*run, *paragraph)) / TOKENS
    return length / max(1, round(length / TARGET), -int(-length // MOST), -int(-heavy // 1))


def _may_take(run: Sequence[_Unit], unit: _Unit, goal: float) -> bool:
    if unit.end - run[0].start > LONGEST or sum(u.tokens for u in run) + unit.tokens > TOKENS:
        return False
    # Close at the sentence end that is nearest to the goal.
    return unit.end - run[0].start - goal <= goal - _length(run)
