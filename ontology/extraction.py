"""From a document to its mentions: every extractor over the one frozen text."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import Document, Passage
from ontology import agencies, instruments
from ontology.mention import Mention


def extract(document: Document, passages: Sequence[Passage]) -> list[Mention]:
    """Mentions of instruments and agencies in a document, in order of position, none in garbled passages.

    Ranges count code points of ``document.text``. Names may span passages, so extractors read the whole text
    and the passages only say what to leave out.
    """
    garbled = [(p.start, p.end) for p in passages if p.garbled]
    found = instruments.find(document.id, document.text) + agencies.find(document.id, document.text)
    references = [(p.start, p.end) for p in passages if p.kind == "reference"]
    kept = [m for m in found if not _within(m, garbled) and not (_guessed(m) and _within(m, references))]
    return sorted(kept, key=lambda m: (m.start, m.end, m.kind, sorted(m.attributes.items())))


def _within(mention: Mention, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(start <= mention.start < end for start, end in ranges)


def _guessed(mention: Mention) -> bool:
    """A body that only the build of its name suggests: in a reference list that is mostly part of a title."""
    return mention.attributes.get("key", "").startswith("name:") and mention.attributes["type"] != "ministry"
