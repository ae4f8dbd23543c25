"""How an answer came about: from the answer to its quotes, their documents, and the laws and agencies named there.

PROV-O says what was derived from what, Web Annotation selectors say where (W3C 2013, 2017), as in the graph itself.
All IRIs are deterministic, so the same answer of the same shelf has the same graph.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS

from ontology import document_iri, statements
from ontology.evidence import selector
from ontology.terms import ID, PREFIXES

if TYPE_CHECKING:
    from rdflib.term import Node as Term

    from ingest.document import Document
    from kb.answer import Answer, Citation
    from kb.entities import KBEntity

_OA = PREFIXES["oa"]
_RESOURCE, _SOURCE, _SELECTOR = URIRef(_OA + "SpecificResource"), URIRef(_OA + "hasSource"), URIRef(_OA + "hasSelector")
_NAMES = frozenset(("instrument", "agency"))
_SOFTWARE = URIRef(f"{ID}software/policy-kb")

_NAMED_THERE = """
SELECT DISTINCT ?cited ?evidence ?assertion ?entity WHERE {
  VALUES (?cited ?document ?from ?to) { %s }
  ?evidence oa:hasSource ?document ; oa:hasSelector ?range .
  ?range oa:start ?start ; oa:end ?end .
  FILTER (?from <= ?start && ?end <= ?to)
  ?assertion prov:wasDerivedFrom ?evidence ; pol:about ?entity .
  FILTER NOT EXISTS { ?assertion pol:status pol:rejected }
}"""


class Node(NamedTuple):
    """Something to draw; ``iri`` is its name in the graph, ``kind`` answer, quote, document or one of the kinds of
    entities that are drawn."""

    iri: str
    kind: str
    label: str


class Edge(NamedTuple):
    """What was derived from what, or names what, by the IRIs of two nodes."""

    source: str
    target: str


def provenance(answer: Answer, graph: Graph) -> Graph:
    """The PROV-O graph of an answer; ``graph`` holds the statements of the knowledge base and is only read.

    A curator's rejected statements are left out. A refused answer has only the documents that were looked at.
    """
    found = _empty()
    node = URIRef(_answer_iri(answer))
    found.add((node, RDF.type, PROV.Entity))
    found.add((node, DCTERMS.title, Literal(answer.question)))
    found.add((node, PROV.value, Literal(answer.text or answer.reason)))
    _add_run(found, node, [c.document for c in answer.citations] or [hit.document for hit in answer.nearest])
    for citation in answer.citations:
        _add_quote(found, node, citation)
    quotes = {citation.number: _quote_iri(citation) for citation in answer.citations}
    for number, sentence in enumerate(answer.sentences, 1):
        part = URIRef(f"{node}#sentence={number}")
        found.add((node, DCTERMS.hasPart, part))
        found.add((part, RDF.type, PROV.Entity))
        found.add((part, PROV.value, Literal(sentence.text)))
        for cited in sentence.citations:
            found.add((part, PROV.wasQuotedFrom, quotes[cited]))
    if answer.citations:
        _add_named(found, graph, answer.citations)
    return found


def of_entity(iri: str, graph: Graph) -> Graph:
    """What ``graph`` says of an entity, and every statement about it with its evidence, run and document."""
    found, entity = _empty(), URIRef(iri)
    nodes: list[Term] = [entity]
    for assertion in graph.subjects(URIRef(PREFIXES["pol"] + "about"), entity):
        for evidence in graph.objects(assertion, PROV.wasDerivedFrom):
            nodes += [*_around(graph, assertion, evidence, entity), *graph.objects(evidence, _SOURCE)]
    for node in dict.fromkeys(nodes):
        for predicate, value in graph.predicate_objects(node):
            found.add((node, predicate, value))
    return found


def outline(answer: Answer, language: str = "en", most: int = 20) -> tuple[list[Node], list[Edge]]:
    """What to draw of :func:`provenance`, at most ``most`` nodes: answer, quotes, documents, then the laws and agencies
    that most quotes name. Labels are in ``language`` where they are known in it.

    The facts of the answer have been looked up, so nothing is asked of the graph.
    """
    if not answer.citations:
        return [], []
    asked = _answer_iri(answer)
    quotes = {str(_quote_iri(c)): c for c in answer.citations}
    documents = {document_iri(c.document.id): c.document for c in answer.citations}
    # Statements are referred to as well, by many quotes, but tell a reader of the drawing little.
    named = {fact.iri: fact for fact in answer.facts if fact.kind in _NAMES}
    names = [(quote, fact.iri) for quote, c in quotes.items() for fact in named.values() if _names(c, fact)]
    times = Counter(iri for _, iri in names)
    nodes = [
        Node(asked, "answer", answer.question),
        *(Node(iri, "quote", f"[{c.number}]") for iri, c in quotes.items()),
        *(Node(iri, "document", document.title or document.source) for iri, document in documents.items()),
        *(
            Node(iri, named[iri].kind, named[iri].labels.get(language, named[iri].label))
            for iri, _ in times.most_common()
        ),
    ][:most]
    drawn = {node.iri for node in nodes}
    links = [
        *((asked, quote) for quote in quotes),
        *((quote, document_iri(c.document.id)) for quote, c in quotes.items()),
        *names,
    ]
    return nodes, [Edge(*link) for link in links if drawn.issuperset(link)]


def _names(citation: Citation, entity: KBEntity) -> bool:
    """Whether a quote holds one of the places that name an entity."""
    return any(
        each.document.id == citation.document.id and citation.start <= each.start and each.end <= citation.end
        for each in entity.evidence
    )


def _empty() -> Graph:
    graph = Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def _answer_iri(answer: Answer) -> str:
    """The same for the same question answered from the same characters."""
    said = [answer.question, *(f"{c.document.id}:{c.start}:{c.end}" for c in answer.citations)]
    return f"{ID}answer/{hashlib.sha256(chr(10).join(said).encode()).hexdigest()[:32]}"


def _add_run(found: Graph, answer: URIRef, documents: Sequence[Document]) -> None:
    """The run that made the answer, and the documents that it used."""
    if not documents:
        return
    run = URIRef(f"{answer}#run")
    found.add((answer, PROV.wasGeneratedBy, run))
    found.add((run, RDF.type, PROV.Activity))
    found.add((run, PROV.wasAssociatedWith, _SOFTWARE))
    found.add((_SOFTWARE, RDF.type, PROV.SoftwareAgent))
    for document in dict.fromkeys(documents):
        found.add((run, PROV.used, URIRef(document_iri(document.id))))
        found += statements(document, ())


def _quote_iri(citation: Citation) -> URIRef:
    """The characters of a document (RFC 5147), the IRI that evidence for the same characters has."""
    return URIRef(f"{document_iri(citation.document.id)}#char={citation.start},{citation.end}")


def _add_quote(found: Graph, answer: URIRef, citation: Citation) -> None:
    node, document = _quote_iri(citation), URIRef(document_iri(citation.document.id))
    found.add((answer, PROV.wasDerivedFrom, node))
    found.add((node, RDF.type, _RESOURCE))
    found.add((node, RDFS.label, Literal(f"[{citation.number}]")))
    found.add((node, _SOURCE, document))
    found.add((node, PROV.wasQuotedFrom, document))
    for triple in selector(node, citation.start, citation.end, citation.quote):
        found.add(triple)


def _add_named(found: Graph, graph: Graph, citations: Iterable[Citation]) -> None:
    """The laws and agencies whose evidence lies inside a quote, with that evidence."""
    nodes: dict[Term, None] = {}
    rows = " ".join(f"(<{_quote_iri(c)}> <{document_iri(c.document.id)}> {c.start} {c.end})" for c in citations)
    for cited, evidence, assertion, entity in graph.query(_NAMED_THERE % rows, initNs=PREFIXES):  # type: ignore[misc]
        found.add((cited, DCTERMS.references, entity))
        if evidence != cited:
            found.add((evidence, DCTERMS.isPartOf, cited))
        nodes |= dict.fromkeys(_around(graph, assertion, evidence, entity))
    for node in nodes:
        for predicate, value in graph.predicate_objects(node):
            found.add((node, predicate, value))


def _around(graph: Graph, assertion: Term, evidence: Term, entity: Term) -> Iterator[Term]:
    """The nodes that an assertion needs to stand by itself."""
    yield from (assertion, evidence, entity)
    yield from graph.objects(evidence, _SELECTOR)
    for run in graph.objects(assertion, PROV.wasGeneratedBy):
        yield run
        yield from graph.objects(run, PROV.wasAssociatedWith)
