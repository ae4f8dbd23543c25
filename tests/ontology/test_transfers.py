"""Functions that pass from one body to another, in sentences and in tables of before and since."""

from __future__ import annotations

import pytest

import ingest
from ontology import agencies, instruments, responsibilities
from ontology.mention import Mention
from tests.ontology.reading import linked, of_kind
from tests.ontology.test_responsibilities import at, find

# Sentences, the body that had the function, the one that has it, the day, words of the function.
MOVED = [
    (
        "On 1 July 2020 the issue of permits was handed from the Ministry of Justice to the Ministry of Labour.",
        ("Ministry of Justice", "Ministry of Labour", "2020-07-01", "the issue of permits"),
    ),
    (
        "In 2020 the registration of guests, until then carried out by the Ministry of Justice, was handed over to the "
        "Ministry of Labour.",
        ("Ministry of Justice", "Ministry of Labour", "2020-01-01", "the registration of guests"),
    ),
    (
        "The Ministry of Justice handed the licensing of agents over to the Ministry of Labour in May 2019.",
        ("Ministry of Justice", "Ministry of Labour", "2019-05-01", "the licensing of agents"),
    ),
    (
        "Since 2019 the Ministry of Labour has taken over the supervision of hostels from the Ministry of Justice.",
        ("Ministry of Justice", "Ministry of Labour", "2019-01-01", "the supervision of hostels"),
    ),
    (
        "С 1 июля 2020 года выдача разрешений передана от Министерства юстиции Министерству труда.",
        ("Министерства юстиции", "Министерству труда", "2020-07-01", "выдача разрешений"),
    ),
    (
        "Министерство юстиции передало функции опеки Министерству труда в мае 2019 года.",
        ("Министерство юстиции", "Министерству труда", "2019-05-01", "функции опеки"),
    ),
    (
        "С 2021 года учёт приезжих перешёл от Министерства юстиции к Министерству труда.",
        ("Министерства юстиции", "Министерству труда", "2021-01-01", "учёт приезжих"),
    ),
    (
        "2021 жылғы 1 қаңтардан бастап рұқсат беру Әділет министрлігінен Еңбек министрлігіне берілді.",
        ("Әділет министрлігінен", "Еңбек министрлігіне", "2021-01-01", "рұқсат беру"),
    ),
    (
        "The Ministry of Justice was abolished in 2016, and its functions were transferred to the Ministry of Labour.",
        ("Ministry of Justice", "Ministry of Labour", "2016-01-01", "its functions"),
    ),
    (
        "Министерство юстиции было упразднено в 2016 году, его функции переданы Министерству труда.",
        ("Министерство юстиции", "Министерству труда", "2016-01-01", "его функции"),
    ),
    (
        "From 1 July 2021 responsibility for hostels will pass from the Ministry of Justice to the Ministry of Labour.",
        ("Ministry of Justice", "Ministry of Labour", "2021-07-01", "responsibility for hostels"),
    ),
    (
        "Until 1 July 2019 the supervision of hostels belonged to the Ministry of Justice; from 1 July 2019 it belongs "
        "to the Ministry of Labour.",
        ("Ministry of Justice", "Ministry of Labour", "2019-07-01", "the supervision of hostels"),
    ),
    (
        "До 1 января 2018 года учётом гостей занималось Министерство юстиции, с 1 января 2018 года эти функции перешли "
        "к Министерству труда.",
        ("Министерство юстиции", "Министерству труда", "2018-01-01", "учётом гостей занималось"),
    ),
    (
        "Еңбек министрлігіне Әділет министрлігінен қонақтарды тіркеу 2020 жылғы 1 шілдеден бастап өтті.",
        ("Әділет министрлігінен", "Еңбек министрлігіне", "2020-07-01", "қонақтарды тіркеу"),
    ),
]


def sides(found: list[Mention]) -> tuple[Mention, Mention]:
    """The duty that ends and the one that begins."""
    assert len(found) == 2
    old, new = sorted(found, key=lambda m: "transferred_from_at" in m.attributes)
    return old, new


@pytest.mark.parametrize(("sentence", "said"), MOVED)
def test_a_handing_over_ends_one_duty_and_begins_another(sentence: str, said: tuple[str, str, str, str]) -> None:
    text, found = find(sentence)
    old, new = sides(found)
    giver, taker, day, function = said
    assert (at(text, old), at(text, new)) == (giver, taker)
    assert (at(text, old, "transferred_to_at"), at(text, new, "transferred_from_at")) == (taker, giver)
    assert old.attributes["valid_until"] == new.attributes["valid_from"] == day
    assert {m.attributes["function"] for m in found} == {function}


