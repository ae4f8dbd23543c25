"""Sentences with stages and their periods, in three languages; what comes near and is none; entities and graphs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rdflib import RDF, Literal, URIRef

from ontology import resolve, statements, violations
from ontology.descriptions import term
from ontology.mention import Mention
from tests.ontology.reading import linked, of_kind, read

STATED = {
    # English
    "It ends with the second stage (2001-2010) of works.": ("2", "2001/2010", "second stage (2001-2010)"),
    "Stage 1 (2023–2024) is for roads.": ("1", "2023/2024", "Stage 1 (2023–2024)"),
    "Stage I: 2023-2024, roads are built.": ("1", "2023/2024", "Stage I: 2023-2024"),
    "In the first phase, 2017–2018, roads were built.": ("1", "2017/2018", "first phase, 2017–2018"),
    "In the first stage (2023-2025) they build roads.": ("1", "2023/2025", "first stage (2023-2025)"),
    "the third stage of the Programme covers 2026–2028 and no more": (
        "3", "2026/2028", "third stage of the Programme covers 2026–2028",
    ),
    "The *second stage* (2001-2010) was long.": ("2", "2001/2010", None),
    "The 2nd phase (2025) is short.": ("2", "2025", "2nd phase (2025)"),
    "Stage 2 (from July 2017 to June 2018) is planned.": (
        "2", "2017-07/2018-06", "Stage 2 (from July 2017 to June 2018)",
    ),
    # Russian
    "Это первый этап (2017–2019 годы) работ.": ("1", "2017/2019", "первый этап (2017–2019 годы)"),
    "Дороги строят на втором этапе (2020–2022 гг.).": ("2", "2020/2022", "втором этапе (2020–2022 гг.)"),
    "I этап: 2023–2024 годы.": ("1", "2023/2024", "I этап: 2023–2024 годы"),
    "1-й этап – 2014–2016 годы.": ("1", "2014/2016", "1-й этап – 2014–2016 годы"),
    "Этап 3 (2025 год) завершает работы.": ("3", "2025", "Этап 3 (2025 год)"),
    "Третий этап охватывает 2026–2028 годы.": ("3", "2026/2028", "Третий этап охватывает 2026–2028 годы"),
    # Kazakh
    "Бұл – бірінші кезең (2017–2019 жылдар) жұмысы.": ("1", "2017/2019", "бірінші кезең (2017–2019 жылдар)"),
    "Жол екінші кезеңде (2020–2022 жж.) салынады.": ("2", "2020/2022", "екінші кезеңде (2020–2022 жж.)"),
    "I кезең: 2023–2024 жылдар.": ("1", "2023/2024", "I кезең: 2023–2024 жылдар"),
    "2-кезең – 2026–2030 жылдар.": ("2", "2026/2030", "2-кезең – 2026–2030 жылдар"),
    "ІІ кезең (2025–2026 жылдар) басталды.": ("2", "2025/2026", "ІІ кезең (2025–2026 жылдар)"),
    "Үшінші кезең 2026–2028 жылдарды қамтиды.": ("3", "2026/2028", None),
}  # fmt: skip
NOT_STATED = [
    "At the present stage (2001-2010) roads are built.",
    "This stage of production, 2015-2016, is over.",
    "The first stage of production is long.",
    "In the first stage (Smith, 2010) roads are built.",
    "In the first stage, 2010 workers came.",
    "In the first stage (2010 workers) roads are built.",
    "She had an early stage cancer in 2015–2016.",
    "They closed the first stage of the Strategy for 2001-2010 early.",
    "The programme has three stages (2020–2025).",
    "Stage 2.1 (2020–2021) is a part.",
    "На данном этапе (2015–2016 годы) дороги строят.",
    "Работы идут в 3 этапа (2020–2025 годы).",
    "Первые этапы (2015–2016 годы) прошли.",
    "На первом этапе (Иванов, 2010) дороги строят.",
    "Қазіргі кезеңде (2015–2016 жылдар) жол салынады.",
    "Үш кезең (2020–2025 жылдар) бар.",
    "Бірінші кезеңдер (2020–2025 жылдар) өтті.",
]
GREEN = 'State Programme for Rural Growth "Green Hill"'
PLAN = f"""# Roads of Kazakhstan

## {GREEN}

### Roads

The second stage (2001-2010) is for roads. Stage III: 2011-2012.

## Bridges

