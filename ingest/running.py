"""Running headers and footers, page numbers and what browsers print around a page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

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


def without_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages' lines in their order, without those that stand at the edge of many pages.

    A line counts as running when it is among the first or last four of its page, and the same words (numbers
    aside) stand at the same height on several pages.
    """
    edges = [_edges(page) for page in pages]
    seen: Counter[str] = Counter()
    for page in edges:
        seen.update({_key(line) for line in page.values()})
    least = 2 if len(pages) < 5 else max(3, round(0.12 * len(pages)))
    out: list[list[Line]] = []
    for lines, edge in zip(pages, edges, strict=True):
        running = {id(line) for line in edge.values() if _running(line, seen, least, len(pages))}
        running |= _numbers(lines, len(pages))
        out.append([line for line in lines if id(line) not in running])
    return out if any(out) else [list(page) for page in pages]


def _edges(page: Sequence[Line]) -> dict[int, Line]:
    """The first and last lines of a page by height, by identity; where heights are unknown by order."""
    ordered = sorted(page, key=lambda line: line.top) if any(line.top for line in page) else list(page)
    ranks: dict[float, int] = defaultdict(int)
    for rank, top in enumerate(sorted({round(line.top / 4) for line in ordered})):
        ranks[top] = rank
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


def _running(line: Line, seen: Counter[str], least: int, pages: int) -> bool:
    if _BROWSER.fullmatch(line.text):
        return True
    return pages > 1 and seen[_key(line)] >= least


def _numbers(page: Sequence[Line], pages: int) -> set[int]:
    """Page numbers that stand alone above or below the text."""
    if pages < 2 or len(page) < 2:
        return set()
    ordered = sorted(page, key=lambda line: line.top)
    return {id(line) for line in (ordered[0], ordered[-1]) if _NUMBER.fullmatch(line.text)}
