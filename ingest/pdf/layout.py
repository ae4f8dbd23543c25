"""Lines of PDF pages become paragraphs, headings and rows of tables, by their places and sizes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from ingest import headings
from ingest.clean import Vocabulary
from ingest.draft import Line, Piece
from ingest.paragraphs import LIST_MARK, ends_sentence, merge, rejoin, starts_item
from ingest.pdf.outline import DOTS, contents, headed, levels
from ingest.pdf.ruled_pages import table_piece

_ADDRESS = re.compile(r"\(?(?:https?://|www\.|/)\S+\)?")
_LONGEST_TITLE = 90
_CODE = re.compile(r"[={}\\]|\$\w")
_MARK_ONLY = re.compile(r"\W*(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Zа-я]|[ivx]{1,5})?[.)]?\W*")
_LARGER = 1.12
# The number of a paragraph that stands apart from it: "APP GBM7.", "12.3", "GR 4".
_LABEL = re.compile(r"(?:[A-Z]{1,8}\s?){0,3}\d{1,4}[A-Za-z]{0,2}(?:\.\d+[A-Z]?)*\.?")
_SIDE_BY_SIDE = 0.15
_ROWS = 3
_SMALL = 0.93
_PROSE = 25
_BULLETS = tuple("•▪■●○◦‣")
_CELLS_APART = 1.1


def cells(line: Line) -> list[str]:
    """The stretches of a line that stand apart by more than its letters are high: cells of a table without rulings."""
    out: list[list[str]] = [[]]
    right = line.words[0].left
    for word in line.words:
        if word.left - right > _CELLS_APART * line.size and out[-1]:
            out.append([])
        out[-1].append(word.text)
        right = word.right
    return [" ".join(words) for words in out]


def rows(page: Sequence[Line]) -> list[Line]:
    """The lines of a page, those that stand beside one another made one: cells parted by tabs."""
    groups: list[list[Line]] = []
    for line in _in_order(page):
        if groups and _beside(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    counts = [_cells(group) for group in groups]
    return [_joined(group, "\t" if _in_table(counts, index) else " ") for index, group in enumerate(groups)]


def _cells(group: Sequence[Line]) -> int:
    """How many cells a row has; a mark of a list beside its text, and letters set far apart, make none."""
    cells = "\t".join(line.text for line in group).split("\t")
    crumbs = sum(len(cell) < 3 and cell.isalpha() for cell in cells)
    return 1 if 2 * crumbs > len(cells) or (len(cells) == 2 and _is_label(*cells)) else len(cells)


def _is_label(first: str, second: str) -> bool:
    """Whether the first of two cells marks a list item or numbers a paragraph."""
    return bool(_MARK_ONLY.fullmatch(first)) or (len(second) > _PROSE and bool(_LABEL.fullmatch(first)))


def _in_table(counts: Sequence[int], index: int) -> bool:
    """Whether a row stands among three and more with as many cells, or heads them.

    Tables whose cells run over several lines are beyond this and stay text, line by line.
    """
    if counts[index] < 2:
        return False
    start = end = index
    while start > 0 and counts[start - 1] == counts[index]:
        start -= 1
    while end + 1 < len(counts) and counts[end + 1] == counts[index]:
        end += 1
    below = counts[index + 1 : index + 1 + _ROWS]
    return end - start + 1 >= _ROWS or (len(below) == _ROWS and below[0] > 1 and len(set(below)) == 1)


def _in_order(page: Sequence[Line]) -> Sequence[Line]:
    """Lines from top to bottom on a page of one column; where many stand side by side, as the file has them.

    Some programs draw all headings of a page before its paragraphs.
    """
    if any(line.margin for line in page):
        return page
    ordered = sorted(page, key=lambda line: (line.top, line.left))
    pairs = pairwise(ordered)
    beside = sum(abs(a.top - b.top) < 0.35 * max(a.size, b.size) for a, b in pairs)
    return page if beside > _SIDE_BY_SIDE * len(page) or not any(line.top for line in page) else ordered


def _beside(line: Line, other: Line) -> bool:
    if not line.size or abs(line.top - other.top) > 0.35 * max(line.size, other.size):
        return False
    return other.left > line.right - 1


def _joined(group: Sequence[Line], glue: str) -> Line:
    if len(group) == 1 and "\t" not in group[0].text:
        return group[0]
    text = glue.join(line.text.replace("\t", glue) for line in group)
    return replace(
        group[0],
        text=text,
        right=max(line.right for line in group),
        top=min(line.top for line in group),
        bottom=max(line.bottom for line in group),
        bold=all(line.bold for line in group),
    )


class Body:
    """What most lines of a document share: the size of its letters and the distance of its lines."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        sizes: Counter[float] = Counter()
        steps: list[float] = []
        for page in pages:
            for line in page:
                sizes[round(line.size * 2) / 2] += len(line.text)
            for above, below in pairwise(page):
                if 0 < below.top - above.top < 4 * max(above.size, 1):
                    steps.append(below.top - above.top)
        self.size = sizes.most_common(1)[0][0] if sizes else 0.0
        self.step = median(steps) if steps else 0.0
        self.bold = sum(line.bold for page in pages for line in page) > 0.5 * sum(map(len, pages))
        self.right = {id(page): _margin(page) for page in pages}


