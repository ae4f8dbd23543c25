"""Text of XML whose notes stand inside it: put aside while a paragraph is read, and given after it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any

from ingest.draft import Piece
from ingest.footnotes import note
from ingest.markup import tidy


class Asides(ABC):
    """Reads the text of elements; :meth:`_inline` puts notes as (mark, text) into ``_waiting``."""

    def __init__(self) -> None:
        self._waiting: list[tuple[str, str]] = []

    @abstractmethod
    def _inline(self, node: Any) -> str:
        """The text of an element, notes in it put aside."""

    def _text(self, node: Any) -> str:
        return tidy(self._inline(node)) if node is not None else ""

    def _paragraph(self, loose: list[str]) -> Iterator[Piece]:
        """Loose text as a paragraph, its notes behind it; the list is emptied."""
        text = tidy("".join(loose))
        loose.clear()
        if text:
            yield Piece(text, settled=True)
        yield from self._shown()

    def _shown(self) -> Iterator[Piece]:
        """The notes that stood in what was just read."""
        for mark, text in self._waiting:
            yield note(mark, text)
        self._waiting.clear()
