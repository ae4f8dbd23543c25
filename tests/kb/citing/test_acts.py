"""Acts are called by kind, issuer, day and number in their own language, and by where they were published."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.document import Block, Document
from kb.citation import cite
from kb.citing.records import document_item, entity_item
from kb.entities import Evidence, KBEntity
from tests.kb.storing import made

IRI = "https://policy-kb.org/id/instrument/kz/x"
LAW = {"type": "law", "number": "12-V", "date": "2015-11-24", "jurisdiction": "kz"}
MINISTER = "Министра речного транспорта"


def entity(label: str, said: dict[str, str], *evidence: Evidence, **labels: str) -> KBEntity:
    return KBEntity(IRI, "instrument", label, labels or {"ru": label}, (), said, evidence)


def evidence(document: Document, quote: str) -> Evidence:
    start = document.text.index(quote)
    return Evidence(document, start, start + len(quote), quote, 0.9)


# ------------------------------------------------------------------- acts that are known from mentions only
@pytest.mark.parametrize(
    ("language", "reference"),
    [
        (None, "Закон Республики Казахстан от 24 ноября 2015 г. № 12-V.\n"),
        ("ru", "Закон Республики Казахстан от 24 ноября 2015 г. № 12-V.\n"),
        ("kk", "Қазақстан Республикасының 2015 жылғы 24 қарашадағы № 12-V Заңы.\n"),
        ("en", "Law of the Republic of Kazakhstan of 24 November 2015 No. 12-V.\n"),
    ],
)
def test_an_act_without_a_title_is_called_by_kind_day_and_number(language: str | None, reference: str) -> None:
    mentioned = entity(
        "Законом РК от 24.11.2015 № 12-V", LAW, ru="Законом РК от 24.11.2015 № 12-V", kk="№ 12-V Заңымен"
    )
    assert cite([mentioned], language=language) == reference


@pytest.mark.parametrize(
    ("style", "reference"),
    [
        ("apa", "Закон Республики Казахстан от 24 ноября 2015 г. № 12-V (2015).\n"),
        ("oscola", "Закон Республики Казахстан от 24 ноября 2015 года № 12-V\n"),
        ("ieee", "[1] Закон Республики Казахстан от 24 ноября 2015 г. № 12-V. 2015.\n"),
        ("gost-7-1-2003", "Закон Республики Казахстан от 24 ноября 2015 г. № 12-V.\n"),
    ],
)
def test_no_style_says_number_and_kind_of_such_an_act_twice(style: str, reference: str) -> None:
    assert cite([entity("Законом РК от 24.11.2015 № 12-V", LAW)], style) == reference


def test_an_act_with_a_title_keeps_it() -> None:
    titled = entity("Закон РК от 24.11.2015 № 12-V «О садах»", LAW)
    assert cite([titled]) == "О садах: закон Республики Казахстан от 24 ноября 2015 г. № 12-V.\n"


@pytest.mark.parametrize(
    ("language", "reference"),
    [
        (None, "Конституция Республики Казахстан.\n"),
        ("kk", "Қазақстан Республикасының Конституциясы.\n"),
        ("en", "Constitution of the Republic of Kazakhstan.\n"),
    ],
)
def test_a_constitution_is_called_by_whose_it_is(language: str | None, reference: str) -> None:
    assert cite([entity("Конституции", {"type": "constitution", "jurisdiction": "kz"})], language=language) == reference


def test_a_title_cut_out_of_a_sentence_is_none() -> None:
    assert cite([entity("Закон о реках", {"type": "law", "title": "реках"})]) == "Закон о реках.\n"


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_an_issuer_without_a_name_in_a_language_keeps_the_act_in_its_own(language: str) -> None:
    order = {"type": "order", "number": "7", "date": "2023-06-30", "jurisdiction": "kz", "issuer": MINISTER}
    wanted = f"Приказ {MINISTER} Республики Казахстан от 30 июня 2023 г. № 7.\n"
    assert cite([entity(f"приказа {MINISTER} РК № 7", order)], language=language) == wanted
    titled = entity("Приказ «О порядке причалов»", order)
    assert cite([titled], language=language) == f"О порядке причалов: {wanted[0].lower()}{wanted[1:]}"


# -------------------------------------------------------------------------------- acts that are on the shelf
@pytest.mark.parametrize(
    ("line", "type_", "language", "reference"),
    [
        (
            f"Приказ и.о. {MINISTER} Республики Казахстан от 27 июня 2016 года № 559.", "order", "ru",
            f"О лодках: приказ и.о. {MINISTER} Республики Казахстан от 27 июня 2016 г. № 559.\n",
        ),
        (
            "Постановление Правительства Республики Казахстан от 27 июня 2016 года № 559", "resolution", "ru",
            "О лодках: постановление Правительства Республики Казахстан от 27 июня 2016 г. № 559.\n",
        ),
        (
            "Қазақстан Республикасы Үкіметінің 2016 жылғы 27 маусымдағы № 559 қаулысы", "resolution", "kk",
            "О лодках: Қазақстан Республикасы Үкіметінің 2016 жылғы 27 маусымдағы № 559 қаулысы.\n",
        ),
        # The issuer of another act is not that of this one.
        (
            f"В соответствии с приказом {MINISTER} Республики Казахстан от 1 мая 2015 года № 12", "order", "ru",
            "О лодках: приказ Республики Казахстан от 27 июня 2016 г. № 559.\n",
        ),
    ],
)  # fmt: skip
def test_the_body_that_issued_an_act_is_read_from_its_first_lines(
    line: str, type_: str, language: str, reference: str
) -> None:
    document = made(
        f"О лодках\n\n{line}\n\nЛодки стоят у причала.", title="О лодках", type=type_, language=language,
        number="559", date="2016-06-27", jurisdiction="KZ", publisher="Издательство «Берег»",
    )  # fmt: skip
    assert cite([document]) == reference


# -------------------------------------------------------------------------- publication, and where to read it
def test_a_law_on_the_shelf_gives_its_address_and_title() -> None:
    text = made(
        "О реках\n\nЗакон Республики Казахстан от 24 ноября 2015 года № 12-V", "https://laws.example/rus/12",
        title="О реках", type="law", language="ru", number="12-V", date="2015-11-24", jurisdiction="KZ",
        accessed="2024-03-12",
    )  # fmt: skip
    said = entity_item(entity("Законом РК № 12-V", LAW, evidence(text, "№ 12-V")))
    assert (said["title"], said["URL"], said["accessed"]) == (
        "О реках", "https://laws.example/rus/12", {"date-parts": [[2024, 3, 12]]},
    )  # fmt: skip
    assert document_item(text)["URL"] == said["URL"]
    other = replace(text, number="13-V")
    assert "URL" not in entity_item(entity("Законом РК № 12-V", LAW, evidence(other, "№ 12-V")))
    assert "URL" not in document_item(replace(text, source="laws.zip!/https://laws.example"))


def test_the_gazette_that_stands_behind_the_name_of_an_act() -> None:
    text = made(
        'Признать утратившим силу Закон Республики Казахстан от 24 ноября 2015 года № 12-V "О реках" (Ведомости '
        "Парламента Республики Казахстан, 2015 г., № 21-22, ст. 107; 2017 г., № 4, ст. 3). Лодки (Ведомости, 1999 г., "
        "№ 1) не названы.", language="ru",
    )  # fmt: skip
    quote = "Закон Республики Казахстан от 24 ноября 2015 года № 12-V"
    named = entity(f"{quote} «О реках»", LAW, evidence(text, quote))
    assert cite([named]) == (
        "О реках: закон Республики Казахстан от 24 ноября 2015 г. № 12-V // Ведомости Парламента Республики Казахстан. "
        "2015. № 21–22. Ст. 107.\n"
    )
    far = entity(f"{quote} «О реках»", LAW, evidence(text, "Признать"))
    assert "container-title" in entity_item(named) and "container-title" not in entity_item(far, "kk")
    other = entity(f"{quote} «О реках»", LAW, evidence(text, "Лодки"))
    assert entity_item(other).get("section") is None


@pytest.mark.parametrize(("kind", "found"), [("reference", True), ("body", False)])
def test_the_address_that_a_list_of_references_gives(kind: str, found: bool) -> None:
    entry = "О реках: Закон РК от 24 ноября 2015 г. № 12-V. URL: https://laws.example/12 (дата обращения: 12.03.2024)."
    text = made(entry, language="ru")
    text = replace(text, blocks=(Block(0, len(entry), kind),))  # type: ignore[arg-type]
    item = entity_item(entity("Закон «О реках»", LAW, evidence(text, "№ 12-V")))
    assert (item.get("URL") == "https://laws.example/12") is found


def test_an_address_without_a_scheme_gets_one() -> None:
    entry = "О реках: Закон РК от 24 ноября 2015 г. № 12-V. URL: laws.gov.kz/12."
    text = replace(made(entry, language="ru"), blocks=(Block(0, len(entry), "reference"),))
    item = entity_item(entity("Закон «О реках»", LAW, evidence(text, "№ 12-V")))
    assert item["URL"] == "https://laws.gov.kz/12"
