"""Decisions are taken back, and carried to other knowledge bases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.errors import BadDecision, KBError, NotFound
from kb import KnowledgeBase
from tests.kb.curation.shelves import TEXTS, decided, one, source
from tests.support import snapshot


def test_undo_keeps_the_history_and_can_be_undone(kb: KnowledgeBase) -> None:
    before = snapshot(kb)
    duty = one(kb, "responsibility", "register of boats").iri
    decision = kb.curate.reject(duty, by="Anna")
    after = snapshot(kb)
    undo = kb.curate.undo(decision.id[:8], by="Boris")
    assert snapshot(kb) == before
    assert kb.curate.decisions() == []
    history = kb.curate.decisions(include_undone=True)
    assert [(d.action, d.by, d.undone) for d in history] == [("reject", "Anna", True), ("undo", "Boris", False)]
    with pytest.raises(BadDecision, match="already"):
        kb.curate.undo(decision.id, by="Boris")
    with pytest.raises(NotFound, match="curate list"):
        kb.curate.undo("feed", by="Boris")
    kb.curate.undo(undo.id, by="Anna")
    assert snapshot(kb) == after


def test_one_file_carries_all_decisions_to_another_knowledge_base(
    kb: KnowledgeBase, built: Path, tmp_path: Path
) -> None:
    decided(kb)
    path = tmp_path / "decisions.jsonl"
    assert kb.curate.export(path) == 8
    assert json.loads(path.read_text(encoding="utf-8").splitlines()[0])["decisions"] == 8
    # Another shelf, where the documents come in another order and after the decisions.
    with KnowledgeBase.open(tmp_path / "other.kb") as other:
        assert other.curate.import_file(path) == 8
        assert all(d.problem for d in other.curate.decisions())
        for name in reversed(TEXTS):
            other.add(built / name)
        assert snapshot(other) == snapshot(kb)
        sequence = other.status()["change"]
        assert other.curate.import_file(path) == 0
        assert other.status()["change"] == sequence
        assert other.verify() == []
        again = tmp_path / "again.jsonl"
        other.curate.export(again)
        assert again.read_bytes() == path.read_bytes()


def test_adding_a_document_gives_what_a_rebuild_gives(kb: KnowledgeBase) -> None:
    decided(kb)
    rivers = source(kb, "rivers.md")
    before = snapshot(kb)
    kb.remove(rivers.id)
    kb.add(rivers.source)
    assert snapshot(kb) == before
    kb.reindex()
    assert snapshot(kb) == before


BAD_LINES = [
    ("{", "no JSON"),
    ("[]", "no JSON object"),
    ('{"action": "burn"}', "accept, reject"),
    ('{"action": "reject", "by": ""}', "by whom"),
    ('{"action": "reject", "by": "A", "at": "yesterday"}', "say when"),
    ('{"action": "reject", "by": "A", "at": "2026-01-01"}', "say when"),
    ('{"action": "reject", "by": "A", "at": "2026-01-01T00:00:00+00:00"}', "what to reject"),
    ('{"action": "reject", "by": "A", "at": "2026-01-01T00:00:00+00:00", "places": [{"kind": "x"}]}', "kind of one"),
    ('{"action": "reject", "by": "A", "at": "2026-01-01T00:00:00+00:00", "places": [{"kind": "agency"}]}', "no quote"),
    ('{"action": "reject", "by": "A", "at": "2026-01-01T00:00:00+00:00", "places": [3]}', "no JSON object"),
    (
        '{"action": "add", "by": "A", "at": "2026-01-01T00:00:00+00:00", "places": [{"kind": "agency", "quote": "x"}]}',
        "needs type",
    ),
    (
        '{"action": "edit", "by": "A", "at": "2026-01-01T00:00:00+00:00", "places": [{"kind": "agency", '
        '"quote": "x"}], "values": {"type": "shop"}}',
        "no type 'shop'",
    ),
    (
        '{"action": "undo", "by": "A", "at": "2026-01-01T00:00:00+00:00", "undoes": "012345678901234567890123"}',
        "neither",
    ),
    ('{"action": "merge", "by": "A", "at": "2026-01-01T00:00:00+00:00"}', "what to merge"),
    (
        '{"action": "merge", "by": "A", "at": "2026-01-01T00:00:00+00:00", "colour": "red", "entities": []}',
        "unknown: colour",
    ),
]


@pytest.mark.parametrize(("line", "says"), BAD_LINES)
def test_a_bad_file_names_its_line_and_changes_nothing(kb: KnowledgeBase, tmp_path: Path, line: str, says: str) -> None:
    kb.curate.reject(one(kb, "responsibility", "register of boats").iri, by="Anna")
    path = tmp_path / "bad.jsonl"
    kb.curate.export(path)
    good = path.read_text(encoding="utf-8").replace('"by": "Anna"', '"by": "Olga"')
    record = json.loads(good.splitlines()[1])
    del record["id"]
    path.write_text(f"{good.splitlines()[0]}\n{json.dumps(record)}\n{line}\n", encoding="utf-8")
    before, sequence = snapshot(kb), kb.status()["change"]
    with pytest.raises(BadDecision, match=says) as refused:
        kb.curate.import_file(path)
    assert "line 3" in str(refused.value) and str(refused.value).endswith(".")
    assert (snapshot(kb), kb.status()["change"]) == (before, sequence)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"\xff\xfe", "UTF-8"),
        (b"{}\n", "line 1: not a file of decisions"),
        (b'{"format": "policy-kb decisions", "version": 9}\n', "newer version"),
    ],
)
def test_files_of_other_kinds_are_refused(refusing: KnowledgeBase, tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises(KBError, match=says):
        refusing.curate.import_file(path)
    with pytest.raises(NotFound):
        refusing.curate.import_file(tmp_path / "none")


def test_a_record_changed_by_hand_is_noticed(kb: KnowledgeBase, tmp_path: Path) -> None:
    kb.curate.reject(one(kb, "responsibility", "register of boats").iri, by="Anna")
    path = tmp_path / "x.jsonl"
    kb.curate.export(path)
    path.write_text(path.read_text(encoding="utf-8").replace("Anna", "Olga"), encoding="utf-8")
    with pytest.raises(BadDecision, match="line 2: its id is not that of its content"):
        kb.curate.import_file(path)
