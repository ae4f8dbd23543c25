"""Which mentions name the same concept or programme."""

from __future__ import annotations

from ontology import resolve, scheme
from ontology.mention import Mention
from tests.ontology.reading import linked, of_kind, places

ENGLISH = """In Kazakhstan the state programme "Nurly Zher" for 2017-2021 helps kandas. The information system "Berkut"
is run by the National Security Committee of Kazakhstan."""
RUSSIAN = """Казахстан. Программа «Нурлы жер» помогает кандасам. Информационная система «Беркут» фиксирует въезд."""
KAZAKH = """Қазақстан. «Нұрлы жер» бағдарламасы қандастарға көмектеседі. Оралмандар көп."""


def test_a_programme_in_three_languages_and_papers_is_one() -> None:
    (programme,) = of_kind(linked(ENGLISH, RUSSIAN, KAZAKH), "programme", type="programme")
    assert len(places(programme)) == 3
    assert programme.properties["period"] == "2017/2021"
    assert {"en", "ru"} <= set(programme.labels)


def test_a_programme_that_no_gazetteer_knows_is_told_by_its_name_in_either_alphabet() -> None:
    (system,) = of_kind(linked(ENGLISH, RUSSIAN), "programme", type="information_system")
    assert len(places(system)) == 2
    assert system.iri.startswith("https://policy-kb.org/id/programme/")


def test_the_owner_of_a_programme_is_an_agency_of_the_shelf() -> None:
    entities = linked(ENGLISH)
    (system,) = of_kind(entities, "programme", type="information_system")
    (owner,) = [entity for entity in entities if entity.iri == system.properties["owner"]]
    assert (owner.kind, owner.label) == ("agency", "National Security Committee")


def test_a_concept_is_one_under_all_its_names_and_knows_those_around_it() -> None:
    (kandas,) = of_kind([e for e in linked(ENGLISH, RUSSIAN, KAZAKH) if e.label == "kandas"], "concept")
    assert len(places(kandas)) == 3
    assert kandas.iri == scheme.by_id()["kandas"].iri
    assert kandas.labels == dict(scheme.by_id()["kandas"].labels)
    assert "oralman" in kandas.aliases and {m.surface for m in kandas.mentions} - {"kandas"} <= set(kandas.aliases)
    known = {concept.iri for concept in scheme.concepts()}
    assert set(kandas.properties["broader"].split()) <= known


def test_a_concept_of_another_thesaurus_has_the_labels_that_its_mentions_carry() -> None:
    iri = "http://example.org/concept/77"
    said = [("en", "labour mobility"), ("ru", "трудовая мобильность")]
    mentions = [
        Mention("d", 9 * n, 9 * n + 5, "concept", label[:5], {"id": iri, "language": language, "label": label})
        for n, (language, label) in enumerate(said)
    ]
    (concept,) = resolve(mentions)
    assert (concept.iri, concept.label, dict(concept.labels)) == (iri, "labour mobility", dict(said))
    assert len(concept.mentions) == 2
