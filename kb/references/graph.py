"""What references state in the graph: that a document cites a work, a document or an act (CiTO), with the evidence.

A work that is neither on the shelf nor an act has a node of its own (FaBiO), described by its record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, XSD

from ingest.citations import PARSER
from kb.references.model import Reference
from ontology.descriptions import Triple, term
from ontology.evidence import selector
from ontology.terms import ID, document_iri, run_iri

CITO = "http://purl.org/spar/cito/"
EXTRACTOR = PARSER.replace(" ", "/")
_FABIO = {
    "article-journal": "JournalArticle", "book": "Book", "chapter": "BookChapter",
    "paper-conference": "ConferencePaper", "report": "Report", "thesis": "Thesis", "webpage": "WebPage",
}  # fmt: skip


def work_iri(work: str) -> str:
    """The node of a work, given its id."""
    return f"{ID}work/{hashlib.sha256(work.encode()).hexdigest()[:24]}"


def target(reference: Reference) -> str:
    """The node that a reference cites: the act, the document on the shelf, else the work."""
    if reference.instrument:
        return reference.instrument
    return document_iri(reference.linked) if reference.linked else work_iri(reference.work)


def citation_iri(reference: Reference) -> str:
    """The statement that the characters of a reference make."""
    about = hashlib.sha256(target(reference).encode()).hexdigest()[:12]
    return f"{document_iri(reference.document_id)}#cites={reference.start},{reference.end},{about}"


def statements(references: Iterable[Reference], verdicts: Mapping[str, str] = MappingProxyType({})) -> Graph:
    """What the references of one document add to its graph.

    ``verdicts`` are the curators' by the IRI of a statement: accepted or rejected.
    """
    graph = Graph()
    for reference in references:
        graph.addN((s, p, o, graph) for s, p, o in _citation(reference, verdicts))
    return graph


def fingerprint(references: Iterable[Reference]) -> str:
    """What changes when the statements of these references do."""
    told = [(r.start, r.end, target(r), r.confidence, repr(sorted(r.item.items(), key=str))) for r in references]
    return hashlib.sha256(repr((EXTRACTOR, told)).encode()).hexdigest()


def _citation(reference: Reference, verdicts: Mapping[str, str]) -> Iterator[Triple]:
    document, cited = URIRef(document_iri(reference.document_id)), URIRef(target(reference))
    node = URIRef(citation_iri(reference))
    yield document, URIRef(f"{CITO}cites"), cited
    yield node, RDF.type, term("pol:Assertion")
    yield node, RDF.type, URIRef(f"{CITO}Citation")
    yield node, URIRef(f"{CITO}hasCitingEntity"), document
    yield node, URIRef(f"{CITO}hasCitedEntity"), cited
    yield node, term("pol:about"), cited
    yield node, term("pol:confidence"), Literal(f"{reference.confidence:.2f}", datatype=XSD.decimal)
    yield node, term("pol:status"), term(f"pol:{verdicts.get(str(node), 'extracted')}")
    yield from _evidence(document, node, reference)
    if not reference.instrument and not reference.linked:
        yield from _work(cited, reference)


def _evidence(document: URIRef, node: URIRef, reference: Reference) -> Iterator[Triple]:
    place = URIRef(f"{document}#char={reference.start},{reference.end}")
    run, agent = URIRef(run_iri(reference.document_id, EXTRACTOR)), URIRef(f"{ID}extractor/{EXTRACTOR}")
    yield node, PROV.wasDerivedFrom, place
    yield place, RDF.type, term("oa:SpecificResource")
    yield place, term("oa:hasSource"), document
    yield from selector(place, reference.start, reference.end, reference.quote)
    yield node, PROV.wasGeneratedBy, run
    yield run, RDF.type, PROV.Activity
    yield run, PROV.used, document
    yield run, PROV.wasAssociatedWith, agent
    yield agent, RDF.type, PROV.SoftwareAgent


def _work(node: URIRef, reference: Reference) -> Iterator[Triple]:
    item = reference.item
    yield node, RDF.type, term("fabio:Work")
    if kind := _FABIO.get(str(item["type"])):
        yield node, DCTERMS.type, term(f"fabio:{kind}")
    for title in (item.get("title"), item.get("custom", {}).get("translated-title")):
        if title:
            yield node, DCTERMS.title, Literal(title)
    for name in item.get("author", ()):
        yield (
            node,
            DCTERMS.creator,
            Literal(name.get("literal") or " ".join(filter(None, (name.get("given"), name["family"])))),
        )
    if "issued" in item:
        yield node, DCTERMS.issued, Literal(f"{item['issued']['date-parts'][0][0]:04}", datatype=XSD.gYear)
    if "DOI" in item:
        yield node, DCTERMS.identifier, Literal(f"doi:{item['DOI']}")
