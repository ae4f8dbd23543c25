"""Edits change what a statement says, as far as the ontology allows."""

from __future__ import annotations

from typing import Any

import pytest

from ingest.errors import BadDecision
from kb import KnowledgeBase
from tests.kb.curation.shelves import PONDS, RELOADS, WATER, entity, one, read_anew, source, status


@pytest.mark.parametrize("how", RELOADS)
def test_an_edit_changes_what_a_statement_says(kb: KnowledgeBase, how: str) -> None:
    duty = one(kb, "responsibility", "register of boats")
    kb.curate.edit(duty.iri, by="Anna", agency=WATER, valid_from="2015-02", valid_until="2020", basis="№ 88-V")
    read_anew(kb, how)
    now = one(kb, "responsibility", "register of boats")
    said = kb.entity(now.entity).properties
    assert (said["function"], said["valid_from"], said["valid_until"]) == (
        "keeps the register of boats",
        "2015-02",
        "2020",
    )
    assert said["agency"] == entity(kb, "agency", WATER)
    assert said["basis"].endswith("/2012-03-03/88-v")
    assert (now.status, status(kb, now.iri)) == ("edited", "edited")
    assert [d.entity.iri for d in kb.statements.responsible("boats", on="2019")] == [now.entity]
    assert kb.verify() == []


def test_edits_add_up_and_a_value_can_be_taken_away(kb: KnowledgeBase) -> None:
    kb.curate.edit(one(kb, "responsibility", "owners of ferries").iri, by="Anna", valid_until="2024")
    kb.curate.edit(one(kb, "responsibility", "owners of ferries").iri, by="Boris", valid_from=None)
    said = kb.entity(one(kb, "responsibility", "owners of ferries").entity).properties
    assert ("valid_from" in said, said["valid_until"]) == (False, "2024")
    kb.curate.reject(one(kb, "responsibility", "owners of ferries").iri, by="Clara")
    kb.curate.accept(one(kb, "responsibility", "owners of ferries").iri, by="Clara")
    now = one(kb, "responsibility", "owners of ferries")
    assert (now.status, len(now.decisions), kb.entity(now.entity).properties["valid_until"]) == ("accepted", 4, "2024")


def test_figures_recommendations_laws_and_concepts_can_be_edited(kb: KnowledgeBase) -> None:
    kb.curate.edit(one(kb, "observation", "41,500").iri, by="Anna", value=41600, qualifier="~")
    kb.curate.edit(
        one(kb, "recommendation", "school").iri,
        by="Anna",
        addressee=[WATER, PONDS],
        taken_up_by="88-V",
        strength="implicit",
    )
    kb.curate.edit(one(kb, "instrument", "№ 88-V").iri, by="Anna", number="99-V")
    (tag,) = [s for s in kb.curate.statements("labour migration") if s.document == source(kb, "rivers.md")]
    kb.curate.edit(tag.iri, by="Anna", concept="remittances")
    figure = kb.entity(one(kb, "observation", "41,500").entity).properties
    assert (figure["value"], figure["qualifier"], figure["year"]) == ("41600", "~", "2021")
    (advice,) = kb.statements.recommendations(agency=WATER)
    assert len(advice.addressees) == 2 and [e.properties["number"] for e in advice.taken_up_by] == ["88-V"]
    assert {e.properties["number"] for e in kb.entities("instrument")} == {"88-V", "99-V"}
    assert [s.document.source[-9:] for s in kb.curate.statements("remittances")] == ["rivers.md"]
    assert kb.verify() == []


BAD = [
    ("responsibility", {"agency": "Ministry of Nothing"}, "names no agency"),
    ("responsibility", {"agency": None}, "needs its agency"),
    ("responsibility", {"agency": [WATER, PONDS]}, "one agency only"),
    ("responsibility", {"agency": "№ 88-V"}, "names no agency"),
    ("responsibility", {"colour": "red"}, "there are: function"),
    ("responsibility", {"function": "  "}, "empty"),
    ("responsibility", {"function": "\udcff"}, "must be a text"),
    ("responsibility", {"function": ["a", "b"]}, "one text"),
    ("responsibility", {"valid_from": "22.07.2011"}, "2011-07-22"),
    ("responsibility", {"valid_from": "2011-02-30"}, "2011-07-22"),
    ("responsibility", {"valid_from": "2020", "valid_until": "2019-05"}, "cannot be valid until"),
    ("responsibility", {"concepts": []}, "by IRI or name"),
    ("responsibility", {}, "name=value"),
    ("observation", {"value": "many"}, "no number"),
    ("observation", {"value": "NaN"}, "no number"),
    ("observation", {"value": True}, "one text"),
    ("observation", {"qualifier": "about"}, ">="),
    ("observation", {"year": "21"}, "2022"),
    ("instrument", {"type": "novel"}, "law, code"),
    ("instrument", {"jurisdiction": "KZ"}, "small letters"),
    ("agency", {"type": "shop"}, "ministry"),
    ("recommendation", {"strength": "loud"}, "explicit, implicit"),
    ("concept", {"concept": "sorcery"}, "names no concept"),
]


@pytest.mark.parametrize(("kind", "values", "says"), BAD)
def test_impossible_values_are_refused(refusing: KnowledgeBase, kind: str, values: dict[str, Any], says: str) -> None:
    statement = refusing.curate.statements(kind=kind)[0].iri
    with pytest.raises(BadDecision, match=says) as refused:
        refusing.curate.edit(statement, by="Anna", **values)
    assert str(refused.value).endswith(".")
    assert refusing.curate.decisions(include_undone=True) == []
