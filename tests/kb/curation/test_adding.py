"""Statements that a curator adds stand where their quotes stand."""

from __future__ import annotations

from typing import Any

import pytest
from rdflib import URIRef
from rdflib.namespace import PROV

from ingest.errors import BadDecision, NotFound
from kb import KnowledgeBase
from kb.curation import attributes
from tests.kb.curation.shelves import PONDS, RELOADS, WATER, WATER_RU, entity, labels, one, read_anew, source
from tests.support import snapshot


@pytest.mark.parametrize("how", RELOADS)
def test_what_is_added_stands_where_its_quote_stands(kb: KnowledgeBase, how: str) -> None:
    words = "A decree said otherwise in those years." if how != "a newer version" else "the rules for all ports"
    document = source(kb, "ports.md")
    decision = kb.curate.add(
        "responsibility", document.id[:10], words, by="Anna", agency=PONDS, function="decides", concepts=["migration"]
    )
    assert len(decision.statements) == 1
    read_anew(kb, how)
    now = one(kb, "responsibility", words)
    added = kb.entity(now.entity)
    assert (now.status, added.label, added.properties["agency"]) == ("accepted", "decides", entity(kb, "agency", PONDS))
    (evidence,) = added.evidence
    assert evidence.document.text[evidence.start : evidence.end] == evidence.quote == words
    assert kb.verify() == []
    node = URIRef(now.iri)
    (activity,) = kb.graph.objects(node, PROV.wasGeneratedBy)
    assert str(activity).endswith(f"/decision/{decision.id}")


def test_every_kind_can_be_added(kb: KnowledgeBase) -> None:
    document = source(kb, "lakes.md").id
    quote = "Бұл жұмыс көп жылдан бері жүреді"
    law = kb.entities("instrument")[0].iri
    kinds: dict[str, dict[str, Any]] = {
        "instrument": {"type": "order", "number": "5", "date": "2001-02-03", "jurisdiction": "kz"},
        "agency": {"type": "committee", "name": "Committee of Lakes"},
        "programme": {"type": "project", "name": "Clean Lakes", "owner": PONDS, "period": "2020/2024"},
        "concept": {"concept": "https://policy-kb.org/id/concept/remittances"},
        "responsibility": {"agency": PONDS, "function": "cleans the lakes"},
        "recommendation": {"strength": "explicit", "addressee": PONDS, "recommended_by": "the fishers"},
        "observation": {"indicator": "lakes", "value": "12.50", "year": 2003, "place": "Kazakhstan"},
        "relation": {"type": "renamed_to", "subject": PONDS, "object": WATER, "date": "2020"},
        "stage": {"number": 2, "period": "2020-07/2024", "of": law},
    }
    assert kinds.keys() == attributes.REQUIRED.keys()
    for kind, values in kinds.items():
        decision = kb.curate.add(kind, document, quote, by="Анна", **values)
        assert (kind, len(decision.statements), decision.problem) == (kind, 1, "")
    assert "Committee of Lakes" in labels(kb, "agency") and "12.5" in {
        e.properties["value"] for e in kb.entities("observation")
    }
    assert kb.entity(one(kb, "programme", quote).entity).properties["owner"] == entity(kb, "agency", PONDS)
    stage = one(kb, "stage", quote)
    assert kb.entity(stage.entity).label == f"Stage 2 (2020-07–2024) of {kb.entity(law).label}"
    edited = kb.curate.edit(stage.iri, by="Anna", number="3", period="2021", of=None)
    (three,) = kb.entities("stage")
    assert (three.label, dict(three.properties)) == ("Stage 3 (2021)", {"number": "3", "period": "2021"})
    kb.curate.reject(edited.statements[0], by="Anna")
    assert kb.entities("stage") == []
    kb.curate.accept(edited.statements[0], by="Anna")
    assert len(kb.entities("stage")) == 1
    assert kb.entity(one(kb, "recommendation", quote).entity).properties["by"] == "the fishers"
    assert kb.verify() == []
    # The order of their names is that of the graph's scheme of types.
    kb.curate.merge(WATER, PONDS, by="Anna")
    assert one_owner(kb, quote) == entity(kb, "agency", WATER)
    assert kb.verify() == []


