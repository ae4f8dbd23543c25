"""What one document contributes to the graph: its own node, the entities it names, and the evidence for each.

Every mention becomes an assertion node with a quote and a range (Web Annotation selectors, W3C 2017), the run
that found it (PROV-O), a confidence and a review status. All IRIs are deterministic; there are no blank nodes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, PROV, RDF, SKOS, XSD
from rdflib.term import Node

from ingest.document import Document
from ontology.mention import Entity, Mention
from ontology.terms import ID, PREFIXES, assertion_iri, document_iri, run_iri

Triple = tuple[Node, Node, Node]

_FABIO = {"article": "JournalArticle", "report": "Report", "law": "PolicyDocument"}
_LANGUAGES = ("en", "ru", "kk")


@cache
def term(name: str) -> URIRef:
    """``pol:about`` as an IRI, by ``terms.PREFIXES``; raises KeyError for an unknown prefix."""
    prefix, _, local = name.partition(":")
    return URIRef(PREFIXES[prefix] + local)


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
            triples.extend(_entity(entity, here))
            for mention in here:
                triples.extend(_assertion(node, entity, mention, verdicts))
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


def _entity(entity: Entity, here: Sequence[Mention]) -> Iterator[Triple]:
    node = URIRef(entity.iri)
    labels = {language: label for language, label in entity.labels.items() if language in _LANGUAGES}
    for language, label in labels.items():
        yield node, SKOS.prefLabel, Literal(label, lang=language)
    if not labels:
        yield node, SKOS.prefLabel, Literal(entity.label)
    for name in {" ".join(m.surface.split()) for m in here} - set(labels.values()):
        yield node, SKOS.altLabel, Literal(name)
    if "jurisdiction" in entity.properties:
        yield node, term("pol:jurisdiction"), Literal(entity.properties["jurisdiction"])
    yield from _instrument(node, entity) if entity.kind == "instrument" else _agency(node, entity)


def _instrument(node: URIRef, entity: Entity) -> Iterator[Triple]:
    said = entity.properties
    yield node, RDF.type, term("eli:LegalResource")
    yield node, term("eli:type_document"), term(f"pol:{said['type']}")
    if "date" in said:
        yield node, term("eli:date_document"), date(said["date"])
    for name, of in (("number", "eli:number"), ("title", "dcterms:title"), ("period", "pol:period")):
        if name in said:
            yield node, term(of), Literal(said[name])
    if "issuer" in said:
        yield node, term("pol:issuedBy"), Literal(said["issuer"])
    if said.get("status") == "draft":
        yield node, term("pol:draft"), Literal(True)
    for name, of in (("approved_by", "pol:approvedBy"), ("part_of", "eli:is_part_of")):
        if name in said:
            yield node, term(of), URIRef(said[name])
    for other in filter(None, said.get("date_conflict", "").split("; ")):
        yield node, term("pol:conflictingDate"), date(other)


def _agency(node: URIRef, entity: Entity) -> Iterator[Triple]:
    yield node, RDF.type, ORG.Organization
    yield node, ORG.classification, term(f"pol:{entity.properties['type']}")
    if "parent" in entity.properties:
        yield node, ORG.subOrganizationOf, URIRef(entity.properties["parent"])


def _assertion(document: URIRef, entity: Entity, mention: Mention, verdicts: Mapping[str, str]) -> Iterator[Triple]:
    node = URIRef(assertion_iri(mention.document_id, mention.kind, mention.start, mention.end, entity.iri))
    yield node, RDF.type, term("pol:Assertion")
    yield node, term("pol:about"), URIRef(entity.iri)
    yield node, term("pol:confidence"), Literal(f"{mention.confidence:.2f}", datatype=XSD.decimal)
    yield node, term("pol:status"), term(f"pol:{verdicts.get(str(node), 'extracted')}")
    said = mention.attributes
    if "number" in said:
        yield node, term("eli:number"), Literal(said["number"])
    if stated := said.get("date") or said.get("adopted"):
        yield node, term("eli:date_document"), date(stated)
    if "article" in said:
        yield node, term("pol:article"), Literal(said["article"])
    yield from _evidence(document, node, mention)
    yield from _run(document, node, mention)


def _evidence(document: URIRef, assertion: URIRef, mention: Mention) -> Iterator[Triple]:
    # The fragment is that of RFC 5147 for ranges of characters of plain text.
    node = URIRef(f"{document}#char={mention.start},{mention.end}")
    quote, position = URIRef(f"{node};quote"), URIRef(f"{node};position")
    yield assertion, PROV.wasDerivedFrom, node
    yield node, RDF.type, term("oa:SpecificResource")
    yield node, term("oa:hasSource"), document
    yield node, term("oa:hasSelector"), quote
    yield node, term("oa:hasSelector"), position
    yield quote, RDF.type, term("oa:TextQuoteSelector")
    yield quote, term("oa:exact"), Literal(mention.surface)
    yield position, RDF.type, term("oa:TextPositionSelector")
    yield position, term("oa:start"), Literal(str(mention.start), datatype=XSD.integer)
    yield position, term("oa:end"), Literal(str(mention.end), datatype=XSD.integer)


def _run(document: URIRef, assertion: URIRef, mention: Mention) -> Iterator[Triple]:
    run = URIRef(run_iri(document.rsplit("/", 1)[1], mention.extractor))
    agent = URIRef(f"{ID}extractor/{mention.extractor}")
    yield assertion, PROV.wasGeneratedBy, run
    yield run, RDF.type, PROV.Activity
    yield run, PROV.used, document
    yield run, PROV.wasAssociatedWith, agent
    yield agent, RDF.type, PROV.SoftwareAgent


def date(text: str) -> Literal:
    """An ISO date as precise as it is: a day, a month or a year."""
    kinds = {10: XSD.date, 7: XSD.gYearMonth, 4: XSD.gYear}
    return Literal(text, datatype=kinds[len(text)])
