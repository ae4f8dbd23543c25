"""What an answer looks up beside its quotes: what is named where, and how near short labels are to the question."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ingest import Table, tables
from ingest.document import Document, Passage, span_key
from ingest.language import detect
from kb.entities import KBEntity
from kb.topics import Topics

Vectors = npt.NDArray[np.float32]
_KEPT = 4096
_LONGEST = 3000
_STATED = frozenset(("responsibility", "recommendation", "observation", "relation", "stage"))
_DOCUMENTS = 64


class Encoder(Protocol):
    """The part of an embedder that is needed here."""

    @property
    def dimension(self) -> int: ...

    def encode_statement(self, texts: Sequence[str]) -> Vectors: ...


class Centring(Protocol):
    """Takes out of vectors what their languages add."""

    def documents(self, vectors: Vectors, languages: Sequence[str]) -> Vectors: ...


class Spans(Protocol):
    """The part of the dense index that is needed here."""

    def holds(self, ids: Sequence[int]) -> npt.NDArray[np.bool_]: ...

    def vectors(self, ids: Sequence[int]) -> Vectors: ...


Range = tuple[str, int, int]


def _share(start: int, end: int, first: int, last: int) -> bool:
    """Whether two ranges have at least half of the shorter one in common."""
    return 2 * (min(end, last) - max(start, first)) >= min(end - start, last - first)


class Lookup:
    """One state of the shelf; made anew when that changes. Labels that were embedded are kept.

    ``document`` and ``passages`` give a document and its passages by its id, ``languages`` how many passages there are
    of each language. A range is the id of a document with a
    start and an end in its text.
    """

    def __init__(
        self,
        entities: Iterable[KBEntity],
        document: Callable[[str], Document],
        passages: Callable[[str], Sequence[Passage]],
        languages: Callable[[], Mapping[str, int]],
        spans: Spans,
        embedder: Encoder,
        centres: Centring,
    ) -> None:
        self._places: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        self._entities = list(entities)
        self._by_document: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for number, entity in enumerate(self._entities):
            for evidence in entity.evidence:
                self._places[entity.kind, evidence.document.id].append((evidence.start, evidence.end))
                self._by_document[evidence.document.id].append((evidence.start, evidence.end, number))
        for places in self._places.values():
            places.sort()
        self._spans, self._embedder, self._centres = spans, embedder, centres
        self.document = document
        self._languages = cache(languages)
        self._labels: dict[str, Vectors] = {}
        self._passages = lru_cache(maxsize=_DOCUMENTS)(passages)
        self.tables = lru_cache(maxsize=_DOCUMENTS)(_tables)

    def names(self, kind: str, document_id: str, start: int, end: int) -> bool:
        """Whether a range of a document names an entity of a kind."""
        places = self._places.get((kind, document_id), [])
        at = bisect_left(places, (start, 0))
        return at < len(places) and places[at][1] <= end

    def states(self, kind: str, document_id: str, start: int, end: int) -> bool:
        """Whether a range of a document holds most of a statement of a kind, or the statement most of the range."""
        places = self._places.get((kind, document_id), [])
        # Statements are clauses: none is so long that one that begins far before could reach into the range.
        near = places[bisect_left(places, (start - _LONGEST, 0)) : bisect_left(places, (end, 0))]
        return any(_share(start, end, *place) for place in near)

    def inside(self, ranges: Iterable[Range]) -> list[KBEntity]:
        """What is stated in one of the ranges, or named inside it, in the order of all entities; concepts left out."""
        found = {
            number
            for document_id, start, end in ranges
            for first, last, number in self._by_document.get(document_id, ())
            if first < end and last > start and self._bears(number, (start, end), (first, last))
        }
        return [self._entities[number] for number in sorted(found)]

    def _bears(self, number: int, place: tuple[int, int], evidence: tuple[int, int]) -> bool:
        kind = self._entities[number].kind
        if kind in _STATED:
            return _share(*place, *evidence)
        return kind != "concept" and place[0] <= evidence[0] and evidence[1] <= place[1]

    @cached_property
    def topics(self) -> Topics:
        """What the statements of the shelf are about."""
        return Topics(self._entities)

    def spoken(self, language: str) -> float:
        """The share of the passages that are in a language."""
        counts = self._languages()
        return counts.get(language, 0) / max(1, sum(counts.values()))

    def passage_at(self, document_id: str, position: int) -> Passage | None:
        """The passage that holds a position of a document."""
        return next((p for p in self._passages(document_id) if p.start <= position < p.end), None)

    def nearness(self, vector: Vectors, labels: Sequence[str]) -> list[float]:
        """Cosines of short texts to a centred vector, shape (dimension,)."""
        return [float(row @ vector) for row in self._embedded(labels)]

    def likeness(self, one: Range, other: Range) -> float:
        """Cosine of two ranges that are spans of the index; 0 where one of them is not."""
        ids = [span_key(*one), span_key(*other)]
        if not all(self._spans.holds(ids)):
            return 0.0
        first, second = self._spans.vectors(ids)[:, : self._embedder.dimension]
        return float(first @ second)

    def near_range(self, place: Range, labels: Sequence[str]) -> list[float]:
        """Cosines of short texts to a range; zeros where that is no span of the index."""
        key = [span_key(*place)]
        if not self._spans.holds(key)[0]:
            return [0.0] * len(labels)
        width = self._embedder.dimension
        vector = self._spans.vectors(key)[0, :width]
        return [float(row[:width] @ vector) for row in self._embedded(labels)]

    def _embedded(self, labels: Sequence[str]) -> list[Vectors]:
        if len(self._labels) > _KEPT:
            self._labels.clear()
        if new := list(dict.fromkeys(label for label in labels if label not in self._labels)):
            centred = self._centres.documents(self._embedder.encode_statement(new), [detect(label) for label in new])
            self._labels.update(zip(new, centred, strict=True))
        return [self._labels[label] for label in labels]


def _tables(document: Document) -> tuple[Table, ...]:
    return tables(document)
