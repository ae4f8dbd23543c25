"""What the methods of a knowledge base rest on: its store, its followers, its lock and what is made once."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ingest.errors import Busy, StorageFailed
from ingest.options import Options
from kb import config
from kb.embedding import Embedder, open_embedder
from kb.opening import WAIT, locked
from kb.store import Store
from kb.tuning import Search

if TYPE_CHECKING:
    from kb.entities import KBEntity
    from kb.followers import Loaded
    from kb.search import Searcher

_log = logging.getLogger(__name__)
State = TypeVar("State")
Made = TypeVar("Made")


class Core:
    """An open knowledge base without the methods that users call."""

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
        self._kept: dict[str, tuple[Any, Any]] = {}
        self._lock = threading.RLock()

    # ------------------------------------------------------------------------------------- reading
    def _loaded(self) -> Loaded:
        """The followers, loaded again when another process has written."""
        with self._lock:
            self._look()
            return self._followers.current()

    def _look(self) -> None:
        """Read documents anew when another process has written, or another opening of the folder in this one."""
        with self._lock:
            version = self._store.data_version
            if version != self._seen:
                self._store.forget_cached()
                self._seen = version

    def _once(self, name: str, state: Callable[[], State], make: Callable[[State], Made]) -> Made:
        """What ``make`` gives for a state, the number of a change or the followers: made once and kept until another.

        Two loadings of the followers are never equal: their indexes are objects of their own.
        """
        with self._lock:
            now = state()
            kept = self._kept.get(name)
            if kept is None or kept[0] != now:
                kept = self._kept[name] = now, make(now)
            made: Made = kept[1]
            return made

    def _all_entities(self) -> list[KBEntity]:
        """Resolved once for each state of the store."""
        from kb import linking
        from kb.entities import with_evidence

        def resolved(_: int) -> list[KBEntity]:
            found = [with_evidence(entity, self._store) for entity in linking.entities(self._store)]
            return sorted(found, key=lambda entity: (entity.kind, entity.label, entity.iri))

        self._look()
        return self._once("entities", lambda: self._store.sequence, resolved)

    def _searcher(self, tuning: Search | None = None) -> Searcher:
        from kb.search import Searcher

        return Searcher(self._store, self._loaded(), self.embedder, tuning or self.config.search)

    # ------------------------------------------------------------------------------------- writing
    def _writing(self, wait: float = WAIT) -> AbstractContextManager[None]:
        if self._read_only:
            raise StorageFailed(f"{self.path} was opened for reading only; open it without read_only to change it.")
        return locked(self.path, wait)

    def _catch_up_if_behind(self) -> None:
        """Bring the followers up after a crash; a process that is writing just now does that itself."""
        if not self._followers.behind:
            return
        try:
            with self._writing(wait=0.0):
                self._followers.catch_up()
        except Busy:
            _log.info("%s is being written; its latest documents are found when that is done.", self.path)

    def _adding(self) -> tuple[Path, Store, Embedder, Options, str | None]:
        return self.path, self._store, self.embedder, self.config.reading, self._password
