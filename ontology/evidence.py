"""What one document contributes to the graph: its own node, the entities it names, and the evidence for each.

Every mention becomes an assertion node with a quote and a range (Web Annotation selectors, W3C 2017), the run
that found it (PROV-O), a confidence and a review status. All IRIs are deterministic; there are no blank nodes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, XSD

from ingest.document import Document
from ontology.descriptions import Triple, date, described, term
from ontology.mention import Entity, Mention
from ontology.pointers import ranges
from ontology.terms import ID, document_iri, run_iri, statement_iri

_FABIO = {"article": "JournalArticle", "report": "Report", "law": "PolicyDocument"}
# The places that show a document to speak of a concept: the surest proves it, hundreds would drown the graph.
_TAG_QUOTES = 1


def statements(
    document: Document, entities: Sequence[Entity], verdicts: Mapping[str, str] = MappingProxyType({})
) -> Graph:
    """The graph of one document, given all entities of the knowledge base or those that it mentions.

    ``verdicts`` are the curators' by the IRI of a statement: accepted or rejected.
    """
    graph = Graph()
    node = URIRef(document_iri(document.id))
    triples = list(_document(document, node))
    for entity in entities:
        here = [m for m in entity.mentions if m.document_id == document.id]
        if here:
            triples.extend(described(entity, here))
            triples.extend(_tag(node, entity, here, verdicts) if entity.kind == "concept" else ())
            for mention in here if entity.kind != "concept" else ():
                triples.extend(_assertion(node, document.text, entity, mention, verdicts))
    graph.addN((s, p, o, graph) for s, p, o in triples)
    return graph


def _document(document: Document, node: URIRef) -> Iterator[Triple]:
    yield node, RDF.type, term("fabio:Expression")
    if document.type in _FABIO:
        yield node, RDF.type, term(f"fabio:{_FABIO[document.type]}")
    yield node, DCTERMS.identifier, Literal(document.id)
    yield node, DCTERMS.source, Literal(document.source)
    yield node, DCTERMS.format, Literal(document.media_type)
    yield node, DCTERMS.language, Literal(document.language)
    if document.title:
        yield node, DCTERMS.title, Literal(document.title)
    for author in document.authors:
        yield node, DCTERMS.creator, Literal(author)
    if document.year:
        yield node, DCTERMS.issued, Literal(f"{document.year:04}", datatype=XSD.gYear)


def _tag(document: URIRef, entity: Entity, here: Sequence[Mention], verdicts: Mapping[str, str]) -> Iterator[Triple]:
    """That a document speaks of a concept, with the surest places that do."""
    best = sorted(here, key=lambda m: (-m.confidence, m.start))[:_TAG_QUOTES]
    node = URIRef(statement_iri(entity.iri, best[0]))
    yield document, DCTERMS.subject, URIRef(entity.iri)
    yield from _asserted(node, entity, best[0], verdicts)
    for mention in best:
        yield from _evidence(document, node, mention.start, mention.end, mention.surface)
    yield from _run(document, node, best[0])


def _assertion(
    document: URIRef, text: str, entity: Entity, mention: Mention, verdicts: Mapping[str, str]
) -> Iterator[Triple]:
    node = URIRef(statement_iri(entity.iri, mention))
    yield from _asserted(node, entity, mention, verdicts)
    if mention.kind == "instrument":
        yield from _stated(node, mention.attributes)
    yield from _evidence(document, node, mention.start, mention.end, mention.surface)
    for start, end in ranges(mention.attributes.get("context", "")):
        yield from _evidence(document, node, start, end, text[start:end])
    yield from _run(document, node, mention)


def _stated(node: URIRef, said: Mapping[str, str]) -> Iterator[Triple]:
    """What this place says of the act, which may contradict what other places say."""
    if "number" in said:
        yield node, term("eli:number"), Literal(said["number"])
    if stated := said.get("date") or said.get("adopted"):
        yield node, term("eli:date_document"), date(stated)
    for name in ("article", "paragraph"):
        if name in said:
            yield node, term(f"pol:{name}"), Literal(said[name])


def _asserted(node: URIRef, entity: Entity, mention: Mention, verdicts: Mapping[str, str]) -> Iterator[Triple]:
    yield node, RDF.type, term("pol:Assertion")
    yield node, term("pol:about"), URIRef(entity.iri)
    yield node, term("pol:confidence"), Literal(f"{mention.confidence:.2f}", datatype=XSD.decimal)
    yield node, term("pol:status"), term(f"pol:{verdicts.get(str(node), 'extracted')}")


def _evidence(document: URIRef, assertion: URIRef, start: int, end: int, exact: str) -> Iterator[Triple]:
    # The fragment is that of RFC 5147 for ranges of characters of plain text.
    node = URIRef(f"{document}#char={start},{end}")
    yield assertion, PROV.wasDerivedFrom, node
    yield node, RDF.type, term("oa:SpecificResource")
    yield node, term("oa:hasSource"), document
    yield from selector(node, start, end, exact)


def selector(evidence: URIRef, start: int, end: int, exact: str) -> Iterator[Triple]:
    """The characters of an evidence node: one selector that is both a quote and a range, which saves triples."""
    node = URIRef(f"{evidence};selector")
    yield evidence, term("oa:hasSelector"), node
    yield node, RDF.type, term("oa:TextQuoteSelector")
    yield node, RDF.type, term("oa:TextPositionSelector")
    yield node, term("oa:exact"), Literal(exact)
    yield node, term("oa:start"), Literal(str(start), datatype=XSD.integer)
    yield node, term("oa:end"), Literal(str(end), datatype=XSD.integer)


def _run(document: URIRef, assertion: URIRef, mention: Mention) -> Iterator[Triple]:
    run = URIRef(run_iri(document.rsplit("/", 1)[1], mention.extractor))
    agent = URIRef(f"{ID}extractor/{mention.extractor}")
    yield assertion, PROV.wasGeneratedBy, run
    yield run, RDF.type, PROV.Activity
    yield run, PROV.used, document
    yield run, PROV.wasAssociatedWith, agent
    yield agent, RDF.type, PROV.SoftwareAgent
