"""Which mentions are one entity."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from ontology import resolve
from ontology.agencies import find as agencies
from ontology.instruments import find as instruments
from ontology.mention import Entity, Mention

PAPER = """The first “On Population Migration” Law was adopted in 1997 in Kazakhstan.
The Law of the RK No. 477-IV of July 22, 2011 "On population migration" replaced it (Zakon, 2011).

Zakon Respubliki Kazakhstan ot 22 iiulia 2011 goda, No. 477–IV «O migratsii naseleniia».

Закон Республики Казахстан от 22 июля 2011 г. № 477–IV «О миграции населения». The Law is in force.
The Ministry of Labour and Social Protection of the Population of the Republic of Kazakhstan applies it."""
OTHER = """In Kazakhstan, a new law of the Republic of Kazakhstan “On Migration of Population” was adopted in 2011.
Министерства труда и социальной защиты населения Республики Казахстан; the Ministry of Labor and Social Protection.
Law of the RK No. 477-V of July 1, 2015 "On Something Else". Қазақстан Республикасының 2011 жылғы 22 шілдедегі
№ 477-IV «Халықтың көші-қоны туралы» Заңы."""


def _mentions() -> list[Mention]:
    return [m for d, text in (("a", PAPER), ("b", OTHER)) for m in instruments(d, text) + agencies(d, text)]


def _one(entities: list[Entity], **said: str) -> Entity:
    (found,) = [e for e in entities if said.items() <= e.properties.items()]
    return found


def test_one_law_in_three_languages_two_papers_and_five_forms_is_one_entity() -> None:
    law = _one(resolve(_mentions()), number="477-IV")
    assert law.iri == "https://policy-kb.org/id/instrument/kz/law/2011-07-22/477-iv"
    assert {m.document_id for m in law.mentions} == {"a", "b"}
    assert {"en", "ru", "kk"} <= set(law.labels)
    assert {"Zakon, 2011", "Law"} <= {m.surface for m in law.mentions}
    assert law.properties["date"] == "2011-07-22"


def test_two_laws_of_one_title_and_different_years_stay_two() -> None:
    entities = [e for e in resolve(_mentions()) if e.properties.get("type") == "law"]
    assert sorted(e.properties["date"] for e in entities) == ["1997", "2011-07-22", "2015-07-01"]


def test_spellings_of_a_ministry_in_two_languages_are_one_body() -> None:
    (ministry,) = [e for e in resolve(_mentions()) if e.kind == "agency" and e.properties["type"] == "ministry"]
    assert len(ministry.mentions) == 3
    assert {"en", "ru", "kk"} <= set(ministry.labels)


def test_the_same_number_and_another_date_is_another_act() -> None:
    text = "Decree of the Government No. 7 of May 5, 2000; Decree of the Government No. 7 of May 5, 2001"
    assert len(resolve(instruments("d", text))) == 2


def test_contradicting_dates_are_kept_as_a_conflict() -> None:
    text = 'Law "On Refugees" was adopted in 2009.\n\nThe Law "On Refugees" helps.'
    (law,) = resolve(instruments("d", text))
    assert law.properties["date"] == "2009"


def test_a_section_is_a_part_of_the_treaty_named_before() -> None:
    text = 'The Treaty on the EAEU sets rules. Section XXVI "Labor Migration" adds more.'
    entities = resolve(instruments("d", text))
    section = _one(entities, number="Section XXVI")
    assert section.properties["part_of"] in {e.iri for e in entities}


def test_a_concept_and_the_decree_that_approves_it_are_linked() -> None:
    text = "the Concept of Water Policy of Kazakhstan, approved by the Decree of the President No. 22 of June 6, 2007"
    entities = resolve(instruments("d", text))
    concept, decree = _one(entities, type="concept"), _one(entities, type="decree")
    assert concept.properties["approved_by"] == decree.iri
    assert concept.properties["date"] == "2007-06-06"


def test_short_forms_without_anything_before_them_name_nothing() -> None:
    assert resolve(instruments("d", "The Law is strict.")) == []


@given(st.randoms(use_true_random=False))
def test_order_does_not_matter(chance: random.Random) -> None:
    mentions = _mentions()
    expected = resolve(mentions)
    chance.shuffle(mentions)
    assert resolve(mentions) == expected


@given(st.sets(st.integers(0, len(_mentions()) - 1)))
def test_entities_of_any_mentions_have_evidence_and_resolve_to_themselves(chosen: set[int]) -> None:
    mentions = [m for i, m in enumerate(_mentions()) if i in chosen]
    entities = resolve(mentions)
    assert all(e.mentions for e in entities)
    assert len({e.iri for e in entities}) == len(entities)
    assert resolve([*mentions, *mentions]) == entities
    assert resolve([m for e in entities for m in e.mentions]) == entities
