"""One reference becomes an Entry: its head, then where it appeared; or, for an act, what names that."""

from __future__ import annotations

from dataclasses import replace

import regex

from ingest.citations import names, titles
from ingest.citations.acts import act
from ingest.citations.appearance import appearance, day, published, stretch, year
from ingest.citations.behind import responsibility, translation
from ingest.citations.editions import editions, theses
from ingest.citations.entry import Entry, Found
from ingest.citations.heads import Head, head, serial
from ingest.citations.kinds import confidence, language, type_of
from ingest.citations.marks import Marked, marked
from ingest.citations.words import TAKEN, any_of, clean, compiled, unify

# Version of what is made of the same text; raise it when that changes.
PARSER = "references 2"
_LONGEST, _LONGEST_CONTAINER = 4000, 400
# Behind the title of a journal or a conference: that title in another language, the place.
_BEHIND_TITLE = (
    r"\s*\[[^\[\]]*\][\s.,;:-]*$|"
    r"(?<=\b(?:proc\.|proceedings|conf\.|conference|symp\.|symposium)\s[^,]*),\s\p{Lu}[\p{L}. ]+"
    r"(?:,\s\p{Lu}[\p{L}. ]+)?,?\s*$"
)


def parse_entry(text: str, offset: int = 0) -> Entry:
    """The record of one reference, as far as its text says; ``offset`` is added to every range.

    Always gives an Entry: one of low confidence where little is recognised. Only the first 4,000 characters are read.
    """
    text = text[:_LONGEST]
    unified = unify(text)
    found = marked(unified)
    editions(found, text)
    theses(found, text)
    end = len(text.rstrip())
    fields = act(found, text)
    if fields is not None and not _begins_with_people(found, text):
        made = _entry(Head("act", (), False, end, fields), found, text, end, "legislation")
    else:
        begun = head(found, text, end)
        translation(begun, found, text, end)
        if begun.style == "gost":
            responsibility(begun, found, text, end)
        _rest(begun, found, text, end)
        made = _entry(begun, found, text, end)
    return _moved(made, offset) if offset else made


def _begins_with_people(found: Marked, text: str) -> bool:
    return names.people(found.text, text, found.start, ("family",)) is not None


# --------------------------------------------------------------------------------- where it appeared
def _rest(head: Head, found: Marked, text: str, end: int) -> None:
    start = head.after
    double = compiled(r"//").search(found.text, start, end)
    within = double.end() if double else start
    _law_journal(head, found, text, within, end)
    said = appearance(found.text, text, within, end)
    head.fields |= {name: value for name, value in said.fields.items() if name not in head.fields}
    if "year" not in head.fields and (dated := year(found.text, start, end, said.fields.values())):
        head.fields["year"] = dated
        said.first = min(said.first, dated.start) if dated.start >= within else said.first
    if "year" not in head.fields and (dated := year(found.text, found.start, start, [])):
        head.fields["year"] = dated
    if whole := day(found.text, text, start, end, head.fields.get("year")):
        head.fields["day"] = whole
        said.first = min(said.first, whole.start) if whole.start >= within else said.first
    numbered = "volume" in head.fields or "issue" in head.fields
    if double is None and not (head.style != "gost" and numbered):
        head.fields |= published(found.text, text, start, end)
    elif double is not None and not numbered:
        named = max((name.end for name in head.editors if name.start > within), default=within)
        head.fields |= _book_behind(found, text, named, end)
    _container(head, found, text, within, min(said.first, end), slashes=double is not None)


def _book_behind(found: Marked, text: str, start: int, end: int) -> dict[str, Found]:
    """Place and publisher of the book behind "//": they begin a sentence, as its title does not."""
    imprint = published(found.text, text, start, end)
    place = imprint.get("place")
    before = found.text[start : place.start].rstrip() if place else ""
    return imprint if before.endswith((".", "-", TAKEN)) else {}


