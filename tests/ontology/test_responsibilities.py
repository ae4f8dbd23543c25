"""Responsibilities: bodies, functions, dates, bases and transfers, in English, Russian and Kazakh."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import ingest
from ontology import agencies, instruments, responsibilities
from ontology.mention import Mention


def find(text: str, kind: str = "paper") -> tuple[str, list[Mention]]:
    """The text as read, and the responsibilities in it."""
    document = replace(ingest.parse(text.encode(), "note.txt"), type=kind)
    named = instruments.find(document.id, document.text) + agencies.find(document.id, document.text)
    named.sort(key=lambda m: (m.start, m.end, m.kind))
    found = responsibilities.find(document, ingest.cut(document), named)
    assert all(document.text[m.start : m.end] == m.surface for m in found)
    assert all(0 < m.confidence < 1 for m in found)
    return document.text, found


def at(text: str, mention: Mention, name: str = "agency_at") -> str:
    """The words that an attribute points at; empty when it is not there."""
    place = mention.attributes.get(name)
    return text[slice(*map(int, place.split(",")))] if place else ""


def pairs(text: str) -> list[tuple[str, str]]:
    """Body and function of each responsibility."""
    read, found = find(text)
    return [(at(read, m), m.attributes["function"]) for m in found]


@pytest.mark.parametrize(
    ("sentence", "body", "function"),
    [
        (
            "The Ministry of Labour regularly inspects the hostels of seasonal workers.",
            "Ministry of Labour",
            "inspects",
        ),
        ("Police officers carry out checks at the bus stations.", "Police officers", "carry out checks"),
        ("The Ministry of Education has issued grants to newcomers.", "Ministry of Education", "issued grants"),
        ("The Ministry of Health is responsible for the vaccination of refugees.", "Ministry of Health", "responsible"),
        ("Quotas are approved every year by the Ministry of Labour.", "Ministry of Labour", "Quotas are approved"),
        ("The keeping of the register is entrusted to the Ministry of Justice.", "Ministry of Justice", "The keeping"),
        (
            "The register is kept under the supervision of the Ministry of Justice.",
            "Ministry of Justice",
            "The register",
        ),
        (
            "The functions of the Ministry of Justice include the legal aid of migrants.",
            "Ministry of Justice",
            "the legal aid",
        ),
        (
            "Foreigners apply for a residence card to the Ministry of Justice.",
            "Ministry of Justice",
            "Foreigners apply",
        ),
        (
            "Министерство труда ежегодно утверждает квоту на иностранную рабочую силу.",
            "Министерство труда",
            "утверждает",
        ),
        ("Квота ежегодно утверждается Министерством труда.", "Министерством труда", "Квота"),
        ("Учёт приезжих возложен на Министерство юстиции.", "Министерство юстиции", "Учёт"),
        ("Еңбек министрлігі шетелдік жұмыс күшіне квотаны бекітеді.", "Еңбек министрлігі", "шетелдік"),
        ("Квотаны бөлу Еңбек министрлігінің құзыретіне жатады.", "Еңбек министрлігінің", "Квотаны бөлу"),
    ],
)
def test_a_sentence_gives_a_body_its_function(sentence: str, body: str, function: str) -> None:
    found = pairs(sentence)
    assert len(found) == 1
    assert body in found[0][0]
    assert found[0][1].startswith(function)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Ministry of Labour should inspect the hostels of seasonal workers.",
        "It is necessary that the Ministry of Labour issues permits faster.",
        "We propose that quotas be approved by the Ministry of Labour.",
        "The data were provided by the Ministry of Labour.",
        "According to the Ministry of Labour, wages have risen.",
        "The building of the Ministry of Labour was painted in spring.",
        "Министерству труда следует утвердить квоту.",
        "Министерство труда этим не занимается.",
        "The Ministry of Labour is not responsible for the cards.",
        "По данным Министерства труда, заработки выросли.",
        "Еңбек министрлігі квотаны бекітуі керек.",
    ],
)
def test_wishes_sources_and_bystanders_are_no_responsibilities(sentence: str) -> None:
    assert pairs(sentence) == []


def test_each_of_several_subjects_has_the_function() -> None:
    found = pairs("The Ministry of Labour and the Ministry of Justice jointly manage the register of employers.")
    assert [("Labour" in body, function[:6]) for body, function in found] == [(True, "manage"), (False, "manage")]


def test_each_body_of_a_list_of_bodies_has_the_function() -> None:
    found = pairs(
        "Three state bodies are involved in the reception of refugees: "
        "the Ministry of Health, the Ministry of Education and the Ministry of Justice."
    )
    assert [body.split()[-1] for body, _ in found] == ["Health", "Education", "Justice"]


def test_a_short_form_and_a_pronoun_mean_the_body_before_them() -> None:
    text, found = find(
        "The Ministry of Justice keeps the register of employers. "
        "It also issues certificates to lawyers. In winter the Ministry trains judges."
    )
    assert [at(text, m) for m in found] == ["Ministry of Justice"] * 3
    assert found[0].confidence > found[1].confidence


@pytest.mark.parametrize(
    ("sentence", "since", "until"),
    [
        ("Since March 2019, the Ministry of Labour has issued the cards.", "2019-03-01", ""),
        ("From 5 May 2018 until June 2020, the Ministry of Labour issued the cards.", "2018-05-05", "2020-06-01"),
        ("The Ministry of Labour issued the cards until 2021.", "", "2021-01-01"),
        ("Until 2021, the cards were issued by the Ministry of Labour.", "", "2021-01-01"),
        ("From 2 April 2019, the Ministry of Labour is no longer responsible for the cards.", "", "2019-04-02"),
        ("С 1 июля 2020 года Министерство труда выдаёт карты.", "2020-07-01", ""),
        ("С 1 июля 2020 года за выдачу карт отвечает Министерство труда.", "2020-07-01", ""),
        ("До 2020 года реестр карт вело Министерство труда.", "", "2020-01-01"),
        ("До конца 2021 года карты выдавало Министерство труда.", "", "2022-01-01"),
        ("С 1 января 2022 года Министерство труда этим не занимается.", "", "2022-01-01"),
        ("По 31 декабря 2021 года Министерство труда выдавало карты.", "", "2022-01-01"),
        ("The Ministry of Labour issued the cards until the end of 2021.", "", "2022-01-01"),
        (
            "From May 2018 through 31 December 2021, the Ministry of Labour issued the cards.",
            "2018-05-01",
            "2022-01-01",
        ),
        ("2021 жылдың соңына дейін Еңбек министрлігі карталарды берді.", "", "2022-01-01"),
        ("2020 жылғы 1 шілдеден бастап Еңбек министрлігі карталарды береді.", "2020-07-01", ""),
        ("Between 2015 and 2020 the Ministry of Labour issued the cards.", "2015-01-01", "2020-01-01"),
        ("The Ministry of Labour, which was founded in 1993, issues the cards.", "", ""),
        ('The Ministry of Labour enforces the Law "On Cards" adopted on 3 May 2020.', "", ""),
        ("Закон «О картах», принятый 3 мая 2020 года, Министерство труда исполняет.", "", ""),
    ],
)
def test_dates_are_the_first_days_of_a_half_open_interval(sentence: str, since: str, until: str) -> None:
    _, found = find(sentence)
    assert len(found) == 1
    said = found[0].attributes
    assert (said.get("valid_from", ""), said.get("valid_until", "")) == (since, until)


def test_the_basis_is_the_instrument_that_the_clause_rests_on() -> None:
    text, found = find(
        "In accordance with the Law of the Republic of Kazakhstan dated May 4, 2015 No. 310-V, "
        "the Ministry of Labour approves the quota."
    )
    assert len(found) == 1
    assert "310-V" in at(text, found[0], "basis_at")


def test_each_of_two_clauses_has_its_own_dates() -> None:
    text, found = find(
        "До конца 2021 года карты выдавало Министерство юстиции, а с 1 января 2022 года их выдаёт Министерство труда."
    )
    assert [(at(text, m), m.attributes.get("valid_from"), m.attributes.get("valid_until")) for m in found] == [
        ("Министерство юстиции", None, "2022-01-01"),
        ("Министерство труда", "2022-01-01", None),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "From January 1, 2020, the functions of guardianship were transferred from the Ministry of Education "
        "to the Ministry of Justice.",
        "С 1 января 2020 года функции опеки переданы от Министерства образования Министерству юстиции.",
    ],
)
def test_a_transfer_ends_one_responsibility_and_begins_another(sentence: str) -> None:
    text, found = find(sentence)
    old, new = sorted(found, key=lambda m: "valid_from" in m.attributes)
    assert old.attributes["valid_until"] == new.attributes["valid_from"] == "2020-01-01"
    assert at(text, old, "transferred_to_at") == at(text, new)
    assert at(text, new, "transferred_from_at") == at(text, old)
    assert (old.start, old.end) == (new.start, new.end)


def test_what_a_later_sentence_ends_passes_to_the_new_body_item_by_item() -> None:
    _, found = find(
        "In 2019, part of the functions were transferred from the Ministry of Education to the Ministry of Justice. "
        "From 1 March 2020, the Ministry of Education was not engaged in adoption, the placement of orphans, "
        "as well as the licensing of guardians."
    )
    ended = [m for m in found if m.attributes["rule"] == "ended"]
    assert len(ended) == 6
    gained = {m.attributes["function"] for m in ended if m.attributes.get("valid_from") == "2020-03-01"}
    assert {"the placement of orphans", "the licensing of guardians"} < gained
    assert {m.attributes.get("valid_from", "2020-03-01") for m in found} == {"2020-03-01"}


LAW = """Закон Республики Казахстан

