"""What is embedded of a passage: the passage itself, its sentences, and each window of two neighbouring ones.

A question is often answered by one or two sentences whose meaning drowns in a passage of 900 characters; the
passage, on the other hand, knows what the sentences are about. Passages and windows are searched and quoted; a
single sentence, nearest of all to a question that it answers, tells whether the shelf holds an answer.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Document, Passage, span_key

WINDOW = 2
# Shorter sentences ("See Table 2.") are near to every question on their topic.
SHORTEST_SENTENCE = 40


@dataclass(frozen=True, slots=True)
class Span:
    """A range to embed: a passage (``sentences`` is 0), a window (2) or a sentence (1) of it.

    ``hash`` identifies the embedded text.
    """

    id: int
    passage_id: int
    start: int
    end: int
    sentences: int
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


def long_sentences(passage: Passage) -> list[tuple[int, int]]:
    """Ranges of the sentences that say enough to be compared; none when there is only one sentence."""
    if len(passage.sentences) < WINDOW:
        return []
    return [(start, end) for start, end in passage.sentences if end - start >= SHORTEST_SENTENCE]


def _of_passage(document: Document, passage: Passage) -> list[Span]:
    ranges = {(passage.start, passage.end): 0}
    for count, parts in ((WINDOW, windows(passage)), (1, long_sentences(passage))):
        for part in parts:
            ranges.setdefault(part, count)
    return [
        Span(span_key(document.id, start, end), passage.id, start, end, count, document.text[start:end])
        for (start, end), count in ranges.items()
    ]
