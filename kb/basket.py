"""What lies in a basket, as the shelf has it now: its places, its references, and the drafting pack of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from ingest.document import Document, Passage
from ingest.errors import NotFound
from kb.citation import cite
from kb.citing.bibliography import bibliography
from kb.citing.marks import Reference
from kb.citing.pinpoints import Pinpoint
from kb.citing.records import document_item, entity_item
from kb.desk import Pin
from kb.entities import KBEntity
from kb.pack.items import PackItem
from kb.pack.places import Place, Places, Quoted
from kb.pack.references import References

# Where the narrowest place of a law is named first: article 12 of a law, section 12 of an act, schedule 2.
_HEADS = ("article", "section", "schedule", "chapter", "part")
# What a drafter may say of a pin, and how long it may be.
PLACES = ("page", "article", "paragraph")
FIELDS = {"page": 40, "article": 40, "paragraph": 40, "text": 4_000, "note": 2_000}
_QUOTATION = {"ru": "«{}»", "kk": "«{}»"}


class Shelf(Protocol):
    """What is read of a knowledge base."""

    def document(self, document_id: str) -> Document: ...

    def passages(self, document_id: str) -> list[Passage]: ...

    def entity(self, iri: str) -> KBEntity: ...


@dataclass(frozen=True, slots=True)
class Item:
    """A pin with what it points to; neither ``document`` nor ``act`` when that is no longer on the shelf.

    ``quote``: what the range says now, or what it said where the text is another now (``changed``). ``found``: the
    places that the document gives; :attr:`places` are those with what the drafter has put in their stead.
    """

    pin: Pin
    document: Document | None = None
    act: KBEntity | None = None
    section: str = ""
    language: str = ""
    quote: str = ""
    found: tuple[Place, ...] = ()
    changed: bool = False

    @property
    def gone(self) -> bool:
        """Whether what it points to is no longer on the shelf."""
        return self.document is None and self.act is None

    @property
    def quotable(self) -> bool:
        """Whether it is a quote that still stands where it stood."""
        return self.document is not None and bool(self.quote.strip()) and not self.changed

    @property
    def computed(self) -> Pinpoint:
        """The page, article and paragraph that the document gives."""
        return _pinpoint(self.found)

    @property
    def places(self) -> tuple[Place, ...]:
        """Where it stands: what the drafter says, else what the document gives."""
        said = (self.pin.page, self.pin.article, self.pin.paragraph)
        if said == (None, None, None):
            return self.found
        known = self.computed
        page, article, paragraph = (
            own if own is not None else found
            for own, found in zip(said, (known.page, known.article, known.paragraph), strict=True)
        )
        head = next((place.unit for place in self.found if place.unit in _HEADS), "article")
        made = (Place("pages" if re.search(r"\d\D+\d", page) else "page", page), Place(head, article),
                Place("paragraph", paragraph))  # fmt: skip
        return tuple(place for place in made if place.number)

    def copied(self, footnote: str) -> str:
        """What is pasted into a text: the quote in quotation marks with its reference, or the reference alone."""
        return _pasted(self.quote, self.language, footnote) if self.quotable else footnote

    @property
    def at(self) -> Pinpoint:
        """Its place and its quote for a reference."""
        return replace(_pinpoint(self.places), quote=" ".join(self.quote.split()))


def _pinpoint(places: Sequence[Place]) -> Pinpoint:
    by_unit = {place.unit: place.number for place in places}
    below = by_unit.get("subparagraph", "")
    return Pinpoint(
        page=by_unit.get("page") or by_unit.get("pages") or "",
        article=next((by_unit[unit] for unit in _HEADS if unit in by_unit), ""),
        paragraph=by_unit.get("paragraph", "") + (f"({below})" if below else ""),
    )


def looked_up(pins: Iterable[Pin], shelf: Shelf) -> list[Item]:
    """Each pin with what the shelf has of it."""
    places = Places()
    return [_item(pin, shelf, places) for pin in pins]


def _item(pin: Pin, shelf: Shelf, places: Places) -> Item:
    try:
        if "://" in pin.subject:
            return Item(pin, act=shelf.entity(pin.subject))
        document = shelf.document(pin.subject)
    except NotFound:
        return Item(pin, quote=pin.quote)
    if pin.start is None or pin.end is None:
        return Item(pin, document, language=document.language)
    said = document.text[pin.start : pin.end]
    if not said or (pin.quote and said != pin.quote):
        return Item(pin, document, quote=pin.quote, language=document.language, changed=True)
    # White space between passages belongs to the next one.
    around = next((p for p in sorted(shelf.passages(document.id), key=lambda p: p.start) if pin.start < p.end), None)
    section, language = (around.section, around.language) if around else ("", document.language)
    found = places.of(Quoted(1, document, pin.start, pin.end, section, language))
    return Item(pin, document, section=section, language=language, quote=said, found=found)


def reference_list(items: Iterable[Item], style: str, language: str | None) -> list[Reference]:
    """The works that items come from, each once, in the order of a style. Raises NotFound, UnreadableFile."""
    records = {str(record["id"]): record for record in (_record(item, language) for item in items if not item.gone)}
    return bibliography(list(records.values()), style, language)


def footnotes(items: Iterable[Item], style: str, language: str) -> list[tuple[Item, str, str]]:
    """Items that are on the shelf, each with its footnote and the language of that, as a drafting pack has them."""
    references = References(style, language)
    found = []
    for item in items:
        if item.document is not None:
            entry = references.footnote(item.document, item.places)
            found.append((item, entry.text, entry.language))
        elif item.act is not None:
            entry = references.act(item.act)
            found.append((item, entry.text, entry.language))
    return found


def exported(
    items: Iterable[Item], style: str, format: str, language: str | None = None, *, pinned: bool = False
) -> str | bytes:
    """References of items in one of ``kb.citation.FORMATS``; ``pinned``: with their places and quotes."""
    there = [item for item in items if not item.gone]
    cited = [item.document or item.act for item in there]
    return cite([each for each in cited if each], style, format, language, [i.at for i in there] if pinned else None)


def pack_items(items: Iterable[Item]) -> list[PackItem]:
    """The quotes among items that still stand where they stood, for ``kb.pack``."""
    return [
        PackItem(
            item.pin.subject, item.pin.start, item.pin.end, item.pin.text, item.pin.note, item.quote, item.places
        )
        for item in items
        if item.quotable and item.pin.start is not None and item.pin.end is not None
    ]  # fmt: skip


def whole_works(items: Iterable[Item]) -> list[str]:
    """The documents and laws among items that are there as a whole, for the bibliography of ``kb.pack``."""
    return [item.pin.subject for item in items if not item.gone and item.pin.start is None]


def quoted(references: References, document: Document, start: int, end: int, passage: Passage, places: Places) -> str:
    """A quote on one line in quotation marks with its reference, to be pasted: “…” (Smith J. Towns. 2020. P. 5)."""
    where = places.of(Quoted(1, document, start, end, passage.section, passage.language))
    return _pasted(document.text[start:end], passage.language, references.footnote(document, where).text)


def _pasted(quote: str, language: str, reference: str) -> str:
    marked = _QUOTATION.get(language, "“{}”").format(" ".join(quote.split()))
    return f"{marked} ({reference.removesuffix('.')})"


def _record(item: Item, language: str | None) -> dict[str, object]:
    if item.document is not None:
        return document_item(item.document)
    assert item.act is not None
    return entity_item(item.act, language)


def arranged(pins: Sequence[Pin], order: Sequence[str], out: Iterable[str]) -> list[Pin]:
    """Pins in an order of their names (:func:`called`), without those that are taken out; others stay behind them."""
    place, gone = {name: number for number, name in enumerate(order)}, set(out)
    kept = [pin for pin in pins if called(pin) not in gone]
    return sorted(kept, key=lambda pin: place.get(called(pin), len(place)))


def edited(pins: Sequence[Pin], name: str, field: str, value: str, shelf: Shelf) -> list[Pin]:
    """Pins with a field of one of them changed; a place that is what the document gives follows the document again."""
    if field not in FIELDS:
        return list(pins)
    said: str | None = " ".join(value.split())[: FIELDS[field]] if field in PLACES else value.strip()[: FIELDS[field]]
    changed = []
    for pin in pins:
        if called(pin) == name:
            if field in PLACES and said == getattr(looked_up([pin], shelf)[0].computed, field):
                said = None
            own: dict[str, Any] = {field: said}
            pin = replace(pin, **own)
        changed.append(pin)
    return changed


def restored(before: Sequence[Pin], now: Sequence[Pin]) -> list[Pin]:
    """What was taken out is back in its place, with what was changed and added since."""
    later = {pin.place: pin for pin in now}
    back = [later.pop(pin.place, pin) for pin in before]
    return back + list(later.values())


def called(pin: Pin) -> str:
    """A name of a pin among those of a basket."""
    return " ".join(str(part) for part in pin.place if part is not None)
