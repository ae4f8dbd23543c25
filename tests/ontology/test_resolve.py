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


OWN = {"own_act": "1", "title": "Labor code", "jurisdiction": "kz"}


def test_an_act_that_speaks_of_itself_is_one_with_what_others_call_it() -> None:
    code = instruments("a", "Цель настоящего Кодекса. Действовал Трудовой кодекс РК от 15 мая 2007 года.", OWN)
    other = instruments("b", "По ст. 38 ТК РК, или Трудового кодекса Республики Казахстан, отпуск оплачен.")
    entities = resolve(code + other)
    assert len(entities) == 2
    (own,) = [e for e in entities if any(m.attributes.get("own_act") for m in e.mentions)]
    assert {m.surface for m in own.mentions} == {
        "настоящего Кодекса",
        "ТК РК",
        "Трудового кодекса Республики Казахстан",
    }
    assert "настоящего Кодекса" not in {own.label, *own.labels.values(), *own.aliases}


def test_acts_without_number_and_title_that_speak_of_themselves_stay_apart() -> None:
    own = {"own_act": "1", "jurisdiction": "kz"}
    mentions = [m for d in ("a", "b") for m in instruments(d, "Цель настоящего Закона", own)]
    assert len(resolve(mentions)) == 2


def test_an_act_cited_by_its_year_alone_is_the_one_of_that_year() -> None:
    text = "The Immigration Act 1971 and the Immigration Act 2014; section 3 of the 1971 Act; section 3 of the 2002 Act"
    found = {frozenset(m.surface for m in e.mentions) for e in resolve(instruments("d", text))}
    assert found == {
        frozenset({"Immigration Act 1971", "1971 Act"}),
        frozenset({"Immigration Act 2014"}),
        frozenset({"2002 Act"}),
    }


def test_a_short_form_means_the_act_that_the_text_has_given_it_to() -> None:
    text = "Закон РК «О рыбе» (далее – Закон) принят. Закон РК «О воде» строже. Статья 5 Закона важна."
    (fish,) = [e for e in resolve(instruments("d", text)) if "О рыбе" in e.label]
    assert [m.surface for m in fish.mentions] == ["Закон РК «О рыбе»", "Закона"]


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


def concepts(*texts: str) -> list[Entity]:
    found = resolve([m for n, text in enumerate(texts) for m in instruments(str(n), text)])
    return [entity for entity in found if entity.properties.get("type") == "concept"]


RUSSIAN = (
    "Рамки задаёт Концепция садовой политики Республики Казахстан на 2023-2027 годы. Она утверждена постановлением "
    "Правительства Республики Казахстан от 30 ноября 2022 года № 961."
)
KAZAKH = (
    "Үкіметтің 2022 жылғы 30 қарашадағы № {number} қаулысымен Қазақстан Республикасының бақ саясатының "
    "2023–2027 жылдарға арналған тұжырымдамасы бекітілді."
)


def test_one_concept_under_two_titles_is_what_one_act_approves() -> None:
    (concept,) = concepts(RUSSIAN, KAZAKH.format(number="961"))
    assert set(concept.labels) == {"ru", "kk"}
    assert concept.properties["period"] == "2023/2027"
    assert concept.properties["approved_by"].endswith("/2022-11-30/961")


def test_the_title_of_the_act_says_what_it_approves() -> None:
    russian = (
        "Концепция садовой политики на 2023-2027 годы действует. Постановление Правительства Республики Казахстан от "
        "30 ноября 2022 года № 961 «Об утверждении Концепции садовой политики Республики Казахстан на 2023-2027 годы»."
    )
    assert len(concepts(russian, KAZAKH.format(number="961"))) == 1


def test_concepts_of_one_period_that_two_acts_approve_are_two() -> None:
    assert len(concepts(RUSSIAN, KAZAKH.format(number="850"))) == 2


def test_a_concept_without_its_act_is_not_guessed() -> None:
    bare = "Бақ саясатының 2023–2027 жылдарға арналған тұжырымдамасы бар."
    assert len(concepts(RUSSIAN, bare)) == 2
