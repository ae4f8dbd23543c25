"""Each kind of error that someone could plant is caught."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import RDF, XSD, Graph, Literal, URIRef

from ontology import resolve, statements, violations
from ontology.descriptions import term
from tests.ontology.reading import read

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
    "assertion about nothing": (_without(ASSERTION, "pol:about"), "exactly one instrument, agency"),
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


# ----------------------------------------------------------------------------------- what texts state
STATED = """# Seasonal work in Kazakhstan

## Functions

From January 1, 2022, the keeping of the register of seasonal workers was transferred from the Ministry of Internal \
Affairs of the Republic of Kazakhstan to the Ministry of Labour of the Republic of Kazakhstan. In accordance with the \
Law of the Republic of Kazakhstan dated May 4, 2015 No. 310-V, the Ministry of Justice approves the quota.

From 5 May 2018 until June 2020, the Ministry of Justice issued the cards. The Law of the Republic of Kazakhstan dated \
May 4, 2015 No. 310-V was amended by the Law of the Republic of Kazakhstan dated June 6, 2019 No. 500-VI. The \
Migration Committee of Kazakhstan was merged into the Ministry of Labour of the Republic of Kazakhstan in 2020. The \
information system "Berkut" is run by the National Security Committee of Kazakhstan. The state programme "Enbek" for \
2017-2021 helped many. The first stage (2017-2018) of the state programme "Enbek" was short.

## Figures

In 2019, more than 412 seasonal workers came to Almaty region.

## Recommendations

