"""Sentences and the bodies that they name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.agencies import find
from ontology.mention import Mention

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
    ("UK Visas and Immigration (UKVI) and UKVI staff", ["UK Visas and Immigration (UKVI)", "UKVI"]),
    ("appealed to the First-tier Tribunal and SIAC", ["First-tier Tribunal", "SIAC"]),
    ("the Department for Business and Trade (DBT) said", ["Department for Business and Trade (DBT)"]),
    ("По отчёту Министерства финансов, расходы выросли", ["Министерства финансов"]),
    ("Министерство энергетики и акиматы строят сети", ["Министерство энергетики", "акиматы"]),
    ("Министерство рыболовства, леса и природы", ["Министерство рыболовства, леса и природы"]),
    ("Комитет по науке и технике решил", ["Комитет по науке и технике"]),
    ("Агентство по защите вкладов проверило", ["Агентство по защите вкладов"]),
    ("Комитет по охране редких животных", ["Комитет по охране редких животных"]),
    ("платит Фонд пенсионного и социального страхования", ["Фонд пенсионного и социального страхования"]),
    (
        "Федеральная служба по надзору в сфере связи сообщила",
        ["Федеральная служба по надзору в сфере связи"],
    ),
    ("Управление образования города Костанай заключило", ["Управление образования города Костанай"]),
    ("Нура-Сарысуская бассейновая инспекция", ["Нура-Сарысуская бассейновая инспекция"]),
    ("Росрыбнадзор и Минтранс молчат", ["Росрыбнадзор", "Минтранс"]),
    ("Орман шаруашылығы комитеті мен Жер инспекциясы", ["Орман шаруашылығы комитеті", "Жер инспекциясы"]),
    ("Балалардың денсаулығын қорғау орталығы ашылды", ["Балалардың денсаулығын қорғау орталығы"]),
    ("Монополияға қарсы комитет тексерді", ["Монополияға қарсы комитет"]),
    ("the Secretary of State for Lakes decides", ["Secretary of State for Lakes"]),
    ("the Agency for Soil and the State Committee on Seeds", ["Agency for Soil", "State Committee on Seeds"]),
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
    "Управление водными ресурсами и управление рисками важны",
    "Центр города и Фонд оплаты труда растут",
    "Оқушыларға санатты бағалау комиссиясымен береді",
    "Национальный архивный фонд хранит бумаги",
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


def test_no_name_goes_on_in_the_next_paragraph() -> None:
    text = "Passengers\n\nThe Lake Transport Agency runs the ferries.\n\nHead of the Ministry\n\nJustice is slow."
    assert [m.surface for m in find("d", text)] == ["Lake Transport Agency"]


def test_no_name_goes_on_in_the_next_cell_or_row() -> None:
    text = "Task\tBody\tNext\nRoads\tMinistry of Lakes\tMinistry of Rivers\nBridges\tAgency for Ferries\tPorts"
    found = find("d", text)
    assert [m.surface for m in found] == ["Ministry of Lakes", "Ministry of Rivers", "Agency for Ferries"]
    assert all("parent_at" not in m.attributes for m in found)


@pytest.mark.parametrize(
    "text",
    [
        "Олар өтініштерді қарайтын комиссия құрады.",
        "Бұл мәселені шешетін комиссия жоқ.",
        "Кейін Бюро оны нақтылайды.",
        "Әкімдік бекіткен комиссия жұмыс істейді.",
    ],
)
def test_a_relative_clause_or_a_pronoun_is_no_name(text: str) -> None:
    assert [m.surface for m in find("d", text) if m.attributes["key"].startswith("name:")] == []


def test_a_kazakh_body_stands_behind_what_it_is_part_of() -> None:
    text = "Еңбек министрлігінің Бақтар комитеті Әділет министрлігінен Қаржы министрлігіне өтті."
    parents = {m.surface: m.attributes.get("parent_at", "") for m in find("d", text)}
    assert [surface for surface, parent in parents.items() if parent] == ["Бақтар комитеті"]
    assert text[slice(*_range(find("d", text), parents["Бақтар комитеті"]))] == "Еңбек министрлігінің"


@pytest.mark.parametrize(
    "forms",
    [
        ["Комитетом науки", "Комитету науки", "Комитет науки"],
        ["Агентством по страхованию садов", "Агентство по страхованию садов"],
        ["Жер инспекциясының", "Жер инспекциясы"],
        ["Ministry of Transport", "Министерства транспорта", "Көлік министрлігіне"],
        ["Минздрав", "Министерство здравоохранения"],
    ],
)
def test_the_cases_and_languages_of_a_name_have_one_key(forms: list[str]) -> None:
    keys = {m.attributes["key"] for form in forms for m in find("d", "In Uzbekistan, Узбекистан: " + form + ".")}
    assert len(keys) == 1


@pytest.mark.parametrize(
    "names",
    [
        ["Ministry of Education and Science", "Ministry of Enlightenment"],
        ["Ministry of Industry and Construction", "Ministry of Industry and Infrastructure Development"],
        ["Ministry of Health", "Ministry of Health and Social Development"],
        ["Welsh Government", "Scottish Government"],
        ["NHS England", "NHS Digital"],
        ["Home Secretary", "Secretary of State"],
        ["Федеральная служба по надзору в сфере связи", "Федеральная служба по надзору в сфере труда"],
    ],
)
def test_successors_and_neighbours_are_bodies_of_their_own(names: list[str]) -> None:
    keys = {m.attributes["key"] for name in names for m in find("d", HOME + name + ".")}
    assert len(keys) == len(names)


@pytest.mark.parametrize("text", ["В Узбекистане работает Минфин.", "Өзбекстанда Қаржы министрлігі бар."])
def test_a_country_is_known_in_any_case(text: str) -> None:
    assert [m.attributes["jurisdiction"] for m in find("d", text)] == ["uz"]


def _range(found: list[Mention], start: str) -> tuple[int, int]:
    return next((m.start, m.end) for m in found if str(m.start) == start)
