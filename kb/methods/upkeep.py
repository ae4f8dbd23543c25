"""Keeping a knowledge base sound."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ingest.errors import NotFound
from kb.methods.shelf import Shelf
from kb.opening import EMBEDDER

if TYPE_CHECKING:
    from kb.changes import Change
    from kb.report import Progress


class Upkeep(Shelf):
    """Counts, checks, and building anew."""

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

    @property
    def size(self) -> int:
        """How many documents there are."""
        return int(self._store.all("SELECT count(*) FROM documents")[0][0])

    def changes(self, limit: int | None = None, document: str | None = None) -> list[Change]:
        """What was done, when and by whom, the newest first; with ``document`` (an id) only what touches it.

        The id may be that of a document that is gone; its beginning will do while it is there.
        """
        from kb.changes import changes

        full = None
        if document is not None:
            try:
                full = self._store.full_id(document)
            except NotFound:
                full = document
        return changes(self._store, limit, full)

    def verify(self) -> list[str]:
        """What is wrong with the knowledge base, a sentence each; empty when nothing is."""
        from kb.verify import problems

        return list(problems(self.path, self._store, self._followers, self.embedder))

    def reindex(self, progress: Callable[[Progress], None] | None = None) -> list[tuple[str, str]]:
        """Read every kept source again, embed it with the configured embedder and build all indexes anew.

        Returns (path, reason) for sources that could not be read anew; their passages stay as they were.
        """
        from kb.adding import Adder

        with self._writing():
            failed = Adder(*self._adding(), progress).read_again(self._store.document_ids())
            self._store.set_meta(EMBEDDER, self.embedder.id)
            self._store.forget_other_vectors(self.embedder.id)
            self._store.note("rebuild", self.embedder.id)
            self._followers.drop()
            self._followers.catch_up()
        return failed

    def warm(self) -> None:
        """Load what the first question needs, so that it does not wait."""
        self._searcher().question("warm up")
