"""Answers by what is asked for, on small texts in three languages that are added to a real knowledge base."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from kb import KnowledgeBase
from kb.answer import Answer

TEXTS = {
    "ferries-en.md": """# Ferries of the Northern Lakes: a report

## Passengers

The Lake Transport Agency runs the ferries. In 2021 the ferries carried 48,200 passengers. In 2022 they carried
61,750 passengers. The boats are painted white and blue, and the crews are proud of them.

| Harbour | Passengers 2021 | Passengers 2022 | Ships |
| --- | --- | --- | --- |
| Karlova | 12,400 | 15,900 | 3 |
| Mirny | 9,300 | 11,050 | 2 |
| Astana | 20,100 | 27,300 | 5 |
| Old Mill | 6,400 | 7,500 | 1 |

## Safety

Before a ferry leaves the harbour the crew must do the following:

- count the passengers on board;
- check the life jackets;
- test the radio;
- report the departure to the harbour master.

## Definition

A lake ferry is a vessel that carries at least twelve passengers on a regular line across a lake.

## Basis

The safety rules rest on the Law of 14 March 2016 No. 88-V on inland shipping. The penalties are set elsewhere.

## Bridges

Bridges were built of oak in the old days. The swans nest under them in spring.
""",
    "paromy-ru.md": """# Паромы северных озёр: справка

## Перевозки

В 2022 году паромы северных озёр перевезли 58 300 пассажиров. Команды набирают весной.

## Надзор

С 1 июля 2019 года за безопасность паромов отвечает Министерство транспорта. До этого надзор вели местные
исполнительные органы.

## Билеты

Льготный билет стоит вдвое дешевле обычного. Обычный билет продают всем, а льготный — детям и пенсионерам.

## Условия

Для получения разрешения на перевозку владелец парома представляет:

1) заявление;
2) свидетельство о праве собственности на судно;
3) договор страхования пассажиров.
""",
    "paromdar-kk.md": """# Солтүстік көлдердің паромдары: анықтама

## Жолаушылар

Паромға мінетін жолаушының билеті болуы керек. Бес жасқа дейінгі балалар билетсіз жүреді.

## Мәртебе

Көл паромы — көл арқылы тұрақты бағытта кемінде он екі жолаушы таситын кеме.

## Талаптар

Паром капитанына мынадай талаптар қойылады:

- жасы жиырма бірден кем болмауы;
- кеме жүргізу куәлігі болуы;
- денсаулығы туралы анықтама.
""",
    "copy-en.html": """<html lang="en"><head><title>Lakes in brief</title></head><body><h1>Lakes in brief</h1>
