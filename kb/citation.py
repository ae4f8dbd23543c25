"""References of documents and acts: formatted text in a CSL style, HTML, Word, BibTeX, BibLaTeX, RIS and CSL-JSON.

One record for each, a CSL-JSON item (CSL 1.0.2, :mod:`kb.citing.records`); every format is written from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ingest.document import Document
from ingest.errors import NotFound
from kb.citing.formats import FORMATS
from kb.citing.pinpoints import NOWHERE, Pinpoint, of_citation, pinpoint
from kb.citing.records import document_item, entity_item
from kb.citing.styles import STYLES, style_names
from kb.citing.types import csl_type

if TYPE_CHECKING:
    from kb.answer import Citation
    from kb.entities import KBEntity

__all__ = ["FORMATS", "STYLES", "Pinpoint", "cite", "cite_items", "csl_item", "csl_type", "style_names"]

csl_item = document_item


def cite(
    cited: Iterable[Document | KBEntity | Citation | Mapping[str, Any]],
    style: str = "gost-r-7-0-5-2008",
    format: str = "text",
    language: str | None = None,
    pinpoints: Sequence[Any] | None = None,
) -> str | bytes:
    """References of documents, instruments, records and citations of answers in one of ``FORMATS``; bytes for ``docx``.

    ``style`` is the name of a CSL style or the path of a CSL file; it shapes text, HTML and Word only and decides
    their order. ``language`` is that of the labels, and of an act's title. ``pinpoints`` are places, one for each of
    ``cited`` (:func:`kb.citing.pinpoints.pinpoint`); citations of answers bring theirs. What is given twice is cited
    once, with all its places. Raises NotFound for an unknown style, format or locale, UnreadableFile for a bad style.
    """
    from kb.answer import Citation

    items: list[Mapping[str, Any]] = []
    places: list[Pinpoint] = []
    for each, place in zip(each_ := list(cited), pinpoints or [None] * len(each_), strict=True):
        if isinstance(each, Citation):
            items.append(document_item(each.document))
            places.append(pinpoint(place) if place is not None else of_citation(each))
        else:
            items.append(_item(each, language))
            places.append(pinpoint(place))
    return cite_items(items, style, format, language, places)


def _item(each: Document | KBEntity | Mapping[str, Any], language: str | None) -> Mapping[str, Any]:
    if isinstance(each, Mapping):
        return each
    return document_item(each) if isinstance(each, Document) else entity_item(each, language)


def cite_items(
    items: Sequence[Mapping[str, Any]],
    style: str = "gost-r-7-0-5-2008",
    format: str = "text",
    language: str | None = None,
    pinpoints: Sequence[Pinpoint] | None = None,
) -> str | bytes:
    """As :func:`cite`, for CSL-JSON items, each with ``id`` and ``type``."""
    if format not in FORMATS:
        raise NotFound(f"There is no citation format {format!r}; there are: {', '.join(FORMATS)}.")
    records: dict[str, Mapping[str, Any]] = {}
    places: dict[str, Pinpoint] = {}
    for item, place in zip(items, pinpoints or [NOWHERE] * len(items), strict=True):
        key = str(item["id"])
        records.setdefault(key, item)
        places[key] = _both(places[key], place) if key in places else place
    return FORMATS[format](list(records.values()), style, language, list(places.values()))


def _both(one: Pinpoint, other: Pinpoint) -> Pinpoint:
    """Two places in one work, as one: "3, 7"."""
    joined = {
        name: ", ".join(dict.fromkeys(filter(None, (*getattr(one, name).split(", "), getattr(other, name)))))
        for name in ("page", "article", "paragraph", "part")
    }
    quotes = " … ".join(dict.fromkeys(filter(None, (one.quote, other.quote))))
    return replace(one, **joined, quote=quotes)
