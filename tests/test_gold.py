"""The figures that the four real papers have to reach, by the scoring program that stands beside them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kb import KnowledgeBase
from tests.conftest import ROOT

Score = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def papers(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a knowledge base of the four papers."""
    folder = tmp_path_factory.mktemp("papers") / "papers.kb"
    with KnowledgeBase.open(folder) as kb:
        assert kb.add(shared / "corpus").failed == []
    return folder


@pytest.fixture
def score(shared: Path, papers: Path) -> Score:
    """Runs the scoring program; its figures."""

    def run(what: str, *gold: Path) -> dict[str, Any]:
        command = [sys.executable, shared / "tools" / "score.py", what, papers, *gold]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return run


@pytest.mark.slow
def test_retrieval(score: Score, shared: Path) -> None:
    figures = score("retrieval", shared / "eval" / "questions.jsonl")
    assert figures["all"]["hit@3"] >= 0.84
    assert figures["all"]["hit@10"] >= 0.91
    assert figures["lang=ru"]["hit@3"] >= 0.75
    assert figures["lang=kk"]["hit@3"] >= 0.75


@pytest.mark.slow
def test_answers(score: Score, shared: Path) -> None:
    figures = score("answers", shared / "eval" / "questions.jsonl")
    assert figures["verbatim"] == 1.0
    assert figures["sentences_without_citation"] == 0
    assert figures["cited_right"] >= 0.65
    assert figures["refused_unanswerable"] >= 0.5
    assert figures["answered_answerable"] >= 0.85


@pytest.mark.slow
def test_ontology(score: Score, shared: Path, papers: Path) -> None:
    figures = score("ontology", shared / "eval" / "ontology", shared / "corpus")
    assert figures["instrument"]["f1"] >= 0.75
    assert figures["agency"]["f1"] >= 0.65
    with KnowledgeBase.open(papers, read_only=True) as kb:
        assert kb.validate() == []
        assert kb.verify() == []