<p>The safety rules rest on the Law of 14 March 2016 No. 88-V on inland shipping. Fish are plentiful in autumn, and the
anglers come from the towns around.</p></body></html>""",
}


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder = tmp_path_factory.mktemp("answers")
    texts = folder / "texts"
    texts.mkdir()
    for name, text in TEXTS.items():
        (texts / name).write_text(text, encoding="utf-8")
    with KnowledgeBase.open(folder / "ferries.kb") as made:
        assert made.add(texts).failed == []
        # Whether the shelf supports an answer is decided elsewhere.
        made.config = replace(made.config, answer_threshold=0.0)
        yield made


def ask(kb: KnowledgeBase, question: str) -> Answer:
    answer = kb.ask(question)
    numbers = {citation.number for citation in answer.citations}
    assert all(c.document.text[c.start : c.end] == c.quote for c in answer.citations)
    assert all(c.passage.start <= c.start < c.end <= c.passage.end for c in answer.citations)
    assert answer.sentences and all(s.citations and set(s.citations) <= numbers for s in answer.sentences)
    assert {n for s in answer.sentences for n in s.citations} == numbers
    return answer


def files(answer: Answer) -> list[str]:
    return [Path(citation.document.source).name for citation in answer.citations]


# --------------------------------------------------------------------------------------------- figures, tables
def test_a_figure_is_that_of_the_year_that_is_asked_for(kb: KnowledgeBase) -> None:
    assert "61,750" in ask(kb, "How many passengers did the ferries carry in 2022?").sentences[0].text
    assert "48,200" in ask(kb, "How many passengers did the ferries carry in 2021?").text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many passengers did Karlova have in 2022?", "Karlova, Passengers 2022: 15,900"),
        ("How many ships are there in Old Mill harbour?", "Old Mill, Ships: 1"),
        ("Сколько пассажиров было в гавани Карлова в 2021 году?", "Karlova, Passengers 2021: 12,400"),
        ("Астана айлағында 2022 жылы қанша жолаушы болды?", "Astana, Passengers 2022: 27,300"),
        ("Which harbour had the fewest passengers in 2022, and how many?", "Old Mill, Passengers 2022: 7,500"),
    ],
)
def test_a_table_answers_by_row_and_column(kb: KnowledgeBase, question: str, said: str) -> None:
    answer = ask(kb, question)
    assert answer.sentences[0].text.startswith(said)
    [number] = answer.sentences[0].citations
    quote = answer.citations[number - 1].quote
    assert quote.startswith(said.partition(",")[0]) and said.rpartition(" ")[2] in quote
    assert answer.citations[number - 1].passage.kind == "table"


def test_a_row_of_a_table_is_read_with_the_names_of_its_columns(kb: KnowledgeBase) -> None:
    answer = ask(kb, "Mirny harbour passengers and ships")
    assert "Mirny: Passengers 2021 9,300; Passengers 2022 11,050; Ships 2" in answer.text
    assert "\t" not in answer.text


# ------------------------------------------------------------------------------------------------------- lists
@pytest.mark.parametrize(
    ("question", "items"),
    [
        (
            "What are the things that the crew must do before a ferry leaves?",
            ["count the passengers", "life jackets", "test the radio", "harbour master"],
        ),
        (
            "Какие документы представляет владелец парома для разрешения?",
            ["заявление", "праве собственности", "договор страхования"],
        ),
        ("Паром капитанына қандай талаптар қойылады?", ["жиырма бірден", "куәлігі", "денсаулығы"]),
    ],
)
def test_a_list_is_given_item_by_item(kb: KnowledgeBase, question: str, items: list[str]) -> None:
    answer = ask(kb, question)
    for item in items:
        [sentence] = [s for s in answer.sentences if item in s.text]
        assert not sentence.text.startswith(("-", "•"))
        assert sum(other in sentence.text for other in items) == 1
    places = [next(i for i, s in enumerate(answer.sentences) if item in s.text) for item in items]
    assert places == sorted(places)


# -------------------------------------------------------------------------- who, since when, definition, basis
@pytest.mark.parametrize(
    "question", ["Кто отвечает за безопасность паромов?", "Which ministry is responsible for the safety of ferries?"]
)
def test_who_names_the_agency(kb: KnowledgeBase, question: str) -> None:
    assert "Министерство транспорта" in ask(kb, question).text


@pytest.mark.parametrize(
    "question",
    [
        "С какого года Министерство транспорта отвечает за безопасность паромов?",
        "Since when has the Ministry of Transport been responsible for the safety of ferries?",
        "Көлік министрлігі паромдардың қауіпсіздігіне қашаннан бастап жауап береді?",
    ],
)
def test_since_when_gives_agency_and_date(kb: KnowledgeBase, question: str) -> None:
    answer = ask(kb, question)
    assert "С 1 июля 2019 года" in answer.text and "Министерство транспорта" in answer.text
    duty = answer.facts[0]
    assert duty.kind == "responsibility" and duty.properties["valid_from"] == "2019-07-01"
    assert kb.entity(duty.properties["agency"]).labels["ru"].startswith("Министерство транспорта")
    (place,) = duty.evidence
    assert place.document.text[place.start : place.end] == place.quote and "безопасность паромов" in place.quote


def test_facts_are_those_that_bear_on_the_question(kb: KnowledgeBase) -> None:
    answer = ask(kb, "How many passengers did the ferries of the Northern Lakes carry in 2022?")
    figures = [fact for fact in answer.facts if fact.kind == "observation"]
    assert figures and figures[0].properties["value"] in ("61750", "58300")
    assert not [fact for fact in answer.facts if fact.kind == "concept"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is a lake ferry?", "A lake ferry is a vessel"),
        ("Көл паромы деген не?", "Көл паромы — көл арқылы"),
    ],
)
def test_a_definition_is_given(kb: KnowledgeBase, question: str, said: str) -> None:
    assert said in ask(kb, question).text


def test_words_that_several_documents_share_are_one_sentence_with_a_citation_of_each(kb: KnowledgeBase) -> None:
    answer = ask(kb, "Under which law do the safety rules for ships stand?")
    [sentence] = [s for s in answer.sentences if "88-V" in s.text]
    assert len(sentence.citations) == 2
    cited = [Path(answer.citations[n - 1].document.source).name for n in sentence.citations]
    assert set(cited) == {"ferries-en.md", "copy-en.html"}


# -------------------------------------------------------------------------------------------------- comparison
def test_a_comparison_has_both_sides(kb: KnowledgeBase) -> None:
    assert "вдвое дешевле" in ask(kb, "Чем льготный билет отличается от обычного?").text


def test_sources_that_disagree_are_both_quoted_with_a_notice(kb: KnowledgeBase) -> None:
    answer = ask(kb, "What do the papers say differently about how many passengers the ferries carried in 2022?")
    assert {"ferries-en.md", "paromy-ru.md"} <= set(files(answer))
    assert "58 300" in answer.text and "61,750" in answer.text
    [notice] = answer.notices
    first, second = (c for c in answer.citations if f"[{c.number}]" in notice)
    assert notice == f"The sources give different figures: compare [{first.number}] with [{second.number}]."
    assert {Path(first.document.source).name, Path(second.document.source).name} == {"ferries-en.md", "paromy-ru.md"}


def test_sources_that_speak_of_other_things_do_not_disagree(kb: KnowledgeBase) -> None:
    assert ask(kb, "How many passengers did the ferries carry in 2021?").notices == ()


# ----------------------------------------------------------------------------------------------------- reading
def test_an_answer_has_no_sentence_twice_and_documents_stay_together(kb: KnowledgeBase) -> None:
    for question in ("What must the crew do?", "Who needs a ticket for a ferry?", "Сколько стоит билет?"):
        answer = ask(kb, question)
        assert len({s.text for s in answer.sentences}) == len(answer.sentences)
        documents = [answer.citations[s.citations[0] - 1].document.id for s in answer.sentences]
        assert len([d for i, d in enumerate(documents) if i == 0 or documents[i - 1] != d]) == len(set(documents))


def test_quotes_of_an_answer_do_not_overlap(kb: KnowledgeBase) -> None:
    for question in ("What is said about the ferries?", "Паромдар туралы не айтылған?"):
        places = sorted((c.document.id, c.start, c.end) for c in ask(kb, question).citations)
        assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(places))


def test_an_answer_is_the_same_every_time(kb: KnowledgeBase) -> None:
    question = "How do the reports differ on passengers?"
    assert kb.ask(question) == kb.ask(question)
