"""The knowledge base that all visitors share: opened once for the process, warmed up in a thread.

The first page does not wait for models; :attr:`Shelf.ready` says when the first question need not either.
"""

from __future__ import annotations

import gc
import logging
import os
import threading
from typing import TYPE_CHECKING

from ingest.errors import KBError

if TYPE_CHECKING:
    from kb import KnowledgeBase

VARIABLE = "POLICYKB"
DEFAULT = "policy.kb"
# Seconds in which the server starts undisturbed: the first page comes before what the first answer needs.
SERVER_FIRST = 2.0
_log = logging.getLogger(__name__)
_lock = threading.Lock()
_shelves: dict[str, Shelf] = {}


class Shelf:
    """An open knowledge base and whether it is warm. ``examples``: questions that it answers."""

    def __init__(self, path: str) -> None:
        from kb import KnowledgeBase

        self.kb: KnowledgeBase = KnowledgeBase.open(path, read_only=True)
        self.ready = threading.Event()
        self.examples: list[str] = []
        self._counts: dict[str, int] = {}
        warm_up = threading.Timer(SERVER_FIRST, self._warm_up)
        warm_up.daemon = True
        warm_up.start()

    @property
    def size(self) -> int:
        """How many documents there are now."""
        return int(self.kb.status()["documents"])

    def passages_in(self, document_id: str) -> int:
        """How many passages a document has; counted once, for its id is that of its content."""
        if document_id not in self._counts:
            self._counts[document_id] = len(self.kb.passages(document_id))
        return self._counts[document_id]

    def _warm_up(self) -> None:
        from ui.examples import answered

        try:
            self.kb.warm()
            self.examples = answered(self.kb)
            for question in self.examples[:1]:
                self.kb.provenance(self.kb.ask(question))
        except KBError as error:
            _log.warning("%s", error)
        finally:
            # Streamlit collects garbage after every run of a page: what is loaded by now need not be looked at again.
            gc.collect()
            gc.freeze()
            self.ready.set()


def current() -> Shelf:
    """The shelf at ``$POLICYKB``. Raises KBError when it cannot be opened; the next call tries again."""
    path = os.environ.get(VARIABLE, DEFAULT)
    with _lock:
        if path not in _shelves:
            _shelves[path] = Shelf(path)
        return _shelves[path]