def _margin(page: Sequence[Line]) -> float:
    """The right edge of most lines of a page."""
    edges = sorted(line.right for line in page if len(line.text) > 20)
    return edges[int(0.9 * (len(edges) - 1))] if edges else 0.0


def paragraphs(
    pages: Sequence[Sequence[Line]], vocabulary: Vocabulary, outline: Sequence[tuple[int, int, str]] = ()
) -> list[Piece]:
    """Pieces of a PDF's lines; headings are told by larger or bold letters, levels by their sizes.

    ``outline`` are the file's bookmarks (page, depth from 0, title): what one of them names is a heading too.
    """
    body = Body(pages)
    groups: list[list[Line]] = []
    margin = last_margin = 0.0
    for page in pages:
        last_margin, margin = margin, body.right[id(page)]
        for line in page:
            if groups and groups[-1][-1].page != line.page:
                _over_notes(groups, line, body, last_margin)
            last = groups[-1][-1] if groups else line
            right = last.margin or (last_margin if last.page != line.page else margin)
            if groups and _continues(groups[-1], line, body, right):
                groups[-1].append(line)
            else:
                groups.append([line])
    pieces = rejoin([_piece(group, body, vocabulary) for group in groups], vocabulary)
    return headed(levels(contents(pieces), body.size), outline)


def _over_notes(groups: list[list[Line]], line: Line, body: Body, margin: float) -> None:
    """Puts the footnotes of a page before its last paragraph where that goes on in the first line of the next page."""
    at, last = len(groups) - 1, groups[-1][-1]
    while at > 0 and all(0 < part.size < _SMALL * body.size and part.page == last.page for part in groups[at]):
        at -= 1
    group = groups[at]
    if at < len(groups) - 1 and not group[-1].table and _continues(group, line, body, group[-1].margin or margin):
        groups.append(groups.pop(at))


def _continues(group: Sequence[Line], line: Line, body: Body, margin: float) -> bool:
    last = group[-1]
    if last.table or line.table:
        return False
    if "\t" in last.text or "\t" in line.text:
        return "\t" in last.text and "\t" in line.text
    if DOTS.search(last.text):
        return False
    if last.size and (abs(last.size - line.size) > (_LARGER - 1) * last.size or _heavier(last, line, body)):
        return False
    division = headings.division(group[0].text)
    if division is not None and not last.bold and (len(group) > 2 or not line.text[:1].islower()):
        return False
    step = line.top - last.top
    turned = last.page != line.page or step < -0.5 * body.step
    if not turned and body.step and step > 1.45 * max(body.step, 1.1 * last.size if last.size > body.size else 0):
        return False
    if last.text.endswith("-") and line.text[:1].islower():
        return True
    return _wraps(last, line, turned, margin)


def _wraps(last: Line, line: Line, turned: bool, margin: float) -> bool:
    ended = ends_sentence(last.text)
    full = _full(last, line, margin)
    if line.text.startswith(_BULLETS) or (starts_item(line.text) and (ended or not full)):
        return False
    if turned:
        return not ended and (line.text[:1].islower() or (full and not LIST_MARK.match(line.text)))
    if not full and not line.text[:1].islower():
        return False
    return not (ended and not full)


def _heavier(last: Line, line: Line, body: Body) -> bool:
    """Bold lines above plain ones (or the reverse) are headings, unless a bold run happens to fill a line."""
    return last.bold != line.bold and not body.bold and not line.text[:1].islower()


def _full(last: Line, line: Line, margin: float) -> bool:
    """Whether the first word of the next line would not have fitted on the last one."""
    if not margin:
        return len(last.text) > 60
    wide = (line.right - line.left) / max(1, len(line.text))
    word = line.text.split(" ", 1)[0]
    return last.right + wide * (len(word) + 1) >= margin - 2


def _piece(group: Sequence[Line], body: Body, vocabulary: Vocabulary) -> Piece:
    if group[0].table:
        return table_piece(group[0].table, vocabulary)
    piece = merge(group, vocabulary)
    if piece.kind != "body" or not _titled(piece.text):
        return piece
    larger = bool(body.size) and min(line.size for line in group) > _LARGER * body.size and not _sentence(piece.text)
    bold = all(line.bold for line in group) and not body.bold and not ends_sentence(piece.text)
    if larger or bold:
        return replace(piece, kind="heading", level=1 if larger else 9, settled=True)
    return piece


def _sentence(text: str) -> bool:
    """Whether large letters set a paragraph, as the one that opens an article on the web, and no title."""
    return len(text) > _LONGEST_TITLE and ends_sentence(text)


def _titled(text: str) -> bool:
    return (
        3 <= len(text) <= 250
        and sum(c.isalpha() for c in text) > 0.5 * len(text.replace(" ", ""))
        and not DOTS.search(text)
        and not headings.opens(text)
        and not text[0].islower()
        and text[-1] not in ",;"
        and not _ADDRESS.fullmatch(text)
        and not _CODE.search(text)
    )
