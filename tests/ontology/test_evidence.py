"""No statement without evidence, and the same statements every time."""

from __future__ import annotations

from collections.abc import Callable

from rdflib import RDF, BNode, Graph, URIRef

from ingest.document import Document
from ontology import extract, resolve, statements, violations
from ontology.descriptions import term


def test_statements_conform_to_the_shapes(paper_graph: Graph) -> None:
    assert violations(paper_graph) == []


def test_every_assertion_quotes_its_document(paper_graph: Graph, document: Callable[..., Document]) -> None:
    made, text = paper_graph, document().text
    assertions = list(made.subjects(RDF.type, term("pol:Assertion")))
    assert len(assertions) >= 7
    for assertion in assertions:
        evidence = made.value(assertion, term("prov:wasDerivedFrom"))
        selectors = list(made.objects(evidence, term("oa:hasSelector")))
        exact = next(made.value(s, term("oa:exact")) for s in selectors if made.value(s, term("oa:exact")))
        start, end = (
            next(int(str(made.value(s, term(of)))) for s in selectors if made.value(s, term(of)) is not None)
            for of in ("oa:start", "oa:end")
        )
        assert text[start:end] == str(exact)


def test_every_entity_has_an_assertion(paper_graph: Graph) -> None:
    made = paper_graph
    for kind in ("eli:LegalResource", "org:Organization"):
        for node in made.subjects(RDF.type, term(kind)):
            assert (None, term("pol:about"), node) in made


def test_statements_are_the_same_every_time_and_have_no_blank_nodes(
    paper_graph: Graph, document: Callable[..., Document]
) -> None:
    paper = document()
    first, second = paper_graph, statements(paper, resolve(extract(paper, [])))
    assert set(first) == set(second)
    assert not [node for triple in first for node in triple if isinstance(node, BNode)]


def test_a_document_states_only_what_it_mentions_itself(document: Callable[..., Document]) -> None:
    ours, other = document(), document("The Home Office acts under the Immigration Act 1971.", "other.txt")
    entities = resolve([m for d in (ours, other) for m in extract(d, [])])
    made = statements(other, entities)
    assert {str(n) for n in made.subjects(RDF.type, term("eli:LegalResource"))} == {
        "https://policy-kb.org/id/instrument/law/1971/immigration"
    }
    assert all(str(node).startswith("http") for node in made.subjects() if isinstance(node, URIRef))
