"""The lexical index: tantivy's BM25 over the stemmed terms of passages, and of the titles above them.

Reference entries are held as well; they are found only when they are asked for.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kb.rows import fact
from kb.store import Store
from kb.terms import linked, terms

FOLDER = "lexical"
VERSION = "2"
Ids = npt.NDArray[np.int64]
_WRITER_BYTES = 30_000_000
# What a term in the title of a section or document counts beside one in the passage.
HEADING_SHARE = 0.3
_BODY, _REFERENCE = 0, 1


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index holds of a passage: its terms and links, those of the titles above it, whether it is a
    reference entry."""

    passage_id: int
    terms: list[str]
    headings: list[str]
    reference: bool


@dataclass(frozen=True, slots=True)
class LexicalHit:
    """A passage and its BM25 score."""

    passage_id: int
    score: float


class LexicalIndex:
    """Terms of passages under their ids, on disk in a folder of its own."""

    name = "lexical"

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER
        self._index = self._open()

    def load(self) -> None:
        """See what another process has written."""
        self._index.reload()

    def clear(self) -> None:
        """Begin anew with an empty index."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._index = self._open()

    @property
    def ids(self) -> Ids:
        import tantivy

        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.all_query(), limit=max(1, searcher.num_docs), count=False).hits
        return np.array(_passage_ids(searcher, [address for _, address in hits]), dtype=np.int64)

    def write(self, remove: Sequence[int], add: Iterable[Entry]) -> None:
        """Remove passages by id and add others, in one commit."""
        import tantivy

        writer = self._index.writer(heap_size=_WRITER_BYTES, num_threads=1)
        for passage_id in remove:
            writer.delete_documents_by_query(tantivy.Query.term_query(self._index.schema, "passage", passage_id))
        for entry in add:
            document = tantivy.Document()
            document.add_integer("passage", entry.passage_id)
            document.add_integer("kind", _REFERENCE if entry.reference else _BODY)
            document.add_text("terms", " ".join(entry.terms))
            document.add_text("headings", " ".join(entry.headings))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(
        self,
        words: Iterable[str],
        k: int,
        among: Ids | None = None,
        *,
        choices: Sequence[Sequence[Mapping[str, float]]] = (),
        headings: bool = True,
        references: bool = False,
    ) -> list[LexicalHit]:
        """The ``k`` best passages by BM25 of any of the terms, best first.

        Of each of the ``choices`` (the terms of several names for one thing, with what each term counts beside its
        rarity) only the name that a passage matches best counts. Only passages ``among``, if given; with
        ``headings`` the titles above a passage count a little; with ``references`` only reference entries are found.
        """
        import tantivy

        words = list(dict.fromkeys(words))
        if not (words or choices) or k < 1 or (among is not None and not len(among)):
            return []
        schema = self._index.schema
        shares = {"terms": 1.0, "headings": HEADING_SHARE} if headings else {"terms": 1.0}
        named = [tantivy.Query.disjunction_max_query([self._any(name, shares) for name in names]) for names in choices]
        wanted = [self._any(dict.fromkeys(words, 1.0), shares), *named]
        kind = tantivy.Query.term_query(schema, "kind", _REFERENCE if references else _BODY)
        musts = [
            tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in wanted]),
            tantivy.Query.const_score_query(kind, 0.0),
        ]
        if among is not None:
            allowed = tantivy.Query.term_set_query(schema, "passage", among.tolist())
            musts.append(tantivy.Query.const_score_query(allowed, 0.0))
        searcher = self._index.searcher()
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, must) for must in musts])
        hits = searcher.search(query, limit=k, count=False).hits
        ids = _passage_ids(searcher, [address for _, address in hits])
        return [LexicalHit(i, score) for i, (score, _) in zip(ids, hits, strict=True)]

    def _any(self, words: Mapping[str, float], shares: Mapping[str, float]) -> Any:
        """A query for any of the terms in the fields, each counted by its weight and by the share of its field."""
        import tantivy

        each = [
            tantivy.Query.boost_query(tantivy.Query.term_query(self._index.schema, field, word, "freq"), weight * share)
            for word, weight in words.items()
            for field, share in shares.items()
        ]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in each])

    def frequencies(self, words: Sequence[str]) -> tuple[dict[str, int], int]:
        """In how many passages each term occurs, and how many passages there are."""
        searcher = self._index.searcher()
        return {word: searcher.doc_freq("terms", word) for word in words}, searcher.num_docs

    def _open(self) -> Any:
        import tantivy

        self._folder.mkdir(parents=True, exist_ok=True)
        schema = tantivy.SchemaBuilder()
        schema.add_integer_field("passage", stored=False, indexed=True, fast=True)
        schema.add_integer_field("kind", stored=False, indexed=True)
        for field in ("terms", "headings"):
            schema.add_text_field(field, stored=False, tokenizer_name="whitespace", index_option="freq")
        index = tantivy.Index(schema.build(), path=str(self._folder), reuse=True)
        index.register_tokenizer("whitespace", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        return index


def catch_up(index: LexicalIndex, store: Store, changed: set[str]) -> None:
    """Make the index hold exactly the passages that may answer, and the reference entries.

    Passages of the documents in ``changed`` are written again even when their ids stayed.
    """
    wanted = held(store)
    present = set(index.ids.tolist())
    stale = {i for i in present if i not in wanted or wanted[i] in changed}
    new = sorted(i for i in wanted if i not in present or i in stale)
    if stale or new:
        index.write(sorted(stale), _entries(store, new))


def held(store: Store) -> dict[int, str]:
    """The passages that the index holds of a store, by id, with the ids of their documents."""
    found = store.all(
        "SELECT id, document_id FROM passages WHERE id IN (SELECT passage_id FROM spans)"
        " OR (kind = 'reference' AND NOT garbled)"
    )
    return {row["id"]: row["document_id"] for row in found}


def _entries(store: Store, passage_ids: Sequence[int]) -> Iterator[Entry]:
    titles = {
        row["id"]: row["title"] or "" for row in store.all(f"SELECT id, {fact('title')} AS title FROM documents d")
    }
    for passage_id, passage in store.passages_by_id(passage_ids).items():
        above = f"{titles[passage.document_id]}\n{passage.section}"
        yield Entry(
            passage_id,
            every_term(passage.text, passage.language),
            every_term(above, passage.language),
            passage.kind == "reference",
        )


def every_term(text: str, language: str) -> list[str]:
    """The terms of a text and the links in it."""
    return terms(text, language) + [term for term, _ in linked(text, language)]


def _passage_ids(searcher: Any, addresses: list[Any]) -> list[int]:
    return list(searcher.fast_field_values("passage", addresses)) if addresses else []
