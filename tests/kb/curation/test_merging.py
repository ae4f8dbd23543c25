"""Entities are merged and split, and decisions follow them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import BadDecision
from kb import KnowledgeBase
from tests.kb.curation.shelves import PONDS, RELOADS, WATER, WATER_RU, entity, labels, one, read_anew, source, status
from tests.support import snapshot


@pytest.mark.parametrize("how", RELOADS)
def test_merged_entities_are_one_everywhere(kb: KnowledgeBase, how: str) -> None:
    stays, goes = entity(kb, "agency", WATER), entity(kb, "agency", WATER_RU)
    kb.curate.merge(stays, WATER_RU, by="Anna")
    read_anew(kb, how)
    merged = kb.entity(stays)
    assert (merged.label, merged.labels["ru"]) == (WATER, WATER_RU)
    assert {e.document.language for e in merged.evidence} == {"en", "ru"}
    assert goes not in {e.iri for e in kb.entities()}
    functions = {d.function for d in kb.statements.responsible(agency=WATER)}
    assert functions == {"issues licences to owners of ferries", "ведёт учёт судов на всех реках страны"}
    assert not any(goes in (str(s), str(o)) for s, p, o, _ in kb.graph.quads() if "relation" not in str(p))
    assert kb.verify() == []
    assert kb.search("ferries", mentions=[WATER_RU]) != []


def test_the_same_duty_of_two_merged_bodies_is_one_duty(kb: KnowledgeBase) -> None:
    kb.curate.edit(one(kb, "responsibility", "register of boats").iri, by="Anna", function="ведёт учёт судов")
    kb.curate.edit(one(kb, "responsibility", "ведёт учёт").iri, by="Anna", function="ведёт учёт судов")
    assert len([e for e in kb.entities("responsibility") if e.label == "ведёт учёт судов"]) == 2
    kb.curate.merge(PONDS, WATER_RU, by="Anna")
    (duty,) = [e for e in kb.entities("responsibility") if e.label == "ведёт учёт судов"]
    assert {e.document.language for e in duty.evidence} == {"en", "ru"}


def test_merges_chain_and_are_taken_back(kb: KnowledgeBase) -> None:
    before = snapshot(kb)
    kb.curate.merge(WATER, PONDS, by="Anna")
    kb.curate.edit(one(kb, "responsibility", "ведёт учёт").iri, by="Anna", agency=WATER)
    last = kb.curate.merge(WATER_RU, WATER, by="Anna")
    assert {WATER_RU} == labels(kb, "agency") - {"Көл шаруашылығы министрлігі", *_kazakh(kb)}
    agencies = {e.properties.get("agency") for e in kb.entities("responsibility") if "agency" in e.properties}
    assert entity(kb, "agency", WATER_RU) in agencies
    assert not agencies & {e for e in before["entities"] if "water-works" in e or "ponds" in e}
    assert kb.verify() == []
    with pytest.raises(BadDecision, match="already"):
        kb.curate.merge(WATER_RU, WATER_RU, by="Anna")
    kb.curate.undo(last.id, by="Anna")
    assert {WATER, WATER_RU} <= labels(kb, "agency")
    for decision in reversed(kb.curate.decisions()):
        kb.curate.undo(decision.id[:12], by="Anna")
    assert snapshot(kb) == before


def _kazakh(kb: KnowledgeBase) -> set[str]:
    lakes = source(kb, "lakes.md")
    return {e.label for e in kb.entities("agency") if all(x.document == lakes for x in e.evidence)}


def test_only_equals_are_merged(refusing: KnowledgeBase) -> None:
    law = refusing.entities("instrument")[0].iri
    with pytest.raises(BadDecision, match="kind agency, the second of kind instrument"):
        refusing.curate.merge(WATER, law, by="Anna")
    with pytest.raises(BadDecision, match="names no"):
        refusing.curate.merge(WATER, "Ministry of Nothing", by="Anna")


@pytest.mark.parametrize("how", RELOADS)
def test_statements_split_off_are_about_a_new_entity(kb: KnowledgeBase, how: str) -> None:
    place = one(kb, "agency", PONDS)
    kb.curate.split([place.iri], by="Anna", name="Ministry of Small Ponds")
    read_anew(kb, how)
    assert PONDS not in labels(kb, "agency")
    new = kb.entity(entity(kb, "agency", "Ministry of Small Ponds"))
    assert (new.properties["type"], new.aliases, len(new.evidence)) == ("ministry", (PONDS,), 1)
    duty = kb.entity(one(kb, "responsibility", "register of boats").entity)
    assert duty.properties["agency"] == new.iri
    assert status(kb, one(kb, "agency", PONDS).iri) == "edited"
    assert kb.verify() == []


def test_statements_split_off_can_join_another_entity(kb: KnowledgeBase) -> None:
    law = kb.entities("instrument")[0]
    russian = one(kb, "instrument", "№ 88-V")
    kb.curate.split([russian.iri], by="Anna", name="Another law")
    assert {e.label: {x.document.language for x in e.evidence} for e in kb.entities("instrument")} == {
        law.label: {"en"},
        "Another law": {"ru"},
    }
    kb.curate.split([one(kb, "instrument", "№ 88-V").iri], by="Anna", to=law.iri)
    (only,) = kb.entities("instrument")
    assert (only.iri, len(only.evidence)) == (law.iri, 2)
    assert kb.verify() == []


def test_splits_that_cannot_be_are_refused(refusing: KnowledgeBase) -> None:
    agency, law = one(refusing, "agency", PONDS), one(refusing, "instrument", "№ 88-V")
    tag = refusing.curate.statements(kind="concept")[0]
    for statements, how, says in (
        ([agency.iri], {}, "a name or the entity"),
        ([agency.iri], {"name": "x", "to": WATER}, "a name or the entity"),
        ([agency.iri, law.iri], {"name": "x"}, "of one kind"),
        ([], {"name": "x"}, "of one kind"),
        ([tag.iri], {"name": "x"}, "names of the scheme"),
        ([agency.iri], {"to": agency.entity}, "already"),
        ([agency.iri], {"to": law.entity}, "names no agency"),
    ):
        with pytest.raises(BadDecision, match=says):
            refusing.curate.split(statements, by="Anna", **how)
    assert refusing.curate.decisions() == []


def test_a_decision_about_an_entity_whose_iri_has_gone_follows_its_label(kb: KnowledgeBase, tmp_path: Path) -> None:
    plan = tmp_path / "plan.md"
    plan.write_text(
        '# Plan\n\nThe Law of the Republic of Kazakhstan "On Fish" is old. It was changed.\n', encoding="utf-8"
    )
    kb.add(plan)
    before = one(kb, "instrument", "On Fish")
    kb.curate.edit(one(kb, "responsibility", "register of boats").iri, by="Anna", basis=before.entity)
    # Now a text says its number and date, and the same name is resolved to another IRI.
    fish = tmp_path / "fish.md"
    fish.write_text(
        '# Fish\n\nThe Law of the Republic of Kazakhstan No. 7-I of May 5, 1999 "On Fish" begins here.\n',
        encoding="utf-8",
    )
    kb.add(fish)
    now = one(kb, "instrument", "7-I")
    assert now.entity != before.entity
    assert before.entity not in {e.iri for e in kb.entities()}
    said = kb.entity(one(kb, "responsibility", "register of boats").entity).properties
    assert said["basis"] == now.entity
    for document in ("plan.md", "fish.md"):
        kb.remove(source(kb, document).id)
    (decision,) = kb.curate.decisions()
    assert decision.problem.startswith("The shelf no longer names the instrument")
    assert len(decision.statements) == 1
    assert "basis" not in kb.entity(one(kb, "responsibility", "register of boats").entity).properties
