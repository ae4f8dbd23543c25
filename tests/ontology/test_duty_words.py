"""What a function is called: verb and object, without body, day and basis."""

from __future__ import annotations

import pytest

from tests.ontology.test_responsibilities import at, find


@pytest.mark.parametrize(
    ("sentence", "function"),
    [
        ("Since 2019 the cards have been issued by the Ministry of Labour.", "the cards have been issued"),
        ("The control of hostels falls within the competence of the Ministry of Justice.", "The control of hostels"),
        (
            "In addition, the Ministry of Justice keeps the register of guests since 2020.",
            "keeps the register of guests",
        ),
        ("Квоту на гостей ежегодно утверждает Министерство труда.", "Квоту на гостей ежегодно утверждает"),
        ("Квота утверждается Министерством труда по согласованию с акиматами.", "Квота утверждается"),
        ("Контроль за исполнением возложен на Министерство труда.", "Контроль за исполнением"),
        ("К компетенции Министерства труда относится утверждение квот на гостей.", "утверждение квот на гостей"),
        ("Тізілімді Еңбек министрлігі жүргізеді және жариялайды.", "Тізілімді жүргізеді және жариялайды"),
        ("Бұйрықтың орындалуын бақылау Еңбек министрлігіне жүктелген.", "Бұйрықтың орындалуын бақылау"),
        ("Карта беру туралы шешімді Еңбек министрлігі қабылдайды.", "Карта беру туралы шешімді қабылдайды"),
    ],
)
def test_a_function_is_a_verb_and_its_object(sentence: str, function: str) -> None:
    _, found = find(sentence)
    assert [m.attributes["function"] for m in found] == [function]


@pytest.mark.parametrize(
    "text",
    [
        "До конца 2021 года карты гостям выдавало Министерство юстиции, а с 1 января 2022 года Министерство юстиции "
        "этим не занимается.",
        "До конца 2021 года карты гостям выдавало Министерство юстиции, а с 1 января 2022 года их выдаёт Министерство "
        "труда.",
    ],
)
def test_a_clause_that_points_back_has_the_words_of_the_one_before(text: str) -> None:
    _, found = find(text)
    assert [m.attributes["function"] for m in found] == ["карты гостям выдавало"] * 2


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Министерство юстиции ведёт реестр гостей. Оно также выдаёт карты приезжим.", 2),
        ("Министерство юстиции ведёт реестр гостей. Она определяет порядок въезда.", 1),
        ("Местные исполнительные органы ведут реестр гостей. Они создают комиссию по приёму.", 2),
        ("Әділет министрлігі қонақтар тізілімін жүргізеді. Ол гүл карталарын береді.", 2),
        ("Әділет министрлігі қонақтар тізілімін жүргізеді. Олар гүл карталарын береді.", 1),
    ],
)
def test_a_pronoun_means_the_subject_before_it_if_it_agrees(text: str, count: int) -> None:
    read, found = find(text)
    assert len(found) == count
    assert len({at(read, m) for m in found}) == 1


def test_a_pronoun_means_the_body_that_another_is() -> None:
    read, found = find("The authorised body on quotas is the Ministry of Labour. It keeps the register of guests.")
    assert at(read, found[-1]) == "Ministry of Labour"


def test_what_a_body_no_longer_does_ends() -> None:
    _, found = find(
        "2022 жылғы 1 қаңтардан бастап Әділет министрлігі екі іспен айналыспайды: "
        "карталарды беру және қонақтарды тіркеу."
    )
    assert [(m.attributes["function"], m.attributes["valid_until"]) for m in found] == [
        ("карталарды беру және қонақтарды тіркеу", "2022-01-01")
    ]


def test_a_lead_that_holds_nothing_is_no_duty_and_its_items_are() -> None:
    _, found = find("К ведению Министерства труда относится:\n\n1) утверждение квот;\n\n2) учёт гостей.\n", "law")
    assert [m.attributes["function"] for m in found] == ["утверждение квот", "учёт гостей"]
