"""Every change is in the log, with who and when; an older database keeps its log."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest

from kb import KnowledgeBase
from kb.changes import as_csv
from kb.cli import main
from kb.opening import user

TEXT = "The Ministry of Ponds keeps the register of boats under Law No. 88-V of 1 March 2015.\n"
THESAURUS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://x.example/s> a skos:ConceptScheme .
<http://x.example/boat> a skos:Concept ; skos:prefLabel "boat"@en ; skos:inScheme <http://x.example/s> ."""
BIBTEX = "@article{a, title={Ponds of today}, author={Pond, Ann}, year={2020}, file={ponds.md}}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base where one person did everything that can be done, once."""
    place = tmp_path_factory.mktemp("changes")
    paper, thesaurus, library = place / "ponds.md", place / "boats.ttl", place / "library.bib"
    paper.write_text(f"# Ponds\n\n{TEXT}", encoding="utf-8")
    thesaurus.write_text(THESAURUS, encoding="utf-8")
    library.write_text(BIBTEX, encoding="utf-8")
    with KnowledgeBase.open(place / "x.kb", person="Anna") as kb:
        assert kb.add(paper).failed == []
        [document] = kb.documents()
        kb.edit(document.id, by="Boris", title="=Ponds")
        statement = next(s for s in kb.curate.statements(document=document.id))
        decision = kb.curate.reject(statement.iri, by="Clara")
        kb.curate.undo(decision.id, by="Anna")
        kb.import_thesaurus(thesaurus)
        kb.remove_thesaurus("boats")
        kb.import_library(library)
        kb.reindex()
        kb.remove(document.id)
    return place / "x.kb"


def test_everything_that_was_done_is_there_with_who_and_when(folder: Path) -> None:
    with KnowledgeBase.open(folder, read_only=True) as kb:
        found = kb.changes()
        assert [c.number for c in found] == sorted((c.number for c in found), reverse=True)
        assert kb.changes(limit=2) == found[:2]
    done = {(c.action, c.by) for c in found}
    assert {
        ("add", "Anna"), ("edit", "Boris"), ("decide", "Clara"), ("decide", "Anna"), ("thesaurus", "Anna"),
        ("library", "Anna"), ("edit", "Anna"), ("rebuild", "Anna"), ("remove", "Anna"),
    } <= done  # fmt: skip
    assert all(c.at[:4].isdigit() and c.at.endswith("+00:00") for c in found)
    assert found[0].action == "remove" and found[0].details["title"] == "=Ponds"
    assert found[-1].details["source"].endswith("ponds.md")


def test_a_decision_says_what_was_decided(folder: Path) -> None:
    with KnowledgeBase.open(folder, read_only=True) as kb:
        undo, reject = (c for c in kb.changes() if c.action == "decide")
    assert (reject.details["decision"], reject.by, reject.details["entered_by"]) == ("reject", "Clara", "Anna")
    assert (undo.details["decision"], undo.details["undoes"]) == ("undo", "reject")
    assert undo.details["quote"] == reject.details["quote"] and undo.details["quote"] in TEXT


def test_the_changes_of_a_document_are_found_when_it_is_gone(folder: Path) -> None:
    with KnowledgeBase.open(folder, read_only=True) as kb:
        document = kb.changes()[0].subject
        of_it = kb.changes(document=document)
        assert {"add", "edit", "decide", "remove"} <= {c.action for c in of_it}
        assert not {c.action for c in of_it} & {"thesaurus", "library", "rebuild"}
        assert kb.changes(document="0" * 64) == []


def test_without_a_name_it_is_the_user_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    with KnowledgeBase.open(tmp_path / "y.kb") as kb:
        kb.add(tmp_path / "a.md")
        assert [c.by for c in kb.changes()] == [user()]


def test_a_spreadsheet_runs_nothing(folder: Path) -> None:
    with KnowledgeBase.open(folder, read_only=True) as kb:
        lines = list(csv.reader(io.StringIO(as_csv(kb.changes()).decode("utf-8-sig"))))
    assert lines[0] == ["number", "at", "by", "action", "subject", "details"]
    assert not any(cell[:1] in ("=", "+", "-", "@") for line in lines for cell in line)


def test_the_command_lists_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["changes", "--kb", str(folder), "--limit", "1"]) == 0
    [line] = capsys.readouterr().out.splitlines()
    assert "Anna  remove" in line and "=Ponds" in line
    assert main(["changes", "--kb", str(folder), "--json", "--limit", "0"]) == 0
    assert {c["action"] for c in json.loads(capsys.readouterr().out)} >= {"add", "decide"}


def test_a_log_without_names_is_taken_over(folder: Path, tmp_path: Path) -> None:
    """A database of format 4 opens with its documents, and its log knows who decided."""
    import shutil

    old = Path(shutil.copytree(folder, tmp_path / "old.kb"))
    with sqlite3.connect(old / "kb.sqlite") as db:
        before = db.execute("SELECT sequence, action, subject, at FROM changes").fetchall()
        db.executescript(
            "DROP INDEX changes_subject; ALTER TABLE changes DROP COLUMN by; ALTER TABLE changes DROP COLUMN details;"
            "DELETE FROM changes WHERE action IN ('thesaurus', 'library', 'rebuild');"
            "UPDATE meta SET value = '4' WHERE key = 'format';"
        )
    db.close()
    with KnowledgeBase.open(old) as kb:
        found = kb.changes()
        assert kb.verify() == []
    kept = [row for row in before if row[1] not in ("thesaurus", "library", "rebuild")]
    assert [(c.number, c.action, c.subject, c.at) for c in reversed(found)] == kept
    assert [c.by for c in found if c.action == "decide"] == ["Anna", "Clara"]
    assert {c.by for c in found if c.action != "decide"} == {""}
