"""Statements of two papers that contradict each other, in the graph of the shelf."""

from __future__ import annotations

from rdflib import RDF, Literal, URIRef

from ontology import PolicyGraph, conflicts, resolve, shelf_graph, statements
from ontology.descriptions import term
from tests.ontology.reading import linked, read

FIRST = "In 2018, 640 nurses came to Georgia from abroad."
SECOND = "Much was written on this. In 2018, 910 nurses came to Georgia from abroad."
SAME = "Wages rose. In 2018, 640 nurses came to Georgia from abroad."


def test_two_papers_with_two_figures_contradict_each_other_with_both_quotes() -> None:
    (conflict,) = conflicts(linked(FIRST, SECOND))
    quotes = {conflict.first_place.surface, conflict.second_place.surface}
    assert {value for value in ("640", "910") if any(value in quote for quote in quotes)} == {"640", "910"}
    assert conflict.kind == "value" and "640" in conflict.reason and "910" in conflict.reason
    assert {conflict.first.kind, conflict.second.kind} == {"observation"}
    assert conflict.first.iri != conflict.second.iri


def test_papers_that_agree_do_not() -> None:
    assert conflicts(linked(FIRST, SAME)) == []


def test_the_order_of_papers_does_not_matter_and_the_iri_is_a_function_of_the_places() -> None:
    one, other = conflicts(linked(FIRST, SECOND)), conflicts(linked(SECOND, FIRST))
    assert [each.iri for each in one] == [each.iri for each in other]
    assert len({each.iri for each in conflicts(linked(FIRST, SECOND, SECOND.replace("910", "733")))}) == 3


def test_the_graph_of_the_shelf_ties_two_assertions_of_the_documents() -> None:
    papers = [read(FIRST), read(SECOND)]
    entities = resolve([m for _, mentions in papers for m in mentions])
    made = shelf_graph(entities)
    (node,) = made.subjects(RDF.type, term("pol:Contradiction"))
    tied = set(made.objects(node, term("pol:contradicts")))
    with PolicyGraph(None) as graph:
        for document, _ in papers:
            graph.put(document.id, statements(document, entities))
        graph.put_shelf(made)
        assert graph.validate() == []
        rows = graph.rows("contradictions")
    assert {row["contradiction"] for row in rows} == {str(node)}
    assert {row["statement"] for row in rows} == {str(each) for each in tied}
    assert {row["quote"] for row in rows} == {FIRST, SECOND.split(". ")[1]}


def test_a_contradiction_is_checked_with_the_document_that_is_part_of_it() -> None:
    papers = [read(FIRST), read(SECOND)]
    entities = resolve([m for _, mentions in papers for m in mentions])
    made = shelf_graph(entities)
    (node,) = made.subjects(RDF.type, term("pol:Contradiction"))
    made.remove((node, term("pol:reason"), None))
    with PolicyGraph(None) as graph:
        for document, _ in papers:
            graph.put(document.id, statements(document, entities))
        graph.put_shelf(made)
        for document, _ in papers:
            assert [v.focus for v in graph.validate_document(document.id)] == [str(node)]
        assert graph.validate() == graph.validate_document(papers[0][0].id)


def test_validating_a_document_finds_what_is_wrong_in_it_and_nothing_of_the_others() -> None:
    papers = [read(FIRST), read(SAME), read("The Ministry of Justice of Kazakhstan keeps the register of lawyers.")]
    entities = resolve([m for _, mentions in papers for m in mentions])
    with PolicyGraph(None) as graph:
        for document, _ in papers:
            made = statements(document, entities)
            if document is papers[1][0]:
                # The other paper states the same figure with another value.
                (figure,) = made.subjects(RDF.type, term("qb:Observation"))
                made.add((figure, term("pol:value"), Literal("7", datatype=URIRef(str(term("xsd:decimal"))))))
            graph.put(document.id, made)
        assert [v.message for v in graph.validate_document(papers[0][0].id)] == ["a figure has one value, a number"]
        assert [v.message for v in graph.validate_document(papers[1][0].id)] == ["a figure has one value, a number"]
        assert graph.validate_document(papers[2][0].id) == []
