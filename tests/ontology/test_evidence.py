"""No statement without evidence, and the same statements every time."""

from __future__ import annotations

import hashlib

from rdflib import RDF, BNode, Graph, URIRef

from ingest.document import Document
from ontology import extract, resolve, statements, violations
from ontology.evidence import term

TEXT = """The Law of the RK No. 477-IV of July 22, 2011 "On population migration" is applied by the Migration Service
of the Ministry of Internal Affairs of the Republic of Kazakhstan 😀 under the Concept of Migration Policy of Kazakhstan
for 2017-2021, approved by the Decree of the Government of the RK No. 602 of September 29, 2017. The draft Concept of
Migration Policy for 2022-2026 and the Treaty on the EAEU follow. Section XXVI "Labor Migration" is part of it."""


def document(text: str = TEXT, name: str = "paper.txt") -> Document:
    identity = hashlib.sha256(text.encode()).hexdigest()
    return Document(identity, name, "text/plain", text, title="A paper", authors=("A. Author",), year=2022, type="article")


def graph(text: str = TEXT) -> Graph:
    paper = document(text)
    return statements(paper, resolve(extract(paper, [])))


def test_statements_conform_to_the_shapes() -> None:
    assert violations(graph()) == []


def test_every_assertion_quotes_its_document() -> None:
    made = graph()
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
        assert TEXT[start:end] == str(exact)


def test_every_entity_has_an_assertion() -> None:
    made = graph()
    for kind in ("eli:LegalResource", "org:Organization"):
        for node in made.subjects(RDF.type, term(kind)):
            assert (None, term("pol:about"), node) in made


def test_statements_are_the_same_every_time_and_have_no_blank_nodes() -> None:
    first, second = graph(), graph()
    assert set(first) == set(second)
    assert not [node for triple in first for node in triple if isinstance(node, BNode)]


def test_a_document_states_only_what_it_mentions_itself() -> None:
    ours, other = document(), document("The Home Office acts under the Immigration Act 1971.", "other.txt")
    entities = resolve([m for d in (ours, other) for m in extract(d, [])])
    made = statements(other, entities)
    assert {str(n) for n in made.subjects(RDF.type, term("eli:LegalResource"))} == {
        "https://policy-kb.org/id/instrument/law/1971/act-immigration"
    }
    assert all(str(node).startswith("http") for node in made.subjects() if isinstance(node, URIRef))
