"""The knowledge base that all visitors share: opened once for the process, warmed up in a thread.

The first page does not wait for models; :attr:`Shelf.ready` says when the first question need not either.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ingest.errors import KBError
from kb.garbage import settle

if TYPE_CHECKING:
    from kb import KnowledgeBase

VARIABLE = "POLICYKB"
DEFAULT = "policy.kb"
# The first page comes before what the first answer needs: so many seconds are left to the server for it, and so many
# to the browser that draws it.
SERVER_FIRST, BROWSER_FIRST = 3.0, 0.5
_log = logging.getLogger(__name__)
_lock = threading.Lock()
_shelves: dict[str, Shelf] = {}


class Shelf:
    """An open knowledge base, whether a page of it has been ``shown``, and whether it is warm, thus ``ready``.

    ``examples``: questions that it answers.
    """

    def __init__(self, path: str) -> None:
        from kb import KnowledgeBase

        self.kb: KnowledgeBase = KnowledgeBase.open(path, read_only=True)
        self.ready = threading.Event()
        self.examples: list[str] = []
        self._counts: dict[str, int] = {}
        self._one_writer = threading.Lock()
        self.shown = threading.Event()
        threading.Thread(target=self._warm_up, name="warm-up", daemon=True).start()

    @property
    def size(self) -> int:
        """How many documents there are now."""
        return self.kb.size

    def passages_in(self, document_id: str) -> int:
        """How many passages a document has; counted once, for its id is that of its content."""
        if document_id not in self._counts:
            self._counts[document_id] = len(self.kb.passages(document_id))
        return self._counts[document_id]

    @contextmanager
    def writing(self, person: str = "") -> Iterator[KnowledgeBase]:
        """The knowledge base open for changes; what all visitors share sees them afterwards.

        The log names the visitor, who must be a curator. A thread of its own has no visitor: it gives the name of the
        ``person`` for whom it works, and whoever starts it calls ``access.require_curator`` before.
        One at a time; raises NotAllowed, and Busy when another process keeps the lock.
        """
        from kb import KnowledgeBase
        from ui import access

        if not person:
            access.require_curator()
            person = access.person()
        with self._one_writer, KnowledgeBase.open(self.kb.path, person=person) as kb:
            yield kb

    def _warm_up(self) -> None:
        from ui import views
        from ui.examples import answered

        if self.shown.wait(SERVER_FIRST):
            time.sleep(BROWSER_FIRST)
        try:
            self.kb.warm()
            self.examples = answered(self.kb)
            for question in self.examples[:1]:
                answer = self.kb.ask(question, written=False)
                self.kb.facets(question)
                self.kb.cite([citation.document.id for citation in answer.citations])
            views.prepare_others()
        except KBError as error:
            _log.warning("%s", error)
        finally:
            settle()
            self.ready.set()


def current() -> Shelf:
    """The shelf at ``$POLICYKB``. Raises KBError when it cannot be opened; the next call tries again."""
    path = os.environ.get(VARIABLE, DEFAULT)
    with _lock:
        if path not in _shelves:
            _shelves[path] = Shelf(path)
        return _shelves[path]
