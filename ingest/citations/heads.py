"""The head of a reference: who wrote it, when where that stands behind the names, and the title."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import regex

from ingest.citations import bodies, names, titles
from ingest.citations.appearance import stretch
from ingest.citations.entry import Found, Name
from ingest.citations.marks import Marked
from ingest.citations.words import TAKEN, any_of, clean, compiled, data

_BODY_WITHIN = 200
# What stands in brackets behind the title of a book and is no part of it.
_EDITION = (
    r"\s*\((?:vols?\.?\s?\d|\d+\w{0,2}\.?\s?(?:ed|изд|бас)|pp?\.\s?\d|rev\.|3rd|report no)[^()]*\)\s*$|"
    r",\s*(?:1[89]|20)\d\d\s*$"
)


@dataclass(slots=True)
class Head:
    """Authors and title of a reference and where what follows them begins."""

    style: str
    authors: tuple[Name, ...]
    others: bool
    after: int
    fields: dict[str, Found] = field(default_factory=dict)
    editors: tuple[Name, ...] = ()


def serial(value: str) -> bool:
    """Whether a text names a journal or a series."""
    return compiled(rf"(?<!\p{{L}}){any_of('numbers', 'serial')}(?!\p{{L}})").search(value) is not None


def head(found: Marked, text: str, end: int) -> Head:
    """Authors and title of a reference that is no act, in the first style that fits."""
    for style in data()["style"]:
        if "needs" in style and not compiled(style["needs"]).search(found.text, found.start):
            continue
        people = names.people(found.text, text, found.start, style["people"])
        if people and (head := _after_people(style, people, found, text, end)):
            return head
    return _without_people(found, text, end)


def _after_people(style: dict[str, Any], people: names.People, found: Marked, text: str, end: int) -> Head | None:
    first = people.names[0]
    if people.order == "given" and len(people.names) == 1 and names.body(found.text, first.start, first.end):
        whole = clean(text[first.start : first.end])
        people = replace(people, names=(Name(whole, "", first.start, first.end, literal=True),))
    opening = compiled(style["opening"]).match(found.text, people.end)
    if opening is None or opening.end() >= end:
        return None
    if people.order == "given" and style["name"] in ("plain", "gost") and not _surely_people(people, found.text):
        return None
    head = Head(style["name"], people.names, people.others, opening.end())
    if regex.search(r"\beds?\b|\beditors?\b|ред|сост", opening[0], regex.I):
        head.authors, head.editors = (), people.names
    _year_of(head, opening)
    return head if _title(head, style["title"], found.text, text, end) else None


def _surely_people(people: names.People, unified: str) -> bool:
    """Whether pairs of capitalised words are people: several in a row that no body's name is among."""
    first, last = people.names[0], people.names[-1]
    return (
        len(people.names) > 1
        and unified[people.end : people.end + 1] == "."
        and not names.body(unified, first.start, last.end)
    )


def _year_of(head: Head, opening: regex.Match[str]) -> None:
    for name in ("year", "suffix"):
        if name in opening.groupdict() and opening[name]:
            head.fields[name] = Found(opening[name], *opening.span(name))


def _title(head: Head, ends: str, unified: str, text: str, end: int) -> bool:
    start = head.after
    while start < end and unified[start] in f" .,:;{TAKEN}":
        start += 1
    if ends in ("sentence", "bracket") and unified[start : start + 1] in ('"', "'"):
        closes = titles.quotation(unified, start, end)
        quoted = closes and not regex.match(r"\s*[\p{Ll}:]", unified[closes[1] + 1 : closes[1] + 4])
        ends = "quotation" if quoted else ends
    if ends == "quotation":
        inside = titles.quotation(unified, start, end) if unified[start : start + 1] in "\"'" else None
        if inside is None:
            return False
        head.after = inside[1] + 1
        return put_title(head, unified, text, *inside)
    if ends == "marks":
        stop = _gost_end(unified, start, end)
    elif ends == "comma":
        numbers = compiled(r"[\s,]\d{1,4}\s\((?:1[89]|20)\d\d\)", 0).search(unified, start, end)
        stop = unified.rfind(", ", start, numbers.start()) if numbers else -1
    elif ends == "bracket":
        match = compiled(r"\s*\((?=[^()]{2,60}(?::|,\s?\d{4}))", 0).search(unified, start + 3, end)
        stop = match.start() if match else -1
    else:
        stop = _before_serial(unified, start, titles.sentence_end(unified, start, end))
    if stop <= start:
        return False
    head.after = stop
    return put_title(head, unified, text, start, stop)


def _before_serial(unified: str, start: int, stop: int) -> int:
    """Where a title ends that no full stop parts from the journal behind it: "… towns Journal of Rivers, 14(3)"."""
    serial = rf"(?:\p{{Lu}}\p{{L}}+\s){{0,2}}(?i:{any_of('numbers', 'serial')})(?!\p{{L}})"
    numbers = r"[^.,]{0,80},\s*(?:vol\.?\s*|№\s*)?\d{1,4}\s?(?:\(\d+\))?,\s*\d+\s?-"
    match = compiled(rf"(?<=\p{{L}})\s+(?={serial}{numbers})", 0).search(unified, start + 20, stop)
    return match.start() if match else stop