def one_owner(kb: KnowledgeBase, quote: str) -> str:
    return str(kb.entity(one(kb, "programme", quote).entity).properties["owner"])


def test_a_wrong_statement_is_rejected_and_the_right_one_added_to_the_same_words(kb: KnowledgeBase) -> None:
    wrong = one(kb, "responsibility", "register of boats")
    kb.curate.reject(wrong.iri, by="Anna")
    kb.curate.add(
        "responsibility", wrong.document.id, (wrong.start, wrong.end), by="Anna", agency=WATER, function="keeps boats"
    )
    found = {s.label: s.status for s in kb.curate.statements(kind="responsibility", document=wrong.document.id)}
    assert (found["keeps the register of boats"], found["keeps boats"]) == ("rejected", "accepted")
    (added,) = [s for s in kb.curate.statements(kind="responsibility") if s.label == "keeps boats"]
    kb.curate.edit(added.iri, by="Boris", function="keeps all boats")
    kb.reindex()
    assert "keeps all boats" in labels(kb, "responsibility")
    (added,) = [s for s in kb.curate.statements(kind="responsibility") if s.label == "keeps all boats"]
    kb.curate.reject(added.iri, by="Clara")
    assert "keeps all boats" not in labels(kb, "responsibility")
    assert wrong.label not in labels(kb, "responsibility")
    assert kb.verify() == []


@pytest.mark.parametrize(
    ("kind", "quote", "values", "says"),
    [
        ("responsibility", "not there", {"agency": PONDS, "function": "x"}, "does not stand in"),
        ("responsibility", "Kazakhstan", {"agency": PONDS, "function": "x"}, "4 times"),
        ("responsibility", "", {"agency": PONDS, "function": "x"}, "does not stand"),
        ("responsibility", (5, 5), {"agency": PONDS, "function": "x"}, "no range"),
        ("responsibility", (5, 99999), {"agency": PONDS, "function": "x"}, "no range"),
        ("responsibility", "for sailors", {"function": "x"}, "needs agency"),
        ("responsibility", "for sailors", {}, "needs agency and function"),
        ("observation", "for sailors", {"indicator": "x"}, "needs value"),
        ("stage", "for sailors", {"number": "1"}, "needs period"),
        ("stage", "for sailors", {"number": "first", "period": "2020"}, "write it as in 2"),
        ("stage", "for sailors", {"number": "1", "period": "2021/2020"}, "before it begins"),
        ("stage", "for sailors", {"number": "1", "period": "2021-02-30"}, "no date"),
        (
            "relation",
            "for sailors",
            {"type": "amends", "subject": PONDS, "object": WATER},
            "must be of kind instrument",
        ),
    ],
)
def test_additions_that_cannot_be_are_refused(
    refusing: KnowledgeBase, kind: str, quote: str, values: dict[str, Any], says: str
) -> None:
    with pytest.raises(BadDecision, match=says):
        refusing.curate.add(kind, source(refusing, "ports.md").id, quote, by="Anna", **values)
    with pytest.raises(NotFound, match="no kind"):
        refusing.curate.add("novel", source(refusing, "ports.md").id, "for sailors", by="Anna")
    assert refusing.curate.decisions() == []


def test_a_decision_without_a_place_is_said_and_comes_back(kb: KnowledgeBase) -> None:
    ports = source(kb, "ports.md")
    kb.curate.reject(one(kb, "responsibility", "register of boats").iri, by="Anna")
    kb.curate.add("agency", ports.id, "school for sailors", by="Anna", type="other")
    kb.curate.merge(WATER_RU, PONDS, by="Anna")
    before = snapshot(kb)
    kb.remove(ports.id)
    problems = [d.problem for d in kb.curate.decisions()]
    assert problems[0] == problems[1] == "Its quote stands in no document in this surrounding."
    assert problems[2].startswith(f"The shelf no longer names the agency '{PONDS}'")
    assert kb.verify() == []
    kb.add(ports.source)
    assert [d.problem for d in kb.curate.decisions()] == ["", "", ""]
    assert snapshot(kb) == before
