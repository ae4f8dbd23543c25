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
    from ontology.graph import PolicyGraph, named_query
    from ontology.scheme import graph as schemes
    from ontology.shelf import conflicts
    from ontology.shelf import graph as shelf_graph
    from ontology.validation import Violation, violations

__all__ = [
    "EXTRACTOR",
    "KINDS",
    "Entity",
    "Mention",
    "PolicyGraph",
    "Violation",
    "assertion_iri",
    "conflicts",
    "document_iri",
    "extract",
    "named_query",
    "resolve",
    "schemes",
    "shelf_graph",
    "statements",
    "violations",
]

# Where each name that is imported when first used stands: its module, and its name there.
_WHERE = {
    "EXTRACTOR": ("grammar", "EXTRACTOR"),
    "PolicyGraph": ("graph", "PolicyGraph"),
    "Violation": ("validation", "Violation"),
    "conflicts": ("shelf", "conflicts"),
    "extract": ("extraction", "extract"),
    "named_query": ("graph", "named_query"),
    "schemes": ("scheme", "graph"),
    "shelf_graph": ("shelf", "graph"),
    "statements": ("evidence", "statements"),
    "violations": ("validation", "violations"),
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'ontology' has no attribute {name!r}")
    from importlib import import_module

    module, there = _WHERE[name]
    return getattr(import_module(f"ontology.{module}"), there)
