"""Lists of functions: which leads open one, and what an item gives."""

from __future__ import annotations

import pytest

from tests.ontology.test_responsibilities import pairs

LISTS = [
    ("Министерство юстиции осуществляет:\n\n1) аккредитацию судей;\n\n2) ведение реестра.\n", "аккредитацию судей"),
    ("Министерство юстиции отвечает за:\n\n1) аккредитацию судей;\n\n2) ведение реестра.\n", "аккредитацию судей"),
    ("Функции Министерства юстиции:\n\n1) аккредитация судей;\n\n2) ведение реестра.\n", "аккредитация судей"),
    (
        "На Министерство юстиции возлагаются следующие задачи:\n\n1) аккредитация судей;\n\n2) ведение реестра.\n",
        "аккредитация судей",
    ),
    (
        "Местные исполнительные органы областей осуществляют:\n\n1) содержание дорог;\n\n2) ведение реестра.\n",
        "содержание дорог",
    ),
    ("Қазақстан Республикасының Үкіметі:\n\n1) жолақыны бекітеді;\n\n2) жоспарды қабылдайды.\n", "жолақыны бекітеді"),
    (
        "Әділет министрлігі мыналарды жүзеге асырады:\n\n1) нотариустарды тіркеу;\n\n2) тізілім жүргізу.\n",
        "нотариустарды тіркеу",
    ),
    ("The Ministry of Health carries out:\n\n1) accreditation of clinics;\n\n2) control of prices.\n", "accreditation"),
    (
        "The Ministry of Health is responsible for:\n\n(i) the supply of vaccines;\n\n(ii) rural clinics.\n",
        "the supply",
    ),
    ("The Ministry of Health's duties are:\n\n- to draw up plans;\n\n- to inspect clinics.\n", "draw up plans"),
    (
        "The Ministry of Health has the following functions:\n\n(a) granting licences;\n\n(b) control of prices.\n",
        "granting licences",
    ),
    ("The Ministry of Health:\n\na) shall issue permits;\n\nb) shall control prices.\n", "issue permits"),
]


@pytest.mark.parametrize(("text", "first"), LISTS)
def test_each_item_is_a_function_of_the_body_of_the_lead(text: str, first: str) -> None:
    found = pairs(text)
    assert len(found) == 2
    assert found[0][1].startswith(first)


@pytest.mark.parametrize(
    "text",
    [
        "The Ministry of Health notes these problems:\n\n- lack of nurses;\n\n- old clinics.\n",
        "The Ministry of Health should carry out:\n\n- accreditation of clinics;\n\n- control of prices.\n",
        "Министерство юстиции отмечает такие проблемы:\n\n- нехватка судей;\n\n- старые здания.\n",
        "Әділет министрлігін мыналар сынайды:\n\n- нотариустар одағы;\n\n- адвокаттар.\n",
    ],
)
def test_a_list_of_something_else_gives_no_duty(text: str) -> None:
    assert pairs(text) == []


def test_all_bodies_of_a_lead_have_each_item() -> None:
    found = pairs(
        "Министерство труда и Министерство юстиции осуществляют:\n\n1) аккредитацию судей;\n\n2) ведение реестра.\n"
    )
    assert [body.split()[-1] for body, _ in found] == ["труда", "юстиции", "труда", "юстиции"]


def test_parts_of_an_item_are_no_items() -> None:
    found = pairs(
        "Министерство юстиции выполняет следующие функции:\n\n1) утверждает перечни специальностей:\n\n"
        "высшего образования;\n\nдуховного образования;\n\n2) ведёт реестр нотариусов.\n"
    )
    assert [function for _, function in found] == ["утверждает перечни специальностей", "ведёт реестр нотариусов"]
