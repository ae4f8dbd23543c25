"""Title, authors, year and type of a document, as its text shows them; the file's metadata come second."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import chain, takewhile
from pathlib import PurePath
from typing import Any

from ingest import headings
from ingest.draft import Draft, Piece
from ingest.garbled import garbled
from ingest.names import authors_of
from ingest.structure import is_article

FRONT = 30
_JUNK_TITLE = re.compile(
    r"^(?:microsoft word|untitled|document\d*|no title|slide \d|без имени|book\d)|^\W*$|"
    r"\.(?:docx?|pdf|indd|tex|dvi|rtf|html?|txt)$",
    re.I,
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
# What names the year of a document in its own words, the surest first.
_PUBLISHED = tuple(
    re.compile(pattern, re.I | re.M)
    for pattern in (
        rf"(?:published|publication date|опубликован\w*|жарияланған|жарияланды)\b[^.\n]{{0,40}}?\b{_YEAR}\b",
        rf"^\W*(?:date|дата|күні|updated|last updated|version|издание|обновлено)\s*[:–—-][^\n]{{0,30}}?\b{_YEAR}\b",
        rf"(?:accepted|принят[ао]?|қабылданды)\b[^.\n]{{0,40}}?\b{_YEAR}\b",
        rf"(?:©|\(c\)|copyright)\s*(?:[^\W\d_]+\s){{0,4}}{_YEAR}\b",
        rf"(?:received|поступила|түсті)\b[^.\n]{{0,40}}?\b{_YEAR}\b",
    )
)
_CITED = tuple(
    re.compile(pattern, re.I | re.M)
    for pattern in (
        rf"\b(?:vol(?:ume)?|no|issue|т|том|вып|№)\.?\s?\d+[^\n]{{0,25}}?\b{_YEAR}\b",
        rf"^[^\n]{{0,80}}\b(?:dated|of|от)\s(?:\d{{1,2}}[ .]\w+[ .]|\w+ \d{{1,2}}, ){_YEAR}\b"
        r"[^\n]{0,60}(?:№|no\.?|N) ?[\d-]+",
        rf"^[^\n]{{0,40}}\b{_YEAR}\s*(?:жылғы|ж\.)[^\n]{{0,60}}№",
        rf"^\W*(?:[^\W\d_]+[,.]?\s){{0,3}}(?:\d{{1,2}}\s)?(?:[^\W\d_]+\s)?{_YEAR}(?:\s?(?:г\.?|года?|ж\.?|жыл|жылы?))?\W*$",
        rf"^[^\n]{{3,120}}\({_YEAR}\)\W*$",
    )
)  # fmt: skip


def title(draft: Draft, pieces: Sequence[Piece], name: str) -> str:
    """The title as printed; else from the file's metadata; else from the file's name."""
    printed = _printed_title(draft, pieces)
    if printed:
        return printed
    if draft.title.strip() and not _JUNK_TITLE.search(draft.title.strip()) and len(draft.title) < 400:
        return " ".join(draft.title.split())
    return _from_name(name)


def _printed_title(draft: Draft, pieces: Sequence[Piece]) -> str:
    front = _front(pieces)
    top = [p for p in front if p.kind == "heading" and p.settled and p.level == 1 and _can_be_title(p.text)]
    marked = draft.media_type != "application/pdf" and draft.media_type != "text/plain"
    if top and (marked or any(p.size for p in top)):
        return top[0].text
    for index, piece in enumerate(front):
        if (
            piece.kind in ("abstract", "table", "reference")
            or headings.division(piece.text)
            or headings.known(piece.text)
        ):
            return ""
        if piece.kind in ("heading", "body") and _title_line(piece.text):
            return piece.text
        if piece.kind == "body" and len(piece.text) > 300 and index > 1:
            return ""
    return ""


def _front(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces before the text proper: up to the first abstract or division, at most thirty."""
    return list(pieces[:FRONT])


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
    words = re.sub(r"[-_]+", " ", stem).strip() or PurePath(name).name
    return words[:1].upper() + words[1:]


def authors(draft: Draft, pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Names as printed in the front matter, without marks of affiliation; else from the file's metadata."""
    for index, piece in enumerate(_front(pieces)):
        found = authors_of(piece.text)
        if found and (len(found) > 1 or index < 8):
            return tuple(found)
        if piece.kind in ("abstract", "reference") or (piece.kind == "heading" and headings.division(piece.text)):
            break
    return tuple(name for name in draft.authors if name.strip())


def year(draft: Draft, pieces: Sequence[Piece]) -> int | None:
    """Year of publication as the front matter or the closing lines state it, else of the file's metadata."""
    front = [p for p in _front(pieces)[:15] if p.kind != "reference" and len(p.text) < 600]
    close = [p for p in pieces[-6:] if p.kind != "reference" and len(p.text) < 200]
    published = "\n".join(p.text for p in front + close)
    # Notes of the publisher of a law cite other acts.
    head = takewhile(lambda p: headings.division(p.text) is None and p.kind != "abstract", front)
    cited = "\n".join(p.text for p in head if p.kind != "note")
    for patterns, text in ((_PUBLISHED, published), (_CITED, cited)):
        for pattern in patterns:
            found = pattern.search(text)
            if found:
                return int(found["year"])
    return draft.year


@cache
def _types() -> list[dict[str, Any]]:
    data = tomllib.loads(files("ingest").joinpath("data/types.toml").read_text(encoding="utf-8"))
    return [
        {**entry, "title": re.compile(str(entry["title"]), re.I) if "title" in entry else None}
        for entry in data["type"]
    ]


def document_type(draft: Draft, pieces: Sequence[Piece], title: str) -> str:
    """Type by the table in data/types.toml: what the structure shows for sure, what the title says, what hints tell."""
    signs = _signs(pieces)
    shown = {str(entry["name"]): len(signs & set(entry.get("signs", ()))) for entry in _types()}
    sure = (name for name, count in shown.items() if count > 1)
    said = (str(entry["name"]) for entry in _types() if entry["title"] and entry["title"].search(title))
    hinted = (name for name, count in shown.items() if count)
    return next(chain(sure, said, hinted), "web page" if draft.web else "document")


def _signs(pieces: Sequence[Piece]) -> set[str]:
    signs: set[str] = set()
    articles = sum(p.kind == "heading" and is_article(p.text) for p in pieces)
    words = sum(len(p.text) for p in pieces) / 6
    if articles >= 5 and articles > words / 2500:
        signs.add("articles")
    if any(p.kind == "abstract" for p in pieces):
        signs.add("abstract")
    if sum(p.kind == "reference" for p in pieces) >= 3:
        signs.add("references")
    if any(headings.keywords(p.text) for p in pieces):
        signs.add("keywords")
    return signs


def language(pieces: Sequence[Piece]) -> str:
    """The language of most of the text that was not garbled and is no reference."""
    from ingest.language import detect

    odd = garbled([piece.text for piece in pieces])
    plain = [
        p for p, bad in zip(pieces, odd, strict=True) if not bad and p.kind in ("body", "abstract", "heading", "table")
    ]
    weights: dict[str, int] = {}
    for piece in plain or pieces:
        found = detect(piece.text)
        weights[found] = weights.get(found, 0) + len(piece.text)
    return max(weights, key=lambda name: weights[name], default="en")
