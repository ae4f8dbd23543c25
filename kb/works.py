"""Works: documents that are the same text, nearly the same, or versions of one another. Offered, never merged.

Candidates among near-duplicates come from locality-sensitive hashing of the signatures (Leskovec, Rajaraman, Ullman,
Mining of Massive Datasets, 3.4): 32 bands of 4 numbers meet a pair of similarity 0.8 with probability above 0.9999.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import PurePath
from typing import Literal

import numpy as np

from ingest.document import Document
from ingest.facts.dates import days
from kb import fingerprints
from kb.fingerprints import Signature
from kb.rows import fact
from kb.store import Store, keep_fingerprint

Kind = Literal["same", "near", "newer"]
ALIKE = 0.8
_BANDS, _ROWS = 32, 4
# A bucket of more documents than this holds a form that many share, and only neighbours in it are compared.
_CROWD = 200
# So many names a notice gives.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Work:
    """Documents that belong together. ``kind`` says how: the "same" text in several files, "near" duplicates, or
    "newer" versions, the oldest first. ``similarity`` is the least between two that were found alike, 0 to 1."""

    documents: tuple[Document, ...]
    kind: Kind
    similarity: float


def works(store: Store, among: Collection[str] | None = None) -> list[Work]:
    """The works of a shelf, the most alike first; ``among``: only those with one of these documents."""
    texts, signatures = _fingerprints(store)
    same = [sorted(ids) for ids in _by_text(texts).values() if len(ids) > 1]
    # One document speaks for all that have its text.
    speakers = {ids[0]: ids for ids in _by_text(texts).values()}
    links = dict(_alike({i: signatures[i] for i in speakers}))
    for pair in _same_act(store, speakers):
        links.setdefault(pair, fingerprints.similarity(signatures[pair[0]], signatures[pair[1]]))
    found = [_work(store, ids, "same", 1.0) for ids in same if _wanted(ids, among)]
    for ids in _groups(links):
        everyone = {i for speaker in ids for i in speakers[speaker]}
        if _wanted(everyone, among):
            least = min(value for pair, value in links.items() if pair[0] in ids)
            found.append(_work(store, sorted(everyone), "near", least))
    return sorted(found, key=lambda work: (-work.similarity, work.kind, [d.id for d in work.documents]))


def notices(store: Store, document_ids: Collection[str]) -> list[tuple[str, str]]:
    """(source, sentence) for each work that one of these documents has become a part of."""
    if not document_ids:
        return []
    out: list[tuple[str, str]] = []
    for work in works(store, document_ids):
        first = next(document for document in work.documents if document.id in document_ids)
        others = [document for document in work.documents if document.id != first.id]
        out.append((first.source, _sentence(work, first, others)))
    return sorted(out)


def _sentence(work: Work, document: Document, others: Sequence[Document]) -> str:
    name, named = _name(document), sorted(map(_name, others))
    listed = ", ".join(named[:_NAMED]) + (f" and {len(named) - _NAMED} more" if len(named) > _NAMED else "")
    if work.kind == "same":
        return f"{name}: the same text as {listed}; all are kept, `policykb duplicates` lists them."
    if work.kind == "newer":
        versions = " → ".join(f"{_name(d)} ({d.date or d.year or 'no date'})" for d in work.documents[-_NAMED:])
        return f"{name}: a version of the same document as {listed} ({versions})."
    return f"{name}: nearly the same text as {listed} (similarity {work.similarity:.2f})."


def _name(document: Document) -> str:
    return PurePath(document.source).name


# ---------------------------------------------------------------------------------------- fingerprints
def _fingerprints(store: Store) -> tuple[dict[str, bytes], dict[str, Signature]]:
    """Texts and signatures by document; those that an older version has made, or none, are made now."""
    kept = store.all("SELECT document_id, text, signature FROM fingerprints WHERE version = ?", (fingerprints.VERSION,))
    rows = {row["document_id"]: (row["text"], row["signature"]) for row in kept}
    for document_id in store.document_ids():
        if document_id not in rows:
            made = fingerprints.of(store.document(document_id))
            rows[document_id] = made.text, made.signature
            if not store.read_only:
                with store.writing() as db:
                    keep_fingerprint(db, store.document(document_id))
    known = {i: row for i, row in rows.items() if row[0]}
    return {i: text for i, (text, _) in known.items()}, {i: fingerprints.read(s) for i, (_, s) in known.items()}


def _by_text(texts: Mapping[str, bytes]) -> dict[bytes, list[str]]:
    found: dict[bytes, list[str]] = defaultdict(list)
    for document_id in sorted(texts):
        found[texts[document_id]].append(document_id)
    return found


# ------------------------------------------------------------------------------------------ candidates
def _alike(signatures: Mapping[str, Signature]) -> Iterator[tuple[tuple[str, str], float]]:
    """Pairs of documents with an estimated similarity of at least 0.8, and that similarity."""
    for one, other in sorted(_candidates(signatures)):
        value = fingerprints.similarity(signatures[one], signatures[other])
        if value >= ALIKE:
            yield (one, other), value


def _candidates(signatures: Mapping[str, Signature]) -> set[tuple[str, str]]:
    """Pairs that share a band of their signatures."""
    buckets: dict[tuple[int, bytes], list[str]] = defaultdict(list)
    for document_id in sorted(signatures):
        for band, rows in enumerate(np.split(signatures[document_id], _BANDS)):
            buckets[band, rows.tobytes()].append(document_id)
    shared = (ids for ids in buckets.values() if len(ids) > 1)
    return {pair for ids in shared for pair in (pairwise(ids) if len(ids) > _CROWD else combinations(ids, 2))}


def _same_act(store: Store, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of documents with the number and whole date of one act in one language."""
    columns = ", ".join(f"{fact(name)} AS {name}" for name in ("jurisdiction", "number", "date", "type", "language"))
    rows = store.all(f"SELECT d.id, {columns} FROM documents d ORDER BY d.id")
    among, acts = set(ids), defaultdict(list)
    for document_id, *key in rows:
        if document_id in among and key[1] and len(key[2] or "") == 10:
            acts[tuple(key)].append(document_id)
    for same in acts.values():
        yield from pairwise(same)