Статья 7. Компетенция уполномоченного органа

1. Уполномоченный орган:

1) разрабатывает правила учёта приезжих;

2) исключен Законом РК от 03.07.2013 № 124-V;

3) ведёт реестр посредников.

2. Посредники обязаны сообщать о приезжих.

1) письменно;
"""


def test_the_items_of_an_article_on_competence_rest_on_their_own_act() -> None:
    text, found = find(LAW, "law")
    assert [m.attributes["function"] for m in found] == [
        "разрабатывает правила учёта приезжих",
        "ведёт реестр посредников",
    ]
    assert all(at(text, m) == "Уполномоченный орган" for m in found)
    assert all(m.attributes["own_act"] == "1" for m in found)
    lead = found[0].attributes["context"].split(",")
    assert text[int(lead[0]) : int(lead[1])].endswith("орган:")


def test_the_items_of_a_kazakh_list_end_with_their_verbs() -> None:
    _, found = find("1. Уәкілетті орган:\n\n1) тізілімді жүргізеді;\n\n2) қағидаларды бекітеді.\n", "law")
    assert [m.attributes["function"] for m in found] == ["тізілімді жүргізеді", "қағидаларды бекітеді"]


def test_a_list_inside_a_sentence_gives_an_item_each() -> None:
    text, found = find("The Ministry of Justice: 1) registers lawyers; 2) issues certificates; 3) trains judges.")
    assert [m.surface for m in found] == ["registers lawyers", "issues certificates", "trains judges"]
    assert all(at(text, m) == "Ministry of Justice" for m in found)


def test_a_column_of_functions_is_read_row_by_row() -> None:
    page = (
        "<html><body><p>Who does what.</p><table><tr><th>Body</th><th>Functions</th></tr>"
        "<tr><td>Ministry of Justice</td><td>registers lawyers; trains judges</td></tr>"
        "<tr><td>Ministry of Health</td><td>licenses hospitals</td></tr></table></body></html>"
    )
    document = ingest.parse(page.encode(), "page.html")
    named = agencies.find(document.id, document.text)
    found = responsibilities.find(document, ingest.cut(document), named)
    assert [(at(document.text, m), m.attributes["function"]) for m in found] == [
        ("Ministry of Justice", "registers lawyers"),
        ("Ministry of Justice", "trains judges"),
        ("Ministry of Health", "licenses hospitals"),
    ]


def test_a_text_without_bodies_has_no_responsibilities() -> None:
    assert find("The harvest was good. It was brought in by October.")[1] == []


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "least"), [("law_on_education", 200), ("law_on_personal_data_protection", 20), ("constitution", 20)]
)
def test_laws_give_the_competence_of_their_bodies(shared: Path, name: str, least: int) -> None:
    path = shared / "data" / "kz-laws" / f"{name}.txt"
    document = ingest.parse(path.read_bytes(), str(path))
    named = agencies.find(document.id, document.text)
    found = responsibilities.find(document, ingest.cut(document), named)
    assert len(found) >= least
    assert all(
        m.attributes.get("own_act") == "1" for m in found if document.type == "law" and m.attributes["rule"] == "item"
    )
