"""On which act a duty rests: one that is named, or whose article is."""

from __future__ import annotations

import pytest

import ingest
from ontology import agencies, instruments, responsibilities
from ontology.mention import Mention
from tests.ontology.reading import linked, of_kind
from tests.ontology.test_responsibilities import at, find


def bases(text: str) -> list[tuple[str, str]]:
    """Basis and article of each responsibility."""
    read, found = find(text)
    return [(at(read, m, "basis_at"), m.attributes.get("article", "")) for m in found]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Under Article 15 of the Law of 4 May 2015 No. 310-V, the Ministry of Labour approves the quota.", "310-V"),
        (
            "The Law of 4 May 2015 No. 310-V is in force. Under Article 15, the Ministry of Labour approves the quota.",
            "310-V",
        ),
        (
            "В соответствии со статьёй 15 Закона от 4 мая 2015 года № 310-V Министерство труда утверждает квоту.",
            "310-V",
        ),
        (
            "Закон от 4 мая 2015 года № 310-V действует. Согласно статье 15 Министерство труда утверждает квоту.",
            "310-V",
        ),
        ("2015 жылғы 4 мамырдағы № 310-V Заңның 15-бабына сәйкес Еңбек министрлігі квотаны бекітеді.", "310-V"),
        (
            "2015 жылғы 4 мамырдағы № 310-V Заң қабылданды. "
            "Заңның 15-бабына сәйкес Еңбек министрлігі квотаны бекітеді.",
            "310-V",
        ),
    ],
)
def test_an_article_is_one_of_the_act_in_question(text: str, number: str) -> None:
    found = bases(text)
    assert len(found) == 1
    assert number in found[0][0]
    assert found[0][1] == "15"


def test_the_title_of_a_document_names_the_act_in_question() -> None:
    text = (
        "# Powers under the Law on Gardens: an overview\n\nAuthor: A. Author\n\nThe Law of 4 May 2015 No. 310-V on "
        "Gardens was amended by the Law of 5 May 2016 No. 500-V.\n\n## Who does what\n\nThe Ministry of Labour keeps "
        "the register. Under Article 7 it approves the quota.\n"
    )
    duty = of_kind(linked(text), "responsibility", function="approves the quota", article="7")
    law = of_kind(linked(text), "instrument", number="310-V")
    assert [each.properties["basis"] for each in duty] == [law[0].iri]


@pytest.mark.parametrize(
    "text",
    [
        "Under Article 15, the Ministry of Labour approves the quota.",
        "The Law of 4 May 2015 No. 310-V and the Law of 5 May 2016 No. 500-V are in force.\n\n"
        "Under Article 15, the Ministry of Labour approves the quota.",
        "Приказ Министра труда от 4 мая 2015 года № 31 действует. "
        "Согласно статье 15 Министерство труда утверждает квоту.",
        "2015 жылғы 4 мамырдағы № 310-V Заң мен 2016 жылғы 5 мамырдағы № 500-V Заң қолданылады.\n\n"
        "15-бапқа сәйкес Еңбек министрлігі квотаны бекітеді.",
    ],
)
def test_an_article_of_an_unknown_act_is_no_basis(text: str) -> None:
    found = bases(text)
    assert found
    assert set(found) == {("", "")}


def test_the_article_that_a_law_names_is_its_own() -> None:
    _, found = find("Under Article 15, the Ministry of Labour approves the quota.", "law")
    assert [(m.attributes["own_act"], m.attributes["article"]) for m in found] == [("1", "15")]


def test_the_items_of_a_list_rest_on_what_their_lead_names() -> None:
    text, found = find(
        "2015 жылғы 4 мамырдағы № 310-V Заң қабылданды.\n\nЗаңның 9-бабына сәйкес Әділет министрлігі мына міндеттерді "
        "сақтап қалды:\n\n- қонақтарды тіркеу;\n\n- бірыңғай дерекқор жүргізу.\n"
    )
    assert [m.attributes["function"] for m in found] == ["қонақтарды тіркеу", "бірыңғай дерекқор жүргізу"]
    assert ["310-V" in at(text, m, "basis_at") for m in found] == [True, True]
    assert {m.attributes["article"] for m in found} == {"9"}


def tabled(page: str) -> tuple[str, list[Mention]]:
    document = ingest.parse(page.encode(), "page.md")
    named = instruments.find(document.id, document.text) + agencies.find(document.id, document.text)
    named.sort(key=lambda m: (m.start, m.end, m.kind))
    return document.text, responsibilities.find(document, ingest.cut(document), named)


def test_a_column_of_articles_gives_each_row_its_basis() -> None:
    text, found = tabled(
        "# Note\n\nThe Law of 4 May 2015 No. 310-V divides the powers.\n\n"
        "| Article | Body | Main tasks |\n|---|---|---|\n"
        "| 9 | Ministry of Justice | registration of guests |\n| 15 | Ministry of Labour | approval of quotas |\n"
    )
    assert [(at(text, m), m.attributes["article"]) for m in found] == [
        ("Ministry of Justice", "9"),
        ("Ministry of Labour", "15"),
    ]
    assert all("310-V" in at(text, m, "basis_at") for m in found)


def test_a_column_of_acts_gives_each_row_its_basis() -> None:
    text, found = tabled(
        "# Записка\n\nКто чем занят.\n\n| Орган | Функции | Основание |\n|---|---|---|\n"
        "| Министерство юстиции | учёт приезжих | Закон от 4 мая 2015 года № 310-V |\n"
    )
    assert [at(text, m, "basis_at") for m in found] == ["Закон от 4 мая 2015 года № 310-V"]
