"""Each kind of error that someone could plant is caught."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import RDF, XSD, Graph, Literal, URIRef

from ontology import violations
from ontology.evidence import term

ASSERTION, EVIDENCE, INSTRUMENT = "pol:Assertion", "oa:SpecificResource", "eli:LegalResource"


def _first(made: Graph, kind: str) -> URIRef:
    return min(n for n in made.subjects(RDF.type, term(kind)) if isinstance(n, URIRef))


def _without(kind: str, path: str) -> Callable[[Graph], None]:
    return lambda made: made.remove((_first(made, kind), term(path), None)) and None


def _instead(kind: str, path: str, value: Literal | URIRef) -> Callable[[Graph], None]:
    def plant(made: Graph) -> None:
        made.set((_first(made, kind), term(path), value))

    return plant


def _also(kind: str, path: str, value: Literal | URIRef) -> Callable[[Graph], None]:
    return lambda made: made.add((_first(made, kind), term(path), value)) and None


PLANTED = {
    "assertion without evidence": (_without(ASSERTION, "prov:wasDerivedFrom"), "at least one quote"),
    "assertion about nothing": (_without(ASSERTION, "pol:about"), "exactly one instrument or agency"),
    "assertion without a run": (_without(ASSERTION, "prov:wasGeneratedBy"), "names the run"),
    "assertion without a status": (_without(ASSERTION, "pol:status"), "extracted, accepted"),
    "unknown status": (_instead(ASSERTION, "pol:status", term("pol:law")), "extracted, accepted"),
    "confidence above one": (
        _instead(ASSERTION, "pol:confidence", Literal("1.5", datatype=XSD.decimal)),
        "confidence between 0 and 1",
    ),
    "confidence that is a word": (_instead(ASSERTION, "pol:confidence", Literal("high")), "confidence between 0 and 1"),
    "evidence without a source": (_without(EVIDENCE, "oa:hasSource"), "exactly one document"),
    "evidence without selectors": (_without(EVIDENCE, "oa:hasSelector"), "exactly one verbatim quote"),
    "quote without characters": (_without("oa:TextQuoteSelector", "oa:exact"), "has its characters"),
    "quote of another length": (_instead("oa:TextQuoteSelector", "oa:exact", Literal("x")), "as long as its range"),
    "range that ends before it starts": (
        _instead("oa:TextPositionSelector", "oa:end", Literal("0", datatype=XSD.integer)),
        "before its end",
    ),
    "negative start": (
        _instead("oa:TextPositionSelector", "oa:start", Literal("-4", datatype=XSD.integer)),
        "starts at a count",
    ),
    "instrument without a type": (_without(INSTRUMENT, "eli:type_document"), "exactly one type"),
    "instrument without a label": (_without(INSTRUMENT, "skos:prefLabel"), "has a label"),
    "two labels in one language": (_also(INSTRUMENT, "skos:prefLabel", Literal("Another", lang="en")), "at most one"),
    "date that is no date": (
        _instead(INSTRUMENT, "eli:date_document", Literal("in spring")),
        "a date, a month or a year",
    ),
    "two numbers": (
        lambda made: [made.add((_first(made, INSTRUMENT), term("eli:number"), Literal(n))) for n in "12"] and None,
        "at most one number",
    ),
    "period that is no period": (_instead(INSTRUMENT, "pol:period", Literal("soon")), "a period is two years"),
    "country by its name": (_instead(INSTRUMENT, "pol:jurisdiction", Literal("Kazakhstan")), "country code"),
    "agency without a type": (_without("org:Organization", "org:classification"), "exactly one type"),
    "agency of an unknown type": (
        _instead("org:Organization", "org:classification", term("pol:law")),
        "exactly one type",
    ),
    "run without a document": (_without("prov:Activity", "prov:used"), "has read a document"),
    "document without its hash": (_without("fabio:Expression", "dcterms:identifier"), "SHA-256"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_error_is_caught(name: str, paper_graph: Graph) -> None:
    made = paper_graph
    plant, message = PLANTED[name]
    plant(made)
    assert any(message in violation.message for violation in violations(made)), violations(made)


def test_an_entity_without_any_assertion_is_caught(paper_graph: Graph) -> None:
    made = paper_graph
    node = URIRef("https://policy-kb.org/id/instrument/kz/law/1999/1")
    made.add((node, RDF.type, term(INSTRUMENT)))
    made.add((node, term("eli:type_document"), term("pol:law")))
    made.add((node, term("skos:prefLabel"), Literal("A law", lang="en")))
    assert [v.message for v in violations(made)] == ["an instrument has at least one assertion with evidence"]
