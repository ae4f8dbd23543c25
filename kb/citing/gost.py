"""Records as GOST R 7.0.5-2008 and GOST 7.1-2003 want them, where CSL has no means to say so.

Sources: GOST R 7.0.5-2008, clauses 4, 7, 9 and 10; GOST 7.1-2003, clause 5; GOST 7.80-2000 for headings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kb.citing.acts import spoken
from kb.citing.labels import act, date_parts, labels, lower_first, ordinal, spoken_day
from kb.citing.locales import language_of

Item = dict[str, Any]
# A heading names up to three authors (GOST 7.80-2000, 4.2; GOST R 7.0.5-2008, 7.4.2).
_IN_HEADING = 3
_ROMAN = "IVXLCDM"
ACTS = frozenset(("legislation", "bill", "treaty"))
_PERIODICALS = frozenset(("article-journal", "article-magazine", "article-newspaper"))
_NEEDS_IMPRINT = frozenset(("book", "report"))


def prepared(item: Mapping[str, Any], language: str, standard: str) -> Item:
    """The item of a record in ``language`` for our styles; ``standard`` is "7.0.5" or "7.1"."""
    out = dict(item)
    _people(out, standard)
    _subtitle(out, language)
    say = labels(language)
    if edition := str(out.get("edition", "")):
        out["edition"] = (
            say["edition"].format(edition, ordinal=ordinal(int(edition))) if edition.isdecimal() else edition
        )
    for field in ("volume", "issue", "section"):
        # What does not begin with a digit says itself what it counts: «вып. 1».
        if (count := str(out.get(field, "")))[:1].isalnum() and (count[0].isdigit() or not count[1:].strip(_ROMAN)):
            out[field] = say[field].format(re.sub(r"(?<=\d)-(?=\d)", "–", count))
    if out["type"] in _PERIODICALS or out["type"] in ACTS:
        # The place and publisher of a periodical are not named (GOST R 7.0.5-2008, 4.8).
        out.pop("publisher", None), out.pop("publisher-place", None)
    if not out.get("URL"):
        # The day of access is that of an address.
        out.pop("accessed", None)
    if standard == "7.1" and out["type"] in _NEEDS_IMPRINT:
        _unknown_imprint(out, say)
    return out


def _people(item: Item, standard: str) -> None:
    """Who stands in the heading, and who behind the stroke: bodies, and the first of four authors and more."""
    authors = [name for name in item.pop("author", ()) if isinstance(name, Mapping)]
    people = [name for name in authors if "family" in name]
    bodies = [name for name in authors if "family" not in name]
    heading = people if people and len(people) <= _IN_HEADING else []
    # GOST 7.1 puts the first author into the heading and all behind the stroke.
    item["author"] = heading[:1] if standard == "7.1" else heading
    behind = authors if standard == "7.1" or not heading else bodies
    if item["type"] in ACTS and not people:
        # The body that issued an act is told by its kind.
        behind = [name for name in behind if str(name.get("literal")) not in str(item.get("genre", ""))]
    item["contributor"] = behind


def _subtitle(item: Item, language: str) -> None:
    """What stands between the title and the publisher's data, in small letters (GOST 7.1-2003, 4.10)."""
    number, say = str(item.pop("number", "")), labels(language)
    if item["type"] not in ACTS:
        kind = lower_first(str(item.get("genre", ""))) if language != "kk" else str(item.get("genre", ""))
        said = " ".join(filter(None, (kind, say["number"].format(number) if number else "")))
        item["genre"] = said
        return
    parts = date_parts(item)
    # Kind and title are in the language of the act, whatever that of the labels is.
    language = spoken(str(item["genre"])) if item.get("genre") else language_of(item)
    say = labels(language)
    whole = act({**item, "number": number}, language)
    if whole.casefold() == str(item.get("title", "")).casefold():
        whole = ""
    if not item.get("genre") and not number and len(parts) == 3:
        item["status"], whole = spoken_day(parts, language, say["day"]), ""
    item["genre"] = whole
    published = item.get("available-date")
    if published:
        item["issued"] = published
    elif len(parts) == 3 and not item.get("container-title"):
        item.pop("issued", None)
    elif parts:
        # The year of the publication; its day is not known.
        item["issued"] = {"date-parts": [parts[:1]]}


def _unknown_imprint(item: Item, say: Mapping[str, Any]) -> None:
    """«[Б. м. : б. и.]» for a place and a publisher that are not known (GOST 7.1-2003, 5.5.3 and 5.5.4)."""
    place, publisher = item.get("publisher-place"), item.get("publisher")
    if item.get("URL") and not (place or publisher):
        return
    if not place and not publisher:
        item["publisher-place"], item["publisher"] = f"[{say['nowhere']}", f"{say['nobody']}]"
    elif not place:
        item["publisher-place"] = f"[{say['nowhere']}]"
    elif not publisher:
        item["publisher"] = f"[{say['nobody']}]"
