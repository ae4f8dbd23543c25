"""Search and answers on the sample shelf."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import BadQuestion, NotFound
from kb import KnowledgeBase
from kb.expectations import expected, holds
from kb.filters import Filters
from kb.messages import missing
from kb.support import Reason
from tests.conftest import ROOT

QUESTIONS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (ROOT / "docs" / "samples" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
]
ANSWERABLE = [q for q in QUESTIONS if q["answers"]]


def letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def finds(kb: KnowledgeBase, question: dict[str, Any]) -> bool:
    found = [(Path(hit.document.source).name, letters(hit.passage.text)) for hit in kb.search(question["question"])]
    return any(name == a["file"] and letters(a["quote"]) in text for a in question["answers"] for name, text in found)


@pytest.mark.parametrize("question", ANSWERABLE[:15], ids=lambda q: q["question"][:40])
def test_the_passage_that_answers_is_among_the_first_ten(sample_kb: KnowledgeBase, question: dict[str, Any]) -> None:
    assert finds(sample_kb, question)


def test_hard_questions_find_their_passages_too(sample_kb: KnowledgeBase) -> None:
    missed = [question["question"] for question in ANSWERABLE if not finds(sample_kb, question)]
    assert len(missed) <= 0.08 * len(ANSWERABLE), missed


def test_most_answers_are_among_the_first_three(sample_kb: KnowledgeBase) -> None:
    from kb.evaluation import evaluate_questions, read_questions, summary

    questions = read_questions(ROOT / "docs" / "samples" / "questions.jsonl")
    assert summary(evaluate_questions(sample_kb, questions), ["hit@3"])["hit@3"].value >= 0.75


def test_hits_are_ranked_and_explained(sample_kb: KnowledgeBase) -> None:
    hits = sample_kb.search("Law No. 477-IV on population migration", k=5)
    assert [hit.rank for hit in hits] == [1, 2, 3, 4, 5]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert "477-iv" in hits[0].why["terms"]
    for hit in hits:
        assert {"passage", "window", "lexical", "terms"} <= set(hit.why)
        assert hit.passage.start <= hit.quote[0] < hit.quote[1] <= hit.passage.end
        assert hit.passage.answers


def test_a_question_finds_passages_in_other_languages(sample_kb: KnowledgeBase) -> None:
    languages = {hit.passage.language for hit in sample_kb.search("What is the status of kandas?", k=10)}
    assert len(languages) > 1


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_a_narrow_filter_still_returns_k_hits(sample_kb: KnowledgeBase, language: str) -> None:
    hits = sample_kb.search("law", k=8, language=language)
    assert len(hits) == 8
    assert {hit.passage.language for hit in hits} == {language}


def test_filters_by_document_year_type_and_entity(sample_kb: KnowledgeBase) -> None:
    document = next(d for d in sample_kb.documents() if d.year)
    assert {h.document.id for h in sample_kb.search("law", document=document.id[:10])} == {document.id}
    assert document.year is not None
    years = {h.document.year for h in sample_kb.search("law", year=(document.year, None))}
    assert years and min(y for y in years if y) >= document.year
    assert {h.document.year for h in sample_kb.search("law", year=document.year)} == {document.year}
    assert {h.document.type for h in sample_kb.search("law", type=document.type)} == {document.type}
    agency = max(sample_kb.entities("agency"), key=lambda e: len(e.evidence))
    for hit in sample_kb.search("duties", mentions=agency.iri):
        assert any(
            e.document.id == hit.document.id and e.start < hit.passage.end and e.end > hit.passage.start
            for e in agency.evidence
        )
    assert sample_kb.search("law", year=1700) == []


@pytest.mark.parametrize("question", ["", "   ", "?!", "\n\t"])
def test_an_empty_question_is_refused(sample_kb: KnowledgeBase, question: str) -> None:
    with pytest.raises(BadQuestion, match="empty"):
        sample_kb.ask(question)


def test_an_overlong_question_is_refused(sample_kb: KnowledgeBase) -> None:
    with pytest.raises(BadQuestion, match="20,000 characters; shorten"):
        sample_kb.search("a" * 20_000)


@pytest.mark.parametrize("wrong", [{"language": "fr"}, {"k": 0}])
def test_impossible_filters_are_refused(sample_kb: KnowledgeBase, wrong: dict[str, Any]) -> None:
    with pytest.raises(BadQuestion):
        sample_kb.search("law", **wrong)
    with pytest.raises(NotFound):
        sample_kb.search("law", document="ffff")


def test_an_empty_shelf_refuses(tmp_path: Path) -> None:
    with KnowledgeBase.open(tmp_path / "empty.kb") as kb:
        answer = kb.ask("Who issues work permits?")
        assert answer.refused
        assert "no passage" in answer.reason
        assert kb.search("law") == kb.documents() == kb.entities() == kb.verify() == []


def test_an_answer_says_where_every_sentence_stands(sample_kb: KnowledgeBase) -> None:
    answer = sample_kb.ask("Which law governs population migration in Kazakhstan?")
    assert not answer.refused
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    for sentence in answer.sentences:
        [number] = sentence.citations
        assert letters(sentence.text) == letters(answer.citations[number - 1].quote)
    assert any(fact.kind == "instrument" for fact in answer.facts)
    for fact in answer.facts:
        assert any(
            c.document.id == e.document.id and c.start <= e.start and e.end <= c.end
            for e in fact.evidence
            for c in answer.citations
        )


@pytest.mark.parametrize(
    "question",
    [
        "How many litres of milk does a snow leopard drink on Mars?",
        "Какова цена билета на концерт в Алматы в 1987 году?",
        "Футболдан әлем чемпионатын 1954 жылы кім ұтты?",
    ],
)
def test_what_the_shelf_does_not_hold_is_refused(sample_kb: KnowledgeBase, question: str) -> None:
    answer = sample_kb.ask(question)
    assert answer.refused
    assert answer.sentences == answer.citations == ()
    assert answer.reason.startswith("The shelf does not hold the answer")
    assert answer.nearest
    assert answer.probability < 0.5


@pytest.mark.parametrize(
    ("question", "language", "words"),
    [
        ("Who isues premits to employrs?", "en", "isues, premits, employrs"),
        ("Как испечь хлеб?", "ru", "испечь, хлеб"),
        ("Нанды қалай пісіреді?", "kk", "Нанды, пісіреді"),
    ],
)
def test_words_that_no_passage_has_are_the_reason(
    sample_kb: KnowledgeBase, question: str, language: str, words: str
) -> None:
    answer = sample_kb.ask(question)
    assert answer.refused and answer.missing is not None
    assert answer.missing == Reason("words", {"asked": words})
    assert answer.reason.endswith(f": {words}.")
    assert missing(language, answer.missing).endswith(f": {words}.")


def test_a_shelf_in_another_language_is_not_searched_for_the_words(sample_kb: KnowledgeBase, tmp_path: Path) -> None:
    english = next(d for d in sample_kb.documents() if d.language == "en")
    with KnowledgeBase.open(tmp_path / "english.kb") as kb:
        assert kb.add(english.source).failed == []
        answer = kb.ask("Как испечь хлеб?")
        assert answer.refused and answer.missing == Reason("topic")


def test_the_threshold_moves_refusal(sample_folder: Path, own_copy: Any) -> None:
    folder = own_copy()
    for threshold, refused in ((0.0, False), (1.0, True)):
        (folder / "kb.toml").write_text(f"answer_threshold = {threshold}")
        with KnowledgeBase.open(folder) as kb:
            assert kb.ask("Who issues work permits?").refused is refused


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("How many permits were issued?", {"figure"}),
        ("Сколько человек вернулось?", {"figure"}),
        ("Қанша адам келді?", {"figure"}),
        ("When was the law adopted?", {"date"}),
        ("С какого года действует закон?", {"date"}),
        ("Заң қашан қабылданды?", {"date"}),
        ("In which year did how many people leave?", {"figure", "date"}),
        ("Who issues permits?", set()),
        ("What obstacles do people meet when they move?", set()),
        ("When should the fee be paid?", set()),
    ],
)
def test_what_a_question_asks_for(question: str, kinds: set[str]) -> None:
    assert expected(question) == kinds


@pytest.mark.parametrize(
    ("kind", "quote", "held"),
    [
        ("figure", "956 foreigners", True),
        ("figure", "about 28%", True),
        ("figure", "more than a third of the functions", True),
        ("figure", "15,527 people", True),
        ("figure", "In 2021 the law changed", False),
        ("figure", "жарты миллион адам", True),
        ("figure", "of the Law No 477-IV", True),
        ("date", "In 2021 the law changed", True),
        ("date", "с 1 января", True),
        ("date", "қаңтар айында", True),
        ("date", "956 foreigners", False),
    ],
)
def test_what_a_quote_holds(kind: str, quote: str, held: bool) -> None:
    assert holds(kind, quote) is held


def test_no_filter_is_no_filter() -> None:
    assert Filters() == Filters(language=None)


def test_a_sentence_is_compared_with_sentences(tmp_path: Path) -> None:
    rest = (
        "Споры разбирает комиссия из трёх человек, которую избирают на два года. Решение комиссии вступает в силу "
        "через десять дней, если никто его не обжалует. Расходы на её работу несёт предприятие, а протоколы хранятся в "
        "архиве пять лет. Помещение для заседаний отапливается с октября по апрель; летом окна открыты. Столовая "
        "работает с полудня до двух часов, а по субботам закрыта. Пропуск на склад выдаёт сторож."
    )
    duties = "Каждый работник имеет обязанности перед коллективом, в котором он осваивает своё ремесло."
    rights = "Каждый работник имеет право на отдых вместе с коллективом."
    (tmp_path / "duties.txt").write_text(f"Статья 2. Обязанности\n\n{duties} {rest}\n", encoding="utf-8")
    (tmp_path / "rights.txt").write_text(f"Статья 1. Отдых\n\n{rights}\n", encoding="utf-8")
    with KnowledgeBase.open(tmp_path / "a.kb") as kb:
        kb.add([tmp_path / "duties.txt", tmp_path / "rights.txt"])
        first = kb.search("Әр қызметкердің өз кәсібін үйренетін ұжым алдында міндеттері бар.")[0]
        assert Path(first.document.source).name == "duties.txt"
        assert first.score == pytest.approx((first.why["passage"] + first.why["sentence"]) / 2, abs=0.005)
        # Of two sentences the whole passage counts half, and its best window more than its best sentence.
        several = kb.search("Әр қызметкердің ұжым алдында міндеттері бар. Дауды комиссия шешеді.")[0]
        why = several.why
        expected_score = 0.5 * why["passage"] + 0.3 * why["window"] + 0.2 * why["sentence"]
        assert several.score == pytest.approx(expected_score, abs=0.005)


def test_a_question_for_the_largest_finds_the_whole_table(tmp_path: Path) -> None:
    names = "Northern Southern Eastern Western Central Coastal Mountain River Steppe Border Lake Valley Forest Island"
    names += " Desert Upper Lower Middle Inner Outer Old New Great Little"
    figures = [
        f"{name} district\t{1000 + 37 * n}\t{900 + 53 * n}\t{100 - 16 * n}\t{20_000 + 911 * n}\t{0.11 * n:.2f}"
        for n, name in enumerate(names.split())
    ]
    head = "Districts\tGrowth\tNatural growth\tMigration growth\tPopulation\tRate, %"
    table = "\n".join([head, *figures])
    caption = "Table 1 – Natural and migration growth of the districts"
    after = "Where people moved from one district to another, the offices exchange their records every month."
    text = f"Migration of the districts\n\n{caption}\n\n{table}\n\n{after}\n"
    (tmp_path / "table.txt").write_text(text, encoding="utf-8")
    with KnowledgeBase.open(tmp_path / "a.kb") as kb:
        kb.add([tmp_path / "table.txt"])
        largest = kb.search("Which district lost the most residents to net migration, and how many?")
        assert ["Districts\t" in largest[0].passage.text, "Little district" in largest[1].passage.text] == [True, True]
        assert largest[1].score == largest[0].score
        assert largest[1].why["kind"] > largest[0].why["kind"] > 0
        # Another question leaves each part what it is worth by itself.
        named = kb.search("How many residents did the Lower district lose to migration?")
        tables = [hit for hit in named if "\t" in hit.passage.text]
        assert "Lower district" in tables[0].passage.text
        assert len({hit.score for hit in tables}) == len(tables) == 2