The first stage (1998-2000) of the {GREEN} had no bridges, and stage 4 (2013) had many.
"""


def stages(text: str) -> list[Mention]:
    return [mention for mention in read(text)[1] if mention.kind == "stage"]


@pytest.mark.parametrize("text", STATED)
def test_a_stage_is_its_number_and_its_period(text: str) -> None:
    (found,) = stages(text)
    number, period, words = STATED[text]
    assert (found.attributes["number"], found.attributes["period"]) == (number, period)
    assert found.surface == (words or found.surface)


def test_marks_of_emphasis_do_not_part_a_stage_from_its_period() -> None:
    document, mentions = read("The *second stage* (2001-2010) was long; **Stage III:** 2011-2012.", "paper.txt")
    assert "*second" in document.text
    found = [m.attributes["period"] for m in mentions if m.kind == "stage"]
    assert found == ["2001/2010", "2011/2012"]


@pytest.mark.parametrize("text", NOT_STATED)
def test_what_comes_near_is_no_stage(text: str) -> None:
    assert stages(text) == []


def test_it_is_one_of_what_its_sentence_names_else_of_what_its_heading_names() -> None:
    entities = linked(PLAN)
    (green,) = of_kind(entities, "programme")
    found = sorted(of_kind(entities, "stage"), key=lambda stage: stage.properties["number"])
    assert [(e.properties["number"], e.properties["period"], e.properties["of"]) for e in found] == [
        ("1", "1998/2000", green.iri), ("2", "2001/2010", green.iri), ("3", "2011/2012", green.iri),
        ("4", "2013", green.iri),
    ]  # fmt: skip
    assert found[1].label == f"Stage 2 (2001–2010) of {GREEN}"
    assert found[1].labels["ru"] == f"Этап 2 (2001–2010): {GREEN}"
    assert found[1].labels["kk"] == f"2-кезең (2001–2010): {GREEN}"
    # The heading is a part of the evidence.
    text = read(PLAN)[0].text
    start, end = map(int, found[1].mentions[0].attributes["context"].split(","))
    assert text[start:end] == GREEN


@pytest.mark.parametrize(
    ("title", "kind"),
    [("О Концепции миграционной политики Республики Казахстан на 2017 – 2021 годы", "concept"),
     ("О мерах миграционной политики", "resolution")],
)  # fmt: skip
def test_it_is_one_of_what_the_title_names_else_of_the_act_that_the_document_is(title: str, kind: str) -> None:
    entities = linked(f"""# {title}

Постановление Правительства Республики Казахстан от 29 сентября 2017 года № 602.

## Этапы

Первый этап (2017–2018 годы) – подготовка. Настоящее постановление вступает в силу.
""")
    (found,) = of_kind(entities, "stage")
    (whole,) = of_kind(entities, "instrument", type=kind)
    assert found.properties["of"] == whole.iri


def test_a_curators_word_wins_over_the_place_if_it_is_known() -> None:
    _, mentions = read("The " + GREEN + " began. Later came stage 1 (2023–2024) of roads.")
    (stage,) = [m for m in mentions if m.kind == "stage"]
    (green,) = of_kind(resolve(mentions), "programme")
    for iri, of in ((green.iri, green.iri), ("https://policy-kb.org/id/programme/unknown", "")):
        said = {**stage.attributes, "of": iri}
        entities = resolve(replace(m, attributes=said) if m is stage else m for m in mentions)
        assert of_kind(entities, "stage")[0].properties.get("of", "") == of


def test_the_same_stage_of_two_papers_is_one_and_a_stage_of_nothing_stays_with_its_paper() -> None:
    other = f"The second stage (2001–2010) of the {GREEN} went well."
    (two,) = of_kind(linked(PLAN, other), "stage", number="2")
    assert len({m.document_id for m in two.mentions}) == 2
    assert len(of_kind(linked("Stage 1 (2023–2024) began.", "Now stage 1 (2023–2024) began."), "stage")) == 2


def test_the_graph_of_a_stage_conforms_and_a_planted_error_is_caught() -> None:
    document, mentions = read(PLAN)
    entities = resolve(mentions)
    made = statements(document, entities)
    assert violations(made) == []
    (two,) = of_kind(entities, "stage", number="2")
    node = URIRef(two.iri)
    assert (node, RDF.type, term("pol:Stage")) in made
    assert (node, term("pol:period"), Literal("2001/2010")) in made
    assert (node, term("eli:number"), Literal("2")) in made
    assert (node, term("pol:stageOf"), URIRef(two.properties["of"])) in made
    made.remove((node, term("pol:period"), None))
    assert [v.message for v in violations(made)] == ["a stage has one period, as in 2017/2021 or 2017-07/2018-06"]