# --------------------------------------------------------------------------------------------- groups
def _groups(links: Iterable[tuple[str, str]]) -> list[set[str]]:
    """The documents that links join, directly or over others."""
    group: dict[str, set[str]] = {}
    for one, other in links:
        joined = group.get(one, {one}) | group.get(other, {other})
        for document_id in joined:
            group[document_id] = joined
    return list({min(ids): ids for ids in group.values()}.values())


def _work(store: Store, ids: Sequence[str], kind: Kind, least: float) -> Work:
    documents = [store.document(i) for i in ids]
    if kind == "near":
        editions = {d.id: edition(d) for d in documents}
        # Texts of one act that are not alike are versions of it as well: an extract, an act rewritten.
        if (all(editions.values()) and len(set(editions.values())) > 1) or least < ALIKE:
            documents.sort(key=lambda d: (editions[d.id], d.id))
            kind = "newer"
    return Work(tuple(documents), kind, least)


def edition(document: Document) -> str:
    """The day or year (ISO) of this version of a text: of an act, the last day that its notes of amendments name;
    else the date or year of the document. Empty when unknown."""
    own = document.date or (str(document.year) if document.year else "")
    if not document.number:
        return own
    notes = (document.text[b.start : b.end] for b in document.blocks if b.kind == "note")
    return max([own, *(day for note in notes for day in days(note) if day[:4] <= _last_year())])


def _last_year() -> str:
    """Notes also name days to come, on which a change takes effect; none is farther than a few years away."""
    from datetime import date

    return str(date.today().year)


def _wanted(ids: Iterable[str], among: Collection[str] | None) -> bool:
    return among is None or any(i in among for i in ids)
