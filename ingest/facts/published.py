"""When a document was published, by its own words: a labelled date beats every year in its prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import takewhile

from ingest import headings
from ingest.draft import Draft, Piece
from ingest.facts.acts import Act
from ingest.facts.dates import iso, pattern

_PAGES = 120
# Lines that tell a date are short; in longer ones a year belongs to what they speak of.
_SHORT = 200
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_PUBLISHED = (
    r"(?:published|publication date|date of publication|опубликован[оаы]?|дата публикации|"
    r"жарияланған|жарияланды)"
)
# Labels of the day of this version of a text.
_UPDATED = r"(?:updated|last updated|last modified|revised edition|обновлено|дата обновления|жаңартылды|жаңартылған)"
# The surest label first. A version that was updated is no longer that of its first publication.
_LABELLED = tuple(
    re.compile(form, re.I | re.M)
    for form in (
        rf"^\W*{_UPDATED}\s*(?:on|:|[–—-])?\s*[^\n]{{0,20}}?\b{_YEAR}",
        rf"{_PUBLISHED}\b[^.\n]{{0,40}}?\b{_YEAR}",
        rf"^\W*(?:date|дата|күні|version|издание)\s*[:–—-][^\n]{{0,30}}?\b{_YEAR}",
    )
)
_OTHER = tuple(
    re.compile(form, re.I | re.M)
    for form in (
        rf"(?:accepted|принят[ао]?|қабылданды)\b[^.\n]{{0,40}}?\b{_YEAR}",
        rf"(?:©|\(c\)|copyright)\s*(?:[^\W\d_]+\s){{0,4}}(?:(?:19|20)\d\d\s?[-–—,]\s?)*{_YEAR}",
        rf"(?:received|поступила|түсті)\b[^.\n]{{0,40}}?\b{_YEAR}",
    )
)
_CITED = tuple(
    re.compile(form, re.I | re.M)
    for form in (
        rf"\b(?:vol(?:ume)?|no|issue|т|том|вып|№)\.?\s?\d+[^\n]{{0,25}}?\b{_YEAR}",
        rf"^\W*(?:[^\W\d_]+[,.]?\s){{0,3}}(?:\d{{1,2}}\s)?(?:[^\W\d_]+\s)?{_YEAR}(?:\s?(?:г\.?|года?|ж\.?|жыл|жылы?))?\W*$",
        rf"^[^\n]{{3,120}}\({_YEAR}\)\W*$",
    )
)


def published(draft: Draft, pieces: Sequence[Piece], act: Act, issue: str = "") -> tuple[int | None, str]:
    """Year, and date (ISO) where one is labelled: of the act, else of publication as the first or last lines tell.

    A year alone may come from the journal (``issue``: the year of the issue that a paper appeared in), the dates of
    the paper's history, a copyright or a line of its own, at last from the file's metadata.
    """
    if act.date:
        return int(act.date[:4]), act.date
    near, head = _near(pieces), _head(pieces)
    for form in _LABELLED:
        if match := form.search(near):
            return int(match["year"]), _day(near, match)
    if match := _stated().search("\n".join(_short(pieces[:_PAGES]))):
        return int(match["year"]), iso(match["date"])
    if given := iso(draft.facts.get("date", "")):
        return int(given[:4]), given if len(given) > 4 else ""
    if issue:
        return int(issue), ""
    for forms, text in ((_OTHER, near), (_CITED, head)):
        for form in forms:
            if match := form.search(text):
                return int(match["year"]), ""
    return draft.year, ""


def _near(pieces: Sequence[Piece]) -> str:
    """The lines around the title and the last lines, without notes, which cite other documents."""
    close = [p.text for p in pieces[-6:] if p.kind != "reference" and len(p.text) < 200 and not headings.note(p.text)]
    return "\n".join([*(p.text for p in pieces[:15] if p.kind != "reference" and len(p.text) < _SHORT), *close])


def _head(pieces: Sequence[Piece]) -> str:
    """The lines above the text; notes of the publisher of a law cite other acts."""
    first = (p for p in pieces[:15] if p.kind != "reference" and len(p.text) < 600)
    above = takewhile(lambda p: headings.division(p.text) is None and p.kind != "abstract", first)
    return "\n".join(p.text for p in above if p.kind != "note")


def _short(pieces: Iterable[Piece]) -> list[str]:
    return [p.text for p in pieces if p.kind != "reference" and len(p.text) < 250 and not headings.note(p.text)]


@cache
def _stated() -> re.Pattern[str]:
    """A whole day on the pages after the title: "published for Home Office staff on 08 August 2023"."""
    return re.compile(
        rf"(?:{_PUBLISHED}|to be printed)\b[^.\n]{{0,50}}?(?P<date>(?=[^\n]{{0,20}}?{_YEAR}){pattern()})", re.I
    )


def _day(text: str, match: re.Match[str]) -> str:
    """The whole day that a label stands with, else nothing: a year is told by itself."""
    end = text.find("\n", match.start("year"))
    line = text[match.start() : end if end >= 0 else None][: match.end() - match.start() + 30].lstrip()
    found = iso(line)
    return found if len(found) == 10 and found.startswith(match["year"]) else ""
