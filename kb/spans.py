"""What is embedded of a passage: itself, its sentences, each window of two neighbouring ones, and its heading.

A question is often answered by one or two sentences whose meaning drowns in a passage of 900 characters; the
passage, on the other hand, knows what the sentences are about. Passages and windows are searched and quoted; a
single sentence, nearest of all to a question that it answers, tells whether the shelf holds an answer. The heading
says what the passage does not repeat: an article of a law seldom names what it is about.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Document, Passage, span_key

WINDOW, HEADING = 2, -1
# A heading of one word ("Introduction") says nothing about what stands below.
_TELLING = re.compile(r"[^\W\d_]{3,}\W+(?:.*\W)?[^\W\d_]{3,}", re.S)
# Shorter sentences ("See Table 2.") are near to every question on their topic.
SHORTEST_SENTENCE = 40


@dataclass(frozen=True, slots=True)
class Span:
    """A range to embed: a passage (``sentences`` is 0), a window (2) or a sentence (1) of it, its heading (-1).

    Passages under one heading have each a span of it, with one and the same hash.

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
        """That of the embedded text: :func:`text_hash`."""
        return text_hash(self.text)


def text_hash(text: str) -> bytes:
    """First 16 bytes of the SHA-256 of a text, its letters composed (NFC): its key among the stored vectors."""
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).digest()[:16]


def spans(document: Document, passages: Sequence[Passage]) -> list[Span]:
    """Every span of the passages that may answer: first the passage, then its windows, in reading order."""
    headings = [(block.start, block.end) for block in document.blocks if block.kind == "heading"]
    bare = _bare(passages)
    return [
        span
        for passage in passages
        if passage.answers or passage.id in bare
        for span in _of_passage(document, passage, headings)
    ]


def _bare(passages: Sequence[Passage]) -> set[int]:
    """Headings below which only notes stand: of an article that was repealed, its number and title are all that is
    left to be found."""
    bare: set[int] = set()
    heading: Passage | None = None
    noted = False
    for passage in [*passages, None]:
        if passage is None or passage.kind == "heading":
            if heading is not None and noted:
                bare.add(heading.id)
            heading, noted = passage, False
        elif passage.kind == "note":
            noted = True
        else:
            heading = None
    return bare


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


def _of_passage(document: Document, passage: Passage, headings: Sequence[tuple[int, int]]) -> list[Span]:
    ranges = {(passage.start, passage.end): 0}
    for count, parts in ((WINDOW, windows(passage)), (1, long_sentences(passage))):
        for part in parts:
            ranges.setdefault(part, count)
    found = [
        Span(span_key(document.id, start, end), passage.id, start, end, count, document.text[start:end])
        for (start, end), count in ranges.items()
    ]
    at = bisect_right(headings, (passage.start, passage.end)) - 1
    if at >= 0 and _TELLING.search(heading := document.text[slice(*headings[at])]):
        key = span_key(f"{document.id} heading", passage.start, passage.end)
        found.append(Span(key, passage.id, *headings[at], HEADING, heading))
    return found
