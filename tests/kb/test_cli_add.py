"""``policykb add`` as programs use it: progress as JSON, and files that are known by their names alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb import KnowledgeBase
from kb.cli import main

TEXT = "The Office of {0} gives permits to all who ask for them in the month of May.\n"


def test_progress_says_what_became_of_each_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad, library = tmp_path / "good.txt", tmp_path / "bad.pdf", tmp_path / "all.bib"
    good.write_text(TEXT.format("Quagga"), encoding="utf-8")
    bad.write_bytes(b"%PDF-1.7 x")
    library.write_text(
        "@misc{a, title={Quagga}, file={good.txt}} @misc{b, title={Dodo of the North}}", encoding="utf-8"
    )
    paths = [str(path) for path in (good, bad, library, tmp_path / "gone.txt")]
    command = ["add", "--kb", str(tmp_path / "a.kb"), "--uploaded", "--progress", "json", "--json", "--by", "Anna"]
    assert main([*command, *paths]) == 1
    out, err = capsys.readouterr()
    told = [json.loads(line) for line in err.splitlines()]
    outcomes = {line["path"]: line["outcome"] for line in told if "outcome" in line}
    assert outcomes == {"good.txt": "added", "bad.pdf": "failed", "all.bib": "libraries", "gone.txt": "failed"}
    failed = {line["path"]: line for line in told if line.get("outcome") == "failed"}
    assert all(line["reason"].startswith(f"{name}: ") and line["fault"] for name, line in failed.items())
    assert {line["stage"] for line in told if line["path"] == "good.txt"} == {"read", "embed"}
    report = json.loads(out)
    (imported,) = report["imported"]
    assert [entry["title"] for entry in imported["matched"]] == ["Quagga"]
    assert [entry["title"] for entry in imported["unmatched"]] == ["Dodo of the North"]
    with KnowledgeBase.open(tmp_path / "a.kb", read_only=True) as kb:
        (document,) = kb.documents()
        assert {change.by for change in kb.changes() if change.action == "add"} == {"Anna"}
    assert document.source == f"upload:{document.id[:12]}/good.txt" and document.title == "Quagga"


def test_uploads_of_one_name_do_not_replace_each_other(tmp_path: Path) -> None:
    with KnowledgeBase.open(tmp_path / "a.kb") as kb:
        for folder in ("one", "two"):
            (tmp_path / folder).mkdir()
            file = tmp_path / folder / "note.txt"
            file.write_text(TEXT.format(folder), encoding="utf-8")
            assert kb.add(file, uploaded=True).added == ["note.txt"]
        assert kb.add(tmp_path / "one" / "note.txt", uploaded=True).unchanged == ["note.txt"]
        assert len(kb.documents()) == 2 and kb.reindex() == [] and len(kb.documents()) == 2
        kept = {kb.kept_source(document.id) for document in kb.documents()}
    assert kept == {("note.txt", TEXT.format(folder).encode()) for folder in ("one", "two")}
