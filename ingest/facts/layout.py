"""The official layout of an act: its kind and whose it is over the title, where and when it was signed, its number.

«ЗАКОН» / «РЕСПУБЛИКИ КАЗАХСТАН» / «Астана, Акорда, 22 июля 2011 года № 477-IV ЗРК»; of what an act approved, the lines
of its approval: «Утверждены» / «приказом Министра …» / «от 30 июня 2023 года № 279».
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ingest.facts import acts
from ingest.facts.acts import Act
from ingest.facts.dates import pattern

# Lines of the layout are short, and few of them belong together.
_LINE = 130
_LINES = 5
_NUMBER = re.compile(r"\s*(?:№|No\.?\s|N\s)\s*\d")


class Said(NamedTuple):
    """Lines from ``start`` to ``end`` that are no title: what they say together, and the type of act they name."""

    start: int
    end: int
    text: str
    type: str = ""


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = acts.data()
    place = rf"(?:г\.\s?|город\s)?(?:{data['layout']['places']})(?:\s(?:қаласы|қ\.))?"
    return (
        re.compile(rf"\W*{place}(?:[,.]?\s+{place})*[,.]?\s+(?=(?:от\s)?{pattern()})", re.I),
        re.compile(data["layout"]["whose"], re.I),
        re.compile(data["layout"]["owner"], re.I),
    )


def said(lines: Sequence[str]) -> list[Said]:
    """What the lines of the layout say, in their order; titles and text are left out."""
    return list(_said(lines))


def _said(lines: Sequence[str]) -> Iterator[Said]:
    index = 0
    while index < len(lines):
        found = _name(lines, index) or _approval(lines, index) or _stamp(lines, index)
        if found:
            yield found
        index = found.end if found else index + 1


def _name(lines: Sequence[str], index: int) -> Said | None:
    """The kind of an act with whose it is, on one line or several."""
    for count in (3, 2):
        part = lines[index : index + count]
        text = " ".join(part)
        if len(part) == count and _goes_on(part) and (type_ := acts.name_only(text, longest=2 * _LINE)):
            return Said(index, index + count, text, type_)
    type_ = acts.name_only(lines[index])
    return Said(index, index + 1, lines[index], type_) if type_ else None


def _goes_on(part: Sequence[str]) -> bool:
    _, whose, owner = _words()
    if acts.name_only(part[0]) and all(whose.match(line) for line in part[1:]):
        return True
    return all(owner.fullmatch(line) for line in part[:-1])


def _approval(lines: Sequence[str], index: int) -> Said | None:
    """The lines that tell which act approved what follows, up to the number of that act."""
    if not acts.approves(lines[index]):
        return None
    for end in range(index + 1, min(index + _LINES, len(lines)) + 1):
        text = " ".join(lines[index:end])
        if len(lines[end - 1]) > _LINE:
            return None
        if acts.act_in(text):
            return Said(index, end, text)
    return None


def _stamp(lines: Sequence[str], index: int) -> Said | None:
    """Day and number of an act, and where it was signed; the number may stand on a line of its own."""
    for end in (index + 1, index + 2):
        text = without_place(" ".join(lines[index:end]))
        beside = end == index + 1 or (end <= len(lines) and _NUMBER.match(lines[end - 1]))
        if len(text) <= _LINE and beside and acts.stamp(text):
            return Said(index, end, text)
    return None


def without_place(line: str) -> str:
    """A line without the place that its date begins with."""
    found = _words()[0].match(line)
    return line[found.end() :] if found else line


def act_of(lines: Sequence[str]) -> Act:
    """The act that the first lines of a document name as their own; empty fields where they name none."""
    whole = list(lines)
    for found in reversed(said(lines)):
        if not found.type:
            whole[found.start : found.end] = [found.text]
    return acts.act_of(whole)


def signed(lines: Iterable[str]) -> Act:
    """The act that a line at its end tells day and number of, behind the place of its signing."""
    lines = list(lines)
    places = _words()[0]
    stamps = (_stamp(lines, index) for index, line in enumerate(lines) if len(line) <= _LINE and places.match(line))
    return next((acts.act_of([stamp.text]) for stamp in stamps if stamp), Act())
