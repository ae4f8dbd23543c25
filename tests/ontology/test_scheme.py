"""The concept scheme: what it holds, what a slip in it is told, and that it is sound SKOS."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import regex
from rdflib import RDF, SKOS, Graph, URIRef

from ingest.errors import BadScheme
from ontology import scheme
from ontology.terms import ID, PREFIXES

ENTRY = "- id: {id}\n  en: [{id}]\n  ru: [{id}-ru]\n  kk: [{id}-kk]\n"
# Letters that a name of the language is not written with.
FOREIGN = {"en": r"\p{Cyrillic}", "ru": r"[ӘәҒғҚқҢңӨөҰұҮүҺһІі]", "kk": r"[^\p{Cyrillic}\p{N} ,/-]"}
LATIN_PARTS = ("COVID-19",)


@pytest.fixture(scope="module")
def skos() -> Graph:
    """The project's scheme as SKOS, read back from Turtle."""
    return Graph().parse(data=scheme.turtle(), format="turtle")


def _written(folder: Path, *entries: str) -> Path:
    (folder / "some.yaml").write_text("".join(entries), encoding="utf-8")
    return folder


# ------------------------------------------------------------------------------------------- what it holds
@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", {"kandas", "qandas", "oralman"}),
        ("ru", {"кандас", "оралман"}),
        ("kk", {"қандас", "оралман"}),
    ],
)
def test_the_names_of_those_who_returned_belong_together(language: str, names: set[str]) -> None:
    assert names <= set(scheme.by_id()["kandas"].names(language))


@pytest.mark.parametrize(
    ("id", "en", "ru", "kk"),
    [
        ("immigrant", "immigrant", "иммигрант", "көшіп келуші"),
        ("migrant-worker", "labour immigrant", "трудовой иммигрант", "еңбекші көшіп келуші"),
        ("residence-permit", "residence permit", "вид на жительство", "тұруға ықтиярхат"),
        ("foreign-labour", "foreign labor", "ИРС", "шетелдік жұмыс күші"),
        ("authorised-body", "authorized body", "уполномоченный орган", "уәкілетті орган"),
        ("civil-servant", "civil servant", "госслужащий", "мемлекеттік қызметші"),
        ("akimat", "akimat", "местный исполнительный орган", "әкімдік"),
    ],
)
def test_a_concept_has_the_terms_of_the_laws_in_each_language(id: str, en: str, ru: str, kk: str) -> None:
    concept = scheme.by_id()[id]
    assert (en in concept.names("en"), ru in concept.names("ru"), kk in concept.names("kk")) == (True, True, True)


def test_names_are_written_in_the_letters_of_their_language() -> None:
    wrong = [
        name
        for concept in scheme.concepts()
        for language, letters in FOREIGN.items()
        for name in concept.names(language)
        if name not in LATIN_PARTS and regex.search(letters, name)
    ]
    assert wrong == []


def test_names_are_in_composed_letters_without_stray_spaces() -> None:
    names = [n for c in scheme.concepts() for lang in scheme.LANGUAGES for n in c.names(lang)]
    assert [n for n in names if n != " ".join(n.split()) or regex.search(r"\p{M}", n)] == []


def test_every_concept_stands_to_another() -> None:
    concepts = scheme.concepts()
    above = {name for concept in concepts for name in concept.broader}
    alone = {c.id for c in concepts if not c.broader and not c.related} - above
    assert len(alone) < len(concepts) / 10


def test_iris_end_in_the_ids() -> None:
    concepts = scheme.concepts()
    assert {c.iri for c in concepts} == {ID + "concept/" + name for name in scheme.by_id()}


def test_it_is_read_once() -> None:
    assert scheme.by_id() is scheme.by_id()


def test_names_can_be_used_without_loading_rdflib() -> None:
    code = "import sys; from ontology import scheme; scheme.concepts(); print('rdflib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


