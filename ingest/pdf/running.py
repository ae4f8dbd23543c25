"""Running headers and footers, page numbers, watermarks, and what browsers print around a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.draft import Line

_EDGE_LINES = 4
_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.|стр\.?|страница|бет)\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/|из|\|)\s*\d{1,4})?\W*", re.I
)
_BROWSER = re.compile(
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4},? \d{1,2}:\d\d(?:\s?[AP]M)?\b.*|(?:https?|file)://\S+(?: \S+)?\s+\d{1,4}/\d{1,4}|"
    r".*\s\d{1,2}[./]\d{1,2}[./]\d{2,4},? \d{1,2}:\d\d(?:\s?[AP]M)?", re.I
)  # fmt: skip
_DIGITS = re.compile(r"\d+|\b[ivxlc]{1,6}\b")
# A page number at an end of a header, as in "12  Journal of Law" and "Chapter 2  xiv".
_FOLIO = re.compile(r"^\W*(\d{1,4}|[ivxlc]{1,7})\b|\b(\d{1,4}|[ivxlc]{1,7})\W*$", re.I)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
# A line that stands at the same place of so many pages is none of their text: a watermark, a stamp, a logo.
_FURNITURE = 0.5
_HEADING = 1.3


def without_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages' lines in their order, without those that stand at the edge of many pages.

    A line counts as running when it is among the first or last four of its page, and the same words (numbers
    aside) stand at the same height on several pages; when it is the first or last line of its page and ends with the
    page's number; and when it stands at the same place on half of all pages. Ruled tables are left alone.
    """
    edges = [_edges([line for line in page if line.table is None]) for page in pages]
    seen: Counter[str] = Counter()
    places: Counter[tuple[str, int, int]] = Counter()
    for page, edge in zip(pages, edges, strict=True):
        seen.update({_key(line) for line in edge.values()})
        places.update({_place(line) for line in page if line.top})
    least = 2 if len(pages) < 5 else max(3, round(0.12 * len(pages)))
    everywhere = max(3, round(_FURNITURE * len(pages)))
    watermark = max(2, round(_FURNITURE * len(pages)))
    largest = _HEADING * _usual_size(pages)
    numbered = _numbered(edges, largest)
    out: list[list[Line]] = []
    for lines, edge in zip(pages, edges, strict=True):
        running = {id(line) for line in edge.values() if _running(line, seen, least, len(pages), largest)}
        running |= _numbers([line for line in lines if line.table is None], len(pages))
        running |= {id(line) for line in edge.values() if id(line) in numbered}
        running |= {
            id(line)
            for line in lines
            if line.top
            and not line.table
            and places[_place(line)] >= (watermark if line.size > 2 * largest > 0 else everywhere)
        }
        out.append([line for line in lines if id(line) not in running])
    return out if any(out) else [list(page) for page in pages]


def _edges(page: Sequence[Line]) -> dict[int, Line]:
    """The first and last lines of a page by height, by identity; where heights are unknown by order."""
    ordered = sorted(page, key=lambda line: line.top) if any(line.top for line in page) else list(page)
    ranks = {top: rank for rank, top in enumerate(sorted({round(line.top / 4) for line in ordered}))}
    count = len(ranks)
    near = [
        line for line in ordered
        if ranks[round(line.top / 4)] < _EDGE_LINES or ranks[round(line.top / 4)] >= count - _EDGE_LINES
    ]  # fmt: skip
    if count <= 1:
        near = [*ordered[:_EDGE_LINES], *ordered[-_EDGE_LINES:]]
    return {id(line): line for line in near}


def _key(line: Line) -> str:
    words = _DIGITS.sub("#", line.text.casefold())
    return f"{' '.join(words.split())}@{round(line.top / 12)}"


def _place(line: Line) -> tuple[str, int, int]:
    return line.text, round(line.left / 4), round(line.top / 4)


def _usual_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size of most letters."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _running(line: Line, seen: Counter[str], least: int, pages: int, largest: float) -> bool:
    if _BROWSER.fullmatch(line.text):
        return True
    # "Chapter 3" in large letters, where the other chapters have their numbers, is a heading.
    heading = line.size > largest > 0 and any(c.isdigit() for c in line.text)
    return pages > 1 and not heading and seen[_key(line)] >= least


def _numbers(page: Sequence[Line], pages: int) -> set[int]:
    """Page numbers that stand alone above or below the text."""
    if pages < 2 or len(page) < 2:
        return set()
    ordered = sorted(page, key=lambda line: line.top)
    return {id(line) for line in (ordered[0], ordered[-1]) if _NUMBER.fullmatch(line.text)}


# -------------------------------------------------------------------------- headers that name the page
def _numbered(edges: Sequence[dict[int, Line]], largest: float) -> set[int]:
    """The lines at the very edge of a page that hold its number: what else they say changes with the chapter.

    A number counts as that of the page when it lies as far from the page's place in the file as on many others. Larger
    letters than ``largest`` are those of headings.
    """
    found: list[tuple[tuple[bool, int, bool], list[Line]]] = []
    for index, edge in enumerate(edges):
        lines = sorted(edge.values(), key=lambda line: line.top)
        for upper, line in ((True, lines[0]), (False, lines[-1])) if lines and lines[-1].top else ():
            if line.size > largest > 0:
                continue
            row = [other for other in lines if abs(other.top - line.top) < 0.6 * max(line.size, 4)]
            for number, roman in {folio for part in row for folio in _folios(part.text)}:
                found.append(((upper, number - index, roman), row))
    shifts = Counter(shift for shift, _ in found)
    least = max(3, round(0.3 * len(edges)))
    # Roman numbers count the front matter only, which is short.
    return {
        id(line) for shift, row in found if shifts[shift] >= (3 if shift[2] else least) for line in row
    }  # fmt: skip


def _folios(text: str) -> Iterable[tuple[int, bool]]:
    """The numbers at the ends of a line, and whether they are Roman."""
    for match in _FOLIO.finditer(text):
        number = match[1] or match[2]
        yield (int(number), False) if number.isdigit() else (_roman(number.lower()), True)


def _roman(number: str) -> int:
    values = [_ROMAN[c] for c in number]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
