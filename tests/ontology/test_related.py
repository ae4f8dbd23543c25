"""Which mentions state the same relation of two acts or change of a body."""

from __future__ import annotations

from dataclasses import replace

from ontology import resolve, statements, violations
from ontology.descriptions import term
from tests.ontology.reading import linked, of_kind, places, read

ENGLISH = """The Law of the Republic of Kazakhstan dated May 4, 2015 No. 310-V was amended by the Law of the Republic of
Kazakhstan dated June 6, 2019 No. 500-VI."""
AGAIN = """Much has changed. The Law of the Republic of Kazakhstan dated May 4, 2015 No. 310-V was amended by the Law of
the Republic of Kazakhstan dated June 6, 2019 No. 500-VI."""
MERGED = "The Migration Committee of Kazakhstan was merged into the Ministry of Labour of Kazakhstan in 2020."
GONE = "In Kazakhstan the Agency for Migration and Demography was abolished in 2004."
OLD, NEW = (f"https://policy-kb.org/id/instrument/kz/law/{end}" for end in ("2015-05-04/310-v", "2019-06-06/500-vi"))


def test_a_relation_told_by_two_papers_is_one_with_two_places() -> None:
    (relation,) = of_kind(linked(ENGLISH, AGAIN), "relation")
    assert len(places(relation)) == 2
    assert {k: relation.properties[k] for k in ("type", "subject", "object")} == {
        "type": "amends",
        "subject": NEW,
        "object": OLD,
    }
    assert relation.label.index("500-VI") < relation.label.index("amends") < relation.label.index("310-V")


def test_a_body_that_was_merged_has_what_it_became_and_one_that_was_abolished_nothing() -> None:
    (merged,) = of_kind(linked(MERGED), "relation")
    assert merged.properties["object"] == "https://policy-kb.org/id/agency/kz/labor"
    assert (merged.properties["type"], merged.properties["date"]) == ("merged_into", "2020")
    (gone,) = of_kind(linked(GONE), "relation")
    assert "object" not in gone.properties
    assert not gone.label.endswith(" by")


def test_a_relation_needs_two_ends_that_are_two_things() -> None:
    _, mentions = read(ENGLISH)
    (relation,) = [m for m in mentions if m.kind == "relation"]
    others = [m for m in mentions if m.kind != "relation"]
    same = relation.attributes["object_at"]
    lost = {name: value for name, value in relation.attributes.items() if name != "object_at"}
    for said in ({**relation.attributes, "subject_at": same}, lost):
        assert of_kind(resolve([*others, replace(relation, attributes=said)]), "relation") == []
    assert of_kind(resolve([relation]), "relation") == []


def test_the_graph_has_the_direct_triple_beside_the_relation_and_the_change_of_a_body() -> None:
    document, mentions = read(f"{ENGLISH}\n\n{MERGED}\n\n{GONE}")
    made = statements(document, resolve(mentions))
    assert [(str(s), str(o)) for s, o in made.subject_objects(term("eli:amends"))] == [(NEW, OLD)]
    changes = {str(s).rsplit("/", 1)[-1] for s in made.objects(None, term("org:originalOrganization"))}
    assert changes == {"migration-committee", "migration-demography-agency"}
    assert violations(made) == []
