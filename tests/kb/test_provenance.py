"""The provenance of an answer leads from each sentence to the characters of a document, and breaks no shape."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, PROV, RDF

from ingest.document import Document, Passage
from kb import KnowledgeBase
from kb.answer import Answer, Citation, Sentence
from kb.provenance import Edge, outline, provenance
from kb.search import Hit
from ontology import PolicyGraph, assertion_iri, document_iri, extract, resolve, statements, violations
from ontology.terms import PREFIXES

OA = PREFIXES["oa"]
NAMED = {URIRef(PREFIXES["eli"] + "LegalResource"), ORG.Organization}
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


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """Both documents in a knowledge base."""
    folder = tmp_path_factory.mktemp("provenance")
    for name, text in (("note.txt", NOTE), ("digest.txt", DIGEST)):
        (folder / name).write_text(text, encoding="utf-8")
    with KnowledgeBase.open(folder / "kb") as kb:
        kb.add([folder / "note.txt", folder / "digest.txt"])
        yield kb


def answered(kb: KnowledgeBase) -> Answer:
    """An answer that quotes both documents whole, with the facts that are looked up for it."""
    note, digest = (next(d for d in kb.documents() if d.source.endswith(name)) for name in ("note.txt", "digest.txt"))
    given = answer(cited(1, note, note.text), cited(2, digest, digest.text))
    return replace(given, facts=tuple(e for e in kb.entities() if e.kind in ("instrument", "agency")))


def test_the_outline_leads_from_the_answer_to_documents_and_names(kb: KnowledgeBase) -> None:
    nodes, edges = outline(answered(kb))
    kinds = [node.kind for node in nodes]
    assert kinds[:6] == ["answer", "quote", "quote", "document", "document", "instrument"] and "agency" in kinds
    assert [node.label for node in nodes[:3]] == ["Who keeps it?", "[1]", "[2]"]
    asked, one, two, note, digest, law = (node.iri for node in nodes[:6])
    assert law == LAW
    assert {Edge(asked, one), Edge(asked, two), Edge(one, note), Edge(two, digest), Edge(one, law), Edge(two, law)} <= {
        *edges
    }


def test_the_outline_draws_what_the_graph_says(kb: KnowledgeBase) -> None:
    given = answered(kb)
    graph = kb.provenance(given)
    nodes, edges = outline(given)
    drawn = {kind: {node.iri for node in nodes if node.kind == kind} for kind in ("answer", "quote", "document")}
    derived = {(str(a), str(q)) for a, q in graph.subject_objects(PROV.wasDerivedFrom) if str(a) in drawn["answer"]}
    sources = {(str(q), str(d)) for q, d in graph.subject_objects(URIRef(OA + "hasSource")) if str(q) in drawn["quote"]}
    names = {
        (str(q), str(e))
        for q, e in graph.subject_objects(DCTERMS.references)
        if not NAMED.isdisjoint(graph.objects(e, RDF.type))
    }
    assert names and {(edge.source, edge.target) for edge in edges} == derived | sources | names


def test_a_refusal_has_no_outline() -> None:
    refused = Answer("How tall is it?", "en", True, "Not here.", 0.1, "", (), (), (), ())
    assert outline(refused) == ([], [])


@pytest.mark.parametrize("most", [0, 1, 3, 6, 20])
def test_the_outline_stays_small(kb: KnowledgeBase, most: int) -> None:
    given = answered(kb)
    nodes, edges = outline(given, most=most)
    assert len(nodes) == min(most, len(outline(given, most=99)[0]))
    assert {iri for edge in edges for iri in edge} <= {node.iri for node in nodes}


def test_labels_are_in_the_language_asked_for(kb: KnowledgeBase) -> None:
    given = answered(kb)
    law = replace(next(fact for fact in given.facts if fact.iri == LAW), labels={"ru": "Закон о миграции населения"})
    given = replace(given, facts=(law,))
    labels = {lang: next(n.label for n in outline(given, lang)[0] if n.iri == LAW) for lang in ("ru", "kk", "en")}
    assert labels == {"ru": "Закон о миграции населения", "kk": law.label, "en": law.label}
