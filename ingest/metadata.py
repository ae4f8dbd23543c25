"""What a document says of itself, as its first pages show it; the file's own metadata come second, its name last."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import chain, takewhile
from typing import Any

from ingest import headings
from ingest.articles import is_article
from ingest.document import LANGUAGES
from ingest.draft import Draft, Piece
from ingest.facts import imprint, jurisdiction, layout
from ingest.facts.acts import Act
from ingest.facts.names import authors_of
from ingest.facts.published import published
from ingest.facts.titles import FRONT, front, title
from ingest.garbled import garbled

__all__ = ["FRONT", "authors", "describe", "document_type", "language", "title"]

# The pages around the title may fill so many pieces.
_PAGES = 120
# A document that names its own type does so in its first pieces.
_OPENING = 15
_CONTENTS_ENTRY = re.compile(r"(?:…|\.{3,}|\t)\s*\d+$")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
# Fields that a parser reads from markup, which beats what the lines show.
_GIVEN = ("container", "volume", "issue", "page_range", "url", "number")
# A text that speaks to its reader this often (of its words) is guidance.
_ADDRESSED = 0.02
_READER = re.compile(r"(?<!\w)(?:you|your|you[’']\w+|вы|вас|вам|ваш\w*|сіз|сізге|сіздің|сізді)(?!\w)", re.I)


def describe(draft: Draft, pieces: Sequence[Piece], title: str) -> dict[str, Any]:
    """The fields of a Document besides its title and language, by name; empty where nothing tells."""
    own = draft.facts
    lines = _own_lines(pieces)
    name = next((said for said in layout.said([title, *lines[:6]]) if said.type), None)
    act = layout.act_of(lines)
    if name and not act.number:
        act = layout.signed(p.text for p in pieces if p.kind in ("body", "heading", "note"))
    type_ = own.get("type") or act.type or (name.type if name else "") or document_type(draft, pieces, title)
    first = _first_lines(pieces)
    site = jurisdiction.site(draft.title)[1]
    publisher = own.get("publisher") or jurisdiction.publisher(first)
    journal = imprint.journal(first, title) if type_ == "paper" else {}
    year, date = published(draft, pieces, act, journal.pop("year", ""))
    found = {
        "authors": _named(draft, pieces, publisher),
        "affiliations": draft.affiliations or imprint.affiliations(_head(pieces), title),
        "year": year,
        "type": type_,
        "container": site if draft.media_type in ("application/pdf", "text/html") else "",
        "doi": imprint.plain_doi(own.get("doi", "")) or (imprint.doi_of(_doi_lines(pieces)) if not act.number else ""),
        "url": imprint.url_of(first),
        "publisher": publisher,
        "number": act.number,
        "date": date,
        **journal,
    }
    found |= {name: own[name] for name in _GIVEN if own.get(name)}
    found["jurisdiction"] = own.get("jurisdiction") or _jurisdiction(found, pieces, act, title, name)
    return found


# ------------------------------------------------------------------------------------- lines that may tell
def _first_lines(pieces: Sequence[Piece]) -> list[str]:
    """The lines of the first pages, reference lists left out."""
    return [p.text for p in pieces[:_PAGES] if p.kind != "reference" and len(p.text) < 600]


def _head(pieces: Sequence[Piece]) -> list[str]:
    """The lines above the first abstract or division."""
    before = takewhile(lambda p: headings.division(p.text) is None and p.kind != "abstract", front(pieces))
    return [p.text for p in before]


def _own_lines(pieces: Sequence[Piece]) -> list[str]:
    """The lines that can name the act which a document is; the publisher's notes name others."""
    before = takewhile(lambda p: headings.division(p.text) is None and p.kind != "abstract", front(pieces))
    return [p.text for p in before if p.kind in ("body", "heading", "table") and not headings.note(p.text)]


def _doi_lines(pieces: Sequence[Piece]) -> list[str]:
    """A paper prints its DOI around its title, or with a label at its end; other DOIs are those of its sources."""
    head = [p.text for p in front(pieces) if p.kind in ("heading", "note", "body") and len(p.text) < 500]
    close = [p.text for p in pieces[-8:] if p.kind in ("note", "body")]
    return head + [text for text in close if re.match(r"\W*(?:article )?doi\b", text, re.I)]


