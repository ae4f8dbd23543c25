"""Title, authors, year and type of a document, as its text shows them; the file's metadata come second."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import PurePath

from ingest import headings
from ingest.draft import Draft, Piece
from ingest.garbled import garbled

_FRONT = 30
_CAPITAL = "A-ZÀ-ÞА-ЯЁӘҒҚҢӨҰҮҺІ"
_SMALL = "a-zà-ÿа-яёәғқңөұүһі"
_INITIALS = rf"(?:[{_CAPITAL}][{_SMALL}]{{0,2}}\.\s?-?){{1,3}}"
_SURNAME = rf"(?:(?:van|von|de|der|den|da|di|al|bin|фон|де)[ -])*[{_CAPITAL}][{_SMALL}]+(?:[-’'ʼ][{_CAPITAL}]?[{_SMALL}]+)*"
_NAME = re.compile(rf"(?:{_INITIALS}\s?{_SURNAME}|{_SURNAME},?\s{_INITIALS})$")
_FULL_NAME = re.compile(rf"{_SURNAME}(?:\s(?:{_SURNAME}|[{_CAPITAL}]\.)){{1,3}}$")
_MARKS = re.compile(r"(?:\^?\{?(?:[\d*†‡§,\s¹²³⁴⁵⁶⁷⁸⁹⁰✉]+|[a-d](?=[,*\s]|$))\}?)+$|[*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰✉]+")
_GIVEN = re.compile(r"^(?:by|authors?|автор(?:ы)?|авторлар(?:ы)?|prepared by|подготовили?|дайындаған)\s*[:–—]?\s+", re.I)
_SPLIT = re.compile(r"\s*(?:[,;](?!\s*(?:Jr|Sr)\b)|\band\b|\bи\b|\bжәне\b|&)\s*")
_TITLES = re.compile(r"^(?:Dr|Prof|Mr|Mrs|Ms|PhD)\.?\s+")
_JUNK_TITLE = re.compile(r"^(?:microsoft word|untitled|document\d*|no title|slide \d|без имени|book\d)|\.(?:docx?|pdf|indd|tex|dvi|rtf|html?|txt)$|^\W*$", re.I)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
# What names the year of a document in its own words, the surest first.
_PUBLISHED = tuple(
    re.compile(pattern, re.I | re.M)
    for pattern in (
        rf"(?:published|publication date|first published|опубликован\w*|жарияланған|жарияланды)\b[^.\n]{{0,40}}?\b{_YEAR}\b",
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
        rf"^[^\n]{{0,80}}\b(?:dated|of|от)\s(?:\d{{1,2}}[ .]\w+[ .]|\w+ \d{{1,2}}, ){_YEAR}\b[^\n]{{0,60}}(?:№|no\.?|N) ?[\d-]+",
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
        if piece.kind in ("abstract", "table", "reference") or headings.division(piece.text) or headings.known(piece.text):
            return ""
        if piece.kind in ("heading", "body") and _title_line(piece.text):
            return piece.text
        if piece.kind == "body" and len(piece.text) > 300 and index > 1:
            return ""
    return ""


def _front(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces before the text proper: up to the first abstract or division, at most thirty."""
    return list(pieces[:_FRONT])


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
    """"002-labour-migration_policy.txt" reads as "Labour migration policy"."""
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


def authors_of(text: str) -> list[str]:
    """The names in a line that holds nothing but names of authors; empty for any other line."""
    if len(text) > 600:
        return []
    given = _GIVEN.match(text)
    line = text[given.end() :] if given else text
    parts = [_bare(part) for part in _SPLIT.split(_swap_commas(line))]
    parts = [part for part in parts if part]
    if not parts or len(parts) > 40:
        return []
    if all(_NAME.match(part) for part in parts):
        return parts
    marked = bool(given) or any(c in line for c in "¹²³*†")
    if marked and all(_NAME.match(part) or _FULL_NAME.match(part) for part in parts):
        return parts
    return []


def _bare(part: str) -> str:
    return _TITLES.sub("", _MARKS.sub("", part.strip(" .^{}*")).strip(" ,;^{}*"))


def _swap_commas(line: str) -> str:
    """"Mussina, S.T., Kim, A." keeps each surname with its initials."""
    return re.sub(rf"({_SURNAME}),\s*(?={_INITIALS}(?:[,;&]|\s*$|\s+(?:and|и)\b))", r"\1 ", line)


def year(draft: Draft, pieces: Sequence[Piece]) -> int | None:
    """Year of publication as the front matter or the closing lines state it, else of the file's metadata."""
    front = [p.text for p in _front(pieces)[:15] if p.kind != "reference" and len(p.text) < 600]
    close = [p.text for p in pieces[-6:] if p.kind != "reference" and len(p.text) < 200]
    for patterns, text in ((_PUBLISHED, "\n".join(front + close)), (_CITED, "\n".join(front))):
        for pattern in patterns:
            found = pattern.search(text)
            if found:
                return int(found["year"])
    return draft.year


@cache
def _types() -> list[dict[str, object]]:
    data = tomllib.loads(files("ingest").joinpath("data/types.toml").read_text(encoding="utf-8"))
    return [{**entry, "title": re.compile(str(entry["title"]), re.I) if "title" in entry else None} for entry in data["type"]]


def document_type(draft: Draft, pieces: Sequence[Piece], title: str) -> str:
    """Type by the table in data/types.toml: what the structure shows first, then what the title says."""
    signs = _signs(pieces)
    for entry in _types():
        wanted = entry.get("signs")
        if isinstance(wanted, list) and (signs & set(wanted) == set(wanted) or len(signs & set(wanted)) > 1):
            return str(entry["name"])
    for entry in _types():
        pattern = entry["title"]
        if isinstance(pattern, re.Pattern) and pattern.search(title):
            return str(entry["name"])
    if "abstract" in signs:
        return "paper"
    return "web page" if draft.web else "document"


def _signs(pieces: Sequence[Piece]) -> set[str]:
    signs: set[str] = set()
    articles = sum(p.kind == "heading" and (d := headings.division(p.text)) is not None and d.level == 4 for p in pieces)
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
    plain = [p for p, bad in zip(pieces, odd, strict=True) if not bad and p.kind in ("body", "abstract", "heading", "table")]
    weights: dict[str, int] = {}
    for piece in plain or pieces:
        found = detect(piece.text)
        weights[found] = weights.get(found, 0) + len(piece.text)
    return max(weights, key=lambda name: weights[name], default="en")
