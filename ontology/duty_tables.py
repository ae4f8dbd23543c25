"""Duties that tables state: a column of functions beside a body, or the bodies that had a function before and since."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

import regex

from ingest.document import Document
from ontology import dates
from ontology.duties import Duty, Masked, rule
from ontology.duty_basis import Bases, first_number
from ontology.duty_dates import first_day, validity
from ontology.mention import Mention

Range = tuple[int, int]
Row = list[Range]


def tabled(masked: Masked, document: Document, bases: Bases) -> Iterator[Duty]:
    """The duties of every table that names a body, row by row."""
    for block in document.blocks:
        if block.kind != "table" or not masked.has_body(block.start, block.end):
            continue
        head, *rows = _rows(document.text, block.start, block.end)
        for row in rows:
            duties = [*_moved(masked, head, row, document.language)] or [*_functions(masked, head, row, document)]
            said = _basis(masked, bases, head, row)
            for duty in duties:
                duty.said |= said
                yield duty


def _rows(text: str, start: int, end: int) -> list[Row]:
    """The ranges of the cells of each row of a table."""
    rows = [match.span() for match in regex.finditer(r"[^\n]+", text, pos=start, endpos=end)]
    return [[cell.span() for cell in regex.finditer(r"[^\t]+", text, pos=s, endpos=e)] for s, e in rows] or [[]]


def _heads(masked: Masked, head: Row, name: str) -> list[int]:
    """The columns whose head a rule finds."""
    return [n for n, (start, end) in enumerate(head) if rule("lists", name).search(masked.text[start:end])]


def _body(masked: Masked, cell: Range) -> Mention | None:
    """The body that fills more than half of a cell."""
    bodies = [body for body, _ in masked.all(*cell)]
    return bodies[0] if bodies and 2 * len(bodies[0].surface) > cell[1] - cell[0] else None


# ------------------------------------------------------------------------------------- a column of functions
def _functions(masked: Masked, head: Row, row: Row, document: Document) -> Iterator[Duty]:
    """Each entry of a column of functions, of the body that fills another cell of the row."""
    named = ((n, body) for n, cell in enumerate(row) if (body := _body(masked, cell)))
    at, body = next(named, (-1, None))
    for n in _heads(masked, head, "column"):
        if body is None or n == at or n >= len(row):
            continue
        said = validity(masked.text, *head[n], document.language)
        for part in rule("lists", "cell").finditer(document.text, *row[n]):
            span = (part.start(), part.end())
            context = [head[n], row[at]]
            yield Duty(*span, body, span, "table", document.language, context=context, said=dict(said))


def _basis(masked: Masked, bases: Bases, head: Row, row: Row) -> dict[str, str]:
    """The article or the act that a row names in a column of legal bases."""
    for n, (start, end) in enumerate(head):
        if n >= len(row) or not rule("basis", "column").search(masked.text[start:end]):
            continue
        low, high = row[n]
        if act := next((m for m in masked.acts if low <= m.start < high), None):
            article = act.attributes.get("article", "")
            return {"basis_at": f"{act.start},{act.end}"} | ({"article": article} if article else {})
        if article := first_number(masked.text[low:high]):
            return bases.of_article(article, low)
    return {}


# ------------------------------------------------------------------------------------------- before and since
def _moved(masked: Masked, head: Row, row: Row, language: str) -> Iterator[Duty]:
    """A function that stood with one body before a day and stands with another since, or with the same one still."""
    earlier, later = _columns(masked, head)
    if earlier is None or later is None or max(earlier, later) >= len(row):
        return
    before, after = _body(masked, row[earlier]), _body(masked, row[later])
    n = next((n for n, cell in enumerate(row) if n not in (earlier, later) and _is_text(masked, cell)), None)
    if before is None or after is None or n is None:
        return
    start, end = min(cell[0] for cell in row), max(cell[1] for cell in row)
    context = [head[earlier], head[later]]
    until = validity(masked.text, *head[earlier], language, ended=True).get("valid_until", "")
    since = _day(masked, head, row) or validity(masked.text, *head[later], language).get("valid_from", "") or until
    if before.attributes.get("key") == after.attributes.get("key"):
        # It has not moved: the day parts two columns and begins nothing.
        yield Duty(start, end, after, row[n], "table", language, context=context)
        return
    ends = {"valid_until": since if not until or _adjoin(until, since) else until}
    begins = {"valid_from": since}
    yield Duty(start, end, before, row[n], "transfer", language, ended=True, to=after, context=context, said=ends)
    yield Duty(start, end, after, row[n], "transfer", language, source=before, context=context, said=begins)


def _columns(masked: Masked, head: Row) -> tuple[int | None, int | None]:
    """The column of the bodies before and the one of those since; "from" alone is of neither."""
    befores, afters = _heads(masked, head, "before"), _heads(masked, head, "after")
    earlier = next(iter(befores), None)
    return earlier, next((n for n in afters if n not in befores), None)


def _is_text(masked: Masked, cell: Range) -> bool:
    return _body(masked, cell) is None and regex.search(r"\p{L}{3}", masked.text[slice(*cell)]) is not None


def _day(masked: Masked, head: Row, row: Sequence[Range]) -> str:
    """The day that a row gives in a column of dates."""
    found = (masked.text[slice(*row[n])] for n in _heads(masked, head, "day") if n < len(row))
    return first_day(next((date for cell in found if (date := dates.iso(cell.strip()))), ""))


def _adjoin(until: str, since: str) -> bool:
    """Whether a table that says "to 31 December" and "from 1 January" means one and the same night."""
    if not until or not since:
        return True
    return datetime.date.fromisoformat(since) - datetime.date.fromisoformat(until) == datetime.timedelta(days=1)
