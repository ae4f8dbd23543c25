"""PDF: text, places, rulings, bookmarks and attached files by pdfium; pypdf as the second reader.

pypdf reads a file that pdfium refuses, and a page whose text reads badly, if it makes more of it. Which of the two did
better is measured (``ingest.pdf.quality``): on most files that is pdfium, which also knows where each word stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from ingest.clean import Vocabulary, as_cp1251, clean, legacy_cyrillic
from ingest.document import Line as Printed
from ingest.draft import Draft, Line, Word
from ingest.errors import NeedsOCR, UnreadableFile
from ingest.options import Reading
from ingest.pdf import pypdf_reader, ruled
from ingest.pdf.attachments import attachments as attachments
from ingest.pdf.columns import in_columns
from ingest.pdf.layout import cells, paragraphs, rows
from ingest.pdf.pdfium import LOCK, Frame, PageText, opened
from ingest.pdf.pypdf_reader import Facts
from ingest.pdf.raised import attached
from ingest.pdf.ruled_pages import joined
from ingest.pdf.rulings import Box, drawn
from ingest.pdf.running import without_running_lines
from ingest.pdf.second_reading import SecondReader
from ingest.pdf.stretched import Margins

MEDIA_TYPE = "application/pdf"
_YEAR = re.compile(r"(?:19|20)\d\d")
_BROWSER = re.compile(r"Mozilla/|Chromium|Safari|Firefox|wkhtmltopdf", re.I)
_AUTHORS = re.compile(r"\s*[;,]\s*|\s+and\s+")
# A page with fewer letters and a picture over so much of it is a scan.
_FEW_LETTERS = 30
_PICTURE = 0.4
# Outlines of letters instead of text: so many paths, and hardly a letter.
_OUTLINES = 500
# A drawn bullet stands so near to its line, in heights of its letters.
_BULLET = 1.5

# Makes a box of a page that was turned upright one of the page as shown.
Turn = Callable[[float, float, float, float], Box]


@dataclass(slots=True)
class _Pages:
    """The lines of each page and what the file says of itself.

    ``scans`` are the pages that are pictures of text. ``turned`` has the pages whose text does not stand upright as
    they are shown: what makes a box of the upright page one of the page as shown.
    """

    lines: list[list[Line]]
    facts: Facts
    scans: list[int] = field(default_factory=list)
    recognised: bool = False
    turned: dict[int, Turn] = field(default_factory=dict)


def read(data: bytes, name: str, how: Reading) -> Draft:
    """Paragraphs, headings and tables of a PDF with their places; running headers and footers are left out.

    Raises PasswordNeeded for an encrypted file, NeedsOCR for one of pictures only, and UnreadableFile for a broken one
    and one with too many pages.
    """
    with LOCK:
        found = _by_pdfium(data, name, how)
    if found is None:
        found = _Pages(*pypdf_reader.read(data, name, how.password, how.options.pages))
    _recognise(data, name, found, how)
    if not any(c.isalnum() for page in found.lines for line in _all_lines(page) for c in line.text):
        raise _no_text(found, name, how)
    return _draft(found)


def _recognise(data: bytes, name: str, found: _Pages, how: Reading) -> None:
    """The text of pages that are pictures, where tesseract is there; else they stay in ``scans``."""
    from ingest.pdf import ocr, scans

    if not found.scans or not ocr.ready(how.options):
        return
    for number, page in scans.recognised(data, name, found.scans, how).items():
        if page.lines:
            found.lines[number - 1] = page.lines
        if page.degrees:
            found.turned[number] = page.as_scanned
    # What shows no text to tesseract is a picture of something else.
    found.scans.clear()
    found.recognised = True


def _draft(found: _Pages) -> Draft:
    kept = without_running_lines(found.lines)
    for page in kept:
        _take_open_ends(page)
    repair = _repair(kept)
    for page in kept:
        margins = Margins(page)
        for line in _all_lines(page):
            apart = cells(line) if line.words else [line.text]
            glue = " " if len(apart) > 1 and margins.stretched(line) else "\t"
            line.text = repair(glue.join(apart))
    ordered = [in_columns([line for line in page if line.text.strip() or line.table]) for page in kept]
    lines = [rows(page) for page in joined(ordered)]
    vocabulary = Vocabulary(line.text for page in lines for line in _all_lines(page))
    outline = [(page, depth, repair(title)) for page, depth, title in found.facts.outline]
    pieces = paragraphs(lines, vocabulary, outline)
    if found.turned:
        pieces = [replace(piece, lines=tuple(_as_shown(piece.lines, found.turned))) for piece in pieces]
    draft = Draft(MEDIA_TYPE, pieces, pages=len(lines), labels=found.facts.labels)
    draft.unread_pages = tuple(found.scans)
    # A page that a browser printed was made on the day of its print, and written on another.
    year = None if _BROWSER.match(found.facts.program) else _YEAR.search(found.facts.created)
    draft.title = repair(found.facts.title).strip()
    draft.authors = tuple(filter(None, _AUTHORS.split(repair(found.facts.author).strip())))
    draft.year = int(year[0]) if year else None
    return draft


def _as_shown(lines: Sequence[Printed], turned: dict[int, Turn]) -> Iterator[Printed]:
    """Printed lines measured on pages as they are shown."""
    for line in lines:
        if line.page in turned:
            left, top, right, bottom = turned[line.page](*line[3:])
            yield line._replace(left=left, top=top, right=right, bottom=bottom)
        else:
            yield line


def _shown(upright: Frame, shown: Frame, left: float, top: float, right: float, bottom: float) -> Box:
    return shown.box(*upright.inside(left, top, right, bottom))


def _all_lines(page: Sequence[Line]) -> list[Line]:
    """The lines of a page, those in its ruled tables among them."""
    return [line for place in page for line in (place.table.lines() if place.table else (place,))]


def _repair(pages: Sequence[Sequence[Line]]) -> Callable[[str], str]:
    """How the text of this file is cleaned: a file whose Cyrillic was read as Latin-1 is repaired word by word."""
    if legacy_cyrillic(line.text for page in pages for line in _all_lines(page)):
        return lambda text: clean(as_cp1251(text)).replace("\n", " ")
    return lambda text: clean(text).replace("\n", " ")


def _take_open_ends(page: list[Line]) -> None:
    """A row of a table that the end of the page cut off is taken from below the last ruling into the table."""
    tables = [line for line in page if line.table is not None]
    last = max(tables, key=lambda line: line.bottom, default=None)
    if last is None or last.table is None or not last.table.open:
        return
    below = [line for line in page if line.table is None and line.top >= last.bottom - 1]
    if ruled.open_end(last.table, below):
        taken = set(map(id, below))
        page[:] = [line for line in page if id(line) not in taken]
        last.bottom = last.table.bottom


# ---------------------------------------------------------------------------------------------- pdfium
def _by_pdfium(data: bytes, name: str, how: Reading) -> _Pages | None:
    """What pdfium reads; None for a file that it cannot open."""
    import pypdfium2

    try:
        pdf = opened(data, name, how.password)
    except pypdfium2.PdfiumError:
        return None
    try:
        count = len(pdf)
        if count > how.options.pages:
            raise pypdf_reader.too_long(name, count, how.options.pages)
        out = _Pages([], _facts(pdf, count))
        second = SecondReader(data, how.password)
        for number in range(1, count + 1):
            out.lines.append(_page(pdf, number, second, out))
        return out
    finally:
        pdf.close()


def _facts(pdf: Any, count: int) -> Facts:
    found = pdf.get_metadata_dict(skip_empty=True)
    labels = tuple(clean(pdf.get_page_label(index) or "") for index in range(count))
    title, author, created, program = (found.get(key, "") for key in ("Title", "Author", "CreationDate", "Creator"))
    return Facts(labels, title, author, created, _outline(pdf), program)


def _outline(pdf: Any) -> tuple[tuple[int, int, str], ...]:
    """The bookmarks; those that lead nowhere are left out."""
    out: list[tuple[int, int, str]] = []
    for mark in pdf.get_toc(max_depth=6):
        target = mark.get_dest()
        index = target.get_index() if target else None
        if index is not None and index >= 0:
            out.append((index + 1, mark.level, mark.get_title()))
    return tuple(out)


def _page(pdf: Any, number: int, second: SecondReader, found: _Pages) -> list[Line]:
    """The lines of a page, each ruled table as one. Notes in ``found`` if it is a picture of text, or stands askew."""
    import pypdfium2

    try:
        page = pdf[number - 1]
    except pypdfium2.PdfiumError:
        # A page that cannot be loaded has no text; the others are read.
        return []
    try:
        with PageText(page, upright=True) as text:
            lines = second.better(text, attached(text.lines(number)), number)
            marks = drawn(page, text.frame)
            _set_bullets(lines, marks.dots)
            if _is_scan(lines, marks.covered(text.frame), marks.paths):
                found.scans.append(number)
            elif text.frame.rotation != page.get_rotation():
                found.turned[number] = partial(_shown, text.frame, Frame(page))
            tables, rest = ruled.find(marks, lines, text.box, number)
    finally:
        page.close()
    # Words are numbered as the file draws them: a table stands where its first word does.
    places = [(min(map(_first, table.lines())), table.place()) for table in tables]
    ordered = sorted([*((_first(line), line) for line in rest), *places], key=lambda pair: pair[0])
    return [line for _, line in ordered]


def _set_bullets(lines: Sequence[Line], dots: Sequence[Box]) -> None:
    """A dot drawn to the left of a line becomes the mark of a list item."""
    for left, top, right, bottom in dots:
        middle = (top + bottom) / 2
        for line in lines:
            if line.words and line.top < middle < line.bottom and 0 <= line.left - right <= _BULLET * line.size:
                line.words = (Word("•", left, right, line.words[0].first), *line.words)
                line.text, line.left = f"• {line.text}", left
                break


def _first(line: Line) -> int:
    return line.words[0].first if line.words else 0


def _is_scan(lines: Sequence[Line], covered: float, paths: int) -> bool:
    """Whether a page needs OCR: hardly a letter on it, and a picture over most of it or letters drawn as outlines."""
    if covered < _PICTURE and paths < _OUTLINES:
        return False
    return sum(c.isalnum() for line in lines for c in line.text) < _FEW_LETTERS


def _no_text(found: _Pages, name: str, how: Reading) -> UnreadableFile:
    """The error for a file without a letter."""
    from ingest.pdf import ocr

    if found.recognised:
        return UnreadableFile(
            f"{name}: no text was recognised in the pictures on its {_pages(found)}; if they show text, add a better "
            "scan."
        )
    if found.scans:
        return NeedsOCR(ocr.unread(name, found.scans, how.options))
    return NeedsOCR(
        f"{name}: no text can be read on its {_pages(found)}, and no picture of any; if it shows text in a viewer, "
        " run it through `ocrmypdf -l kaz+rus+eng --force-ocr` or another OCR program and add the result."
    )


def _pages(found: _Pages) -> str:
    """How the pages of the file are named in an error."""
    return f"{len(found.lines)} pages" if len(found.lines) > 1 else "only page"
