"""Answering over one state of the shelf: search, quotes, composition, wording."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ingest.errors import BadQuestion
from kb.answer import Answer, compose
from kb.answers.facts import bearing
from kb.answers.lookup import Lookup
from kb.config import Config
from kb.embedding import Embedder
from kb.entities import KBEntity, named
from kb.filters import Filters, Year
from kb.followers import Loaded
from kb.quotes import best_quotes
from kb.search import Searcher
from kb.store import Store
from ontology.mention import KINDS

# So many passages are looked at for an answer.
HITS = 10


class Asker:
    """Answers questions from what a searcher finds; ``lookup`` knows what is named where."""

    def __init__(self, searcher: Searcher, lookup: Lookup, config: Config, embedder: Embedder, loaded: Loaded) -> None:
        self._searcher, self._lookup, self._config = searcher, lookup, config
        self._embedder, self._loaded = embedder, loaded

    def ask(self, text: str, filters: Filters, *, written: bool) -> Answer:
        """The answer to a question among the passages that pass the filters; ``written`` lets a model word it."""
        question = self._searcher.question(text)
        hits = self._searcher.search(question, HITS, filters)
        quotes = best_quotes(question, hits)
        answer = compose(question, hits, quotes, self._config.answer_threshold, self._lookup)
        if written and not answer.refused and self._config.writer.is_set(os.environ):
            answer = self._worded(answer)
        facts = self._lookup.inside((c.document.id, c.start, c.end) for c in answer.citations)
        return replace(answer, facts=tuple(bearing(text, facts, self._lookup.topics)))

    def _worded(self, answer: Answer) -> Answer:
        """The answer in the words of a model."""
        from kb.writing.checking import Shelf
        from kb.writing.writer import rewritten

        loaded = self._loaded
        shelf = Shelf(self._embedder, loaded.centres, loaded.dense, loaded.names)
        return rewritten(answer, self._config.writer, shelf)


def filters(
    store: Store,
    entities: Callable[[], Iterable[KBEntity]],
    languages: Sequence[str],
    *,
    language: str | None,
    type: str | None,
    year: Year | None,
    document: str | Sequence[str] | None,
    mentions: str | Sequence[str],
) -> Filters:
    """What a user chose, as filters of a search. Raises BadQuestion for a language that is none of ``languages``, and
    NotFound for a document or an entity that is not there."""
    if language is not None and language not in languages:
        raise BadQuestion(f"There is no language {language!r}; there are: {', '.join(languages)}.")
    ids = [document] if isinstance(document, str) else document
    documents = None if ids is None else frozenset(store.full_id(i) for i in ids)
    names = [mentions] if isinstance(mentions, str) else mentions
    found = [named(entities(), name, KINDS).evidence for name in names]
    ranges = tuple(tuple((e.document.id, e.start, e.end) for e in evidence) for evidence in found)
    return Filters(language, type, year, documents, ranges)
