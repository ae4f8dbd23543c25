"""Who does what as a list, as a file for a spreadsheet, and the days between which a reader may move."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ingest.library import file_name

if TYPE_CHECKING:
    from kb.statements import Duty

STATES = ("present", "future", "past")
COLUMNS = (
    "function", "agency", "basis", "since", "until", "state", "on", "title", "file", "page", "start", "end", "quote",
    "confidence", "document",
)  # fmt: skip
# A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def ordered(duties: Iterable[Duty], on: str, only: bool = False) -> list[Duty]:
    """What holds on a day, then what will, then what did; ``only``: what holds. Otherwise the order is kept."""
    kept = [duty for duty in duties if not only or duty.state(on) == "present"]
    return sorted(kept, key=lambda duty: STATES.index(duty.state(on)))


def surest(duties: Iterable[Duty]) -> list[Duty]:
    """What a law or a day stands beside first, then what was read with most confidence."""

    def key(duty: Duty) -> tuple[bool, bool, float]:
        anchored = duty.basis is not None or bool(duty.valid_from or duty.valid_until)
        return not anchored, duty.agency is None, -max((proof.confidence for proof in duty.evidence), default=0.0)

    return sorted(duties, key=key)


def moments(duties: Iterable[Duty], today: str, asked: str = "") -> list[str]:
    """Days to move between: the days on which something begins or ends, today, the day that is asked for, and the
    quarters from the year before the first of them to the year after the last."""
    changes = {_whole(day) for duty in duties for day in (duty.valid_from, duty.valid_until) if day}
    years = [int(day[:4]) for day in (*changes, today, *([asked] if asked else []))]
    quarters = {f"{year:04}-{month:02}-01" for year in range(min(years) - 1, max(years) + 2) for month in (1, 4, 7, 10)}
    return sorted({*quarters, *changes, today, *([asked] if asked else [])})


def _whole(day: str) -> str:
    return day + "-01" * (2 - day.count("-"))


def as_csv(duties: Iterable[Duty], on: str) -> bytes:
    """A line for each quote of each function, in UTF-8 with the mark that spreadsheets look for.

    ``start`` and ``end`` are code points of the document's text. What a spreadsheet would run as a formula has an
    apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for duty in duties:
        said = (
            duty.function, duty.agency.label if duty.agency else "", duty.basis.label if duty.basis else "",
            duty.valid_from, duty.valid_until, duty.state(on), on,
        )  # fmt: skip
        for proof in duty.evidence:
            paper = proof.document
            # Whoever gets the list need not know where the file lies.
            place = (
                paper.title, file_name(paper.source), paper.page_at(proof.start), proof.start, proof.end, proof.quote,
                proof.confidence, paper.id,
            )  # fmt: skip
            writer.writerow([_cell(value) for value in (*said, *place)])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
