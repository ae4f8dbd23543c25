"""The commands show, edit, library and duplicates."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kb import KnowledgeBase
from kb.cli import main
from tests.conftest import SAMPLES
from tests.kb.conftest import Run


@pytest.fixture
def kb(own_copy: Callable[[], Path]) -> Path:
    return own_copy()


def first(run: Run, kb: Path) -> str:
    return str(json.loads(run("show", "--kb", kb, "--json")[1])[0]["id"])


def test_edit_show_and_reset(run: Run, kb: Path) -> None:
    document_id = first(run, kb)
    title = json.loads(run("show", "--kb", kb, document_id, "--json")[1])["title"]
    change = ["--title", "New title", "--author", "A. Kim", "--author", "B. Lee", "--pages", "4–5", "--by", "Anna"]
    code, out, _ = run("edit", "--kb", kb, document_id[:9], *change)
    assert code == 0
    code, shown, _ = run("show", "--kb", kb, document_id[:9])
    assert shown.startswith(out)
    for line in (
        "title         New title   (Anna, ",
        "author        A. Kim; B. Lee   (Anna, ",
        "pages         4–5   (Anna",
    ):
        assert line in shown
    assert f"file          {SAMPLES}" in shown
    assert "passages\n\n" in shown
    record = json.loads(run("show", "--kb", kb, document_id, "--json")[1])
    assert (record["authors"], record["page_range"]) == (["A. Kim", "B. Lee"], "4–5")
    assert (record["origins"]["title"]["by"], record["origins"]["type"]["source"]) == ("Anna", "document")
    assert len(record["locations"]) == 1 and record["passages"]
    code, out, _ = run(
        "edit", "--kb", kb, document_id, "--reset", "title", "--reset", "author", "--by", "Anna", "--json"
    )
    assert (code, json.loads(out)["title"], json.loads(out)["page_range"]) == (0, title, "4–5")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--year", "19"], "from 1500 to 2100"),
        (["--doi", "x"], "10.1000/xyz123"),
        (["--title", ""], "--reset title"),
        (["--language", "de"], "en, ru, kk"),
    ],
)
def test_impossible_values_get_one_sentence(run: Run, kb: Path, arguments: list[str], says: str) -> None:
    code, out, err = run("edit", "--kb", kb, first(run, kb), *arguments, "--by", "Anna")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert says in err


@pytest.mark.parametrize(("arguments", "says"), [([], "--by"), (["--by", "x", "--reset", "colour"], "choose from")])
def test_wrong_usage(capsys: pytest.CaptureFixture[str], arguments: list[str], says: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["edit", "abc", *arguments])
    assert stopped.value.code == 2
    assert says in capsys.readouterr().err


def test_a_library_made_by_cite_meets_its_documents(run: Run, kb: Path, tmp_path: Path) -> None:
    count = len(list(SAMPLES.iterdir()))
    for format_, suffix in (("csl-json", "json"), ("bibtex", "bib"), ("ris", "ris")):
        path = tmp_path / f"library.{suffix}"
        path.write_text(run("cite", "--kb", kb, "--format", format_)[1], encoding="utf-8")
        code, out, _ = run("library", "--kb", kb, path, "--json")
        report = json.loads(out)
        assert (code, len(report["matched"]), report["unmatched"], report["broken"]) == (0, count, [], [])
    assert run("verify", "--kb", kb)[0] == 0


def test_a_library_tells_what_it_could_not_place(run: Run, kb: Path, tmp_path: Path) -> None:
    path = tmp_path / "library.bib"
    path.write_text("@misc{a, title = {Nothing on this shelf}}\n@misc{b, title = {no end\n")
    code, out, _ = run("library", "--kb", kb, path)
    assert code == 1
    assert "0 matched" in out
    assert "unmatched: Nothing on this shelf: no document" in out
    assert f"broken: {path}: the entry at line 2" in out
    code, _, err = run("library", "--kb", kb, tmp_path / "none.bib")
    assert (code, err.count("\n")) == (1, 1)


def test_duplicates(run: Run, kb: Path, tmp_path: Path) -> None:
    assert run("duplicates", "--kb", kb)[1] == "No two documents have the same text or nearly the same.\n"
    paper = min(SAMPLES.glob("*.md"))
    copy = tmp_path / "copy.md"
    copy.write_text(f"{paper.read_text(encoding='utf-8')}\n\n", encoding="utf-8")
    with KnowledgeBase.open(kb) as base:
        assert base.add(copy).added == [str(copy)]
    code, out, _ = run("duplicates", "--kb", kb)
    assert (code, out.splitlines()[0]) == (0, "the same text")
    assert str(copy) in out and str(paper) in out
    [work] = json.loads(run("duplicates", "--kb", kb, "--json")[1])
    assert (work["kind"], work["similarity"], len(work["documents"])) == ("same", 1.0, 2)
