"""What kind of work a reference names, in which language its title is, and how sure the reading is."""

from __future__ import annotations

from collections.abc import Mapping

import regex

from ingest.citations.entry import Entry, Found, Type
from ingest.citations.marks import Marked
from ingest.citations.words import any_of, compiled

_KAZAKH = regex.compile(r"[әғқңөұүһӘҒҚҢӨҰҮҺ]|і(?=\p{Cyrillic})")
_UKRAINIAN = regex.compile(r"[їєґЇЄҐ]")
_WORDS = (2, 60)


def type_of(fields: Mapping[str, Found], found: Marked, text: str) -> Type:
    """The CSL type of a work that is no act."""
    where = fields["container"].value if "container" in fields else ""
    title = fields["title"].value if "title" in fields else ""
    if "genre" in found.fields or compiled(rf"(?<!\p{{L}}){any_of('numbers', 'thesis')}").search(text):
        return "thesis"
    numbered = any(name in fields for name in ("volume", "issue"))
    if "within" in fields or (where and compiled(any_of("numbers", "collection")).search(where) and not numbered):
        conference = compiled(r"конф|\bproc(?:\.|eedings)|\bconf(?:\.|erence)|\bsymp(?:\.|osium)|тезис").search(where)
        return "paper-conference" if conference else "chapter"
    if where and (numbered or "pages" in fields):
        return "article-journal"
    if compiled(rf"(?<!\p{{L}}){any_of('numbers', 'report')}(?!\p{{L}})").search(f"{title} {where}"):
        return "report"
    if "extent" in fields or "publisher" in fields or "place" in fields:
        return "book"
    if "url" in found.fields or found.online:
        return "article-journal" if where and "doi" in found.fields else "webpage"
    return "article-journal" if where and "doi" in found.fields else "document"


def language(fields: Mapping[str, Found], named: str, text: str) -> str:
    """The language of the title: that which a note names ("[in Russian]"), else by its letters."""
    if named and named != "en":
        return named
    title = fields["title"].value if "title" in fields else text
    if regex.search(r"\p{Cyrillic}", title):
        return "kk" if _KAZAKH.search(title) else "uk" if _UKRAINIAN.search(title) else "ru"
    return "ru" if "translation" in fields and not named else "en"


def confidence(entry: Entry) -> float:
    """How sure the reading is, 0 to 1: what a reference has was found, and looks like what it was taken for."""
    title = entry.value("title")
    words = len(title.split())
    good = _WORDS[0] <= words <= _WORDS[1] and not regex.search(r"//|\ue000|https?:", title)
    where = any(entry.value(name) for name in ("container", "publisher", "place", "url", "doi", "pages"))
    made = entry.authors or entry.editors or entry.type in ("legislation", "webpage")
    score = 0.4 * good + 0.25 * bool(made) + 0.2 * bool(entry.value("year")) + 0.15 * where
    if entry.type == "legislation":
        score = 0.4 * good + 0.3 * bool(entry.value("year")) + 0.3 * bool(entry.value("number") or entry.value("day"))
    if title[:1].islower() or (words < _WORDS[0] and title):
        score -= 0.1
    return round(max(0.0, score - 0.15 * (entry.style == "plain")), 2)