# -------------------------------------------------------------------------------------- what a slip is told
@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ([ENTRY.format(id="a"), ENTRY.format(id="b") + "  broader: [c]\n"], ["broader", "'?c ", "b"]),
        ([ENTRY.format(id="a") + "  related: [c]\n"], ["related", "c ", "a"]),
        ([ENTRY.format(id="a"), ENTRY.format(id="b").replace("[b]", "[b, A]")], ["a and b", "'A' [(]en[)]"]),
        (
            [ENTRY.format(id="a").replace("a-ru", "тёс"), ENTRY.format(id="b").replace("b-ru", "тес")],
            ["a and b", "тес", "ru"],
        ),
        ([ENTRY.format(id="a").replace("[a]", "[a, A]")], ["a has a name in en twice"]),
        ([ENTRY.format(id="a"), ENTRY.format(id="a")], ["two concepts a", "some.yaml"]),
        ([ENTRY.format(id="a").replace("kk", "kz")], ["a in some.yaml", "kz"]),
        (["- id: a\n  en: [a]\n  ru: [а]\n"], ["a in some.yaml", "no name in kk"]),
        (["- id: a\n  en: a\n  ru: [а]\n  kk: [ә]\n"], ["en of concept a", "list"]),
        (["- id: a\n  en: [1]\n  ru: [а]\n  kk: [ә]\n"], ["en of concept a", "list"]),
        ([ENTRY.format(id="Two words")], ["some.yaml", "without a right id"]),
        (["- en: [a]\n"], ["some.yaml", "without a right id"]),
        (["a: [\n"], ["some.yaml is not YAML"]),
        (["just words"], ["some.yaml", "without a right id"]),
        ([ENTRY.format(id="a") + "  broader: [a]\n"], ["a is above itself"]),
        (
            [ENTRY.format(id="a") + "  broader: [b]\n", ENTRY.format(id="b") + "  broader: [a]\n"],
            ["above itself"],
        ),
        (
            [
                ENTRY.format(id="a") + "  related: [c]\n",
                ENTRY.format(id="b") + "  broader: [a]\n",
                ENTRY.format(id="c") + "  broader: [b]\n",
            ],
            ["a is both broader than and related to c"],
        ),
    ],
)
def test_a_slip_is_told_with_the_concepts_that_it_concerns(tmp_path: Path, entries: list[str], told: list[str]) -> None:
    with pytest.raises(BadScheme) as caught:
        scheme.load(_written(tmp_path, *entries))
    message = str(caught.value)
    assert [part for part in told if not regex.search(part, message)] == []
    assert message.endswith(".")


def test_relations_are_written_on_one_side_and_read_on_both(tmp_path: Path) -> None:
    found = scheme.load(_written(tmp_path, ENTRY.format(id="a"), ENTRY.format(id="b") + "  related: [a]\n"))
    assert (found["a"].related, found["b"].related) == (("b",), ("a",))


def test_the_first_name_is_the_label_and_the_others_are_synonyms(tmp_path: Path) -> None:
    entry = "- id: a\n  en: [one, two, three]\n  ru: [раз]\n  kk: [бір]\n  definition: A number.\n"
    concept = scheme.load(_written(tmp_path, entry))["a"]
    assert (concept.labels["en"], concept.aliases["en"]) == ("one", ("two", "three"))
    assert concept.names("en") == ("one", "two", "three")
    assert (concept.aliases["kk"], concept.definition) == ((), "A number.")


# ------------------------------------------------------------------------------------------------- SKOS
def test_what_is_written_is_what_is_held(skos: Graph) -> None:
    concepts = scheme.by_id()
    assert set(skos.subjects(RDF.type, SKOS.Concept)) == {URIRef(c.iri) for c in concepts.values()}
    for concept in concepts.values():
        node = URIRef(concept.iri)
        labels = [(str(o), o.language) for o in skos.objects(node, SKOS.prefLabel)]
        others = {(str(o), o.language) for o in skos.objects(node, SKOS.altLabel)}
        assert sorted(labels) == sorted((name, lang) for lang, name in concept.labels.items())
        assert others == {(name, lang) for lang, names in concept.aliases.items() for name in names}
        assert set(skos.objects(node, SKOS.broader)) == {URIRef(concepts[b].iri) for b in concept.broader}


def test_it_meets_the_integrity_conditions_of_skos(skos: Graph) -> None:
    for node in skos.subjects(RDF.type, SKOS.Concept):
        languages = Counter(label.language for label in skos.objects(node, SKOS.prefLabel))
        assert languages == dict.fromkeys(scheme.LANGUAGES, 1)  # S14
        assert not set(skos.objects(node, SKOS.prefLabel)) & set(skos.objects(node, SKOS.altLabel))  # S13
        above = set(skos.transitive_objects(node, SKOS.broader)) - {node}
        assert not above & set(skos.objects(node, SKOS.related))  # S27
        assert set(skos.objects(node, SKOS.related)) == set(skos.subjects(SKOS.related, node))  # S23
        assert set(skos.objects(node, SKOS.narrower)) == set(skos.subjects(SKOS.broader, node))  # S25
    [root] = skos.subjects(RDF.type, SKOS.ConceptScheme)
    tops = set(skos.objects(root, SKOS.hasTopConcept))
    assert tops == {n for n in skos.subjects(RDF.type, SKOS.Concept) if (n, SKOS.broader, None) not in skos}


@pytest.mark.shared
def test_every_term_that_it_uses_is_one_of_skos(skos: Graph, shared: Path) -> None:
    known = set(Graph().parse(shared / "data" / "vocabularies" / "skos.ttl").subjects())
    used = set(skos.predicates()) | set(skos.objects(None, RDF.type))
    assert {term for term in used if str(term).startswith(PREFIXES["skos"])} <= known
    assert {str(t) for t in used if t not in known} == {str(RDF.type), PREFIXES["dcterms"] + "title"}
