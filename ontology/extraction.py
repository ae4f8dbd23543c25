"""From a document to its mentions: every extractor over the one frozen text.

First what documents name (instruments, agencies, programmes, concepts), then what they state of it
(responsibilities, recommendations, observations, relations, stages), which looks at what is named.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest.document import Document, Passage
from ontology import (
    agencies,
    confidence,
    instruments,
    observations,
    programmes,
    recommendations,
    relations,
    responsibilities,
    stages,
    tagging,
)
from ontology.mention import Mention
from ontology.resolve import order

Finder = Callable[[Document, Sequence[Passage], Sequence[Mention]], list[Mention]]

# Extractors of things that texts name, one a line.
_NAMING: tuple[Finder, ...] = (
    programmes.find,
    tagging.find,
)
# Extractors of what texts state of the things that they name, one a line.
_STATING: tuple[Finder, ...] = (
    responsibilities.find,
    observations.find,
    recommendations.find,
    relations.find,
    stages.find,
)


def extract(document: Document, passages: Sequence[Passage]) -> list[Mention]:
    """Everything that a document names and states, in order of position, nothing in garbled passages.

    Ranges count code points of ``document.text``; confidence is a calibrated probability.
    """
    return [confidence.calibrated(mention) for mention in found(document, passages)]


def found(document: Document, passages: Sequence[Passage]) -> list[Mention]:
    """What :func:`extract` gives, with the confidence that each rule states.

    Names may span passages, so extractors read the whole text and the passages only say what to leave out.
    """
    garbled = [(p.start, p.end) for p in passages if p.garbled]
    references = [(p.start, p.end) for p in passages if p.kind == "reference"]
    named = instruments.find(document.id, document.text, instruments.own_act(document))
    named += agencies.find(document.id, document.text)
    found = [m for m in named if not _within(m, garbled) and not (_guessed(m) and _within(m, references))]
    for stage in (_NAMING, _STATING):
        seen = sorted(found, key=order)
        found += [m for find in stage for m in find(document, passages, seen) if not _within(m, garbled)]
    return sorted(found, key=order)


def _within(mention: Mention, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(start <= mention.start < end for start, end in ranges)


def _guessed(mention: Mention) -> bool:
    """A body that only the build of its name suggests: in a reference list that is mostly part of a title."""
    return mention.attributes.get("key", "").startswith("name:") and mention.attributes["type"] != "ministry"
