"""Which edition of a book a reference names, and which degree a thesis was written for, in any style."""

from __future__ import annotations

import regex

from ingest.citations.entry import Found
from ingest.citations.marks import Marked
from ingest.citations.words import any_of, clean, compiled, take


def editions(out: Marked, original: str) -> None:
    """Take "5th ed." and «2-е изд., перераб. и доп.» out; the number alone where nothing else is said."""
    form = rf"\(?(?<![\p{{L}}\d])(?P<edition>{any_of('book', 'edition')})(?!\p{{L}})\.?\)?"
    match = compiled(form).search(out.text, out.start)
    if match is None or match.start() <= out.start:
        return
    opened = match[0].count("(") - match[0].count(")")
    # A bracket that goes on loses its beginning: "(2nd ed., pp. 3–9)".
    more = compiled(r",\s(?=[^()]*\))").match(out.text, match.end()) if opened else None
    if opened and not more:
        return
    start, end = match.span("edition")
    plain = compiled(rf"(?P<number>\d{{1,2}}){any_of('book', 'plain_edition')}").fullmatch(
        out.text[start:end].rstrip(".")
    )
    stop = start + len(plain["number"]) if plain else end
    out.fields["edition"] = Found(clean(original[start:stop]), start, stop)
    out.text = take(out.text, match.start(), more.end() if more else match.end())


def theses(out: Marked, original: str) -> None:
    """Take the degree out: "(Doctoral dissertation, Northport University)", «дис. ... канд. экон. наук: 08.00.05»."""
    form = rf"(?<!\p{{L}})(?P<genre>{any_of('book', 'degree')})(?!\p{{L}})"
    for match in compiled(form).finditer(out.text, out.start + 1):
        start, end = match.start(), match.end()
        out.fields["genre"] = Found(clean(original[slice(*match.span("genre"))]), *match.span("genre"))
        if school := compiled(r",\s*(?P<publisher>\p{Lu}[^()\[\]]{2,100}?)(?=\s*[)\]])", 0).match(out.text, end):
            span = school.span("publisher")
            out.fields["publisher"] = Found(clean(original[slice(*span)]), *span)
            end = school.end()
        before = regex.search(r"[:.]?\s*[(\[]?$", out.text[:start])
        if before and before[0][-1:] in ("(", "[") and out.text[end : end + 1] in (")", "]"):
            end += 1
            start = before.start()
        elif before and before[0][:1] == ":":
            start = before.start()
        out.text = take(out.text, start, end)
        return
