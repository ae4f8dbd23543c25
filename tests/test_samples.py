"""The samples, their questions and the parallel sentences are what they say they are."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import ingest

ROOT = Path(__file__).parent.parent
SHELF = ROOT / "samples"
ABOUT = ROOT / "docs" / "samples"
LANGUAGES = ("en", "ru", "kk")
QUESTIONS = [json.loads(line) for line in (ABOUT / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
ANSWERS = [answer for question in QUESTIONS for answer in question["answers"]]


@cache
def parsed(path: Path) -> ingest.Document:
    return ingest.parse(path.read_bytes(), path.name)


def folded(text: str) -> str:
    return " ".join(text.split())


def named_language(name: str) -> str:
    """Each sample ends with its language: ``personal-data-brief-kk.md``."""
    return Path(name).stem.rpartition("-")[2]


def lines(folder: str, language: str) -> list[str]:
    return (ROOT / "kb" / "data" / folder / f"{language}.txt").read_text(encoding="utf-8").splitlines()


def documents() -> list[Path]:
    return sorted(SHELF.iterdir())


def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_samples", ABOUT / "make.py")
    assert spec and spec.loader
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)  # dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("folder", "count"), [("parallel", 240), ("questions", 120)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_parallel_lines_are_all_there_and_none_twice(folder: str, count: int, language: str) -> None:
    texts = lines(folder, language)
    assert len(texts) == count
    assert all(text == text.strip() != "" for text in texts)
    assert [text for text, times in Counter(texts).items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_parallel_questions_ask_and_sentences_do_not(language: str) -> None:
    assert all(text.endswith("?") for text in lines("questions", language))
    assert all(text.endswith(".") for text in lines("parallel", language))


def test_all_of_samples_can_be_added() -> None:
    found, rejected = ingest.find_sources([SHELF])
    assert rejected == []
    assert [Path(source.place) for source in found] == documents()


def test_samples_have_four_formats_in_three_languages() -> None:
    pairs = {(path.suffix, named_language(path.name)) for path in documents()}
    assert pairs == {(suffix, code) for suffix in (".pdf", ".docx", ".html", ".md") for code in LANGUAGES}


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_sample_is_read_with_its_language_title_author_and_year(path: Path) -> None:
    document = parsed(path)
    assert document.language == named_language(path.name)
    assert document.title and document.title in folded(document.text)
    stated = re.search(r"(?:Date|Дата|Күні): [^\n]*?(20\d\d)", document.text)
    assert stated and document.year == int(stated[1])
    assert any("Policy KB" in author for author in document.authors)


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_sample_says_what_it_is_and_names_its_sources(path: Path) -> None:
    text = folded(parsed(path).text)
    assert any(mark in text for mark in ("sample text", "Учебный текст", "үлгі мәтін"))
    assert any(mark in text for mark in ("Sources", "Источники", "Дереккөздер"))


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer["file"])
def test_quote_is_in_its_document(answer: dict[str, Any]) -> None:
    assert folded(answer["quote"]) in folded(parsed(SHELF / answer["file"]).text)


def test_questions_cross_languages_and_some_have_no_answer() -> None:
    answered = [question for question in QUESTIONS if question["answers"]]
    crossing = [
        question
        for question in answered
        if question["lang"] not in {named_language(answer["file"]) for answer in question["answers"]}
    ]
    assert {question["lang"] for question in QUESTIONS} == set(LANGUAGES)
    assert len(crossing) >= 0.5 * len(answered)
    assert all(("near" in question) == (question["answers"] == []) for question in QUESTIONS)
    for language in LANGUAGES:
        own = [question for question in QUESTIONS if question["lang"] == language]
        assert len(own) >= 40
        assert 0.25 <= sum(not question["answers"] for question in own) / len(own) <= 0.4
    assert {answer["file"] for answer in ANSWERS} == {path.name for path in documents()}


def test_no_question_is_asked_twice_and_what_a_right_answer_includes_is_quoted() -> None:
    assert len({question["question"] for question in QUESTIONS}) == len(QUESTIONS)
    for question in QUESTIONS:
        quoted = " ".join(answer["quote"] for answer in question["answers"])
        assert all(word in quoted for word in question.get("must_include", []))


def test_questions_for_readers_are_the_first_of_those_for_programs() -> None:
    page = folded((ABOUT / "questions.md").read_text(encoding="utf-8"))
    shown = QUESTIONS[: page.count("**") // 2]
    assert len(shown) >= 15
    assert all(f"**{question['question']}**" in page for question in shown)
    assert all(f"`{a['file']}`: {a['quote']}" in page for question in shown for a in question["answers"])


def test_made_samples_have_the_text_of_their_sources(tmp_path: Path) -> None:
    module = maker()
    sources = sorted(module.SOURCES.glob("*.md"))
    assert {source.stem for source in sources} == {p.name for p in documents() if p.suffix in (".pdf", ".docx")}
    for source in sources:
        made = module.make(source, tmp_path)
        assert parsed(made).text == parsed(SHELF / made.name).text, f"run docs/samples/make.py: {made.name} is old"


def test_making_a_sample_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    module = maker()
    for name in ("kandas-programme-note-kk.pdf.md", "migration-functions-brief-kk.docx.md"):
        first = module.make(module.SOURCES / name, tmp_path).read_bytes()
        assert module.make(module.SOURCES / name, tmp_path).read_bytes() == first
