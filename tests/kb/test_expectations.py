"""What questions in three languages ask for, and what sentences hold of it."""

from __future__ import annotations

import pytest

from kb.answers.comparison import sides
from kb.answers.figures import agree, figures, number, years
from kb.asked import extreme_asked
from kb.expectations import KINDS, defines, kinds, refers_back

ASKING = {
    "figure": [
        "How many wells were dug in the steppe?",
        "What was the yield of the harvest per hectare and what is the average price?",
        "Какова численность населения посёлка?",
        "Сколько колодцев вырыли?",
        "Қанша құдық қазылды?",
        "Ауыл халқының саны қандай болды?",
    ],
    "date": ["When was the bridge opened?", "В каком году открыли мост?", "Көпір қашан ашылды?"],
    "agency": [
        "Who inspects the wells?",
        "Which ministry keeps the register of wells?",
        "Кто проверяет колодцы?",
        "Какое ведомство ведёт реестр?",
        "Құдықтарды кім тексереді?",
        "Тізілімді қай министрлік жүргізеді?",
    ],
    "since": [
        "Since when does the committee inspect wells?",
        "С какого года комитет проверяет колодцы?",
        "Комитет құдықтарды қашаннан бастап тексереді?",
    ],
    "list": [
        "What are the conditions for digging a well?",
        "Which villages have been connected to the water main?",
        "Перечислите условия для рытья колодца.",
        "Какие меры предлагаются?",
        "Құдық қазудың қандай шарттары бар?",
        "Талаптарды атап беріңіз.",
    ],
    "advice": [
        "What has been recommended against salt in the wells?",
        "Which measures should the district take?",
        "Что рекомендуется делать с колодцами?",
        "Какие меры предлагаются?",
        "Құдықтар үшін не ұсынылады?",
        "Аудан қандай шаралар қабылдауы керек?",
    ],
    "comparison": [
        "How does a well differ from a borehole?",
        "Compare the two programmes.",
        "Чем колодец отличается от скважины?",
        "Сравните две программы.",
        "Құдық пен ұңғыманың айырмашылығы қандай?",
        "Екі бағдарламаны салыстырыңыз.",
    ],
    "definition": [
        "What is a borehole?",
        "What does the word aquifer mean?",
        "Что такое скважина?",
        "Ұңғыма деген не?",
    ],
    "basis": [
        "Under which law are wells inspected?",
        "Which order approved the rules?",
        "Каким законом регулируется водопользование?",
        "На основании чего проверяют колодцы?",
        "Құдықтар қай заңға сәйкес тексеріледі?",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "question"), [(k, q) for k, questions in ASKING.items() for q in questions])
def test_what_a_question_asks_for(kind: str, question: str) -> None:
    assert kind in kinds(question)


def test_every_kind_is_tried() -> None:
    assert set(ASKING) == set(KINDS)


@pytest.mark.parametrize(
    "question",
    [
        "Is water brought to the village?",
        "Why does the water taste of salt?",
        "Почему вода солёная?",
        "Су неге тұзды?",
        "Должен ли владелец чистить колодец?",
    ],
)
def test_a_question_may_ask_for_none_of_these(question: str) -> None:
    assert kinds(question) == frozenset()


@pytest.mark.parametrize(
    ("question", "not_asked"),
    [
        ("Who is a shepherd?", "agency"),
        ("Кто такой чабан?", "agency"),
        ("Қандай санаттар бар?", "figure"),
        ("What is the quota system?", "figure"),
        ("Which process is used?", "list"),
    ],
)
def test_what_a_question_does_not_ask_for(question: str, not_asked: str) -> None:
    assert not_asked not in kinds(question)


@pytest.mark.parametrize(
    ("sentence", "back"),
    [
        ("They dig wells.", True), ("The well is deep.", False), ("Он глубокий.", True), ("Они роют.", True),
        ("Колодец глубокий.", False), ("Онежское озеро глубокое.", False), ("Бұл құдық терең.", True),
        ("Олар құдық қазады.", True), ("Құдық терең.", False), ("- Its depth is measured.", True),
    ],
)  # fmt: skip
def test_a_sentence_that_refers_back(sentence: str, back: bool) -> None:
    assert refers_back(sentence) == back


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("A borehole is a narrow well.", True), ("The crew dug boreholes.", False),
        ("Скважина — это узкий колодец.", True), ("Бригада бурила скважины.", False),
        ("Ұңғыма тар құдық болып табылады.", True), ("Ұңғыма қазылды.", False),
    ],
)  # fmt: skip
def test_a_sentence_that_defines(sentence: str, says: bool) -> None:
    assert defines(sentence) == says


# ------------------------------------------------------------------------------------------ figures and years
@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("33,837 people", (33837,)), ("1 499 человек", (1499,)), ("25.4 thousand", (25400,)), ("0,24 %", (0.24,)),
        ("4,56 млн тенге", (4560000,)), ("2 миллиарда", (2e9,)), ("12 мың адам", (12000,)), ("in 2021", ()),
        ("the Law No. 477-IV of 2011", ()), ("№ 602", ()), ("from 15 to 30", (15, 30)), ("1,234,567", (1234567,)),
    ],
)  # fmt: skip
def test_figures_of_a_text(text: str, values: tuple[float, ...]) -> None:
    assert figures(text) == pytest.approx(values)


@pytest.mark.parametrize(
    ("cell", "value"),
    [("33,837", 33837), ("-17752", -17752), ("−6.7", -6.7), ("+9.3", 9.3), ("1,47", 1.47), ("n/a", None), ("", None),
     ("-1 567", -1567), ("2023", 2023), ("£43,000", 43000)],
)  # fmt: skip
def test_the_figure_of_a_cell(cell: str, value: float | None) -> None:
    assert number(cell) == (None if value is None else pytest.approx(value))


@pytest.mark.parametrize(
    ("text", "found"),
    [("in 2021 and 2023", {"2021", "2023"}), ("2017–2019", {"2017", "2018", "2019"}), ("12,021 people", set()),
     ("2021 жылғы 1 қаңтар", {"2021"})],
)  # fmt: skip
def test_years_of_a_text(text: str, found: set[str]) -> None:
    assert years(text) == found


def test_rounded_figures_agree() -> None:
    assert agree(figures("25,387 people"), figures("25.4 thousand people"))
    assert not agree(figures("6.7 thousand"), figures("6,946"))


# --------------------------------------------------------------------------------------- sides and extremes
@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("How does a well differ from a borehole?", ("a well", "a borehole")),
        ("What is the difference between a well and a borehole?", ("a well", "a borehole")),
        ("Чем колодец отличается от скважины?", ("колодец", "скважины")),
        ("Құдық пен ұңғыма қалай ерекшеленеді?", ("Құдық", "ұңғыма")),
        ("Is the harvest of 2020 another one than in 2023?", ("2020", "2023")),
        ("Why does the water taste of salt?", None),
    ],
)
def test_the_sides_of_a_comparison(question: str, named: tuple[str, str] | None) -> None:
    assert sides(question) == named


@pytest.mark.parametrize(
    ("question", "extreme"),
    [
        ("Which village had the most wells?", "most"), ("Which village lost the most people?", "loss"),
        ("Which village has the lowest price?", "least"), ("Где больше всего колодцев?", "most"),
        ("Где самая низкая цена?", "least"), ("Қай ауылда құдық ең көп?", "most"), ("Ең төмен баға қайда?", "least"),
        ("How many wells are there?", ""),
    ],
)  # fmt: skip
def test_questions_for_the_largest_and_the_smallest(question: str, extreme: str) -> None:
    assert extreme_asked(question) == extreme
