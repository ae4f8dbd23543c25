"""Namespaces and the deterministic IRIs of documents, entities, assertions and runs.

An IRI is a function of what identifies the thing, so every knowledge base gives the same law the same IRI.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from urllib.parse import quote

from ontology.characters import plain

if TYPE_CHECKING:
    from ontology.mention import Mention

BASE = "https://policy-kb.org/"
POL = BASE + "ontology#"
ID = BASE + "id/"
# The graph that holds the concept schemes.
SCHEMES = ID + "graph/schemes"

PREFIXES = {
    "pol": POL,
    "cito": "http://purl.org/spar/cito/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "fabio": "http://purl.org/spar/fabio/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def document_iri(document_id: str) -> str:
    """The node of a document, which is also the name of the graph that holds what it contributed."""
    return f"{ID}document/{document_id}"


def entity_iri(kind: str, *identity: str) -> str:
    """``instrument``, ``kz``, ``law``, ``2011-07-22``, ``477-IV`` give ``…/instrument/kz/law/2011-07-22/477-iv``."""
    return f"{ID}{kind}/" + "/".join(slug(part) for part in identity if part)


def slug(text: str) -> str:
    """A readable path segment; long ones are cut and told apart by a hash of the whole."""
    words = plain(text).replace(" ", "-")
    if len(words) > 80:
        words = words[:64].rstrip("-") + "-" + hashlib.sha256(words.encode()).hexdigest()[:12]
    return quote(words, safe="-") if words else hashlib.sha256(text.encode()).hexdigest()[:12]


def run_iri(document_id: str, extractor: str) -> str:
    """The run of one extractor version over one document."""
    return f"{ID}run/{quote(extractor, safe='')}/{document_id}"


def assertion_iri(document_id: str, kind: str, start: int, end: int, entity_iri: str) -> str:
    """The statement that the characters ``start`` to ``end`` of a document name an entity."""
    about = hashlib.sha256(entity_iri.encode()).hexdigest()[:12]
    return f"{document_iri(document_id)}#{kind}={start},{end},{about}"


def tag_iri(document_id: str, concept_iri: str) -> str:
    """The statement that a document speaks of a concept."""
    about = hashlib.sha256(concept_iri.encode()).hexdigest()[:12]
    return f"{document_iri(document_id)}#subject={about}"


def statement_iri(entity_iri: str, mention: Mention) -> str:
    """The node of what a mention states of an entity. All mentions of a concept in a document are one statement."""
    if mention.kind == "concept":
        return tag_iri(mention.document_id, entity_iri)
    return assertion_iri(mention.document_id, mention.kind, mention.start, mention.end, entity_iri)
