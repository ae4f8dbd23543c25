"""Decisions are in the graph."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, RDFS, Graph, URIRef
from rdflib.namespace import PROV

import ontology
from kb import KnowledgeBase
from tests.kb.curation.shelves import decided, one, source


def test_every_decision_is_in_the_graph_with_who_and_when(kb: KnowledgeBase) -> None:
    decided(kb)
    for decision in kb.curate.decisions():
        node = URIRef(f"https://policy-kb.org/id/decision/{decision.id}")
        graph = kb.graph
        assert (node, RDF.type, PROV.Activity) in graph
        (curator,) = graph.objects(node, PROV.wasAssociatedWith)
        assert (curator, RDF.type, PROV.Person) in graph
        assert decision.by in map(str, graph.objects(curator, RDFS.label))
        assert str(graph.value(node, PROV.endedAtTime)) == decision.at
        links = {PROV.wasGeneratedBy} if decision.action == "add" else {PROV.wasInfluencedBy}
        told = {(str(s), p) for s, p in graph.subject_predicates(node)}
        assert told == {(iri, link) for iri in decision.statements for link in links}
        assert decision.statements
    undone = [d for d in kb.curate.decisions(include_undone=True) if d.undone]
    assert len(undone) == 1
    assert not any(undone[0].id in str(s) for s in kb.graph.subjects())


@pytest.mark.shared
def test_every_term_of_a_decision_exists_in_its_vocabulary(kb: KnowledgeBase, shared: Path) -> None:
    decided(kb)
    vocabularies = Graph()
    for path in (shared / "data" / "vocabularies").glob("*.ttl"):
        vocabularies.parse(path)
    known = {str(node) for node in vocabularies.subjects()} | {str(RDF.type), str(RDFS.label)}
    nodes = [s for s in kb.graph.subjects() if "/id/decision/" in str(s) or "/id/curator/" in str(s)]
    used = {str(p) for s in nodes for p in kb.graph.predicates(s)}
    used |= {str(o) for s in nodes for o in kb.graph.objects(s, RDF.type)}
    assert used and used - known == set()


def test_only_the_documents_that_a_decision_bears_on_are_written(kb: KnowledgeBase, monkeypatch: Any) -> None:
    written: list[str] = []
    put = ontology.PolicyGraph.put

    def noted(self: ontology.PolicyGraph, document_id: str, graph: Graph) -> None:
        written.append(document_id)
        put(self, document_id, graph)

    monkeypatch.setattr(ontology.PolicyGraph, "put", noted)
    kb.curate.reject(one(kb, "responsibility", "register of boats").iri, by="Anna")
    assert written == [source(kb, "ports.md").id]
