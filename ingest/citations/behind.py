"""What stands behind a title: its translation in brackets, and in GOST the names of those who are responsible."""

from __future__ import annotations

import regex

from ingest.citations import names, titles
from ingest.citations.entry import Found
from ingest.citations.heads import Head, put_title
from ingest.citations.marks import Marked
from ingest.citations.words import any_of, clean, compiled

# Behind a title of GOST a year or a day may stand before the slash.
_DATE_BETWEEN = 16


def translation(head: Head, found: Marked, text: str, end: int) -> None:
    """A title in brackets behind the title is a translation of it; up to it the title may be several sentences."""
    title = head.fields.get("title")
    if title is None:
        return
    for match in compiled(r"\[(?P<inside>[^\[\]\ue000]{8,400})\]").finditer(found.text, title.start, end):
        inside = match["inside"]
        near = match.start() <= title.end + 200 and len(inside.split()) > 1
        numbers = compiled(r"\d\s?\(\d|//|№").search(found.text, title.end, match.start())
        if near and not numbers and regex.search(r"\p{L}{3}", inside):
            put_title(head, found.text, text, title.start, match.start())
            value = clean(text[slice(*match.span("inside"))]).strip(" .")
            head.fields["translation"] = Found(value, *match.span("inside"))
            head.after = match.end()
            return


def responsibility(head: Head, found: Marked, text: str, end: int) -> None:
    """The names behind "/": all authors of a work whose head names only the first, or its editors."""
    for slash in compiled(rf"(?<!/)/(?!/)\s?(?=\S)|;\s(?={any_of('people', 'editor')})").finditer(
        found.text, head.after, end
    ):
        editor = compiled(rf"\s*{any_of('people', 'editor')}\s*(?::\s*)?").match(found.text, slash.end())
        start = editor.end() if editor else slash.end()
        people = names.people(found.text, text, start, ("initials", "family"))
        if people is None:
            if slash.start() - head.after < 4:
                head.after = titles.sentence_end(found.text, start, end)
            continue
        if editor and not head.editors:
            head.editors = people.names
        elif not editor and len(people.names) >= len(head.authors):
            head.authors, head.others = people.names, people.others
        if slash.start() - head.after < _DATE_BETWEEN:
            head.after = people.end
