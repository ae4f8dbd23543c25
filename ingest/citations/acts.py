"""References to acts: «О миграции населения» with type, day and number in any order, British acts by their title."""

from __future__ import annotations

from functools import cache

import regex

from ingest.citations.appearance import stretch
from ingest.citations.entry import Found
from ingest.citations.marks import Marked
from ingest.citations.words import TAKEN, any_of, clean, compiled, data
from ingest.facts import dates

_NEAR = 160


@cache
def _type() -> regex.Pattern[str]:
    first, last = any_of("acts", "first"), any_of("acts", "last")
    return compiled(rf"(?<!\p{{L}})(?:{first}|{last})(?!\p{{L}})")


def act(marked: Marked, original: str) -> dict[str, Found] | None:
    """The fields of a reference to an act (title, translation, day, year, number, authority); None for others."""
    text = marked.text
    if british := _british(marked, original):
        return british
    named = _named(text, marked.start)
    if named is None:
        return None
    bracket = compiled(r"\[(?P<inside>[^\[\]]{12,400})\]").search(text, marked.start)
    end = bracket.start() if bracket else len(text)
    end = min(end, at) if (at := text.find(" // ")) > 0 else end
    number = compiled(data()["acts"]["number"]).search(text, marked.start, end)
    day = _day(text, marked.start, end)
    if not number and not day:
        return None
    if number is None and day is not None and len(day.value) < 10 and named.start() > marked.start:
        return None
    out = _title(text, original, marked.start, end, number, day)
    if out is None:
        return None
    if bracket and (translation := _inside(original, text, *bracket.span("inside"))):
        out["translation"] = translation
    if number:
        out["number"] = Found(clean(original[slice(*number.span("number"))]), *number.span("number"))
    if published := _published(text, original, end):
        out["container"] = published
    if day:
        out["year"] = Found(day.value[:4], day.start, day.end)
        if len(day.value) > 4:
            out["day"] = day
    return out


def _published(text: str, original: str, end: int) -> Found | None:
    """The gazette or newspaper behind "//"."""
    slashes = text.find(" // ", end - 1)
    behind = (
        compiled(rf"[^{TAKEN}\d]+?(?=\.(?:\s|$)|,|\s*{TAKEN}|\s-\s|\s\d)", 0).match(text, slashes + 4)
        if slashes > 0
        else None
    )
    return behind and stretch(text, original, *behind.span())


def _named(text: str, start: int) -> regex.Match[str] | None:
    """The word that names the type of act: at the beginning, behind a colon or a quoted title, or in Kazakh later."""
    for match in _type().finditer(text, start, min(len(text), start + 400)):
        before = text[start : match.start()].rstrip()
        kazakh = regex.search(rf"{any_of('acts', 'last')}$", match[0], regex.I)
        if not before or before[-1] in ':"' or before.endswith(("/", ". -", "РК", "РФ")):
            return match
        if kazakh and regex.search(r"Республика|ҚР\b|Президент|Үкімет|министр", before, regex.I):
            return match
    return None


def _day(text: str, start: int, end: int) -> Found | None:
    """The day of the act, or its year."""
    for match in compiled(
        rf"(?<!\d){dates.pattern()}(?!\d)|(?<=\d{{4}}\s?(?:ж\.|жыл\p{{L}}*)\s)\d{{1,2}}\s\p{{L}}+"
    ).finditer(text, start, end):
        if len(value := dates.iso(match[0])) >= 7:
            return Found(value, *match.span())
    spread = compiled(r"(?<!\d)(?:19|20)\d\d\s?(?:г\.|ж\.|жыл\p{L}*)\s?,?\s?\d{1,2}[-\s]\p{L}{3,9}").search(
        text, start, end
    )
    if spread and len(value := dates.iso(spread[0])) == 10:
        return Found(value, *spread.span())
    year = compiled(r"(?<![\d-])(?:19|20)\d\d(?![\d-])").search(text, start, end)
    return Found(year[0], *year.span()) if year else None


def _title(
    text: str, original: str, start: int, end: int, number: regex.Match[str] | None, day: Found | None
) -> dict[str, Found] | None:
    """The quoted title; else what stands before the colon or the type; else all that names the act."""
    if quoted := _inside(original, text, start, end, quoted_only=True):
        out = {"title": quoted}
        if authority := _authority(text, original, start, end, quoted):
            out["authority"] = authority
        return out
    stops = [n.start() for n in (number,) if n] + ([day.start] if day else [])
    stop = min([end, *(at for at in stops if at > start + 8)])
    named = _named(text, start)
    colon = text.find(": ", start, named.start()) if named else -1
    if colon > start and not regex.search(r"\d", text[start:colon]):
        return {"title": Found(clean(original[start:colon]), start, colon)}
    if named and regex.fullmatch(any_of("acts", "last"), named[0], regex.I):
        value = clean(original[start : named.end()])
        return {"title": Found(value, start, named.end())}
    if named and named.start() > start:
        colon = text.rfind(":", start, named.start())
        stop = colon if colon > start else stop
    stop = compiled(r"[\s,.;:(/-]*(?:\b(?:от|dated|of|ot|from|by)\b)?[\s,.;:(/-]*$").search(text, start, stop).start()  # type: ignore[union-attr]
    after = compiled(r"\.\s|\s\((?:с\s|adopted|signed|opened|принят|подписан|қабылданған)|" + TAKEN).search(
        text, start, stop
    )
    if after and after.start() > start + 15:
        stop = after.start()
    value = clean(original[start:stop])
    return {"title": Found(value, start, stop)} if len(value.split()) > 1 else None


def _inside(original: str, text: str, start: int, end: int, quoted_only: bool = False) -> Found | None:
    """What stands in quotation marks, outer ones when they are nested; else the whole stretch."""
    first = text.find('"', start, end)
    if first >= 0:
        last = compiled(r"\"(?=[^\"\p{L}]*(?:$|\p{L}|\d|\(|[.,;:]|\ue000|№|\]))").search(text, first + 1, end)
        opened = original[first] in "«„“"
        close = last.start() if last else end
        if opened:
            close = _balanced(original, first, end) or close
        value = clean(original[first + 1 : close])
        if len(value.split()) > 1:
            return Found(value, first + 1, close)
    if quoted_only:
        return None
    return Found(clean(original[start:end]), start, end)


def _balanced(original: str, first: int, end: int) -> int | None:
    depth = 0
    for at in range(first, end):
        depth += (original[at] in "«„") - (original[at] in "»")
        if original[at] == "“" and at == first:
            close = original.find("”", at, end)
            return close if close > 0 else None
        if depth == 0 and at > first:
            return at
    return None


def _authority(text: str, original: str, start: int, end: int, title: Found) -> Found | None:
    """Who issued the act: the words between its type and the day or number, outside the title."""
    named = _named(text, start)
    if named is None or title.start <= named.start() < title.end:
        return None
    stop = compiled(r"\s*(?:\b(?:от|ot|dated|of the date|№|no\.)|\d|[\",.;(]|\ue000)").search(text, named.end(), end)
    value = clean(original[named.end() : stop.start()]) if stop else ""
    return Found(value, named.end(), stop.start()) if stop and value else None


def _british(marked: Marked, original: str) -> dict[str, Found] | None:
    """ "Immigration Act 1971, s 3"."""
    match = compiled(data()["acts"]["titled"], 0).match(marked.text, marked.start)
    if match is None:
        return None
    title, year = match.span("title"), match.span("year")
    return {"title": Found(clean(original[title[0] : year[1]]), title[0], year[1]), "year": Found(match["year"], *year)}
