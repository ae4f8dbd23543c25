"""Sentences and the bodies that they name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.agencies import find

HOME = "In Kazakhstan, as the Republic of Kazakhstan and Казахстана know: "

NAMED = [
    ("the Ministry of Internal Affairs of the RK acts", ["Ministry of Internal Affairs of the RK"]),
    ("by the Ministry of Finance, Ministry of Justice, and others", ["Ministry of Finance", "Ministry of Justice"]),
    ("Ministry of Water Resources issues permits", ["Ministry of Water Resources"]),
    (
        "в Министерстве внутренних дел Республики Казахстан заявили",
        ["Министерстве внутренних дел Республики Казахстан"],
    ),
    (
        "Министерством труда и социальной защиты населения разработаны",
        ["Министерством труда и социальной защиты населения"],
    ),
    ("Министерству цветущих садов передано", ["Министерству цветущих садов"]),
    (
        "Қазақстан Республикасының Ішкі істер министрлігіне берілді",
        ["Қазақстан Республикасының Ішкі істер министрлігіне"],
    ),
    ("Prikaz Ministra inostrannykh del Respubliki Kazakhstan", ["Ministra inostrannykh del Respubliki Kazakhstan"]),
    ("the Committee on Forests and Wildlife met", ["Committee on Forests and Wildlife"]),
    ("the National Agency for Migration", ["National Agency for Migration"]),
    ("organised by the World Bank and the IOM", ["World Bank", "IOM"]),
    ("the International Organization for Migration (IOM) helps", ["International Organization for Migration (IOM)"]),
    ("у Международной организации по миграции (МОМ) есть", ["Международной организации по миграции (МОМ)"]),
    ("the Regional Coordination Council (RCC) and the RCC", ["Regional Coordination Council (RCC)", "RCC"]),
    (
        "local executive bodies and non-governmental organizations",
        ["local executive bodies", "non-governmental organizations"],
    ),
    (
        "местными исполнительными органами и центрами занятости",
        ["местными исполнительными органами", "центрами занятости"],
    ),
    ("жергілікті атқарушы органдарға жүктеледі", ["жергілікті атқарушы органдарға"]),
    ("President of the Republic of Kazakhstan K. Tokayev said", ["President of the Republic of Kazakhstan K. Tokayev"]),
    ("trends in the EU and the UN", ["EU", "UN"]),
    ("the Home Office and the Secretary of State", ["Home Office", "Secretary of State"]),
]

TRAPS = [
    "the agency of migrants in their own decisions",
    "public service is a duty and the office was closed",
    "Abay Kazakh National Pedagogical University",
    "the Institute of Philosophy, the Journal of Migration Studies",
    "The Russian Federation and the Soviet Union",
    "Управление миграцией осуществляется на основе",
    "социальная служба как понятие",
    "Minister of Religion is a visa route",
]


@pytest.mark.parametrize(("text", "surfaces"), NAMED)
def test_bodies_are_found_whole(text: str, surfaces: list[str]) -> None:
    assert [m.surface for m in find("d", HOME + text)] == surfaces


@pytest.mark.parametrize("text", TRAPS)
def test_traps_name_no_body(text: str) -> None:
    assert [m.surface for m in find("d", HOME + text)] == []


def test_a_service_of_a_ministry_is_two_bodies_one_above_the_other() -> None:
    text = HOME + "the Migration Service of the Ministry of Internal Affairs"
    service, ministry = find("d", text)
    assert (service.surface, ministry.surface) == ("Migration Service", "Ministry of Internal Affairs")
    assert service.attributes["parent_at"] == str(ministry.start)


def test_a_committee_in_parentheses_belongs_to_the_ministry_before() -> None:
    text = HOME + "the Ministry of Health of the RK (Committee for Medical Control)"
    ministry, committee = find("d", text)
    assert committee.attributes["parent_at"] == str(ministry.start)


def test_a_name_belongs_to_the_country_that_the_text_says_or_is_on() -> None:
    ours, theirs = find("d", HOME + "the Ministry of Justice met the Ministry of Justice of the Kyrgyz Republic")
    assert (ours.attributes["jurisdiction"], theirs.attributes["jurisdiction"]) == ("kz", "kg")


def test_two_names_without_a_blank_between_do_not_overlap() -> None:
    text = "the National Agency for Migrationв Министерстве внутренних дел Республики Казахстан"
    agency, ministry = find("d", text)
    assert agency.surface.startswith("National Agency for Migration")
    assert agency.end <= ministry.start
    assert ministry.surface == "Министерстве внутренних дел Республики Казахстан"


_PIECES = st.sampled_from([text for text, _ in NAMED] + TRAPS + [HOME, "\n", " (", ") ", "İstanbul ", "ß", "😀"])


@given(st.lists(_PIECES | st.text(max_size=12), max_size=12).map("".join))
def test_offsets_are_exact_and_names_do_not_overlap(text: str) -> None:
    end = 0
    for mention in find("d", text):
        assert text[mention.start : mention.end] == mention.surface
        assert mention.start >= end
        end = mention.end
