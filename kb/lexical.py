"""The lexical index: tantivy's BM25 over the stemmed terms of passages."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kb.store import Store
from kb.terms import terms

FOLDER = "lexical"
VERSION = "1"
Ids = npt.NDArray[np.int64]
_WRITER_BYTES = 30_000_000


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

    def write(self, remove: Sequence[int], add: Sequence[tuple[int, list[str]]]) -> None:
        """Remove passages by id and add (id, terms), in one commit."""
        import tantivy

        writer = self._index.writer(heap_size=_WRITER_BYTES, num_threads=1)
        for passage_id in remove:
            writer.delete_documents_by_query(tantivy.Query.term_query(self._index.schema, "passage", passage_id))
        for passage_id, words in add:
            document = tantivy.Document()
            document.add_integer("passage", passage_id)
            document.add_text("terms", " ".join(words))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(self, words: Sequence[str], k: int, among: Ids | None = None) -> list[LexicalHit]:
        """The ``k`` best passages by BM25 of any of the terms, best first; only passages ``among``, if given."""
        import tantivy

        if not words or k < 1 or (among is not None and not len(among)):
            return []
        schema = self._index.schema
        any_term = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "terms", word, "freq"))
            for word in dict.fromkeys(words)
        ]
        query = tantivy.Query.boolean_query(any_term)
        if among is not None:
            allowed = tantivy.Query.const_score_query(
                tantivy.Query.term_set_query(schema, "passage", among.tolist()), 0.0
            )
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, allowed)])
        searcher = self._index.searcher()
        hits = searcher.search(query, limit=k, count=False).hits
        ids = _passage_ids(searcher, [address for _, address in hits])
        return [LexicalHit(i, score) for i, (score, _) in zip(ids, hits, strict=True)]

    def frequencies(self, words: Sequence[str]) -> tuple[dict[str, int], int]:
        """In how many passages each term occurs, and how many passages there are."""
        searcher = self._index.searcher()
        return {word: searcher.doc_freq("terms", word) for word in words}, searcher.num_docs

    def _open(self) -> Any:
        import tantivy

        self._folder.mkdir(parents=True, exist_ok=True)
        schema = tantivy.SchemaBuilder()
        schema.add_integer_field("passage", stored=False, indexed=True, fast=True)
        schema.add_text_field("terms", stored=False, tokenizer_name="whitespace", index_option="freq")
        index = tantivy.Index(schema.build(), path=str(self._folder), reuse=True)
        index.register_tokenizer("whitespace", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        return index


def catch_up(index: LexicalIndex, store: Store, changed: set[str]) -> None:
    """Make the index hold exactly the passages that may answer.

    Passages of the documents in ``changed`` are written again even when their ids stayed.
    """
    wanted = {
        row["id"]: row["document_id"]
        for row in store.all("SELECT id, document_id FROM passages WHERE id IN (SELECT passage_id FROM spans)")
    }
    present = set(index.ids.tolist())
    stale = {i for i in present if i not in wanted or wanted[i] in changed}
    new = sorted(i for i in wanted if i not in present or i in stale)
    if stale or new:
        passages = store.passages_by_id(new)
        index.write(sorted(stale), [(i, terms(p.text, p.language)) for i, p in passages.items()])


def _passage_ids(searcher: Any, addresses: list[Any]) -> list[int]:
    return list(searcher.fast_field_values("passage", addresses)) if addresses else []
