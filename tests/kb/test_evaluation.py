"""Measuring: questions with known answers, what counts as found, the measures, intervals and tests."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.errors import KBError, NotFound
from kb import KnowledgeBase
from kb.evaluation import ANSWERS, RETRIEVAL, evaluate_answers, evaluate_questions, groups, read_questions, summary
from kb.evaluation.matching import holds
from kb.evaluation.measures import measured
from kb.evaluation.ranking import ranking
from kb.evaluation.results import Result
from kb.evaluation.statistics import difference, interval
from kb.evaluation.tables import changed, comparison_text, figures_record, figures_text
from kb.tuning import Search
from tests.conftest import ROOT

QUESTIONS = read_questions(ROOT / "docs" / "samples" / "questions.jsonl")


def written(folder: Path, *lines: object) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines), encoding="utf-8")
    return path


# --------------------------------------------------------------------------------------------- questions
def test_fields_that_are_not_given_are_told_or_have_defaults(tmp_path: Path) -> None:
    answer = {"doc": "000", "quote": "A quote."}
    [asked] = read_questions(written(tmp_path, {"question": "Кто выдаёт разрешения на работу?", "answers": [answer]}))
    assert (asked.id, asked.language, asked.kind, asked.must_include) == ("1", "ru", "other", ())
    assert (asked.answers[0].file, asked.answers[0].part) == ("000", "")


@pytest.mark.parametrize(
    ("parts", "needed"), [([], ()), ([None], ("",)), (["a", "b", "a"], ("a", "b")), ([None, "a"], ("a",))]
)
def test_the_parts_of_a_question(tmp_path: Path, parts: list[str | None], needed: tuple[str, ...]) -> None:
    answers = [{"file": "x", "quote": "y"} | ({"part": part} if part else {}) for part in parts]
    [asked] = read_questions(written(tmp_path, {"question": "What?", "answers": answers}))
    assert asked.parts == needed


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '"text"',
        {"answers": []},
        {"question": "What?"},
        {"question": "What?", "answers": [{"file": "x"}]},
        {"question": "What?", "answers": ["x"]},
        {"question": "What?", "answers": None},
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: object) -> None:
    with pytest.raises(KBError, match=r"questions\.jsonl, line 2: write a JSON object"):
        read_questions(written(tmp_path, {"question": "What?", "answers": []}, line))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"none\.jsonl"):
        read_questions(tmp_path / "none.jsonl")
    (tmp_path / "old.jsonl").write_bytes("Кто?".encode("cp1251"))
    with pytest.raises(KBError, match="UTF-8"):
        read_questions(tmp_path / "old.jsonl")


# ---------------------------------------------------------------------------------------------- matching
@pytest.mark.parametrize(
    ("text", "quote", "is_held"),
    [
        ("Permits are is-\nsued by akimats.", "permits are issued by AKIMATS", True),
        ("issued by akimats of regions", "Permits are issued by akimats", True),  # 17 of 25 letters
        ("by akimats of regions", "Permits are issued by akimats", False),
        ("Permits. akimats are issued by", "Permits are issued by akimats", False),
        ("anything", "…", False),
    ],
)
def test_most_of_a_quote_in_one_run_is_enough(text: str, quote: str, is_held: bool) -> None:
    assert holds(text, quote) is is_held


# ---------------------------------------------------------------------------------------------- measures
def test_measures_have_the_values_of_their_definitions() -> None:
    found = measured({"q": ["x", "b", "y", "a"]}, {"q": {"a": 1, "b": 1, "c": 0}, "unanswered": {"a": 1}})
    # nDCG: (1/log2(3) + 1/log2(5)) / (1 + 1/log2(3))
    expected = {"hit@1": 0, "hit@3": 1, "hit@10": 1, "MRR@10": 0.5, "nDCG@10": 0.65092, "recall@50": 1}
    assert found["q"] == pytest.approx(expected, abs=1e-4)
    assert set(found["unanswered"].values()) == {0.0}


def test_a_ranking_goes_deeper_until_it_names_enough() -> None:
    hits = ["a1", "a2", "a3", "b1", "c1"]
    asked: list[int] = []

    def search(k: int) -> list[str]:
        asked.append(k)
        return hits[:k]

    assert ranking(search, lambda hit: [hit[0]], 2) == ["a", "b"]  # type: ignore[arg-type, index]
    assert asked == [2, 4]
    assert ranking(search, lambda hit: [hit[0]], 9) == ["a", "b", "c"]  # type: ignore[arg-type, index]
    assert asked == [2, 4, 9]


# -------------------------------------------------------------------------------------------- statistics
def test_an_interval_holds_the_mean_and_narrows_with_more_questions() -> None:
    few, many = interval([0.0, 1.0] * 10), interval([0.0, 1.0] * 1000)
    # The bounds of a binomial share: 0.5 ± 1.96 · sqrt(0.25 / n)
    assert (few.low, few.high) == pytest.approx((0.281, 0.719), abs=0.04)
    assert (many.low, many.high) == pytest.approx((0.478, 0.522), abs=0.004)
    assert interval([0.0, 1.0] * 10) == few


@pytest.mark.parametrize("values", [[0.7], [1.0, 1.0, 1.0]])
def test_equal_values_have_no_spread(values: list[float]) -> None:
    found = interval(values)
    assert found.low == found.value == found.high


def test_a_difference_is_told_from_chance() -> None:
    better = difference([0.0] * 12, [1.0] * 12)
    assert (better.value, better.p) == pytest.approx((1.0, 2 / 2**12))
    assert difference([0.0, 1.0] * 6, [1.0, 0.0] * 6).p > 0.9
    same = difference([0.0, 1.0], [0.0, 1.0])
    assert (same.value, same.low, same.high, same.p) == (0.0, 0.0, 0.0, 1.0)


def test_a_measure_may_apply_to_other_questions_in_the_second_configuration() -> None:
    nan = float("nan")
    found = difference([1.0, 0.0, nan, nan], [nan, 0.0, 1.0, nan])
    assert found.value == 0.0
    assert found.count == 3
    assert difference([1.0, 0.0, nan], [nan, nan, 1.0]).value == 0.5


# ------------------------------------------------------------------------------------- the sample shelf
@pytest.fixture(scope="module")
def retrieval(sample_kb: KnowledgeBase) -> list[Result]:
    return evaluate_questions(sample_kb, QUESTIONS)


@pytest.fixture(scope="module")
def answers(sample_kb: KnowledgeBase) -> list[Result]:
    return evaluate_answers(sample_kb, QUESTIONS)


def test_search_is_measured_on_answerable_questions(retrieval: list[Result]) -> None:
    assert [r.question for r in retrieval] == [q.text for q in QUESTIONS if q.answers]
    for result in retrieval:
        assert tuple(sorted(result.values)) == tuple(sorted(RETRIEVAL))
        found = [result.values[f"hit@{depth}"] for depth in (1, 3, 10)]
        assert found == [float(result.rank is not None and result.rank <= depth) for depth in (1, 3, 10)]
        assert result.values["MRR@10"] == pytest.approx(1 / result.rank if result.rank else 0)


def test_answers_are_measured_on_all_questions(answers: list[Result]) -> None:
    found = summary(answers, list(ANSWERS))
    assert found["answered"].count == sum(bool(q.answers) for q in QUESTIONS)
    assert found["refusal recall"].count == sum(not q.answers for q in QUESTIONS)
    assert found["refusal precision"].count == sum(r.outcome == "refused" for r in answers)
    assert found["verbatim"].value == 1.0
    assert found["uncited sentences"].value == 0.0
    assert 0 < found["citation precision"].value <= 1
    for result in answers:
        assert result.values.get("cited right", 0) <= result.values.get("answered", 0)


def test_groups_are_all_languages_and_kinds(retrieval: list[Result]) -> None:
    by = groups(retrieval)
    assert list(by)[:4] == ["all", "lang=en", "lang=kk", "lang=ru"]
    assert sum(len(by[name]) for name in by if name.startswith("lang=")) == len(retrieval)
    assert sum(len(by[name]) for name in by if name.startswith("kind=")) == len(retrieval)
    record = figures_record(retrieval, RETRIEVAL)
    text = figures_text(retrieval, RETRIEVAL)
    for name in by:
        assert name in text
        bounds = record[name]["MRR@10"]
        assert bounds["low"] <= bounds["value"] <= bounds["high"]


def test_two_configurations_are_compared_question_by_question(
    sample_kb: KnowledgeBase, retrieval: list[Result]
) -> None:
    without = evaluate_questions(sample_kb, QUESTIONS, Search(windows=False))
    moved = list(changed(retrieval, without))
    assert moved
    assert all(one.id == other.id and one.rank != other.rank for one, other in moved)
    [line] = [
        line
        for line in comparison_text(retrieval, without, RETRIEVAL).splitlines()
        if line.startswith("all  ") and " MRR@10 " in line
    ]
    means = [summary(results, ["MRR@10"])["MRR@10"].value for results in (retrieval, without)]
    assert [float(value) for value in line.split()[2:5]] == pytest.approx([*means, means[1] - means[0]], abs=1e-3)
