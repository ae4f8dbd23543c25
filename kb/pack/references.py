"""References of a pack: footnotes with their pinpoints, and the bibliography, in one style of CSL."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.document import Document
from kb.citing.bibliography import bibliography
from kb.citing.marks import Reference, Run
from kb.citing.pinpoints import NOWHERE, Pinpoint
from kb.citing.records import document_item, entity_item
from kb.citing.styles import style as named_style
from kb.entities import KBEntity
from kb.pack.places import Place
from kb.pack.words import nearest, words

_PAGES = ("page", "pages")
# Divisions that styles for footnotes know how to cite, such as "s 12(2)".
_PROVISIONS = ("article", "section", "paragraph", "subparagraph")


@dataclass(frozen=True, slots=True)
class Entry:
    """A reference in its language; ``number``: as a style of numbered lists writes it, such as "[1]", or empty."""

    number: str
    runs: tuple[Run, ...]
    language: str

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


class References:
    """References in one style, given its name or a CSL file. Raises NotFound for an unknown one.

    GOST has its labels in the language of each document, other styles in ``language``, that of the pack.
    """

    def __init__(self, style: str, language: str) -> None:
        self._style, self._name = named_style(style), style
        self._language = None if self._style.gost else language
        self._pack = language
        self._items: dict[str, str] = {}

    def footnote(self, document: Document, places: Sequence[Place]) -> Entry:
        """The reference of a document and where in it, as one sentence."""
        pages = [place for place in places if place.unit in _PAGES]
        others = [place for place in places if place.unit not in _PAGES]
        if self._style.gost:
            entry = self._one(document, Pinpoint(page=_page(pages)))
            return _with(entry, ". ", _capital(self._said(others, entry)))
        if not self._style.notes:
            entry = self._one(document, NOWHERE)
            said = self._said(places, entry)
            return _with(entry, ". ", f"[{said}]" if said else "")
        if others and all(place.unit in _PROVISIONS for place in others):
            # "12(2)" would be several sections to the engine.
            below = "".join(f"({place.number})" for place in others[1:])
            return _with(self._one(document, Pinpoint(article=others[0].number)), "", below)
        entry = self._one(document, Pinpoint(page=_page(pages)))
        return _with(entry, ", ", self._said(others, entry))

    def act(self, instrument: KBEntity) -> Entry:
        """The reference of a law or other act that the graph knows, also when it is not on the shelf."""
        (found,) = bibliography([entity_item(instrument)], self._name, self._language)
        return _with(_entry(found, 1), "", "")

    def bibliography(self, works: Sequence[Document | KBEntity]) -> list[Entry]:
        """Each document or law once, in the style's order and with its numbers."""
        items = [document_item(work) if isinstance(work, Document) else entity_item(work) for work in works]
        found = bibliography(items, self._name, self._language)
        return [_entry(reference, number) for number, reference in enumerate(found, 1)]

    def _one(self, document: Document, place: Pinpoint) -> Entry:
        """The reference without the number that it has in a list."""
        if document.id not in self._items:
            self._items[document.id] = json.dumps(document_item(document), sort_keys=True)
        return _alone(self._items[document.id], self._name, self._language, place)

    def _said(self, places: Sequence[Place], entry: Entry) -> str:
        said = words(nearest(entry.language) if self._style.gost else self._pack)
        return ", ".join(said.place(place.unit, place.number) for place in places)


@lru_cache(maxsize=4096)
def _alone(item: str, style: str, language: str | None, place: Pinpoint) -> Entry:
    """The reference of a CSL-JSON item by itself. Kept, for a page shows many quotes of few documents."""
    (found,) = bibliography([json.loads(item)], style, language, [place])
    return _entry(found, 1)


def _entry(reference: Reference, position: int) -> Entry:
    """A reference apart from the number that a style gives it at this position of a list, if it does."""
    runs = list(reference.runs())
    found = re.match(rf"(\[{position}\]|\({position}\)|{position}[.)])\s+", runs[0].text) if runs else None
    if found:
        runs[0] = replace(runs[0], text=runs[0].text[found.end() :])
    return Entry(found[1] if found else "", tuple(run for run in runs if run.text), reference.language)


def _with(entry: Entry, between: str, place: str) -> Entry:
    """A reference with a place after it, as a sentence: one full stop at its end."""
    runs = list(entry.runs)
    if runs and place:
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip().removesuffix("."))
        runs.append(Run(f"{between}{place}"))
    if runs and not runs[-1].text.endswith((".", "!", "?", "…")):
        runs.append(Run("."))
    return replace(entry, runs=tuple(runs))


def _page(pages: Sequence[Place]) -> str:
    return pages[0].number if pages else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
