"""Passages become statements with evidence: extraction, resolution, the graph.

Everything heavy (regular expressions, rdflib, Oxigraph) is imported when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ontology.mention import KINDS, Entity, Mention
from ontology.resolve import resolve
from ontology.terms import assertion_iri, document_iri

if TYPE_CHECKING:
    from ontology.evidence import statements
    from ontology.extraction import extract
    from ontology.grammar import EXTRACTOR
    from ontology.graph import PolicyGraph, Violation, named_query, violations

__all__ = [
    "EXTRACTOR",
    "KINDS",
    "Entity",
    "Mention",
    "PolicyGraph",
    "Violation",
    "assertion_iri",
    "document_iri",
    "extract",
    "named_query",
    "resolve",
    "statements",
    "violations",
]

_WHERE = {
    "EXTRACTOR": "grammar",
    "PolicyGraph": "graph",
    "Violation": "graph",
    "extract": "extraction",
    "named_query": "graph",
    "statements": "evidence",
    "violations": "graph",
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'ontology' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"ontology.{_WHERE[name]}"), name)
