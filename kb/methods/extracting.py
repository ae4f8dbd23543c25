"""Statements by a language model, beside those of the rules."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kb.methods.shelf import Shelf

if TYPE_CHECKING:
    from kb.extracting.tally import Extraction
    from kb.report import Progress


class Extracting(Shelf):
    """A configured model is asked for statements, and what it said can be taken out."""

    def extract(
        self, document_ids: Sequence[str] = (), progress: Callable[[Progress], None] | None = None
    ) -> Extraction:
        """Ask the configured model for more statements of these documents, by default of all, and keep what holds.

        Passages that it has spoken of are not sent again. Raises BadConfiguration without a model, or NotFound.
        """
        from kb.extracting.shelf import extract

        with self._writing():
            ids = [self._store.full_id(i) for i in document_ids] or self._store.document_ids()
            try:
                return extract(self.path, self._store, self.config.extractor, ids, progress)
            finally:
                self._followers.catch_up()

    def forget_extracted(self, document_ids: Sequence[str] = ()) -> int:
        """Take out what a model added to these documents, by default to all; how many statements. Raises NotFound."""
        from kb.extracting.shelf import forget_all

        with self._writing():
            ids = [self._store.full_id(i) for i in document_ids] or self._store.document_ids()
            gone = forget_all(self.path, self._store, ids)
            self._followers.catch_up()
        return gone

    @property
    def extractor_host(self) -> str:
        """Where the passages of what is added are sent to, as ``host:port``; empty when no extractor is set."""
        return self.config.extractor.host(os.environ)
