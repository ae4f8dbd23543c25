"""``policykb references`` and ``policykb library``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kb import KnowledgeBase
from tests.kb.conftest import Run


def test_references_of_the_samples(run: Run, sample_folder: Path, sample_kb: KnowledgeBase) -> None:
    code, out, _ = run("references", "--kb", sample_folder, "--json")
    found = json.loads(out)
    assert code == 0
    assert len(found) == len(sample_kb.references()) > 30
    for each in found:
        text = sample_kb.document(each["document"]).text
        assert text[each["start"] : each["end"]] == each["quote"]
        assert each["record"]["id"] == each["work"]
    one = found[0]["document"]
    assert {
        each["document"] for each in json.loads(run("references", "--kb", sample_folder, one[:12], "--json")[1])
    } == {one}


def test_works_are_listed_most_shared_first(run: Run, sample_folder: Path) -> None:
    works = json.loads(run("references", "--kb", sample_folder, "--shared", "--json")[1])
    counts = [len(work["documents"]) for work in works]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] >= 2
    # The law is cited in English and in Kazakh papers.
    assert works[0]["instrument"] or works[0]["record"]["type"] in ("legislation", "webpage")
    code, out, _ = run("references", "--kb", sample_folder, "--shared")
    assert code == 0
    assert out.startswith(f"{counts[0]}  ")


@pytest.mark.parametrize("name", ["477-IV", "act:477iv/2011"])
def test_who_cites_a_law(run: Run, sample_folder: Path, name: str) -> None:
    code, out, _ = run("references", "--kb", sample_folder, "--citing", name, "--json")
    found = json.loads(out)
    assert code == 0
    assert {each["record"]["language"] for each in found} >= {"en", "kk"}
    assert {each["instrument"] for each in found} == {"https://policy-kb.org/id/instrument/kz/law/2011-07-22/477-iv"}
    assert "(2011)" in run("references", "--kb", sample_folder, "--citing", name)[1]


def test_names_that_nothing_has(run: Run, sample_folder: Path) -> None:
    code, _, err = run("references", "--kb", sample_folder, "--citing", "Law of Nowhere")
    assert code == 1
    assert "Law of Nowhere" in err


def test_entries_without_a_document_are_kept_listed_and_forgotten(
    run: Run, own_copy: Callable[[], Path], tmp_path: Path
) -> None:
    kb, library = own_copy(), tmp_path / "lib.bib"
    library.write_text("@book{x, title = {Tolls and towns}, author = {Kim, Anna}, year = {2018}}", encoding="utf-8")
    code, out, _ = run("library", "--kb", kb, library, "--keep")
    assert code == 0
    assert "1 kept" in out
    (record,) = json.loads(run("library", "--kb", kb, "--json")[1])
    assert record["title"] == "Tolls and towns"
    assert run("library", "--kb", kb)[1] == f"{record['id']}  Kim (2018) Tolls and towns\n"
    assert run("library", "--kb", kb, "--forget", record["id"])[0] == 0
    assert run("library", "--kb", kb)[1] == "No entries are kept.\n"