The Ministry of Labour should publish regional forecasts of vacancies every quarter.
""".replace("\\\n", "")
PROGRAMME, DUTY, TRANSFER, WISH = "pol:Programme", "pol:Responsibility", "pol:Transfer", "pol:Recommendation"
FIGURE, RELATION, CHANGE, CONFLICT = "qb:Observation", "pol:Relation", "org:ChangeEvent", "pol:Contradiction"
STAGE = "pol:Stage"
SOMETHING, *MORE = (URIRef(f"https://policy-kb.org/id/something/{number}") for number in range(3))


def _stated() -> Graph:
    """The graph of a paper that states one of each, with a contradiction beside it."""
    document, mentions = read(STATED)
    made = statements(document, resolve(mentions))
    node = URIRef("https://policy-kb.org/id/contradiction/1")
    made.add((node, RDF.type, term(CONFLICT)))
    made.add((node, term("pol:reason"), Literal("412 is not 415.")))
    for assertion in sorted(made.subjects(RDF.type, term(ASSERTION)))[:2]:
        made.add((node, term("pol:contradicts"), assertion))
    return made


def _who_has(kind: str, path: str) -> Callable[[Graph], URIRef]:
    return lambda made: min(n for n in made.subjects(term(path)) if (n, RDF.type, term(kind)) in made)  # type: ignore[return-value]


def _other(kind: str, path: str, *values: Literal | URIRef) -> Callable[[Graph], None]:
    """The first of a kind that has something has something else instead."""

    def plant(made: Graph) -> None:
        node = _who_has(kind, path)(made)
        made.remove((node, term(path), None))
        for value in values:
            made.add((node, term(path), value))

    return plant


def _unheard(kind: str) -> Callable[[Graph], None]:
    return lambda made: made.remove((None, term("pol:about"), _first(made, kind))) and None


def _before_it_starts(made: Graph) -> None:
    node = _who_has(DUTY, "dcat:endDate")(made)
    made.set((node, term("dcat:startDate"), Literal("2031-01-01", datatype=XSD.date)))


DAY, YEAR, NUMBER = (
    Literal("2019-05-05", datatype=XSD.date),
    Literal("2019", datatype=XSD.gYear),
    Literal("1", datatype=XSD.decimal),
)
OTHERS = {
    "programme without a type": (_other(PROGRAMME, "pol:programmeType"), "a programme has exactly one type"),
    "programme of an unknown type": (_other(PROGRAMME, "pol:programmeType", term("pol:law")), "one type of the scheme"),
    "programme without a label": (_other(PROGRAMME, "skos:prefLabel"), "a programme has a label"),
    "period in words": (_other(PROGRAMME, "pol:period", Literal("until spring")), "a period is two years"),
    "owner that is no agency": (_other(PROGRAMME, "pol:owner", SOMETHING), "a programme's owner is an agency"),
    "programme that nobody names": (_unheard(PROGRAMME), "a programme has at least one assertion"),
    "duty without a function": (_other(DUTY, "pol:function"), "a responsibility has one function"),
    "duty of nobody that is an agency": (_other(DUTY, "pol:responsibleAgency", SOMETHING), "is an agency's"),
    "basis that is no instrument": (_other(DUTY, "pol:basis", SOMETHING), "basis of a responsibility is an instrument"),
    "duty that starts in words": (_other(DUTY, "dcat:startDate", Literal("soon")), "a responsibility starts on a day"),
    "duty that ends twice": (_other(DUTY, "dcat:endDate", DAY, YEAR), "a responsibility ends on a day"),
    "duty that ends before it starts": (_before_it_starts, "does not end before it starts"),
    "duty that nobody states": (_unheard(DUTY), "a responsibility has at least one assertion"),
    "transfer from nothing": (_other(TRANSFER, "pol:from"), "from one responsibility"),
    "transfer to two": (_other(TRANSFER, "pol:to", SOMETHING, term("pol:law")), "to one responsibility"),
    "recommendation without text": (_other(WISH, "pol:recommends"), "says what it recommends"),
    "recommendation of unknown strength": (_other(WISH, "pol:strength", term("pol:law")), "explicit or implicit"),
    "addressee that is no agency": (_other(WISH, "pol:addressee", SOMETHING), "addressee of a recommendation"),
    "figure without a value": (_other(FIGURE, "pol:value"), "a figure has one value"),
    "figure with two values": (_other(FIGURE, "pol:value", NUMBER, Literal("2.5", datatype=XSD.decimal)), "one value"),
    "value in words": (_other(FIGURE, "pol:value", Literal("many")), "one value, a number"),
    "figure of nothing": (_other(FIGURE, "pol:indicator"), "says what it measures"),
    "year that is a day": (_other(FIGURE, "pol:year", DAY), "the year of a figure is a year"),
    "unknown qualifier": (_other(FIGURE, "pol:qualifier", Literal("roughly")), "the qualifier of a figure"),
    "figure outside the data set": (_other(FIGURE, "qb:dataSet"), "belongs to one data set"),
    "relation of an unknown type": (_other(RELATION, "pol:relationType", term("pol:law")), "one type of the scheme"),
    "relation to nothing": (_other(RELATION, "pol:object"), "a relation is to an instrument"),
    "relation of an agency": (_other(RELATION, "pol:subject", SOMETHING), "a relation is one of an instrument"),
    "change of nobody": (_other(CHANGE, "org:originalOrganization"), "a change is one of an agency"),
    "change into something else": (_other(CHANGE, "org:resultingOrganization", SOMETHING), "changes into an agency"),
    "change in words": (_other(CHANGE, "dcterms:date", Literal("lately")), "changes on a day"),
    "stage without a period": (_other(STAGE, "pol:period"), "a stage has one period"),
    "stage that lasts in words": (_other(STAGE, "pol:period", Literal("until spring")), "a stage has one period"),
    "stage without a number": (_other(STAGE, "eli:number"), "a stage has one number"),
    "stage without a label": (_other(STAGE, "skos:prefLabel"), "a stage has a label"),
    "stage of something else": (_other(STAGE, "pol:stageOf", SOMETHING), "a stage is one of an instrument or"),
    "stage that nobody states": (_unheard(STAGE), "a stage has at least one assertion"),
    "contradiction of nothing": (_other(CONFLICT, "pol:contradicts"), "between two statements"),
    "contradiction of three": (_other(CONFLICT, "pol:contradicts", SOMETHING, *MORE), "between two statements"),
    "contradiction without reason": (_other(CONFLICT, "pol:reason"), "says why it is one"),
}


def test_a_paper_that_states_one_of_each_conforms() -> None:
    made = _stated()
    for kind in (PROGRAMME, DUTY, TRANSFER, WISH, FIGURE, RELATION, CHANGE, STAGE, CONFLICT):
        assert (None, RDF.type, term(kind)) in made, kind
    assert violations(made) == []


@pytest.mark.parametrize("name", OTHERS)
def test_an_error_planted_in_what_is_stated_is_caught(name: str) -> None:
    made = _stated()
    plant, message = OTHERS[name]
    plant(made)
    assert [v for v in violations(made) if message in v.message], violations(made)
