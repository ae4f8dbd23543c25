"""What the graph says of an entity, by its kind: ELI for instruments, ORG for agencies, SKOS for concepts, DCAT for
periods, Data Cube for figures, and our own terms (policy.ttl) for the rest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, RDF, SKOS, XSD
from rdflib.term import Node

from ontology.mention import Entity, Mention
from ontology.terms import ID, PREFIXES, entity_iri

Triple = tuple[Node, Node, Node]

DATASET = f"{ID}dataset/figures"
_LANGUAGES = ("en", "ru", "kk")
# The triple between two instruments for each type of relation.
_DIRECT = {
    "amends": "eli:amends",
    "repeals": "eli:repeals",
    "approves": "pol:approves",
    "replaces": "dcterms:replaces",
    "based_on": "eli:based_on",
}


@cache
def term(name: str) -> URIRef:
    """``pol:about`` as an IRI, by ``terms.PREFIXES``; raises KeyError for an unknown prefix."""
    prefix, _, local = name.partition(":")
    return URIRef(PREFIXES[prefix] + local)


def described(entity: Entity, here: Sequence[Mention]) -> Iterator[Triple]:
    """The triples of an entity; ``here`` are its mentions in the document whose graph they are for."""
    return _BY_KIND[entity.kind](URIRef(entity.iri), entity, here)


def date(text: str) -> Literal:
    """An ISO date as precise as it is: a day, a month or a year."""
    kinds = {10: XSD.date, 7: XSD.gYearMonth, 4: XSD.gYear}
    return Literal(text, datatype=kinds[len(text)])


# ---------------------------------------------------------------------------------------- what is named
def _names(node: URIRef, entity: Entity, here: Sequence[Mention]) -> Iterator[Triple]:
    labels = {language: label for language, label in entity.labels.items() if language in _LANGUAGES}
    for language, label in labels.items():
        yield node, SKOS.prefLabel, Literal(label, lang=language)
    if not labels:
        yield node, SKOS.prefLabel, Literal(entity.label)
    for name in {" ".join(m.surface.split()) for m in here} - set(labels.values()):
        yield node, SKOS.altLabel, Literal(name)
    if "jurisdiction" in entity.properties:
        yield node, term("pol:jurisdiction"), Literal(entity.properties["jurisdiction"])


def _instrument(node: URIRef, entity: Entity, here: Sequence[Mention]) -> Iterator[Triple]:
    yield from _names(node, entity, here)
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


def _agency(node: URIRef, entity: Entity, here: Sequence[Mention]) -> Iterator[Triple]:
    yield from _names(node, entity, here)
    yield node, RDF.type, ORG.Organization
    yield node, ORG.classification, term(f"pol:{entity.properties['type']}")
    if "parent" in entity.properties:
        yield node, ORG.subOrganizationOf, URIRef(entity.properties["parent"])


def _programme(node: URIRef, entity: Entity, here: Sequence[Mention]) -> Iterator[Triple]:
    yield from _names(node, entity, here)
    said = entity.properties
    yield node, RDF.type, term("pol:Programme")
    yield node, term("pol:programmeType"), term(f"pol:{said['type']}")
    if "period" in said:
        yield node, term("pol:period"), Literal(said["period"])
    if "owner" in said:
        yield node, term("pol:owner"), URIRef(said["owner"])


def _concept(node: URIRef, entity: Entity, here: Sequence[Mention]) -> Iterator[Triple]:
    """Only that it is one: what the scheme says of it stands once, in the graph of the scheme."""
    yield node, RDF.type, SKOS.Concept


# --------------------------------------------------------------------------------------- what is stated
def _responsibility(node: URIRef, entity: Entity, here: Sequence[Mention]) -> Iterator[Triple]:
    said = entity.properties
    yield node, RDF.type, term("pol:Responsibility")
    yield node, term("pol:function"), Literal(said["function"])
    yield from _pointers(
        node, said, {"agency": "pol:responsibleAgency", "basis": "pol:basis", "concepts": "dcterms:subject"}
    )
    yield from _pointers(node, said, {"transferred_to": "pol:transferredTo", "transferred_from": "pol:transferredFrom"})
    for name, of in (("valid_from", "dcat:startDate"), ("valid_until", "dcat:endDate")):
        if name in said:
            yield node, term(of), date(said[name])
    if "article" in said:
        yield node, term("pol:article"), Literal(said["article"])
    if "successor" in said:
        yield from _transfer(node, URIRef(said["successor"]), said.get("valid_until", ""))


def _transfer(before: URIRef, after: URIRef, day: str) -> Iterator[Triple]:
    node = URIRef(entity_iri("transfer", hashlib.sha256(f"{before}\n{after}".encode()).hexdigest()[:24]))
    yield node, RDF.type, term("pol:Transfer")
    yield node, term("pol:from"), before
    yield node, term("pol:to"), after
    if day:
        yield node, DCTERMS.date, date(day)


def _recommendation(node: URIRef, entity: Entity, here: Sequence[Mention]) -> Iterator[Triple]:
    said = entity.properties
    yield node, RDF.type, term("pol:Recommendation")
    yield node, term("pol:recommends"), Literal(said["text"])
    yield node, term("pol:strength"), term(f"pol:{said['strength']}")
    yield from _pointers(node, said, {"addressee": "pol:addressee", "concepts": "dcterms:subject"})
    yield from _pointers(node, said, {"taken_up_by": "pol:takenUpBy"})
    by = said.get("by", "")
    yield from _pointers(node, said, {"by": "pol:recommendedBy"} if by.startswith(ID) else {})
    if by and not by.startswith(ID):
        yield node, term("pol:recommendedByName"), Literal(by)


def _observation(node: URIRef, entity: Entity, here: Sequence[Mention]) -> Iterator[Triple]:
    said = entity.properties
    yield node, RDF.type, term("qb:Observation")
    yield node, term("qb:dataSet"), URIRef(DATASET)
    yield node, term("pol:value"), Literal(said["value"], datatype=XSD.decimal)
    for name in ("indicator", "place", "unit", "qualifier", "time"):
        if name in said:
            yield node, term(f"pol:{name}"), Literal(said[name])
    if "year" in said:
        yield node, term("pol:year"), date(said["year"])


def _relation(node: URIRef, entity: Entity, here: Sequence[Mention]) -> Iterator[Triple]:
    said = entity.properties
    subject = URIRef(said["subject"])
    if said.get("subject_kind") == "agency":
        yield node, RDF.type, ORG.ChangeEvent
        yield node, ORG.originalOrganization, subject
        yield node, term("pol:relationType"), term(f"pol:{said['type']}")
        # What founded or abolished a body is an act; what it became is a body.
        acts = said["type"] in ("created_by", "abolished_by")
        yield from _pointers(node, said, {"object": "pol:basis" if acts else "org:resultingOrganization"})
    else:
        yield node, RDF.type, term("pol:Relation")
        yield node, term("pol:relationType"), term(f"pol:{said['type']}")
        yield node, term("pol:subject"), subject
        yield from _pointers(node, said, {"object": "pol:object"})
        yield subject, term(_DIRECT[said["type"]]), URIRef(said["object"])
    for name, of in (("date", "dcterms:date"), ("in_force", "pol:inForce")):
        if name in said:
            yield node, term(of), date(said[name])


def _stage(node: URIRef, entity: Entity, here: Sequence[Mention]) -> Iterator[Triple]:
    said = entity.properties
    yield node, RDF.type, term("pol:Stage")
    for language, label in entity.labels.items():
        yield node, SKOS.prefLabel, Literal(label, lang=language)
    yield node, term("eli:number"), Literal(said["number"])
    yield node, term("pol:period"), Literal(said["period"])
    yield from _pointers(node, said, {"of": "pol:stageOf"})


def _pointers(node: URIRef, said: Mapping[str, str], terms: Mapping[str, str]) -> Iterator[Triple]:
    """The properties that hold IRIs, several separated by blanks."""
    for name, of in terms.items():
        for iri in said.get(name, "").split():
            yield node, term(of), URIRef(iri)


_BY_KIND: dict[str, Callable[[URIRef, Entity, Sequence[Mention]], Iterator[Triple]]] = {
    "instrument": _instrument,
    "agency": _agency,
    "programme": _programme,
    "concept": _concept,
    "responsibility": _responsibility,
    "recommendation": _recommendation,
    "observation": _observation,
    "relation": _relation,
    "stage": _stage,
}
