"""KnowledgeBase: what users call."""

from __future__ import annotations

from pathlib import Path

from kb import config
from kb.methods.adding import Adding
from kb.methods.asking import Asking
from kb.methods.citing import Citing
from kb.methods.describing import Describing
from kb.methods.extracting import Extracting
from kb.methods.graph import Graph
from kb.methods.thesauri import Thesauri
from kb.methods.upkeep import Upkeep
from kb.opening import check_embedder, prepare, user
from kb.store import Store


class KnowledgeBase(Adding, Describing, Asking, Extracting, Graph, Thesauri, Citing, Upkeep):
    """A shelf of documents that can be searched, asked and cited.

    Use :meth:`open`; it is a context manager. The threads of a server may share one. Several processes may open
    the same folder: one writes at a time, the others see its documents when it has finished.

    What it can do, with the module of ``kb/methods`` that says how:

    - ``shelf``: documents, document, passages, around, works, inventory, locations, kept_source, boxes, page_image,
      law_at, entities, entity
    - ``adding``: add, remove
    - ``describing``: edit, origins, import_library, records, forget_record
    - ``asking``: search, ask, facets, narrowing, writer_host
    - ``extracting``: extract, forget_extracted, extractor_host
    - ``graph``: graph, sparql, validate, provenance, statements, decide, curate
    - ``thesauri``: thesauri, import_thesaurus, remove_thesaurus
    - ``citing``: cite, pack, references, cited_works, who_cites
    - ``upkeep``: size, status, changes, verify, reindex, warm
    """

    @classmethod
    def open(
        cls,
        path: str | Path,
        read_only: bool = False,
        *,
        password: str | None = None,
        any_embedder: bool = False,
        person: str | None = None,
    ) -> KnowledgeBase:
        """Open the knowledge base in folder ``path``; create it when absent, unless ``read_only``.

        ``password`` opens encrypted PDFs that are added. ``any_embedder`` opens it although it was built with
        another embedder, to run :meth:`reindex`. ``person`` is whom the change log names for what is changed through
        this one, by default the user of the operating system. Raises NotFound, NewerVersion, WrongEmbedder,
        BadConfiguration or StorageFailed, each with a message for the user.
        """
        folder = Path(path)
        prepare(folder, read_only)
        settings = config.load(folder)
        store = Store(folder, read_only=read_only, person=user() if person is None else person)
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
