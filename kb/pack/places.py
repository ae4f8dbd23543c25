"""Where a quote stands: its pages, and the article and paragraph of a law."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from ingest.document import Document, Page
from ingest.laws import Division, divisions
from kb.citing.types import csl_type
from kb.pack.words import words

# Longer ones are the captions and heads of tables.
_LONGEST_HEADING = 100
_LAWS = ("legislation", "treaty")
# The divisions that a law is cited by; the innermost of these counts, and the numbered paragraphs in it.
_CITED = ("article", "section", "schedule", "chapter", "part")
_NUMBERED = ("paragraph", "subparagraph")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote with its place: ``document.text[start:end]``. ``number`` counts from 1; 0: it has none.

    ``places``: where a drafter says that it stands; None: to be found in the document.
    """

    number: int
    document: Document
    start: int
    end: int
    section: str
    language: str
    note: str = ""
    places: tuple[Place, ...] | None = None

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]

    @property
    def file(self) -> str:
        """The name of the file, of an archive's member, or the address."""
        source = self.document.source
        return source if "://" in source else PurePath(source.rpartition("!/")[2]).name


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of a source and which of it: ``Place("article", "12")``, ``Place("pages", "5–6")``.

    The units are page, pages, heading and the kinds of :class:`ingest.laws.Division`.
    """

    unit: str
    number: str


def pages(document: Document, start: int, end: int) -> tuple[Page, ...]:
    """The pages on which a range begins and ends, one or both; empty for sources without pages."""
    numbers = dict.fromkeys((document.page_at(start), document.page_at(max(start, end - 1))))
    by_number = {page.number: page for page in document.pages}
    return tuple(by_number[number] for number in numbers if number is not None)


def lines(quote: Quoted, language: str) -> list[tuple[str, str, str]]:
    """What is said of a quote above it: the key of the word for it, the text, and the language of that text."""
    document = quote.document
    out = [
        ("document", document.title or quote.file, document.language),
        ("file", quote.file, language),
        ("checksum", document.id, language),
        ("place", _place(quote, language), language),
    ]
    return out + ([("note", quote.note, language)] if quote.note else [])


def _place(quote: Quoted, language: str) -> str:
    """The page as it is counted and as it is printed, the section, and the range of characters."""
    said, parts = words(language), []
    if on := pages(quote.document, quote.start, quote.end):
        counted = said("on_page" if len(on) == 1 else "on_pages", page="–".join(str(page.number) for page in on))
        label = "–".join(page.label or str(page.number) for page in on)
        differs = any(page.label not in (None, "", str(page.number)) for page in on)
        parts.append(said("printed", page=counted, label=label) if differs else counted)
    return "; ".join(filter(None, (*parts, quote.section, said("characters", start=quote.start, end=quote.end))))


class Places:
    """Finds where quotes stand; the divisions of a law are found once for each document."""

    def __init__(self) -> None:
        self._divisions: dict[str, tuple[Division, ...]] = {}

    def of(self, quote: Quoted) -> tuple[Place, ...]:
        """The page as printed, then the article, paragraph and subparagraph of a law; else the heading, if any."""
        if quote.places is not None:
            return quote.places
        document, start, end = quote.document, quote.start, quote.end
        found = []
        if on := [page.label or str(page.number) for page in pages(document, start, end)]:
            found.append(Place("page" if len(on) == 1 else "pages", "–".join(on)))
        if csl_type(document.type) in _LAWS:
            if document.id not in self._divisions:
                self._divisions[document.id] = divisions(document)
            found += _provision(self._divisions[document.id], start, end)
        heading = quote.section.rpartition(" › ")[2]
        if not found and 0 < len(heading) <= _LONGEST_HEADING:
            found.append(Place("heading", heading))
        return tuple(found)


def _provision(all_: Sequence[Division], start: int, end: int) -> list[Place]:
    """From the article down to the last division that the range begins in; where it ends in another, both."""
    first, last = _cited(all_, start), _cited(all_, end - 1)
    out: list[Place] = []
    for one, other in zip(first, last, strict=False):
        if one.kind != other.kind:
            break
        if one != other:
            out.append(Place(one.kind, f"{one.number}–{other.number}"))
            break
        out.append(Place(one.kind, one.number))
    return out


def _cited(all_: Sequence[Division], position: int) -> list[Division]:
    """The cited division around a position and the numbered paragraphs in it, the outermost first."""
    index = max((i for i, each in enumerate(all_) if each.start <= position < each.end), default=None)
    chain: list[Division] = []
    while index is not None:
        chain.append(all_[index])
        index = all_[index].parent
    head = next((each for each in chain if each.kind in _CITED and each.number), None)
    below = [each for each in reversed(chain) if each.kind in _NUMBERED]
    return [head, *below] if head else below
