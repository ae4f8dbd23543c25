"""``policykb pack``: files, printed Markdown, and wrong usage."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.cli import main
from tests.kb.pack import opening

QUESTION = "Қандас мәртебесі туралы шешімді кім қабылдайды?"


@pytest.fixture
def kb(sample_folder: Path) -> list[str]:
    return ["--kb", str(sample_folder)]


def test_a_question_becomes_a_word_file(kb: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "new" / "pack.docx"
    how = ["--style", "apa", "--locale", "ru-RU", "--title", "О кандасах"]
    assert main(["pack", *kb, QUESTION, "--out", str(out), "--json", *how]) == 0
    data = out.read_bytes()
    assert json.loads(capsys.readouterr().out) == {"written": str(out), "bytes": len(data)}
    assert opening.problems(data) == []
    assert opening.paragraphs(data, "Title") == ["О кандасах"]
    assert "Список литературы" in opening.paragraphs(data, "Heading1")


def test_filters_are_those_of_a_question(kb: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", *kb, "Who issues permits to employers?", "--document", "e0a6f233", "--locale", "en"]) == 0
    out = capsys.readouterr().out
    assert {line for line in out.splitlines() if line.startswith("- File: ")} == {
        "- File: foreign-labour-brief-ru.docx"
    }


def test_citations_of_an_answer_become_a_basket(
    kb: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", *kb, QUESTION, "--json"]) == 0
    citations = json.loads(capsys.readouterr().out)["citations"]
    basket, out = tmp_path / "basket.json", tmp_path / "pack.md"
    basket.write_text(json.dumps(citations), encoding="utf-8")
    assert main(["pack", *kb, "--basket", str(basket), "--out", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert all(f"> {c['quote']}" in text for c in citations)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "either a question or --basket"),
        ([QUESTION, "--basket", "b.json"], "either a question or --basket"),
        ([QUESTION, "--format", "docx"], "name the Word file"),
    ],
)
def test_wrong_usage(kb: list[str], arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", *kb, *arguments]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("basket", "said"),
    [
        (b"[]", "The basket is empty"),
        (b'[{"document": "897e", "start": 5, "end": 2}]', "5–2 is no range"),
        (b'[{"document": "ffff", "start": 5, "end": 7}]', "no document"),
        (b"\xff", "is no text in UTF-8"),
        (None, "cannot be read"),
    ],
)
def test_baskets_that_are_wrong(
    kb: list[str], tmp_path: Path, basket: bytes | None, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "basket.json"
    if basket is not None:
        path.write_bytes(basket)
    assert main(["pack", *kb, "--basket", str(path)]) == 1
    assert said in capsys.readouterr().err


def test_a_place_that_cannot_be_written(kb: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["pack", *kb, QUESTION, "--out", str(tmp_path / "file" / "pack.docx")]) == 1
    assert "cannot be written" in capsys.readouterr().err
