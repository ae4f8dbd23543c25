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
from rdflib.namespace import DCTERMS, ORG, PROV, RDF, RDFS, SKOS, XSD

from ontology import document_iri, statements
from ontology.terms import ID, PREFIXES

if TYPE_CHECKING:
    from rdflib.term import Node as Term

    from ingest.document import Document
    from kb.answer import Answer, Citation

_OA, _ELI = PREFIXES["oa"], PREFIXES["eli"]
_RESOURCE, _SOURCE, _SELECTOR = URIRef(_OA + "SpecificResource"), URIRef(_OA + "hasSource"), URIRef(_OA + "hasSelector")
_QUOTE, _EXACT = URIRef(_OA + "TextQuoteSelector"), URIRef(_OA + "exact")
_POSITION, _START, _END = URIRef(_OA + "TextPositionSelector"), URIRef(_OA + "start"), URIRef(_OA + "end")
_LAW, _DOCUMENT = URIRef(_ELI + "LegalResource"), URIRef(PREFIXES["fabio"] + "Expression")
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
    """Something to draw; ``kind`` is answer, quote, document, instrument or agency, ``iri`` its name in the graph."""

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
    node = URIRef(f"{ID}answer/{_digest(answer)}")
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


def outline(graph: Graph, language: str = "en", most: int = 20) -> tuple[list[Node], list[Edge]]:
    """What to draw of :func:`provenance`, at most ``most`` nodes: answer, quotes, documents, then the laws and
    agencies that most quotes name. Labels of laws and agencies are in ``language`` where the graph has it."""
    answers = sorted(set(graph.subjects(DCTERMS.hasPart)), key=str)
    cited = {quote for answer in answers for quote in graph.objects(answer, PROV.wasDerivedFrom)}
    quotes = sorted(cited, key=lambda quote: (_number(graph, quote), str(quote)))
    documents = list(dict.fromkeys(source for quote in quotes for source in graph.objects(quote, _SOURCE)))
    named = Counter(e for quote in quotes for e in sorted(graph.objects(quote, DCTERMS.references), key=str))
    nodes = [
        *(Node(str(a), "answer", _value(graph, a, DCTERMS.title)) for a in answers),
        *(Node(str(q), "quote", _value(graph, q, RDFS.label)) for q in quotes),
        *(Node(str(d), "document", _value(graph, d, DCTERMS.title, DCTERMS.source)) for d in documents),
        *(_entity_node(graph, entity, language) for entity, _ in named.most_common()),
    ][:most]
    return nodes, _edges(graph, answers, quotes, {node.iri for node in nodes})


def _edges(graph: Graph, answers: list[Term], quotes: list[Term], drawn: set[str]) -> list[Edge]:
    """The links between nodes that are drawn, in the order of the nodes."""
    links = [(answer, quote) for answer in answers for quote in quotes if (answer, PROV.wasDerivedFrom, quote) in graph]
    for predicate in (_SOURCE, DCTERMS.references):
        links += [(quote, o) for quote in quotes for o in sorted(graph.objects(quote, predicate), key=str)]
    return [Edge(str(s), str(o)) for s, o in links if str(s) in drawn and str(o) in drawn]


# ------------------------------------------------------------------------------------------- writing
def _empty() -> Graph:
    graph = Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def _digest(answer: Answer) -> str:
    """The same for the same question answered from the same characters."""
    said = [answer.question, *(f"{c.document.id}:{c.start}:{c.end}" for c in answer.citations)]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:32]


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
    exact, position = URIRef(f"{node};quote"), URIRef(f"{node};position")
    found.add((answer, PROV.wasDerivedFrom, node))
    found.add((node, RDF.type, _RESOURCE))
    found.add((node, RDFS.label, Literal(f"[{citation.number}]")))
    found.add((node, _SOURCE, document))
    found.add((node, PROV.wasQuotedFrom, document))
    found.add((node, _SELECTOR, exact))
    found.add((exact, RDF.type, _QUOTE))
    found.add((exact, _EXACT, Literal(citation.quote)))
    found.add((node, _SELECTOR, position))
    found.add((position, RDF.type, _POSITION))
    found.add((position, _START, Literal(str(citation.start), datatype=XSD.integer)))
    found.add((position, _END, Literal(str(citation.end), datatype=XSD.integer)))


def _add_named(found: Graph, graph: Graph, citations: Iterable[Citation]) -> None:
    """The laws and agencies whose evidence lies inside a quote, with that evidence."""
    rows = " ".join(f"(<{_quote_iri(c)}> <{document_iri(c.document.id)}> {c.start} {c.end})" for c in citations)
    for cited, evidence, assertion, entity in graph.query(_NAMED_THERE % rows, initNs=PREFIXES):  # type: ignore[misc]
        found.add((cited, DCTERMS.references, entity))
        if evidence != cited:
            found.add((evidence, DCTERMS.isPartOf, cited))
        for node in _around(graph, assertion, evidence, entity):
            for predicate, value in graph.predicate_objects(node):
                found.add((node, predicate, value))


def _around(graph: Graph, assertion: Term, evidence: Term, entity: Term) -> Iterator[Term]:
    """The nodes that an assertion needs to stand by itself."""
    yield from (assertion, evidence, entity)
    yield from graph.objects(evidence, _SELECTOR)
    for run in graph.objects(assertion, PROV.wasGeneratedBy):
        yield run
        yield from graph.objects(run, PROV.wasAssociatedWith)


# ------------------------------------------------------------------------------------------- reading
def _number(graph: Graph, quote: Term) -> int:
    return int(_value(graph, quote, RDFS.label).strip("[]") or 0)


def _value(graph: Graph, node: Term, *predicates: URIRef) -> str:
    """The first value that there is of the predicates; empty when there is none."""
    return next((str(value) for p in predicates for value in sorted(graph.objects(node, p), key=str)), "")


def _entity_node(graph: Graph, entity: Term, language: str) -> Node:
    kind = "agency" if (entity, RDF.type, ORG.Organization) in graph else "instrument"
    labels = sorted(graph.objects(entity, SKOS.prefLabel), key=lambda label: (_language(label) != language, str(label)))
    return Node(str(entity), kind, str(labels[0]) if labels else str(entity))


def _language(label: Term) -> str | None:
    return label.language if isinstance(label, Literal) else None