# ---------------------------------------------------------------------------------------------- authors
def authors(draft: Draft, pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Names as printed in the front matter, without marks of affiliation; else from the file's metadata."""
    return _printed_authors(pieces) or tuple(name for name in draft.authors if name.strip())


def _named(draft: Draft, pieces: Sequence[Piece], publisher: str) -> tuple[str, ...]:
    """The authors; the metadata of what a public body publishes only say who saved the file, unless it prints them."""
    printed = _printed_authors(pieces)
    if printed:
        return printed
    given = _whole(tuple(name for name in draft.authors if name.strip()))
    if draft.media_type != "application/pdf" or not (publisher or _by_office(draft)):
        return given
    text = "\n".join(p.text for p in pieces[:_PAGES])
    return tuple(name for name in given if name in text)


def _by_office(draft: Draft) -> bool:
    """Whether a file has an author but no title: whoever saved it, as office programs put it in by themselves."""
    return not draft.title.strip()


def _whole(given: tuple[str, ...]) -> tuple[str, ...]:
    """A body whose name was cut at its "and" ("Guidance rules", "forms team") as one."""
    return (" and ".join(given),) if len(given) == 2 and given[1][:1].islower() else given


def _printed_authors(pieces: Sequence[Piece]) -> tuple[str, ...]:
    for index, piece in enumerate(front(pieces)):
        found = authors_of(piece.text)
        if found and (len(found) > 1 or index < 8):
            return tuple(found)
        if piece.kind in ("abstract", "reference") or (piece.kind == "heading" and headings.division(piece.text)):
            break
    return ()


# ------------------------------------------------------------------------------------- type and state
@cache
def _types() -> list[dict[str, Any]]:
    data = tomllib.loads(files("ingest").joinpath("data/types.toml").read_text(encoding="utf-8"))
    return [
        entry | {key: re.compile(str(entry[key]), re.I) if key in entry else None for key in ("title", "says")}
        for entry in data["type"]
    ]


@cache
def types() -> tuple[str, ...]:
    """The names of all types that a document can be given by reading."""
    return (*(str(entry["name"]) for entry in _types()), "web page", "document")


def document_type(draft: Draft, pieces: Sequence[Piece], title: str) -> str:
    """Type by the table in data/types.toml: what the structure shows for sure, the title says, the document
    calls itself, hints tell."""
    signs = _signs(pieces)
    shown = {str(entry["name"]): len(signs & set(entry.get("signs", ()))) for entry in _types()}
    sure = (name for name, count in shown.items() if count > 1)
    said = (str(entry["name"]) for entry in _types() if entry["title"] and entry["title"].search(title))
    opening = " ".join(p.text for p in pieces[:_OPENING] if p.kind == "body")
    itself = (str(entry["name"]) for entry in _types() if entry["says"] and entry["says"].search(opening))
    hinted = (name for name, count in shown.items() if count)
    return next(chain(sure, said, itself, hinted), "web page" if draft.web else "document")


def _signs(pieces: Sequence[Piece]) -> set[str]:
    signs: set[str] = set()
    articles = sum(p.kind == "heading" and is_article(p.text) for p in pieces)
    words = sum(len(p.text) for p in pieces) / 6
    if articles >= 5 and articles > words / 2500:
        signs.add("articles")
    if any(p.kind == "abstract" for p in pieces):
        signs.add("abstract")
    if sum(p.kind == "reference" and _cites(p.text) for p in pieces) >= 3:
        signs.add("references")
    if any(headings.keywords(p.text) for p in pieces):
        signs.add("keywords")
    if _addressed(pieces):
        signs.add("addressed")
    return signs


def _cites(text: str) -> bool:
    """Whether an entry of a list is a reference and not a line of the contents."""
    return bool(_YEAR.search(text)) and not _CONTENTS_ENTRY.search(text)


def _addressed(pieces: Sequence[Piece]) -> bool:
    text = " ".join(p.text for p in pieces if p.kind == "body")[:3000]
    words = len(text.split())
    return words > 50 and len(_READER.findall(text)) > _ADDRESSED * words


def _jurisdiction(
    found: dict[str, Any], pieces: Sequence[Piece], act: Act, title: str, name: layout.Said | None
) -> str:
    """The state by address and site, act, publisher, title; for official documents also by what they speak of."""
    known = (
        jurisdiction.of_address(found["url"])
        or (jurisdiction.of_address(found["container"]) if "." in found["container"] else "")
        or jurisdiction.named(act.line)
        # Names of acts are often set in capitals.
        or (jurisdiction.named(name.text) or jurisdiction.named(name.text.title()) if name else "")
        or (jurisdiction.of_body(found["publisher"]) if found["publisher"] else "")
    )
    if known or found["type"] not in jurisdiction.OFFICIAL:
        return known
    return jurisdiction.named(title) or jurisdiction.most_named(p.text for p in pieces)


# ------------------------------------------------------------------------------------------- language
def language(pieces: Sequence[Piece], languages: Sequence[str] = LANGUAGES) -> str:
    """The language of most of the text that was not garbled and is no reference."""
    from ingest.language import detect

    odd = garbled([piece.text for piece in pieces])
    plain = [
        p for p, bad in zip(pieces, odd, strict=True) if not bad and p.kind in ("body", "abstract", "heading", "table")
    ]
    weights: dict[str, int] = {}
    for piece in plain or pieces:
        found = detect(piece.text, languages)
        weights[found] = weights.get(found, 0) + len(piece.text)
    return max(weights, key=lambda name: weights[name], default=languages[0])
