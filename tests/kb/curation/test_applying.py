"""Applying decisions is a pure function of mentions and decisions."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, URIRef

import ingest
import ontology
from ingest.document import Document
from kb.curation import Decision, Place, Reference, attributes
from kb.curation.applying import Curated, curate
from kb.curation.decision import from_record, to_record, with_undone
from kb.curation.places import place_at, place_of
from kb.curation.touching import Shelf
from ontology.mention import Mention
from ontology.terms import POL
from tests.kb.curation.shelves import PONDS, TEXTS, WATER, WATER_RU
from tests.kb.storing import made

DOCUMENTS = {name: replace(made(text, language="en"), id=name) for name, text in TEXTS.items()}
MENTIONS = [m for d in DOCUMENTS.values() for m in ontology.extract(d, ingest.cut(d))]
SHELF = Shelf(sorted(DOCUMENTS), lambda name: DOCUMENTS[name].text, lambda text: "en")
START = datetime(2026, 1, 1, tzinfo=UTC)


def at(minute: int) -> str:
    return (START + timedelta(minutes=minute)).isoformat()


def place(kind: str, quote: str) -> Place:
    (mention,) = [m for m in MENTIONS if m.kind == kind and quote in m.surface]
    others = [m for m in MENTIONS if m.document_id == mention.document_id]
    return place_of(mention, DOCUMENTS[mention.document_id], others)


def reference(label: str) -> Reference:
    (found,) = [e for e in ontology.resolve(MENTIONS) if e.label == label]
    return Reference(found.iri, found.kind, found.label)


def apart() -> list[Decision]:
    """Decisions on different targets."""
    ports = DOCUMENTS["ports.md"]
    at_school = ports.text.index("school for sailors")
    return [
        Decision("reject", "A", "", (place("responsibility", "register of boats"),)),
        Decision("accept", "B", "", (place("observation", "41,500"),)),
        Decision("edit", "C", "", (place("responsibility", "owners of ferries"),), values={"valid_until": "2025"}),
        Decision("merge", "D", "", entities=(reference(WATER), reference(WATER_RU))),
        Decision("split", "E", "", (place("agency", PONDS),), values={"name": "Small ponds"}),
        Decision("add", "F", "", (place_at("agency", ports, at_school, at_school + 18),), values={"type": "other"}),
    ]


def said(curated: Curated) -> tuple[object, ...]:
    def shown(each: ontology.Entity) -> object:
        mentions = [(m.document_id, m.start, m.kind, sorted(m.attributes.items())) for m in each.mentions]
        statuses = [mark.status if (mark := curated.marks.of(m)) else "" for m in each.mentions]
        return each.iri, each.label, sorted(each.properties.items()), each.aliases, mentions, statuses

    return [shown(e) for e in curated.entities], [shown(e) for e in curated.rejected]


@settings(max_examples=40)
@given(st.permutations(range(6)), st.permutations(range(6)), st.randoms())
def test_the_order_of_decisions_on_different_targets_does_not_matter(
    first: list[int], second: list[int], random: Any
) -> None:
    made = apart()

    def result(order: list[int]) -> tuple[object, ...]:
        decisions = with_undone(replace(made[i], at=at(minute)) for minute, i in enumerate(order))
        mentions = list(MENTIONS)
        random.shuffle(mentions)
        return said(curate(mentions, decisions, SHELF))

    assert result(first) == result(second)


def test_the_last_of_several_decisions_on_one_statement_counts() -> None:
    here = (place("responsibility", "register of boats"),)
    for order in permutations([("accept", {}), ("reject", {}), ("edit", {"function": "keeps all"})]):
        made = [Decision(action, "A", at(i), here, values=values) for i, (action, values) in enumerate(order)]
        curated = curate(MENTIONS, with_undone(reversed(made)), SHELF)
        rejected = [e.label for e in curated.rejected]
        assert rejected == (["keeps all"] if order[-1][0] == "reject" else [])


def test_without_decisions_nothing_changes() -> None:
    curated = curate(MENTIONS, [], SHELF)
    assert curated.entities == ontology.resolve(MENTIONS)
    assert (curated.rejected, curated.decisions) == ([], [])


def test_statements_in_the_same_words_are_told_apart_by_what_they_say() -> None:
    text = "On May 1 the Ministry of Ponds took over the register of boats from the Ministry of Seas, says the decree."
    document = Document("d", "d", "text/plain", text)
    twins = [
        Mention(
            "d", 0, 60, "responsibility", text[:60], {"function": "register", "agency_at": span, "rule": "x"}, "x", 0.9
        )
        for span in ("13,30", "72,88")
    ]
    shelf = Shelf(["d"], lambda _: text, lambda _: "en")
    where = place_of(twins[1], document, twins)
    assert where.says == {"agency_at": "Ministry of Seas"}
    curated = curate(twins, [Decision("reject", "A", at(0), (where,))], shelf)
    gone = [m.attributes["agency_at"] for e in curated.rejected for m in e.mentions]
    assert gone == ["72,88"]


@given(st.sampled_from(range(6)), st.text(max_size=20), st.integers(0, 10**6))
def test_decisions_survive_their_records(number: int, by: str, minute: int) -> None:
    decision = replace(apart()[number], by=f"x{by}", at=at(minute))
    again = from_record(json.loads(json.dumps(to_record(decision))))
    assert (again, again.id) == (decision, decision.id)


def test_the_types_to_choose_from_are_those_of_the_ontology() -> None:
    graph = Graph().parse(Path(ontology.__file__).parent / "policy.ttl")
    schemes = {
        "InstrumentTypes": attributes.INSTRUMENTS,
        "AgencyTypes": attributes.AGENCIES,
        "ProgrammeTypes": attributes.PROGRAMMES,
        "Strengths": attributes.STRENGTHS,
        "RelationTypes": attributes.OF_INSTRUMENTS + attributes.OF_AGENCIES,
    }
    of_scheme = URIRef("http://www.w3.org/2004/02/skos/core#inScheme")
    for name, types in schemes.items():
        members = {str(s).removeprefix(POL) for s in graph.subjects(of_scheme, URIRef(POL + name))}
        assert members == set(types), name
