"""What the documents of a shelf cite: references, works, and who cites what."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.citations import Entry
from ingest.errors import NotFound
from kb.references import cache
from kb.references.grouping import Index, groups, work_id
from kb.references.model import CitedWork, Reference
from kb.references.sketch import Sketch, same, sketch
from kb.store import Store
from ontology.mention import Entity


@dataclass(frozen=True, slots=True)
class _Cited:
    """An entry in its document before it is known what it names."""

    document_id: str
    quote: str
    entry: Entry
    footnote: bool
    sketch: Sketch
    instrument: str


class Bibliography:
    """The references of all documents of a store, as they are when this is made.

    ``entities``: the instruments among them are what references to acts are linked to.
    """

    def __init__(self, store: Store, entities: Iterable[Entity]) -> None:
        self._store = store
        acts = _acts(entities)
        cited = [each for i in sorted(store.document_ids()) for each in _cited(store, i, acts.get(i, ()))]
        shelf = _Shelf(store)
        self._works = [_work([cited[at] for at in group], shelf) for group in groups([c.sketch for c in cited])]
        self._works.sort(key=lambda work: (-len(work.documents), -len(work.references), work.id))
        self._references: dict[str, list[Reference]] = defaultdict(list)
        for work in self._works:
            for reference in work.references:
                self._references[reference.document_id].append(reference)
        for found in self._references.values():
            found.sort(key=lambda reference: (reference.start, reference.end))

    def references(self, document_id: str | None = None) -> list[Reference]:
        """The references of a document in reading order, or of all documents by their ids."""
        if document_id is not None:
            return list(self._references.get(document_id, ()))
        return [reference for i in sorted(self._references) for reference in self._references[i]]

    def works(self) -> list[CitedWork]:
        """The works that are cited, those that most documents share first."""
        return list(self._works)

    def citing(self, what: str) -> list[Reference]:
        """The references to a document (its full id), an instrument (IRI) or a work (id), by document and place.

        Raises NotFound when a work has no such id.
        """
        found = [r for w in self._works for r in w.references if what in (w.id, r.linked, r.instrument)]
        if not found and re.match(r"(?:doi|act|work):", what):
            raise NotFound(f"There is no cited work {what!r}; `policykb references --shared` lists them.")
        return sorted(found, key=lambda r: (r.document_id, r.start))


# --------------------------------------------------------------------------------------- one document
def _cited(store: Store, document_id: str, acts: Sequence[tuple[int, int, str]]) -> list[_Cited]:
    text = store.document(document_id).text
    out = []
    for entry, footnote in cache.entries(store, document_id):
        quote = text[entry.start : entry.end]
        years = frozenset(
            map(int, re.findall(r"(?<![\d/_.-])(?:19|20)\d\d(?![\d/_-])", re.sub(r"https?://\S+", "", quote)))
        )
        act = _named_act(entry, acts)
        out.append(_Cited(document_id, quote, entry, footnote, sketch(entry.item(), years, act), act))
    return out


def _acts(entities: Iterable[Entity]) -> Mapping[str, list[tuple[int, int, str]]]:
    """Where each document names an instrument."""
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for entity in entities:
        if entity.kind == "instrument":
            for mention in entity.mentions:
                found[mention.document_id].append((mention.start, mention.end, entity.iri))
    return found


def _named_act(entry: Entry, acts: Sequence[tuple[int, int, str]]) -> str:
    """The instrument that a reference to an act names: that of the longest mention in it, of two the first."""
    if entry.type != "legislation":
        return ""
    inside = [(start - end, start, iri) for start, end, iri in acts if start < entry.end and entry.start < end]
    return min(inside)[2] if inside else ""


# -------------------------------------------------------------------------------------------- works
class _Shelf:
    """The documents of the shelf as records, to be found by what cites them."""

    def __init__(self, store: Store) -> None:
        from kb.citation import csl_item

        self._ids = sorted(store.document_ids())
        self._sketches = []
        for document in map(store.document, self._ids):
            more = {"DOI": document.doi, "URL": document.url, "number": document.number, "page": document.page_range}
            item = csl_item(document) | {name: value for name, value in more.items() if value}
            self._sketches.append(sketch(item if document.title else item | {"title": ""}))
        self._index = Index(self._sketches)

    def find(self, wanted: Iterable[Sketch]) -> str:
        """The document that one of the records describes; empty when there is none."""
        for each in wanted:
            for at in sorted(self._index.near(each)):
                if same(each, self._sketches[at]):
                    return self._ids[at]
        return ""


def _work(cited: Sequence[_Cited], shelf: _Shelf) -> CitedWork:
    id = work_id(each.sketch for each in cited)
    linked = shelf.find(each.sketch for each in cited)
    instrument = next((each.instrument for each in cited if each.instrument), "")
    references = tuple(_reference(each, id, linked, instrument) for each in cited)
    fullest = max(references, key=lambda r: (r.confidence, len(r.item), -len(r.document_id), r.document_id, -r.start))
    documents = tuple(sorted({reference.document_id for reference in references}))
    return CitedWork(id, fullest.item, references, documents, linked, instrument)


def _reference(cited: _Cited, work: str, linked: str, instrument: str) -> Reference:
    entry = cited.entry
    ranges = {name: (found.start, found.end) for name, found in entry.fields.items()}
    for name, people in (("authors", entry.authors), ("editors", entry.editors)):
        if people:
            ranges[name] = (min(p.start for p in people), max(p.end for p in people))
    return Reference(
        cited.document_id, entry.start, entry.end, cited.quote, {"id": work, **entry.item()}, ranges, entry.style,
        entry.confidence, cited.footnote, work, linked if linked != cited.document_id else "", instrument,
    )  # fmt: skip
