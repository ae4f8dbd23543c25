"""KnowledgeBase: what users call."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.document import Document, Passage
from ingest.errors import Busy, NotFound, StorageFailed
from kb import config
from kb.embedding import open_embedder
from kb.filters import Filters, Year
from kb.opening import EMBEDDER, WAIT, check_embedder, locked, prepare
from kb.store import Store

if TYPE_CHECKING:
    import rdflib
    from rdflib.query import Result

    from kb.adding import Progress, Report
    from kb.answer import Answer
    from kb.entities import KBEntity
    from kb.followers import Loaded
    from kb.search import Hit, Searcher
    from ontology import Violation

_log = logging.getLogger(__name__)


class KnowledgeBase:
    """A shelf of documents that can be searched, asked and cited.

    Use :meth:`open`; it is a context manager. The threads of a server may share one. Several processes may open
    the same folder: one writes at a time, the others see its documents when it has finished.
    """

    def __init__(
        self, folder: Path, store: Store, settings: config.Config, *, read_only: bool, password: str | None
    ) -> None:
        from kb.followers import Followers

        self.path = folder
        self.config = settings
        self.embedder = open_embedder(settings.embedder)
        self._store, self._read_only, self._password = store, read_only, password
        self._followers = Followers(folder, store, self.embedder)
        self._seen = -1
        self._entities: tuple[int, list[KBEntity]] | None = None
        self._lock = threading.RLock()

    @classmethod
    def open(
        cls,
        path: str | Path,
        read_only: bool = False,
        *,
        password: str | None = None,
        any_embedder: bool = False,
    ) -> KnowledgeBase:
        """Open the knowledge base in folder ``path``; create it when absent, unless ``read_only``.

        ``password`` opens encrypted PDFs that are added. ``any_embedder`` opens it although it was built with
        another embedder, to run :meth:`reindex`. Raises NotFound, NewerVersion, WrongEmbedder, BadConfiguration
        or StorageFailed, each with a message for the user.
        """
        folder = Path(path)
        prepare(folder, read_only)
        settings = config.load(folder)
        store = Store(folder, read_only=read_only)
        try:
            kb = cls(folder, store, settings, read_only=read_only, password=password)
            check_embedder(folder, store, kb.embedder.id, any_embedder=any_embedder, read_only=read_only)
            if not read_only and not any_embedder:
                kb._catch_up_if_behind()
        except BaseException:
            store.close()
            raise
        return kb

    def close(self) -> None:
        self._followers.close()
        self._store.close()

    def __enter__(self) -> KnowledgeBase:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -------------------------------------------------------------------------------- the shelf
    def add(
        self, paths: str | Path | Iterable[str | Path], progress: Callable[[Progress], None] | None = None
    ) -> Report:
        """Add files and folders; what is there already is left alone. Failures are listed in the report."""
        from kb.adding import Adder

        each = [paths] if isinstance(paths, str | Path) else list(paths)
        with self._writing():
            try:
                return Adder(self.path, self._store, self.embedder, self._password, progress).add(each)
            finally:
                self._followers.catch_up()

    def remove(self, document_id: str) -> None:
        """Remove a document, given its id or a unique beginning of it. Raises NotFound."""
        from kb.adding import SOURCES

        with self._writing():
            document_id = self._store.full_id(document_id)
            source = self.path / SOURCES / self._store.source_name(document_id)
            self._store.remove(document_id)
            source.unlink(missing_ok=True)
            self._followers.catch_up()

    def documents(self) -> list[Document]:
        """All documents, by title."""
        found = [self._store.document(document_id) for document_id in self._store.document_ids()]
        return sorted(found, key=lambda document: (document.title.casefold(), document.id))

    def document(self, document_id: str) -> Document:
        """The document with this id, or whose id begins so. Raises NotFound."""
        return self._store.document(self._store.full_id(document_id))

    def passages(self, document_id: str) -> list[Passage]:
        """The passages of a document in reading order. Raises NotFound."""
        return self._store.passages(self._store.full_id(document_id))

    # -------------------------------------------------------------------------- search and answers
    def search(
        self,
        question: str,
        k: int = 10,
        language: str | None = None,
        type: str | None = None,
        year: Year | None = None,
        document: str | Sequence[str] | None = None,
        mentions: str | None = None,
    ) -> list[Hit]:
        """The ``k`` passages that bear on a question most, best first.

        ``language``: of the passage. ``type``, ``year`` (or first and last), ``document`` (ids): of its document.
        ``mentions``: the IRI of an entity that the passage names. Raises BadQuestion or NotFound.
        """
        searcher = self._searcher()
        filters = self._filters(language, type, year, document, mentions)
        return searcher.search(searcher.question(question), k, filters)

    def ask(
        self,
        question: str,
        language: str | None = None,
        type: str | None = None,
        year: Year | None = None,
        document: str | Sequence[str] | None = None,
        mentions: str | None = None,
    ) -> Answer:
        """The answer that the shelf gives, every sentence cited, or a refusal with its reason; filters as in search."""
        from kb.answer import compose
        from kb.quotes import best_quotes

        searcher = self._searcher()
        asked = searcher.question(question)
        hits = searcher.search(asked, 10, self._filters(language, type, year, document, mentions))
        quotes = best_quotes(asked, hits, searcher.windows(asked, hits))
        answer = compose(asked, hits, quotes, self.config.answer_threshold)
        return replace(answer, facts=tuple(self._facts(answer)))

    # -------------------------------------------------------------------------------- the ontology
    def entities(self, kind: str | None = None) -> list[KBEntity]:
        """The entities of a kind (instrument, agency), or all, by label. Raises NotFound for an unknown kind."""
        from ontology import KINDS

        if kind is not None and kind not in KINDS:
            raise NotFound(f"There is no kind of entity {kind!r}; there are: {', '.join(KINDS)}.")
        return [entity for entity in self._all_entities() if kind in (None, entity.kind)]

    def entity(self, iri: str) -> KBEntity:
        """The entity with this IRI. Raises NotFound."""
        found = next((entity for entity in self._all_entities() if entity.iri == iri), None)
        if found is None:
            raise NotFound(f"There is no entity {iri}; `policykb entities` lists them.")
        return found

    @property
    def graph(self) -> rdflib.Dataset:
        """All statements: one named graph per document. Read it; what you change is not kept."""
        return self._loaded().graph.dataset

    def sparql(self, query: str) -> Result:
        """The result of a reading SPARQL 1.1 query over all statements. Raises BadQuery."""
        return self._loaded().graph.query(query)

    def validate(self) -> list[Violation]:
        """Where the graph breaks the shapes of the ontology; empty when it is sound."""
        return self._loaded().graph.validate()

    def provenance(self, subject: Answer | str) -> rdflib.Graph:
        """How an answer was built (PROV-O), or what is known about an IRI and from which characters."""
        from kb.provenance import of_entity, provenance

        if isinstance(subject, str):
            return of_entity(self.entity(subject).iri, self.graph)
        return provenance(subject, self.graph)

    def decide(self, statement: str, verdict: str, by: str) -> None:
        """Record a curator's verdict ("accepted" or "rejected") on a statement, given its IRI."""
        if verdict not in ("accepted", "rejected"):
            raise NotFound(f"There is no verdict {verdict!r}; there are: accepted, rejected.")
        with self._writing():
            self._store.decide(statement, verdict, by)
            self._followers.catch_up()

    # ----------------------------------------------------------------------------------- citations
    def cite(self, document_ids: str | Sequence[str], style: str = "gost-r-7-0-5-2008", format: str = "text") -> str:
        """References of documents. Formats: text (in a style), bibtex, ris, csl-json. Raises NotFound, KBError."""
        from kb.citation import cite

        ids = [document_ids] if isinstance(document_ids, str) else list(document_ids)
        return cite([self.document(i) for i in ids], style, format)

    # --------------------------------------------------------------------------------- maintenance
    def status(self) -> dict[str, Any]:
        """Counts and settings, ready for JSON."""
        count = {t: self._store.all(f"SELECT count(*) FROM {t}")[0][0] for t in ("documents", "passages", "mentions")}
        return {
            "path": str(self.path),
            "embedder": self.embedder.id,
            **count,
            "vectors": self._store.all("SELECT count(*) FROM vectors WHERE embedder = ?", (self.embedder.id,))[0][0],
            "change": self._store.sequence,
            "indexes_up_to_date": not self._followers.behind,
        }

    def verify(self) -> list[str]:
        """What is wrong with the knowledge base, a sentence each; empty when nothing is."""
        from kb.verify import problems

        return list(problems(self.path, self._store, self._followers, self.embedder))

    def reindex(self, progress: Callable[[Progress], None] | None = None) -> None:
        """Read every kept source again, embed it with the configured embedder and build all indexes anew."""
        from kb.adding import Adder, Progress

        tell = progress or (lambda _: None)
        with self._writing():
            adder = Adder(self.path, self._store, self.embedder, self._password, progress)
            ids = self._store.document_ids()
            for done, document_id in enumerate(ids):
                tell(Progress("read", done, len(ids), document_id[:12]))
                adder.read_again(document_id)
            tell(Progress("read", len(ids), len(ids), ""))
            self._store.set_meta(EMBEDDER, self.embedder.id)
            self._store.forget_other_vectors(self.embedder.id)
            self._followers.drop()
            self._followers.catch_up()

    def warm(self) -> None:
        """Load what the first question needs, so that it does not wait."""
        self._searcher().question("warm up")

    # ------------------------------------------------------------------------------------ plumbing
    def _loaded(self) -> Loaded:
        """The followers, loaded again when another process has written."""
        with self._lock:
            version = self._store.data_version
            if version != self._seen:
                self._store.forget_cached()
                self._seen = version
            return self._followers.current()

    def _searcher(self) -> Searcher:
        from kb.search import Searcher

        return Searcher(self._store, self._loaded(), self.embedder)

    def _all_entities(self) -> list[KBEntity]:
        """Resolved once for each state of the store."""
        from kb import linking
        from kb.entities import with_evidence

        with self._lock:
            sequence = self._store.sequence
            if self._entities is None or self._entities[0] != sequence:
                found = [with_evidence(entity, self._store) for entity in linking.entities(self._store)]
                self._entities = sequence, sorted(found, key=lambda entity: (entity.kind, entity.label, entity.iri))
            return self._entities[1]

    def _facts(self, answer: Answer) -> Iterator[KBEntity]:
        """Entities with evidence inside the quotes of an answer."""
        quotes = [(c.document.id, c.start, c.end) for c in answer.citations]
        if not quotes:
            return
        for entity in self._all_entities():
            if any(e.document.id == d and s <= e.start and e.end <= t for e in entity.evidence for d, s, t in quotes):
                yield entity

    def _filters(
        self,
        language: str | None,
        type: str | None,
        year: Year | None,
        document: str | Sequence[str] | None,
        mentions: str | None,
    ) -> Filters:
        ids = [document] if isinstance(document, str) else document
        documents = None if ids is None else frozenset(self._store.full_id(i) for i in ids)
        found = None if mentions is None else self.entity(mentions).evidence
        ranges = None if found is None else tuple((e.document.id, e.start, e.end) for e in found)
        return Filters(language, type, year, documents, ranges)

    def _catch_up_if_behind(self) -> None:
        """Bring the followers up after a crash; a process that is writing just now does that itself."""
        if not self._followers.behind:
            return
        try:
            with self._writing(wait=0.0):
                self._followers.catch_up()
        except Busy:
            _log.info("%s is being written; its latest documents are found when that is done.", self.path)

    def _writing(self, wait: float = WAIT) -> AbstractContextManager[None]:
        if self._read_only:
            raise StorageFailed(f"{self.path} was opened for reading only; open it without read_only to change it.")
        return locked(self.path, wait)
