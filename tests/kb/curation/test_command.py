"""``policykb curate``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kb.cli import main
from tests.kb.curation.shelves import PONDS, WATER, WATER_RU


def test_the_command_line(folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    def run(*arguments: str) -> Any:
        capsys.readouterr()
        assert main(["curate", arguments[0], "--kb", str(folder), "--json", *arguments[1:]]) == 0
        return json.loads(capsys.readouterr().out)

    found = run("statements", "--kind", "responsibility")
    (duty,) = [s for s in found if "register of boats" in s["quote"]]
    assert (
        run("edit", duty["iri"], "--set", f"agency={WATER}", "--set", "valid_from=2001", "--by", "Anna")["by"] == "Anna"
    )
    (duty,) = run("statements", "--status", "edited")
    rejected = run("reject", duty["iri"])
    assert rejected["by"]
    assert run("accept", duty["iri"], "--by", "Anna")["action"] == "accept"
    assert run("merge", WATER, WATER_RU, "--by", "Anna")["entities"][0]["label"] == WATER
    (pond,) = [s for s in run("statements", PONDS) if s["kind"] == "agency"]
    assert run("split", pond["iri"], "--name", "Small ponds", "--by", "Anna")["values"] == {"name": "Small ponds"}
    added = run(
        "add", "agency", pond["document"], "--quote", "school for sailors", "--set", "type=other", "--by", "Anna"
    )
    assert len(added["statements"]) == 1
    assert run("undo", added["id"][:9], "--by", "Anna")["undoes"] == added["id"]
    assert len(run("list")) == 5 and len(run("list", "--all")) == 7
    assert run("list", "--without-place") == []
    path = str(tmp_path / "d.jsonl")
    assert run("export", path) == {"written": path, "decisions": 7}
    assert run("import", path) == {"new": 0}
    assert main(["curate", "--kb", str(folder), "list", "--all"]) == 0
    shown = capsys.readouterr().out
    assert all(
        words in shown for words in ("Small ponds", "(taken back)", "takes back", "valid_from = 2001", "bears on")
    )
    assert main(["curate", "--kb", str(folder), "statements", PONDS]) == 0
    assert main(["curate", "accept", "--kb", str(folder), "nothing", "--by", "Anna"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["burn"],
        ["edit", "x", "--set", "colour"],
        ["edit", "x", "--set", "by=me"],
        ["split", "x"],
        ["split", "x", "--name", "a", "--to", "b"],
        ["add", "agency", "x"],
        ["add", "agency", "x", "--range", "5"],
        ["accept", "\udcff"],
        ["list", "--status", "x"],
    ],
)
def test_wrong_usage(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["curate", *arguments])
    assert stopped.value.code == 2