def _gost_end(unified: str, start: int, end: int) -> int:
    """The end of a title of GOST; a journal or body that follows it without a mark is left for what comes after."""
    stop = titles.before_place(unified, start, titles.marks_end(unified, start, end))
    sentence = titles.sentence_end(unified, start, stop)
    if sentence + 2 < stop and not unified[stop:].lstrip().startswith("//"):
        last = unified[sentence:stop].strip(" .")
        few = len(last.split()) <= 8
        if few and (
            serial(last)
            or names.body(last, 0, len(last))
            or compiled(r"(?:М|СПб|Л|Алматы|Астана|[\p{Lu}][\p{L}-]+)\.?\s?:").match(last)
        ):
            return sentence
    return stop


def put_title(head: Head, unified: str, text: str, start: int, stop: int) -> bool:
    cut = compiled(_EDITION).search(unified, start + 3, stop)
    stop = cut.start() if cut else stop
    value = clean(text[start:stop]).strip(" .,:;")
    while stop > start and text[stop - 1] in " .,:;\n":
        stop -= 1
    if not regex.search(r"\p{L}{2}", value):
        return False
    head.fields["title"] = Found(value, start, stop)
    return True


def _without_people(found: Marked, text: str, end: int) -> Head:
    """A reference that begins with a body and a year, or with its title."""
    return (
        _by_body(found, text, end)
        or _body_and_year(found, text, end)
        or _quoted_first(found, text, end)
        or _title_first(found, text, end)
    )


def _by_body(found: Marked, text: str, end: int) -> Head | None:
    style = data()["style"][0]
    dated = compiled(style["opening"]).search(found.text, found.start + 1, min(end, found.start + _BODY_WITHIN))
    if dated is None or TAKEN in found.text[found.start : dated.start()] or " // " in found.text[: dated.start()]:
        return None
    before = found.text[found.start : dated.start()]
    if compiled(r"\d\s?$|/").search(before) or before.count("(") != before.count(")"):
        return None
    start, stop = found.start, dated.start()
    head = Head("apa", (), False, dated.end())
    _year_of(head, dated)
    words = len(found.text[start:stop].split())
    following = stretch(found.text, text, dated.end(), end)
    is_title = (words > 3 and not names.body(found.text, start, stop)) or following is None
    if is_title or (words > 14):
        head.after = dated.end()
        return head if put_title(head, found.text, text, start, stop) else None
    name = stretch(found.text, text, start, stop)
    if name is None or not _title(head, "sentence", found.text, text, end):
        return None
    head.authors = (Name(name.value, "", name.start, name.end, literal=True),)
    if dated[0].rstrip().endswith(","):
        _press(head, found, text)
    return head


def _press(head: Head, found: Marked, text: str) -> None:
    """ "OECD (2017), Title, OECD Publishing, Paris": publisher and place that commas part from the title."""
    title = head.fields["title"]
    form = r",\s(?P<publisher>\p{Lu}[^,.:]{2,60}(?:Publishing|Press|Publications)),\s(?P<place>\p{Lu}[\p{L} -]+)$"
    if press := compiled(form, 0).search(found.text, title.start, title.end):
        for field in ("publisher", "place"):
            head.fields[field] = Found(clean(text[slice(*press.span(field))]), *press.span(field))
        put_title(head, found.text, text, title.start, press.start())


def _body_and_year(found: Marked, text: str, end: int) -> Head | None:
    """ "World Bank. 2023. Title"."""
    match = compiled(rf"[^.{TAKEN}\"]{{3,100}}\.\s(?P<year>(?:19|20)\d\d)\.\s(?=\p{{Lu}})", 0).match(
        found.text, found.start
    )
    if match is None or not names.body(found.text, found.start, match.start("year")):
        return None
    head = Head("author-date", (), False, match.end())
    _year_of(head, match)
    name = stretch(found.text, text, found.start, match.start("year"))
    if name is None or not _title(head, "sentence", found.text, text, end):
        return None
    head.authors = (Name(name.value, "", name.start, name.end, literal=True),)
    return head


def _quoted_first(found: Marked, text: str, end: int) -> Head | None:
    head = Head("quoted", (), False, found.start)
    fits = found.text[found.start : found.start + 1] == '"' and _title(head, "quotation", found.text, text, end)
    return head if fits and len(head.fields["title"].value.split()) > 2 else None


def _title_first(found: Marked, text: str, end: int) -> Head:
    gost = next(style for style in data()["style"] if style["name"] == "gost")
    style = "gost" if compiled(gost["needs"]).search(found.text, found.start) else "plain"
    head = Head(style, (), False, found.start)
    _body_before(head, found, text, end)
    slashes = compiled(r"//|\s/|\.\s-\s").search(found.text, head.after, end)
    marks = style == "gost" and (slashes or not head.authors)
    if not _title(head, "marks" if marks else "sentence", found.text, text, end):
        head.after = end
    return head


def _body_before(head: Head, found: Marked, text: str, end: int) -> None:
    """ "World Bank, Title, 2015": a short name of a body before a comma and the title, in footnotes; or a sentence."""
    if sentence := bodies.before_title(found.text, found.start, end):
        stop, head.after = sentence
        name = stretch(found.text, text, found.start, stop)
        head.authors = (Name(name.value, "", name.start, name.end, literal=True),) if name else ()
        return
    match = compiled(rf"[^,.{TAKEN}\"/:]{{3,160}},\s(?=[\"'\p{{L}}]|\d{{4}}\s\p{{L}})", 0).match(
        found.text, found.start
    )
    slashes = compiled(r"\s/|\.\s-\s").search(found.text, found.start)
    if match and not slashes and names.body(found.text, match.start(), match.end()):
        name = stretch(found.text, text, match.start(), match.end() - 2)
        rest = found.text[match.end() : end]
        if name and len(rest.split()) > 1:
            head.authors = (Name(name.value, "", name.start, name.end, literal=True),)
            head.after = match.end()