@pytest.mark.parametrize(
    "text",
    [
        "Until 2021 the Ministry of Justice kept the register of guests. "
        "On 1 January 2021 this function was handed to the Ministry of Labour.",
        "До 2021 года Министерство юстиции вело реестр гостей. "
        "С 1 января 2021 года эта функция передана Министерству труда.",
        "2021 жылға дейін Әділет министрлігі қонақтар тізілімін жүргізді. "
        "2021 жылғы 1 қаңтардан бастап бұл функция Еңбек министрлігіне берілді.",
    ],
)
def test_what_is_handed_on_is_what_the_sentence_before_says(text: str) -> None:
    read, found = find(text)
    old, new = sides(found)
    assert old.attributes["function"] == new.attributes["function"]
    assert old.attributes["valid_until"] == new.attributes["valid_from"] == "2021-01-01"
    assert at(read, old, "transferred_to_at") == at(read, new)
    moved = [d for d in of_kind(linked(text), "responsibility") if "successor" in d.properties]
    assert len(moved) == 1


@pytest.mark.parametrize(
    ("sentence", "function", "since"),
    [
        ("The keeping of the register was handed to the Ministry of Labour in 2021.", "The keeping", "2021-01-01"),
        ("Надзор за садами передан в ведение Министерства труда с 1 мая 2022 года.", "Надзор", "2022-05-01"),
        ("Қонақтарды тіркеу 2022 жылғы 1 мамырдан бастап Еңбек министрлігіне берілді.", "Қонақтарды", "2022-05-01"),
    ],
)
def test_who_gave_a_function_away_may_stay_unsaid(sentence: str, function: str, since: str) -> None:
    _, found = find(sentence)
    assert len(found) == 1
    assert found[0].attributes["function"].startswith(function)
    assert found[0].attributes["valid_from"] == since
    assert "transferred_from_at" not in found[0].attributes


@pytest.mark.parametrize(
    "sentence",
    [
        "The coordination of aid should be handed from the Ministry of Justice to the Ministry of Labour.",
        "The bill was passed to the Ministry of Labour.",
        "Документы переданы Министерству труда.",
        "Предлагается передать надзор от Министерства юстиции Министерству труда.",
        "Қадағалауды Әділет министрлігінен Еңбек министрлігіне беру ұсынылады.",
    ],
)
def test_wishes_and_things_are_no_transfers(sentence: str) -> None:
    assert not [m for m in find(sentence)[1] if m.attributes["rule"] in ("transfer", "handed")]


def table(*rows: tuple[str, ...]) -> tuple[str, list[Mention]]:
    """The text of a page with a table, and its responsibilities."""
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    page = f"<html><body><p>{rows[1][0]} — {rows[0][0]}.</p><table>{lines}</table></body></html>"
    document = ingest.parse(page.encode(), "page.html")
    named = instruments.find(document.id, document.text) + agencies.find(document.id, document.text)
    named.sort(key=lambda m: (m.start, m.end, m.kind))
    return document.text, responsibilities.find(document, ingest.cut(document), named)


@pytest.mark.parametrize(
    ("head", "bodies"),
    [
        (("Function", "Until 2022", "Since 2022"), ("Ministry of Justice", "Ministry of Labour")),
        (
            ("Функция", "До 31 декабря 2021 года", "С 1 января 2022 года"),
            ("Министерство юстиции", "Министерство труда"),
        ),
        (
            ("Функция", "2021 жылғы 31 желтоқсанға дейін", "2022 жылғы 1 қаңтардан бастап"),
            ("Әділет министрлігі", "Еңбек министрлігі"),
        ),
    ],
)
def test_columns_of_before_and_since_give_transfers(head: tuple[str, ...], bodies: tuple[str, str]) -> None:
    text, found = table(head, ("ABC 1 abcd", *bodies), ("XYZ 2 xyz", bodies[0], bodies[0]))
    moved = [m for m in found if m.attributes["rule"] == "transfer"]
    old, new = sides(moved)
    assert (at(text, old), at(text, new)) == bodies
    assert old.attributes["valid_until"] == new.attributes["valid_from"] == "2022-01-01"
    assert old.attributes["function"] == new.attributes["function"] == "ABC 1 abcd"
    stayed = [m for m in found if m.attributes["rule"] == "table"]
    assert [(at(text, m), m.attributes["function"]) for m in stayed] == [(bodies[0], "XYZ 2 xyz")]
    assert not {"valid_from", "valid_until"} & stayed[0].attributes.keys()


def test_a_column_of_days_dates_each_row() -> None:
    _, found = table(
        ("Task", "Former body", "Present body", "Date"),
        ("Licensing of agents", "Ministry of Justice", "Ministry of Labour", "5 May 2019"),
    )
    assert {m.attributes.get("valid_from") or m.attributes["valid_until"] for m in found} == {"2019-05-05"}


def test_columns_of_money_are_no_transfers() -> None:
    _, found = table(("Ministry", "Before 2020", "After 2020"), ("Ministry of Justice", "120", "140"))
    assert found == []
