"""How the articles of a law stood on a day, as far as the notes of its publisher tell.

A file holds one text of a law: as it was printed. Its notes name the acts that changed it, and since when. From them
follows whether an article read on a day as it is printed, had yet to be changed or added, or was gone; what it said
before a change does not follow, and is not guessed.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, get_args

from ingest import Amendment, Division, Document, amendments, divisions
from ingest.errors import BadQuestion, NotFound

When = Literal["before", "after", "unclear"]
State = Literal["printed", "changed_later", "not_printed", "not_yet", "repealed", "repealed_later", "unclear"]
STATES: tuple[State, ...] = get_args(State)

_CHANGES = frozenset({"amended", "new wording", "added", "repealed", "suspended", "expired"})
_ENDS = frozenset({"repealed", "expired"})
# What happens to a chapter happens to its articles.
_INHERITED = frozenset({"new wording", "added", "repealed", "expired"})
_ENDED: dict[When, State] = {"before": "repealed", "after": "repealed_later", "unclear": "unclear"}
_NUMBERED = ("paragraph", "subparagraph")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
# "по истечении шестидесяти календарных дней после дня его первого официального опубликования": the days until an act
# is in force after it is published, and those in which it is published after it was signed.
_WAITS = (
    (re.compile(r"шестидесят|алпыс", re.I), 60),
    (re.compile(r"десят|күнтізбелік он\b", re.I), 10),
    (re.compile(r"двадцати одного|жиырма бір", re.I), 21),
    (re.compile(r"тр[её]х месяц|үш ай", re.I), 92),
    (re.compile(r"шести месяц|алты ай", re.I), 184),
    (re.compile(r"^(?!.*(?:истечени|өткен)).*(?:со дня|күнінен бастап)", re.I), 0),
)
_PUBLISHED, _LONGEST_WAIT = 45, 730
# "дополнена статьей 12-1": the article itself was added, and not something to it.
_ADDED = r"(?:стать\w+|глав\w+|раздел\w+|параграф\w+)\s+{0}(?![\w-])|(?<![\w-]){0}-(?:бап|тарау|бөлім|параграф)\w*"
_ADDED_UK = r"\bs(?:s|ch)?\.\s*{0}(?!\w).{{0,40}}\binserted"


@dataclass(frozen=True, slots=True)
class Change:
    """An act that a note names, seen from a day.

    ``earliest`` and ``latest`` (ISO) are the days between which it came into force; the same day where the note says
    which. ``when`` is how they lie to the day that was asked for: before it (or on it), after it, or around it.
    ``note`` is the note, verbatim: ``document.text[slice(*amendment.note)]``.
    """

    amendment: Amendment
    note: str
    earliest: str
    latest: str
    when: When


@dataclass(frozen=True, slots=True)
class ArticleAt:
    """An article (or a section of a British act) on a day.

    ``state``: ``printed`` read as the file has it; ``changed_later``: the file has a later wording; ``not_printed``: it
    had been changed, and the file does not have that yet; ``not_yet``: it was added later; ``repealed``;
    ``repealed_later``: it was in force, the file no longer has its words; ``unclear``: a change came into force about
    that day, and the note does not say on which. ``changes`` are its own and those of the divisions around it.
    """

    division: Division
    state: State
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class LawAt:
    """A law on a day. ``adopted`` is its date, where known; ``whole`` are the changes that are about all of it."""

    day: str
    adopted: str
    articles: tuple[ArticleAt, ...]
    whole: tuple[Change, ...]

    @property
    def adopted_yet(self) -> bool:
        """Whether the law had been adopted, or is not known not to have been."""
        return not self.adopted or self.adopted <= self.day[: len(self.adopted)]


def law_at(document: Document, day: str | date) -> LawAt:
    """The articles of a law on a day. Raises BadQuestion for a day that is none, NotFound for what has no articles."""
    asked = _day(day)
    found = _read(_Law(document.id, document.text, document))
    if not found.articles:
        raise NotFound(f"{document.source} has no articles.")
    changes = [(about, _change(document, each, asked)) for about, each in found.amendments]
    whole = tuple(change for about, change in changes if about is None)
    law = LawAt(asked, document.date, (), whole)
    articles = tuple(_article(document, found, index, changes, law.adopted_yet) for index in found.articles)
    return LawAt(asked, document.date, articles, whole)


def has_articles(document: Document) -> bool:
    """Whether there is anything to ask of a document here."""
    return bool(_read(_Law(document.id, document.text, document)).articles)


# ------------------------------------------------------------------------------------------ reading, once a law
@dataclass(frozen=True, slots=True)
class _Law:
    """A document as a key: equal when its text is."""

    id: str
    text: str
    document: Document = field(compare=False)


@dataclass(frozen=True, slots=True)
class _Found:
    """``amendments`` with the index of the division that each is about, ``articles``: the indices of the articles."""

    divisions: tuple[Division, ...]
    amendments: tuple[tuple[int | None, Amendment], ...]
    articles: tuple[int, ...]


@lru_cache(maxsize=16)
def _read(law: _Law) -> _Found:
    found = divisions(law.document)
    holders = {each.parent for each in found if each.kind not in _NUMBERED}
    articles = [i for i, d in enumerate(found) if d.kind in ("article", "section") and i not in holders]
    named = tuple((_about(found, a), a) for a in amendments(law.document)) if articles else ()
    return _Found(found, named, tuple(articles))


def _about(all_: Sequence[Division], amendment: Amendment) -> int | None:
    """The division that a note is about; of several with its number, the one that is nearest to the note."""
    place, note = amendment.division, amendment.note[0]
    alike = [i for i, d in enumerate(all_) if place is not None and (d.kind, d.number) == place]
    return min(alike, key=lambda i: max(all_[i].start - note, note - all_[i].end, 0), default=None)


# ------------------------------------------------------------------------------------------------- one article
def _article(
    document: Document, law: _Found, index: int, changes: Sequence[tuple[int | None, Change]], yet: bool
) -> ArticleAt:
    division = law.divisions[index]
    own = [change for about, change in changes if about == index]
    outer = set(_around(law.divisions, index))
    around = [c for about, c in changes if about in outer and c.amendment.action in _INHERITED]
    state = _state(document, division, own, around) if yet else "not_yet"
    return ArticleAt(division, state, (*own, *around))


def _around(all_: Sequence[Division], index: int) -> Iterator[int]:
    parent = all_[index].parent
    while parent is not None:
        yield parent
        parent = all_[parent].parent


def _state(document: Document, division: Division, own: Sequence[Change], around: Sequence[Change]) -> State:
    changes = [c for c in (*own, *around) if c.amendment.action in _CHANGES]
    done = [c for c in changes if not c.amendment.planned]
    added = [c for c in done if c.amendment.action == "added" and _adds(c, division)]
    added += [c for c in around if c.amendment.action == "added" and not c.amendment.planned]
    if added and (when := _first(added)) != "before":
        return "not_yet" if when == "after" else "unclear"
    ends = [c for c in done if c.amendment.action in _ENDS]
    if ends and _gone(document, division):
        return _ENDED[_first(ends)]
    if any(c.when == "unclear" or (c.amendment.action == "suspended" and c.when == "before") for c in changes):
        return "unclear"
    if any(c.when == "after" for c in done):
        return "changed_later"
    return "not_printed" if any(c.when == "before" for c in changes if c.amendment.planned) else "printed"


def _first(changes: Iterable[Change]) -> When:
    """How the first of several notes of the same event lies to the day."""
    return min(changes, key=lambda change: change.earliest).when


def _adds(change: Change, division: Division) -> bool:
    number = re.escape(division.number)
    return bool(re.search(f"{_ADDED.format(number)}|{_ADDED_UK.format(number)}", change.note, re.I))


def _gone(document: Document, division: Division) -> bool:
    """Whether nothing is left under the heading of an article but notes."""
    blocks = (b for b in document.blocks if division.heading_end <= b.start < division.end)
    return all(block.kind == "note" for block in blocks)


# -------------------------------------------------------------------------------------------------- one change
def _change(document: Document, amendment: Amendment, day: str) -> Change:
    earliest, latest = _in_force(amendment)
    if latest and latest <= day:
        when: When = "before"
    else:
        when = "after" if earliest > day else "unclear"
    return Change(amendment, document.text[slice(*amendment.note)], earliest, latest, when)


def _in_force(amendment: Amendment) -> tuple[str, str]:
    """The first and the last day on which an act may have come into force; an empty last one where it is not known."""
    if _ISO.fullmatch(amendment.in_force):
        return amendment.in_force, amendment.in_force
    first, last = _bounds(amendment.date)
    if first is None or last is None:
        return "", ""
    wait = next((days for pattern, days in _WAITS if pattern.search(amendment.in_force)), None)
    unknown = _LONGEST_WAIT if amendment.in_force else _PUBLISHED
    longest = unknown if wait is None else wait + _PUBLISHED
    begins = first + timedelta(days=wait or 0)
    return begins.isoformat(), (last + timedelta(days=longest)).isoformat()


def _bounds(iso: str) -> tuple[date | None, date | None]:
    """The first and the last day of a day, a month or a year."""
    try:
        parts = [int(part) for part in iso.split("-")]
        year, month, day = (*parts, None, None)[:3]
        first = date(year, month or 1, day or 1)  # type: ignore[arg-type]
        end = month or 12
        return first, date(first.year, end, day or calendar.monthrange(first.year, end)[1])
    except (ValueError, TypeError):
        return None, None


def _day(day: str | date) -> str:
    try:
        return (day if isinstance(day, date) else date.fromisoformat(day)).isoformat()
    except ValueError as error:
        raise BadQuestion(f"{day!r} is no day; write it as in 2022-03-01.") from error
