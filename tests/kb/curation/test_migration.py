"""Verdicts of the older format are kept."""

from __future__ import annotations

from pathlib import Path

from kb import KnowledgeBase
from tests.kb.curation.shelves import one, source, status


def test_verdicts_of_the_older_format_are_kept(kb: KnowledgeBase, folder: Path) -> None:
    duty, law = one(kb, "responsibility", "register of boats"), one(kb, "instrument", "№ 88-V")
    gone = source(kb, "lakes.md")
    lost = next(s for s in kb.curate.statements(document=gone.id) if s.kind == "agency")
    kb.remove(gone.id)
    kb.close()
    _back_to_format_3(folder, {duty.iri: "rejected", law.iri: "accepted", lost.iri: "rejected", "urn:odd": "accepted"})
    with KnowledgeBase.open(folder) as kb:
        assert (status(kb, duty.iri), status(kb, law.iri)) == ("rejected", "accepted")
        decisions = {d.places[0].quote[:20]: d for d in kb.curate.decisions()}
        assert len(kb.curate.decisions()) == 4
        assert {d.by for d in decisions.values()} == {"old"}
        assert decisions["The Ministry of Pond"].statements == (duty.iri,)
        kb.add(gone.source)
        assert status(kb, lost.iri) == "rejected"
        assert kb.verify() == []


def _back_to_format_3(folder: Path, verdicts: dict[str, str]) -> None:
    import sqlite3

    with sqlite3.connect(folder / "kb.sqlite") as db:
        db.execute("DROP TABLE decisions")
        db.execute(
            "CREATE TABLE decisions (statement TEXT PRIMARY KEY, verdict TEXT NOT NULL, by TEXT NOT NULL,"
            " at TEXT NOT NULL) WITHOUT ROWID"
        )
        db.executemany(
            "INSERT INTO decisions VALUES (?, ?, 'old', '2025-01-01T00:00:00+00:00')", list(verdicts.items())
        )
        db.execute("UPDATE meta SET value = '3' WHERE key = 'format'")
        db.executemany(
            "INSERT INTO changes (action, subject, at) VALUES ('decide', ?, '2025')", [(s,) for s in verdicts]
        )
    db.close()
