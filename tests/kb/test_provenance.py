"""The provenance of an answer leads from each sentence to the characters of a document, and breaks no shape."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, SKOS

from ingest.document import Document, Passage
from kb.answer import Answer, Citation, Sentence
from kb.provenance import Edge, outline, provenance
from kb.search import Hit
from ontology import PolicyGraph, assertion_iri, document_iri, extract, resolve, statements, violations
from ontology.terms import PREFIXES

OA = PREFIXES["oa"]
LAW = "https://policy-kb.org/id/instrument/kz/law/2011-07-22/477-iv"
NOTE = """The Law of the RK No. 477-IV of July 22, 2011 "On population migration" is applied by local bodies.
It was adopted in summer. The Ministry of Internal Affairs of the Republic of Kazakhstan keeps the register."""
DIGEST = """Migration is old. The Law of the RK No. 477-IV of July 22, 2011 "On population migration" governs it."""


def document(text: str, title: str) -> Document:
    identity = hashlib.sha256(text.encode()).hexdigest()
    return Document(identity, f"{title}.txt", "text/plain", text, title=title, year=2022, authors=("A. Author",))


DOCUMENTS = (document(NOTE, "A note"), document(DIGEST, "A digest"))


def cited(number: int, of: Document, quote: str) -> Citation:
    start = of.text.index(quote)
    whole = Passage(of.id, 0, len(of.text), of.text)
    return Citation(number, of, None, start, start + len(quote), quote, whole)


def answer(*citations: Citation) -> Answer:
    sentences = tuple(Sentence(" ".join(c.quote.split()), (c.number,)) for c in citations)
    text = " ".join(sentence.text for sentence in sentences)
    return Answer("Who keeps it?", "en", False, "", 0.9, text, sentences, citations, (), ())


FIRST_LINE = NOTE.splitlines()[0]
SECOND_LINE = NOTE.splitlines()[1]


@pytest.fixture(scope="module")
def shelf() -> Iterator[Graph]:
    """The statements of both documents, as a knowledge base keeps them."""
    entities = resolve([mention for d in DOCUMENTS for mention in extract(d, [])])
    with PolicyGraph(None) as graph:
        for d in DOCUMENTS:
            graph.put(d.id, statements(d, entities))
        yield graph.dataset


def test_every_sentence_leads_to_characters_of_a_document(shelf: Graph) -> None:
    given = answer(cited(1, DOCUMENTS[0], SECOND_LINE), cited(2, DOCUMENTS[1], DIGEST[18:]))
    found = provenance(given, shelf)
    for sentence in found.objects(None, DCTERMS.hasPart):
        (quote,) = found.objects(sentence, PROV.wasQuotedFrom)
        selectors = list(found.objects(quote, URIRef(OA + "hasSelector")))
        start, end, exact = (
            next(v.toPython() for s in selectors for v in found.objects(s, URIRef(OA + name)))
            for name in ("start", "end", "exact")
        )
        source = found.value(quote, URIRef(OA + "hasSource"))
        (text,) = (d.text for d in DOCUMENTS if document_iri(d.id) == str(source))
        assert text[start:end] == exact
        assert " ".join(exact.split()) == str(found.value(sentence, PROV.value))
        assert (found.value(predicate=DCTERMS.hasPart, object=sentence), PROV.wasDerivedFrom, quote) in found


def test_it_names_what_stands_inside_the_quotes_and_nothing_else(shelf: Graph) -> None:
    first = provenance(answer(cited(1, DOCUMENTS[0], FIRST_LINE)), shelf)
    second = provenance(answer(cited(1, DOCUMENTS[0], SECOND_LINE)), shelf)
    named = [set(map(str, graph.objects(None, DCTERMS.references))) for graph in (first, second)]
    assert LAW in named[0] and LAW not in named[1]
    assert [iri for iri in named[1] if "agency" in iri] != []
    assert not named[0] & named[1]


def test_it_breaks_no_shape_and_has_no_blank_node(shelf: Graph) -> None:
    found = provenance(answer(cited(1, DOCUMENTS[0], NOTE), cited(2, DOCUMENTS[1], DIGEST)), shelf)
    assert violations(found) == []
    assert all(isinstance(term, URIRef | Literal) for triple in found for term in triple)


def test_it_is_the_same_each_time_and_leaves_the_shelf_alone(shelf: Graph) -> None:
    before = len(shelf)
    given = answer(cited(1, DOCUMENTS[0], FIRST_LINE))
    assert set(provenance(given, shelf)) == set(provenance(given, shelf))
    assert len(shelf) == before


def test_rejected_statements_are_left_out() -> None:
    note = DOCUMENTS[0]
    entities = resolve(extract(note, []))
    (law,) = (entity for entity in entities if entity.iri == LAW)
    verdicts = {assertion_iri(m.document_id, m.kind, m.start, m.end, LAW): "rejected" for m in law.mentions}
    graph = statements(note, entities, verdicts)
    found = provenance(answer(cited(1, note, NOTE)), graph)
    assert (None, DCTERMS.references, URIRef(LAW)) not in found
    assert list(found.objects(None, DCTERMS.references)) != []


def test_a_refusal_says_what_was_looked_at(shelf: Graph) -> None:
    note = DOCUMENTS[0]
    hit = Hit(1, 0.5, {}, Passage(note.id, 0, len(NOTE), NOTE), note, (0, len(NOTE)))
    refused = Answer("How tall is it?", "en", True, "Not here.", 0.1, "", (), (), (), (hit,))
    found = provenance(refused, shelf)
    assert list(map(str, found.objects(None, PROV.used))) == [document_iri(note.id)]
    assert list(found.subjects(RDF.type, URIRef(OA + "SpecificResource"))) == []
    assert violations(found) == []
    assert outline(found) == ([], [])


def test_the_outline_leads_from_the_answer_to_documents_and_names(shelf: Graph) -> None:
    given = answer(cited(1, DOCUMENTS[0], FIRST_LINE), cited(2, DOCUMENTS[1], DIGEST))
    nodes, edges = outline(provenance(given, shelf))
    assert [node.label for node in nodes[:5]] == ["Who keeps it?", "[1]", "[2]", "A note", "A digest"]
    assert nodes[5][:2] == (LAW, "instrument")
    asked, one, two, note, digest, law = (node.iri for node in nodes[:6])
    assert {Edge(asked, one), Edge(asked, two), Edge(one, note), Edge(two, digest), Edge(one, law), Edge(two, law)} <= {
        *edges
    }


@pytest.mark.parametrize("most", [0, 1, 3, 6, 20])
def test_the_outline_stays_small(shelf: Graph, most: int) -> None:
    found = provenance(answer(cited(1, DOCUMENTS[0], NOTE), cited(2, DOCUMENTS[1], DIGEST)), shelf)
    nodes, edges = outline(found, most=most)
    assert len(nodes) == min(most, len(outline(found, most=99)[0]))
    assert {iri for edge in edges for iri in edge} <= {node.iri for node in nodes}


def test_labels_are_in_the_language_asked_for() -> None:
    graph = statements(DOCUMENTS[1], resolve(extract(DOCUMENTS[1], [])))
    graph.add((URIRef(LAW), SKOS.prefLabel, Literal("Закон о миграции населения", lang="ru")))
    found = provenance(answer(cited(1, DOCUMENTS[1], DIGEST)), graph)
    labels = {lang: next(n.label for n in outline(found, lang)[0] if n.iri == LAW) for lang in ("ru", "kk", "en")}
    assert labels["ru"] == "Закон о миграции населения"
    assert labels["en"] != labels["ru"] and labels["kk"] in labels.values()
