"""A basket: ranges of documents that a drafter has chosen, each with a sentence of their own if they like."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ingest.document import Document
from ingest.errors import BadBasket
from kb.pack.places import Place

# A record may hold what `policykb ask --json` says of a citation, which the document says anyway.
_TEXTS = ("text", "note", "quote")
_KEYS = {"document", "start", "end", *_TEXTS, "number", "source", "title", "page", "section"}


@dataclass(frozen=True, slots=True)
class PackItem:
    """A quote of a document, given its id (or a unique beginning) and a half-open range of code points of its text.

    ``text`` is the sentence that rests on the quote, in the drafter's own words; empty: the quote itself. ``note``
    is a remark for the annex. ``quote``: what the range is known to say; another text there is an error. ``places``:
    where it stands in the drafter's words; None: as the document has it.
    """

    document_id: str
    start: int
    end: int
    text: str = ""
    note: str = ""
    quote: str = ""
    places: tuple[Place, ...] | None = None


def check(item: PackItem, document: Document, number: int) -> None:
    """Raises BadBasket where the range of item ``number`` (from 1) is none of the document, or holds no text."""
    where = f"Item {number} of the basket"
    size = len(document.text)
    if not (_whole(item.start) and _whole(item.end) and 0 <= item.start < item.end <= size):
        raise BadBasket(
            f"{where}: {item.start}–{item.end} is no range of {document.title or document.id[:12]}; "
            f"give whole numbers with 0 ≤ start < end ≤ {size}."
        )
    quote = document.text[item.start : item.end]
    if item.quote and item.quote != quote:
        raise BadBasket(
            f"{where}: {document.title or document.id[:12]} says something else there; choose the range anew."
        )
    if not quote.strip():
        raise BadBasket(f"{where} quotes nothing but white space; choose a range with text.")


def basket(text: str) -> list[PackItem]:
    """The items of a JSON list of ``{"document", "start", "end", "text"?, "note"?}``. Raises BadBasket.

    Records as ``policykb ask --json`` lists citations are taken too.
    """
    try:
        records = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadBasket(f"The basket is no JSON (line {error.lineno}: {error.msg}); write a list of items.") from error
    if not isinstance(records, list):
        raise BadBasket('The basket is no list; write [{"document": "…", "start": 0, "end": 100}, …].')
    return list(_items(records))


def _items(records: Iterable[Any]) -> Iterable[PackItem]:
    for number, record in enumerate(records, 1):
        where = f"Item {number} of the basket"
        if not isinstance(record, dict):
            raise BadBasket(f'{where} is no object; write {{"document": "…", "start": 0, "end": 100}}.')
        if unknown := sorted(set(record) - _KEYS):
            raise BadBasket(
                f"{where} has {unknown[0]!r}, which is not known; there are: document, start, end, text, note."
            )
        if lacking := [key for key in ("document", "start", "end") if key not in record]:
            raise BadBasket(f"{where} lacks {lacking[0]!r}; it takes document, start and end.")
        if wrong := [key for key in ("document", *_TEXTS) if not isinstance(record.get(key, ""), str)]:
            raise BadBasket(f"{where}: {wrong[0]} is no text; write it in quotation marks.")
        texts = {key: record[key] for key in _TEXTS if key in record}
        yield PackItem(record["document"], record["start"], record["end"], **texts)


def _whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool)
