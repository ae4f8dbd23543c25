"""What references state in the graph: who cites what, each with its evidence."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF

from kb import linking
from kb.references import Bibliography
from kb.references.graph import CITO, citation_iri, fingerprint, statements, target, work_iri
from kb.store import Store
from ontology.descriptions import term
from ontology.terms import document_iri
from tests.kb.references.shelves import FERRIES, PORTS, put

CITES = URIRef(f"{CITO}cites")
LAW = URIRef("https://policy-kb.org/id/instrument/kz/law/2013-05-21/94-v")


@pytest.fixture
def shelf(tmp_path: Path) -> tuple[Bibliography, str, str]:
    store = Store(tmp_path)
    ferries, ports = put(store, "ferries.txt", FERRIES), put(store, "ports.txt", PORTS)
    return Bibliography(store, linking.entities(store)), ferries, ports


def test_a_document_cites_documents_acts_and_works(shelf: tuple[Bibliography, str, str]) -> None:
    found, ferries, ports = shelf
    graph = statements(found.references(ports))
    cited = set(graph.objects(URIRef(document_iri(ports)), CITES))
    assert cited >= {URIRef(document_iri(ferries)), LAW, URIRef(work_iri("doi:10.5555/he.2019.8.2"))}
    assert len(cited) == 5
    work = URIRef(work_iri("doi:10.5555/he.2019.8.2"))
    assert (work, RDF.type, term("fabio:Work")) in graph
    assert (URIRef(document_iri(ferries)), RDF.type, term("fabio:Work")) not in graph


def test_every_citation_has_its_evidence(shelf: tuple[Bibliography, str, str]) -> None:
    found, _, ports = shelf
    graph = statements(found.references(ports))
    for reference in found.references(ports):
        node = URIRef(citation_iri(reference))
        assert graph.value(node, term("pol:about")) == URIRef(target(reference))
        place = graph.value(node, URIRef("http://www.w3.org/ns/prov#wasDerivedFrom"))
        selector = graph.value(place, term("oa:hasSelector"))
        assert graph.value(selector, term("oa:exact")) == Literal(reference.quote)
        assert int(str(graph.value(selector, term("oa:start")))) == reference.start
        assert graph.value(node, term("pol:status")) == term("pol:extracted")


def test_a_verdict_is_the_status(shelf: tuple[Bibliography, str, str]) -> None:
    found, _, ports = shelf
    first = found.references(ports)[0]
    graph = statements([first], {citation_iri(first): "rejected"})
    assert graph.value(URIRef(citation_iri(first)), term("pol:status")) == term("pol:rejected")


def test_a_fingerprint_changes_with_what_is_stated(shelf: tuple[Bibliography, str, str]) -> None:
    found, _, ports = shelf
    references = found.references(ports)
    assert fingerprint(references) == fingerprint(list(references))
    assert fingerprint(references) != fingerprint(references[1:])


@pytest.mark.shared
def test_every_term_of_cito_and_fabio_exists(shared: Path, shelf: tuple[Bibliography, str, str]) -> None:
    known = Graph()
    for name in ("cito", "fabio"):
        known.parse(shared / "data" / "vocabularies" / f"{name}.ttl")
    graph = statements(shelf[0].references())
    used = {node for triple in graph for node in triple if str(node).startswith("http://purl.org/spar/")}
    assert used
    assert sorted(str(node) for node in used if (node, None, None) not in known) == []
