"""Search and answers."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kb.filters import Filters, Year
from kb.methods.shelf import Shelf
from kb.tuning import Search

if TYPE_CHECKING:
    from kb.answer import Answer
    from kb.answers.lookup import Lookup
    from kb.facets import Count, Named, Narrowing
    from kb.followers import Loaded
    from kb.rows import Place
    from kb.search import Asked, Hit

_QUESTIONS = 64


class Asking(Shelf):
    """Questions in words: the passages that bear on them, and an answer of quotes."""

    def search(
        self,
        question: str,
        k: int = 10,
        language: str | None = None,
        type: str | None = None,
        year: Year | None = None,
        document: str | Sequence[str] | None = None,
        mentions: str | Sequence[str] = (),
        *,
        tuning: Search | None = None,
    ) -> list[Hit]:
        """The ``k`` passages that bear on a question most, best first.

        ``language``: of the passage. ``type``, ``year`` (or first and last), ``document`` (ids): of its document.
        ``mentions``: entities (agencies, laws) that the passage names, each by IRI, name or number. ``tuning``:
        parts of the search switched on and off, by default as ``kb.toml`` says. Raises BadQuestion or NotFound.
        """
        searcher = self._searcher(tuning)
        filters = self._filters(language=language, type=type, year=year, document=document, mentions=mentions)
        return searcher.search(searcher.question(question), k, filters)

    def ask(
        self,
        question: str,
        language: str | None = None,
        type: str | None = None,
        year: Year | None = None,
        document: str | Sequence[str] | None = None,
        mentions: str | Sequence[str] = (),
        *,
        tuning: Search | None = None,
        written: bool = True,
    ) -> Answer:
        """The answer that the shelf gives, every sentence cited, or a refusal with its reason; filters as in search.

        ``written``: in the words of the model that ``kb.toml`` or the environment names, if any; False: as quotes.
        """
        from kb.asking import Asker

        filters = self._filters(language=language, type=type, year=year, document=document, mentions=mentions)
        searcher = self._searcher(tuning)
        asker = Asker(searcher, self._lookup(), self.config, self.embedder, self._loaded())
        answer = asker.ask(question, filters, written=written)
        if tuning is None and searcher.asked is not None:
            self._keep_question(question, searcher.asked)
        return answer

    def facets(self, question: str, chosen: Narrowing | None = None) -> dict[str, list[Count]]:
        """How many of the 100 nearest passages have each language, type, year, agency and instrument.

        ``chosen``: what the question is narrowed to (:meth:`narrowing`). Raises BadQuestion.
        """
        from kb.facets import NEAREST, Narrowing, facets
        from kb.search import Asked

        searcher = self._searcher()
        asked = self._kept_questions().get(question) or Asked(searcher.question(question))
        self._keep_question(question, asked)

        def near(narrowed: Narrowing) -> list[Place]:
            return searcher.near(asked, NEAREST, self._filters(document=None, **narrowed.filters))

        return facets(near, self._store.document, self._named(), chosen or Narrowing())

    def narrowing(self, said: Mapping[str, str]) -> tuple[Narrowing, list[str]]:
        """What is asked for by the names of facets as in an address, and the names whose values are not known here.

        A year is ``2017`` or ``2017-2021``, an agency or instrument an IRI, name or number.
        """
        from kb.facets import narrowing

        return narrowing(said, self._named(), self.config.reading.languages, self._types())

    def _types(self) -> set[str]:
        from kb.rows import fact

        query = f"SELECT DISTINCT {fact('type')} FROM documents d"
        return self._once("types", lambda: self._store.sequence, lambda _: {r[0] for r in self._store.all(query)})

    def _kept_questions(self) -> dict[str, Asked]:
        """The latest questions as they were embedded, which takes longer than to search for them."""
        return self._once("questions", self._loaded, lambda _: {})

    def _keep_question(self, text: str, asked: Asked) -> None:
        kept = self._kept_questions()
        kept[text] = asked
        while len(kept) > _QUESTIONS:
            kept.pop(next(iter(kept)), None)

    def _named(self) -> Named:
        from kb.facets import Named

        return self._once("named", lambda: self._store.sequence, lambda _: Named(self._all_entities()))

    @property
    def writer_host(self) -> str:
        """Where quotes and their passages are sent to be worded, as ``host:port``; empty when no writer is set."""
        return self.config.writer.host(os.environ)

    def _lookup(self) -> Lookup:
        """What answers look up, kept for each state of the followers."""
        from kb.answers.lookup import Lookup
        from kb.labels import Remembered

        def made(loaded: Loaded) -> Lookup:
            store, entities = self._store, self._all_entities()
            shelf = store.document, store.passages, store.languages
            return Lookup(entities, *shelf, loaded.dense, Remembered(self.embedder, store), loaded.centres)

        return self._once("lookup", self._loaded, made)

    def _filters(self, **chosen: Any) -> Filters:
        from kb.asking import filters

        return filters(self._store, self._all_entities, self.config.reading.languages, **chosen)
