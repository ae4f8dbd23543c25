"""Sentences and the programmes, systems, services and proposed instruments that they name."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import cut, parse
from ingest.document import Document, Passage
from ontology import agencies, instruments
from ontology.mention import Mention
from ontology.programmes import find


def read(text: str, language: str = "en", kind: str = "article") -> list[Mention]:
    identity = hashlib.sha256(text.encode()).hexdigest()
    document = Document(identity, "a.txt", "text/plain", text, type=kind)
    sentences = []
    at = 0
    for part in text.split("\n"):
        sentences.append((at, at + len(part)))
        at += len(part) + 1
    passage = Passage(identity, 0, len(text), text, "body", language, sentences=tuple(sentences))
    named = sorted(
        agencies.find(identity, text) + instruments.find(identity, text),
        key=lambda mention: (mention.start, mention.end),
    )
    return find(document, [passage], named)


NAMED = [
    (
        "ru",
        "Государственная программа развития рыболовства на 2018–2022 годы принята.",
        "programme",
        "Государственная программа развития рыболовства на 2018–2022 годы",
    ),
    ("ru", "Национальная программа ремонта мостов важна.", "programme", "Национальная программа ремонта мостов"),
    ("ru", "Открыт Национальный проект развития села.", "project", "Национальный проект развития села"),
    (
        "ru",
        "Единая информационная система лесов и Министерство работают.",
        "information_system",
        "Единая информационная система лесов",
    ),
    ("en", "the National Wetlands Programme starts", "programme", "National Wetlands Programme"),
    ("en", "They fund the Coast to Hills scheme.", "programme", "Coast to Hills scheme"),
    ("en", "the Canals and Locks Renewal Project closed", "project", "Canals and Locks Renewal Project"),
    ("en", "kept in the National Bird Register", "information_system", "National Bird Register"),
    (
        "en",
        "The State Programme for Rural Growth “Green Hill” helps.",
        "programme",
        "State Programme for Rural Growth “Green Hill”",
    ),
    (
        "en",
        "A State Program supporting the Coastal Towns began.",
        "programme",
        "State Program supporting the Coastal Towns",
    ),
    ("en", "They joined the Silverleaf programme in May.", "programme", "Silverleaf programme"),
    ("en", "the pilot project “Teacher on Wheels” runs", "project", "pilot project “Teacher on Wheels”"),
    (
        "en",
        "kept in the unified information system “Falcon” today",
        "information_system",
        "unified information system “Falcon”",
    ),
    (
        "en",
        "in the single register of temporary workers they are",
        "information_system",
        "single register of temporary workers",
    ),
    ("en", "the mobile service “Work at Sea” opened", "service", "mobile service “Work at Sea”"),
    ("en", "on the “one window” principle", "service", "“one window” principle"),
    ("en", "police held the preventive event “Harbour”", "operation", "preventive event “Harbour”"),
    (
        "en",
        "a campaign to register seasonal workers went on",
        "operation",
        "campaign to register seasonal workers went on",
    ),
    (
        "ru",
        "реализуется государственная программа «Зелёный холм»",
        "programme",
        "государственная программа «Зелёный холм»",
    ),
    ("ru", "Данные хранит информационная система «Сокол».", "information_system", "информационная система «Сокол»"),
    ("ru", "начался пилотный проект «Учитель на колёсах»", "project", "пилотный проект «Учитель на колёсах»"),
    (
        "ru",
        "прошло оперативно-профилактическое мероприятие «Гавань»",
        "operation",
        "оперативно-профилактическое мероприятие «Гавань»",
    ),
    ("kk", "«Жасыл төбе» мемлекеттік бағдарламасы басталды", "programme", "«Жасыл төбе» мемлекеттік бағдарламасы"),
    ("kk", "«Сұңқар» ақпараттық жүйесінде сақталады", "information_system", "«Сұңқар» ақпараттық жүйесінде"),
    ("kk", "«Дөңгелектегі мұғалім» жобасы", "project", "«Дөңгелектегі мұғалім» жобасы"),
]


@pytest.mark.parametrize(("language", "text", "type", "surface"), NAMED)
def test_what_exists_is_found_by_how_its_name_is_built(language: str, text: str, type: str, surface: str) -> None:
    assert [(m.attributes["type"], m.surface) for m in read(text, language)] == [(type, surface)]


PROPOSED = [
    ("en", "We recommend introducing the “Harbour Card”.", "“Harbour Card”"),
    ("en", "It is necessary to create a national registry of recruiters.", "national registry of recruiters"),
    ("en", "Launch a seasonal worker card for fishermen.", "seasonal worker card for fishermen"),
    ("en", "A guarantee fund should be established by the state.", "guarantee fund"),
    (
        "en",
        "The state should conclude bilateral agreements with countries of the region.",
        "bilateral agreements with countries of the region",
    ),
    ("ru", "Необходимо создать гарантийный фонд для работников.", "гарантийный фонд для работников"),
    ("ru", "Предлагается ввести сезонную карту.", "сезонную карту"),
    ("kk", "Маусымдық жұмысшы картасын енгізу қажет.", "Маусымдық жұмысшы картасын"),
]


@pytest.mark.parametrize(("language", "text", "surface"), PROPOSED)
def test_what_is_only_proposed_is_found_by_its_verb(language: str, text: str, surface: str) -> None:
    assert [(m.attributes["type"], m.surface) for m in read(text, language)] == [("proposed_instrument", surface)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A programme is needed."),
        ("en", "The state should create jobs and favourable conditions."),
        ("en", "The system should be effective."),
        ("en", "A guarantee fund was established in 1998."),
        ("en", "It should develop an effective legal system."),
        ("en", "The state must issue residence permits."),
        ("en", "See enbek.gov.kz for the form."),
        ("en", "The English programme was dull."),
        ("ru", "Необходимо создать условия для развития."),
        ("ru", "Фонд был создан в 1998 году."),
        ("kk", "Жағдай жасау қажет."),
    ],
)
def test_traps_name_no_programme(language: str, text: str) -> None:
    assert read(text, language) == []


def test_a_statute_proposes_nothing() -> None:
    text = "The state should create a seasonal worker card."
    assert len(read(text)) == 1
    assert read(text, kind="law") == []


def test_the_same_name_has_one_key_in_every_alphabet_and_the_gazetteer_knows_its_own() -> None:
    [latin] = read("the information system “Sokol” works")
    [cyrillic] = read("информационная система «Сокол»", "ru")
    assert latin.attributes["key"] == cyrillic.attributes["key"]
    keys = {m.attributes["key"] for m in read('the Enbek programme; the Unified Information System "Berkut"')}
    assert keys == {"kz:enbek", "kz:berkut"}


def test_a_quoted_name_is_found_again_and_pointed_back_at() -> None:
    text = "We recommend introducing the “Harbour Card”.\nThis card is cheap.\nThe Harbour Card lasts a year."
    found = read(text)
    assert [m.surface for m in found] == ["“Harbour Card”", "This card", "Harbour Card"]
    assert len({m.attributes["key"] for m in found}) == 1


def test_period_and_owner_are_read() -> None:
    text = "The Ministry of Finance implements the State Programme “Green Hill” for 2017-2021."
    [found] = read(text)
    assert found.attributes["period"] == "2017/2021"
    start, end = map(int, found.attributes["owner_at"].split(","))
    assert text[start:end] == "Ministry of Finance"
    [other] = read("The information system “Falcon” is maintained by the Ministry of Finance.")
    assert "owner_at" in other.attributes
    [nobody] = read("The Ministry of Finance was silent; the information system “Falcon” works.")
    assert "owner_at" not in nobody.attributes


def test_surer_rules_have_higher_confidence() -> None:
    [known] = read("the information system “Falcon”")
    [proposed] = read("It is necessary to create a national registry of recruiters.")
    assert 0 < proposed.confidence < known.confidence < 1


@given(st.text(alphabet='State Programme "system" introduce «карту» should программа бағдарламасы\n.,()', max_size=120))
def test_a_mention_is_a_range_of_the_text(text: str) -> None:
    for language in ("en", "ru", "kk"):
        assert all(text[m.start : m.end] == m.surface and m.surface for m in read(text, language))


@pytest.mark.shared
def test_laws_propose_nothing_and_name_the_portal_of_e_government(shared: Path) -> None:
    path = shared / "data" / "kz-laws" / "law_on_personal_data_protection.txt"
    document = parse(path.read_bytes(), str(path))
    found = find(document, list(cut(document)), [])
    assert {m.attributes["type"] for m in found} <= {"information_system", "service"}
    assert "kz:e-government-portal" in {m.attributes["key"] for m in found}
