"""Whether statements are as ``shapes.ttl`` demands (SHACL, W3C Recommendation of 20 July 2017).

pySHACL checks the shapes, but reads the text of a SPARQL constraint anew for every node. Here each of these runs once,
for all nodes of its class, which is seconds instead of minutes; the shapes themselves stay as the standard has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH

from ontology.terms import PREFIXES

_SHAPES = Path(__file__).parent / "shapes.ttl"


@dataclass(frozen=True, slots=True)
class Violation:
    """Something that ``shapes.ttl`` does not allow: at which node, on which path, and what should be."""

    focus: str
    path: str
    message: str


@dataclass(frozen=True, slots=True)
class _Constraint:
    """A SPARQL constraint: nodes of ``target`` that ``select`` gives as ``$this`` are wrong."""

    target: URIRef
    select: str
    message: str


def violations(graph: Graph) -> list[Violation]:
    """What ``shapes.ttl`` finds wrong with a graph, in the order of nodes and paths."""
    return sorted({*_by_pyshacl(graph), *_by_sparql(graph)}, key=lambda v: (v.focus, v.path, v.message))


def _by_pyshacl(graph: Graph) -> Iterator[Violation]:
    import pyshacl

    _, report, _ = pyshacl.validate(graph, shacl_graph=_shapes()[0], inference="none", advanced=False)
    assert isinstance(report, Graph)
    for node in report.subjects(RDF.type, SH.ValidationResult):
        path = report.value(node, SH.resultPath) or ""
        yield Violation(str(report.value(node, SH.focusNode)), str(path), str(report.value(node, SH.resultMessage)))


def _by_sparql(graph: Graph) -> Iterator[Violation]:
    for constraint in _shapes()[1]:
        for row in graph.query(constraint.select, initNs=PREFIXES):
            focus = row[0]  # type: ignore[index]
            if (focus, RDF.type, constraint.target) in graph:
                yield Violation(str(focus), "", constraint.message)


@cache
def _shapes() -> tuple[Graph, tuple[_Constraint, ...]]:
    """The shapes without their SPARQL constraints, and these."""
    shapes = Graph().parse(_SHAPES)
    found = []
    for shape, node in sorted(shapes.subject_objects(SH.sparql)):
        target = shapes.value(shape, SH.targetClass)
        assert isinstance(target, URIRef)
        found.append(_Constraint(target, str(shapes.value(node, SH.select)), str(shapes.value(node, SH.message))))
        shapes.remove((shape, SH.sparql, node))
    return shapes, tuple(found)
