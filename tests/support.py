"""What several tests compare knowledge bases by."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kb import KnowledgeBase

SAMPLES = Path(__file__).parent.parent / "samples"


def snapshot(kb: KnowledgeBase) -> dict[str, Any]:
    """All that a knowledge base holds and says, in an order that depends on nothing else."""
    documents = sorted(kb.documents(), key=lambda document: document.id)
    return {
        "documents": documents,
        "passages": {document.id: kb.passages(document.id) for document in documents},
        "entities": {entity.iri: entity for entity in kb.entities()},
        "quads": sorted(f"{s.n3()} {p.n3()} {o.n3()} {g}" for s, p, o, g in kb.graph.quads()),
        "spans": sorted(kb._loaded().dense.ids.tolist()),
        "words": sorted(kb._loaded().lexical.ids.tolist()),
    }
