"""Accepting and rejecting take effect at once and outlive re-reading."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import URIRef

from ingest.errors import BadDecision, KBError, NotFound
from kb import KnowledgeBase
from kb.curation.curating import Curation
from tests.kb.curation.shelves import RELOADS, one, read_anew, source, status


@pytest.mark.parametrize("how", RELOADS)
def test_a_rejected_statement_counts_no_more_and_stays_in_the_graph(kb: KnowledgeBase, how: str) -> None:
    duty = one(kb, "responsibility", "register of boats")
    decision = kb.curate.reject(duty.iri, by="Anna")
    assert (decision.statements, decision.problem) == ((duty.iri,), "")
    read_anew(kb, how)
    now = one(kb, "responsibility", "register of boats")
    assert (now.status, now.decisions, now.entity) == ("rejected", (decision.id,), duty.entity)
    assert status(kb, now.iri) == "rejected"
    assert duty.entity not in {e.iri for e in kb.entities()}
    assert all(duty.entity != each.entity.iri for each in kb.statements.responsible())
    assert kb.verify() == []
    assert [d.problem for d in kb.curate.decisions()] == [""]


def test_a_rejected_mention_has_no_say_in_what_an_act_is(kb: KnowledgeBase) -> None:
    law = one(kb, "instrument", "№ 88-V")
    assert {"Law", "Закон"} <= {a.split()[0] for a in [law.label, *kb.entity(law.entity).aliases]}
    kb.curate.reject(law.iri, by="Anna")
    kept = kb.entity(law.entity)
    assert {e.document.source[-8:] for e in kept.evidence} == {"ports.md"}
    assert not any(alias.startswith("Закон") for alias in kept.aliases)
    assert "Закон" not in " ".join(str(o) for o in kb.graph.objects(URIRef(law.entity)))
    assert kb.validate() == []


def test_accepting_after_rejecting_and_saying_it_twice(kb: KnowledgeBase) -> None:
    duty = one(kb, "responsibility", "register of boats").iri
    kb.curate.reject(duty, by="Anna")
    first = kb.curate.accept(duty, by="Boris")
    assert kb.curate.accept(duty, by=" Boris ") == first
    assert (status(kb, duty), len(kb.curate.decisions())) == ("accepted", 2)
    kb.decide(duty, "rejected", by="Anna")
    assert status(kb, duty) == "rejected"
    with pytest.raises(NotFound, match="accepted, rejected"):
        kb.decide(duty, "doubtful", by="Anna")


def test_that_a_document_speaks_of_a_concept_is_one_statement(kb: KnowledgeBase) -> None:
    (here,) = [s for s in kb.curate.statements("labour migration") if s.document == source(kb, "ports.md")]
    kb.curate.reject(here.iri, by="Anna")
    read_anew(kb, "a newer version")
    now = {s.document.source[-9:]: s.status for s in kb.curate.statements("labour migration")}
    assert now == {"/ports.md": "rejected", "rivers.md": "extracted"}
    assert kb.verify() == []
    subjects = kb.sparql(f"SELECT ?d WHERE {{ ?d <http://purl.org/dc/terms/subject> <{here.entity}> }}")
    assert {str(row[0])[-64:] for row in subjects} == {source(kb, "rivers.md").id}  # type: ignore[index]


def test_unknown_statements_and_nameless_curators_are_refused(refusing: KnowledgeBase) -> None:
    duty = one(refusing, "responsibility", "register of boats").iri
    for bad in ("", "x", duty + "0", duty.replace("/document/", "/document/0")):
        with pytest.raises(NotFound, match="curate statements"):
            refusing.curate.accept(bad, by="Anna")
    with pytest.raises(BadDecision, match="--by"):
        refusing.curate.accept(duty, by=" ")
    assert refusing.curate.decisions(include_undone=True) == []


def test_the_curation_of_a_reader_decides_nothing(folder: Path) -> None:
    with KnowledgeBase.open(folder, read_only=True) as kb:
        assert isinstance(kb.curate, Curation)
        with pytest.raises(KBError, match="reading only"):
            kb.curate.reject(one(kb, "responsibility", "register of boats").iri, by="Anna")
