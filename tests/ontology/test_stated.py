"""Which mentions make the same statement."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology import resolve
from ontology.pointers import places as mentioned
from ontology.pointers import ranges, targets
from tests.ontology.reading import linked, of_kind, places, read

LABOUR = "https://policy-kb.org/id/agency/kz/labor"
INTERIOR = "https://policy-kb.org/id/agency/kz/internal-affairs"
QUOTA = "The Ministry of Labour of the Republic of Kazakhstan approves the annual quota for seasonal workers."
AGAIN = """In Kazakhstan wages rose. The Ministry of Labor and Social Protection of the Population approves the annual
quota for seasonal workers."""
TRANSFERS = {
    "en": "From January 1, 2022, the keeping of the register of seasonal workers was transferred from the Ministry of "
    "Internal Affairs of the Republic of Kazakhstan to the Ministry of Labour of the Republic of Kazakhstan.",
    "ru": "С 1 января 2022 года учёт сезонных работников передан от Министерства внутренних дел Республики Казахстан "
    "Министерству труда Республики Казахстан.",
    "kk": "2022 жылғы 1 қаңтардан бастап маусымдық жұмысшылардың есебін жүргізу Қазақстан Республикасының Ішкі істер "
    "министрлігінен Қазақстан Республикасының Еңбек және халықты әлеуметтік қорғау министрлігіне берілді.",
}


# ------------------------------------------------------------------------------------- responsibilities
def test_the_same_duty_in_two_papers_is_one_with_two_places() -> None:
    (duty,) = of_kind(linked(QUOTA, AGAIN), "responsibility")
    assert duty.properties["agency"] == LABOUR
    assert duty.label == "approves the annual quota for seasonal workers"
    assert len(places(duty)) == len(duty.mentions) == 2


@pytest.mark.parametrize(
    "other",
    [
        "The Ministry of Justice of the Republic of Kazakhstan approves the annual quota for seasonal workers.",
        "The Ministry of Labour of the Republic of Kazakhstan approves the annual quota for refugees.",
        "Since 2019, the Ministry of Labour of the Republic of Kazakhstan approves the annual quota for seasonal "
        "workers.",
    ],
    ids=["another body", "another function", "another day"],
)
def test_another_body_function_or_day_is_another_duty(other: str) -> None:
    assert len(of_kind(linked(QUOTA, other), "responsibility")) == 2


def test_a_duty_points_at_its_agency_basis_and_concepts() -> None:
    entities = linked(
        "In accordance with the Law of the Republic of Kazakhstan dated May 4, 2015 No. 310-V, the Ministry of Labour "
        "of the Republic of Kazakhstan approves the quota for foreign workers."
    )
    (duty,) = of_kind(entities, "responsibility")
    iris = {entity.iri: entity for entity in entities}
    assert iris[duty.properties["agency"]].kind == "agency"
    assert iris[duty.properties["basis"]].properties["number"] == "310-V"
    concepts = duty.properties["concepts"].split()
    assert concepts and all(iris[each].kind == "concept" for each in concepts)


def test_what_is_not_known_on_the_shelf_is_not_pointed_at() -> None:
    document, mentions = read(QUOTA)
    (duty,) = [m for m in mentions if m.kind == "responsibility"]
    assert targets(duty, {}) == {}
    named = mentioned(resolve(mentions))
    assert targets(duty, named)["agency"] == LABOUR
    (start, end), *_ = ranges(duty.attributes["agency_at"])
    assert document.text[start:end].endswith("Ministry of Labour of the Republic of Kazakhstan")


# ------------------------------------------------------------------------------------------- transfers
@pytest.mark.parametrize("language", TRANSFERS)
def test_a_transfer_is_two_duties_the_first_of_which_knows_the_second(language: str) -> None:
    found = of_kind(linked(TRANSFERS[language]), "responsibility")
    (before,), (after,) = (
        [d for d in found if name in d.properties] for name in ("transferred_to", "transferred_from")
    )
    assert (before.properties["agency"], after.properties["agency"]) == (INTERIOR, LABOUR)
    assert before.properties["valid_until"] == after.properties["valid_from"] == "2022-01-01"
    assert before.properties["successor"] == after.iri
    assert "successor" not in after.properties


def test_of_two_transfers_on_one_day_each_knows_its_own_successor() -> None:
    other = TRANSFERS["en"].replace("the register of seasonal workers", "the database of students")
    found = {d.iri: d for d in of_kind(linked(TRANSFERS["en"], other), "responsibility")}
    before = [d for d in found.values() if "successor" in d.properties]
    assert len(found) == 4 and len(before) == 2
    for duty in before:
        assert found[duty.properties["successor"]].properties["function"] == duty.properties["function"]


# ------------------------------------------------------------------------------------- recommendations
WISH = "The Ministry of Labour of Kazakhstan should publish forecasts of vacancies every quarter."
REPORTED = """The International Organization for Migration recommends that the Ministry of Labour of Kazakhstan publish
forecasts of vacancies every quarter."""


def test_two_papers_that_recommend_the_same_recommend_it_each_by_itself() -> None:
    found = of_kind(linked(WISH, f"{WISH} Wages rose."), "recommendation", by="authors")
    assert len(found) == 2
    assert len({document for each in found for document in places(each)}) == 2
    assert {each.properties["addressee"] for each in found} == {LABOUR}


def test_what_a_body_recommends_is_one_wherever_it_is_reported() -> None:
    (one,) = of_kind(linked(REPORTED, f"{REPORTED} Wages rose."), "recommendation")
    assert one.properties["by"].endswith("/agency/international/iom")
    assert len(places(one)) == 2


# --------------------------------------------------------------------------------------------- figures
def test_equal_figures_are_one_and_others_stay_apart() -> None:
    first, second = (
        "In 2019, 412 seasonal workers came to Latvia.",
        "Wages rose. In 2019, 412 seasonal workers came to Latvia.",
    )
    third, fourth = first.replace("412", "415"), first.replace("2019", "2020")
    found = of_kind(linked(first, second, third, fourth), "observation")
    said = {(each.properties["value"], each.properties["year"]): len(places(each)) for each in found}
    assert said == {("412", "2019"): 2, ("415", "2019"): 1, ("412", "2020"): 1}


def test_more_than_is_not_the_same_as_exactly() -> None:
    exact, more = "In 2019, 412 nurses came to Latvia.", "In 2019, more than 412 nurses came to Latvia."
    assert [each.properties.get("qualifier", "") for each in of_kind(linked(exact, more), "observation")].count(
        ">"
    ) == 1
    assert len(of_kind(linked(exact, more), "observation")) == 2


# ---------------------------------------------------------------------------------------------- always
_ALL = [mention for text in (QUOTA, AGAIN, *TRANSFERS.values(), WISH, REPORTED) for mention in read(text)[1]]


@given(st.randoms(use_true_random=False))
def test_the_order_of_mentions_does_not_matter(chance: random.Random) -> None:
    shuffled = list(_ALL)
    chance.shuffle(shuffled)
    assert resolve(shuffled) == resolve(_ALL)


@given(st.sets(st.integers(0, len(_ALL) - 1)))
def test_statements_of_any_mentions_point_only_at_what_is_there(chosen: set[int]) -> None:
    entities = resolve([m for i, m in enumerate(_ALL) if i in chosen])
    iris = {entity.iri for entity in entities}
    for entity in entities:
        assert entity.mentions
        for name in ("agency", "basis", "concepts", "addressee", "successor", "transferred_to", "transferred_from"):
            assert set(entity.properties.get(name, "").split()) <= iris, (entity.label, name)
