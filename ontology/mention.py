"""The nouns of linking: Mention and Entity.

A mention is a range of a document in which something is named; an entity is what one or more mentions name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# The kinds of entity that there are.
KINDS = (
    "instrument", "agency", "programme", "concept",
    "responsibility", "recommendation", "observation", "relation", "stage",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters ``start`` to ``end`` of a document that name something.

    ``kind`` is one of the entity kinds (instrument, agency). ``attributes`` holds, as strings, what
    the characters say: for an instrument type, number, date, title, issuer and the like.
    ``extractor`` names the rule set and its version; ``confidence`` is between 0 and 1.
    """

    document_id: str
    start: int
    end: int
    kind: str
    surface: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    extractor: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that documents mention, under one IRI.

    ``labels`` maps a language to the preferred label, ``aliases`` are the other names, ``mentions`` are
    the evidence: there is no entity without one.
    """

    iri: str
    kind: str
    label: str
    labels: Mapping[str, str]
    aliases: tuple[str, ...]
    properties: Mapping[str, str]
    mentions: tuple[Mention, ...]