def _container(head: Head, found: Marked, text: str, start: int, stop: int, *, slashes: bool) -> None:
    """The journal, book or site, before the first number; a publisher that stands there without a place."""
    place = head.fields.get("place")
    if place and start <= place.start < stop:
        stop = place.start
    taken = compiled(f"{TAKEN}+").search(found.text, start, stop)
    if taken and taken.start() > start + 2:
        stop = taken.start()
    if slashes:
        stop = titles.marks_end(found.text, start, stop) if stop - start > 4 else stop
    if within := compiled(rf"[\s.,{TAKEN}]*{any_of('numbers', 'in')}\s*:?\s+(?=[\p{{Lu}}\"])").match(
        found.text, start, stop
    ):
        head.fields["within"] = Found("in", within.start(), within.end())
        start = _editors(head, found, text, within.end(), stop)
    stop = _edited_by(head, found, text, start, stop)
    if again := compiled(_BEHIND_TITLE).search(found.text[start:stop], 3):
        stop = start + again.start()
    value = stretch(found.text, text, start, stop)
    if value is None or "container" in head.fields:
        return
    if _published_alone(head, found, value):
        head.fields["publisher"] = value
        return
    numbered = any(name in head.fields for name in ("volume", "issue", "pages"))
    site = regex.fullmatch(r"[\w.-]+\.\w{2,}(?:/\S*)?", value.value)
    if not slashes and not site and not numbered and "publisher" not in head.fields:
        if names.body(found.text, value.start, value.end) and not serial(value.value):
            head.fields["publisher"] = value
            return
        if place is None and len(value.value.split()) == 1 and value.value[:1].isupper() and "url" not in found.fields:
            head.fields["place"] = value
            return
    if len(value.value) < _LONGEST_CONTAINER:
        head.fields["container"] = value


def _published_alone(head: Head, found: Marked, value: Found) -> bool:
    """Whether a few words behind an edition are the publisher: APA (7th edition) and OSCOLA name no place."""
    elsewhere = ("within", "volume", "issue", "publisher")
    book = "edition" in found.fields and head.style != "gost" and not any(name in head.fields for name in elsewhere)
    return book and len(value.value.split()) < 4


def _law_journal(head: Head, found: Marked, text: str, start: int, end: int) -> None:
    """ "(2012) 24(3) Maritime Law Review 88": year, volume, journal and first page as OSCOLA has them."""
    form = (
        r"[\s,]*[(\[](?P<year>(?:1[6-9]|20)\d\d)[)\]]\s(?P<volume>\d{1,4})?\s?(?:\((?P<issue>\d{1,3})\)\s?)?"
        r"(?P<container>\p{Lu}[\p{L}.&' -]{1,80}?)\s(?P<pages>\d{1,5})(?=\s*(?:[.,;]|$))"
    )
    if match := compiled(form, 0).match(found.text, start, end):
        for name in ("year", "volume", "issue", "container", "pages"):
            if match[name]:
                head.fields[name] = Found(clean(text[slice(*match.span(name))]), *match.span(name))


def _edited_by(head: Head, found: Marked, text: str, start: int, stop: int) -> int:
    """Where the title of a book ends before ", edited by Tom Vance"; the editors are put into the head."""
    by = compiled(r"\s*[,./]\s*(?:edited|eds?\.?)\s+by\s+").search(found.text, start, stop)
    people = by and names.people(found.text, text, by.end(), ("initials", "given", "family", "middle"))
    if by is None or people is None:
        return stop
    head.editors = head.editors or people.names
    return by.start()


def _editors(head: Head, found: Marked, text: str, start: int, stop: int) -> int:
    """Where the title of a book begins behind "In A. Kim (Ed.), "; the editors are put into the head."""
    people = names.people(found.text, text, start, ("initials", "family", "vancouver", "given"))
    if people is None:
        return start
    marked = compiled(rf"\s*,?\s*\(?(?:{any_of('people', 'editor')}|eds?)\)?\s*[,.:]?\s*|\s*,\s*").match(
        found.text, people.end, stop
    )
    if marked is None:
        return start
    head.editors = people.names
    return marked.end()


# ---------------------------------------------------------------------------------------------- result
def _entry(head: Head, found: Marked, text: str, end: int, type_: str = "") -> Entry:
    fields = {name: value for name, value in (head.fields | found.fields).items() if name != "within"}
    kind = type_ or type_of(head.fields, found, text)
    entry = Entry(
        found.start, end, head.style, kind, language(fields, found.language, text),  # type: ignore[arg-type]
        head.authors, head.editors, head.others, fields,
    )  # fmt: skip
    return replace(entry, confidence=confidence(entry))


def _moved(entry: Entry, by: int) -> Entry:
    """The entry with every range moved."""
    fields = {name: replace(f, start=f.start + by, end=f.end + by) for name, f in entry.fields.items()}
    people = [
        tuple(replace(n, start=n.start + by, end=n.end + by) for n in group) for group in (entry.authors, entry.editors)
    ]
    return replace(
        entry, start=entry.start + by, end=entry.end + by, fields=fields, authors=people[0], editors=people[1]
    )
