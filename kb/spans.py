"""What is embedded of a passage: the passage itself and each window of two neighbouring sentences in it.

A question is often answered by one or two sentences whose meaning drowns in a passage of 900 characters;
the passage, on the other hand, knows what the sentences are about. Both are searched.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Document, Passage, span_key

WINDOW = 2


@dataclass(frozen=True, slots=True)
class Span:
    """A range to embed: a passage (``id == passage_id``) or a window in it; ``hash`` identifies the embedded text."""

    id: int
    passage_id: int
    start: int
    end: int
    text: str

    @property
    def hash(self) -> bytes:
        """First 16 bytes of the SHA-256 of the embedded text, its letters composed (NFC)."""
        return hashlib.sha256(unicodedata.normalize("NFC", self.text).encode()).digest()[:16]


def spans(document: Document, passages: Sequence[Passage]) -> list[Span]:
    """Every span of the passages that may answer: first the passage, then its windows, in reading order."""
    return [span for passage in passages if passage.answers for span in _of_passage(document, passage)]


def windows(passage: Passage) -> list[tuple[int, int]]:
    """Ranges of two neighbouring sentences; none when the passage has no more than two sentences."""
    sentences = passage.sentences
    if len(sentences) <= WINDOW:
        return []
    return [(sentences[i][0], sentences[i + WINDOW - 1][1]) for i in range(len(sentences) - WINDOW + 1)]


def _of_passage(document: Document, passage: Passage) -> list[Span]:
    whole = Span(passage.id, passage.id, passage.start, passage.end, passage.text)
    parts = [
        Span(span_key(document.id, start, end), passage.id, start, end, document.text[start:end])
        for start, end in windows(passage)
    ]
    return [whole, *(part for part in parts if part.id != whole.id)]
