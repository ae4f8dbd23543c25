"""The title of a document: as printed, else from the file's metadata, else from the file's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from ingest import headings
from ingest.draft import Draft, Piece
from ingest.facts import layout
from ingest.facts.jurisdiction import site
from ingest.facts.names import authors_of

FRONT = 30
_JUNK = re.compile(
    r"^(?:microsoft word|untitled|document\d*|no title|slide \d|без имени|book\d)|^\W*$|"
    r"\.(?:docx?|pdf|indd|tex|dvi|rtf|html?|txt)$",
    re.I,
)
# A tag at the end of a file's name that only says in which language it is.
_LANGUAGE_TAG = re.compile(r"(?<=\w)[-_. ](?:en|eng|ru|rus|kk|kz|kaz)$", re.I)


def title(draft: Draft, pieces: Sequence[Piece], name: str) -> str:
    """The title as printed; else from the file's metadata; else from the file's name."""
    printed = _printed(draft, pieces)
    if printed:
        return printed
    given = site(" ".join(draft.title.split()))[0]
    if given and not _JUNK.search(given) and len(given) < 400:
        return given
    return _from_name(name)


def front(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces that may hold what a document says of itself."""
    return list(pieces[:FRONT])


def _printed(draft: Draft, pieces: Sequence[Piece]) -> str:
    first = front(pieces)
    said = layout.said([p.text for p in first])
    no_title = {index for found in said for index in range(found.start, found.end)}
    top = [p for p in first if p.kind == "heading" and p.settled and p.level == 1 and _can_be_title(p.text)]
    top = [p for p in top if headings.numbered(p.text) is None]
    # «ЗАКОН РЕСПУБЛИКИ КАЗАХСТАН» over the title is the title only when there is no other.
    top = [p for p in top if not any(p is first[index] for index in no_title)] or top
    marked = draft.media_type != "application/pdf" and draft.media_type != "text/plain"
    if top and (marked or any(p.size for p in top)):
        return _most_exact(top, draft.title)
    named = next((found.text for found in said if found.type), "")
    for index, piece in enumerate(first):
        if (
            piece.kind in ("abstract", "table", "reference")
            or headings.division(piece.text)
            or headings.known(piece.text)
        ):
            return named
        if piece.kind in ("heading", "body") and index not in no_title and _title_line(piece.text):
            return piece.text
        if piece.kind == "body" and len(piece.text) > 300 and index > 1:
            return named
    return named


def _most_exact(top: Sequence[Piece], given: str) -> str:
    """The first heading; of several that begin alike ("Immigration Rules", "Immigration Rules part 13"), the one
    that the file's metadata name too."""
    first = top[0].text
    longer = [p.text for p in top[1:] if p.text.startswith(first) and p.size >= top[0].size and p.text in given]
    return max(longer, key=len, default=first)


def _can_be_title(text: str) -> bool:
    return 3 < len(text) < 400 and not authors_of(text) and headings.known(text) is None and not headings.keywords(text)


def _title_line(text: str) -> bool:
    words = text.split()
    if not 2 <= len(words) <= 45 or len(text) > 300 or not _can_be_title(text) or headings.note(text):
        return False
    if text[-1] in ".;,:" or "@" in text or "http" in text or headings.caption(text) or not words[0][0].isalnum():
        return False
    return any(c.islower() or c.isupper() for c in text) and not any(c in "¹²³" for c in text[:2]) and "!" not in text


def _from_name(name: str) -> str:
    """ "002-labour-migration_policy.txt" reads as "Labour migration policy"."""
    stem = re.sub(r"^\d{1,4}[-_. ]+", "", PurePath(name.replace("\\", "/")).stem)
    words = " ".join(re.sub(r"[-_]+", " ", _LANGUAGE_TAG.sub("", stem)).split()) or PurePath(name).name
    return words[:1].upper() + words[1:]
