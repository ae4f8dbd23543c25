"""Thesauri in every form of RDF: read, mapped to the scheme, kept and used."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from rdflib import SKOS, Graph, URIRef

from ingest.document import Document
from ingest.errors import BadThesaurus, NotFound
from ontology import rdf_files, scheme, thesaurus
from ontology.tagging import Tagger, find
from ontology.thesaurus import Match, Thesaurus

SMALL = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix x: <http://x.example/> .
x:s a skos:ConceptScheme ; dct:title "Small words"@en .
x:reef a skos:Concept ; skos:prefLabel "Coral reefs"@en , "Коралловые рифы"@ru ; skos:altLabel "Reefs"@en ;
  skos:broader x:sea ; skos:related x:fish ; skos:exactMatch <http://y.example/reef> .
x:sea a skos:Concept ; skos:prefLabel "Sea" ; skos:narrower x:reef .
x:fish a skos:Concept ; skos:prefLabel "Fish (animals)"@en-GB .
x:drain a skos:Concept ; skos:prefLabel "Brain drains"@en , "Утечка мозгов"@ru , "Fuite des cerveaux"@fr ;
  skos:altLabel "Exodus of professors"@en .
x:worker a skos:Concept ; skos:prefLabel "Guest workers"@en .
x:odd a skos:Concept ; skos:prefLabel "Refugees"@en , "Пенсия"@ru .
"""


@pytest.fixture
def small() -> Thesaurus:
    return thesaurus.from_graph(Graph().parse(data=SMALL, format="turtle"), "small", "small.ttl")


def _matches(found: Thesaurus) -> list[Match]:
    return thesaurus.mapped(found, scheme.concepts())


def test_names_and_relations_are_read_by_language(small: Thesaurus) -> None:
    reef = small.terms["http://x.example/reef"]
    assert small.title == "Small words"
    assert (reef.labels["en"], reef.labels["ru"], reef.aliases["en"]) == ("Coral reefs", "Коралловые рифы", ("Reefs",))
    assert (reef.broader, reef.related) == (("http://x.example/sea",), ("http://x.example/fish",))
    assert reef.exact == ("http://y.example/reef",)
    assert small.terms["http://x.example/fish"].related == ("http://x.example/reef",)
    assert small.terms["http://x.example/sea"].labels == {"en": "Sea"}
    assert small.languages == ["en", "fr", "ru"]


@pytest.mark.parametrize(
    ("form", "suffix"),
    [("turtle", "ttl"), ("xml", "rdf"), ("json-ld", "jsonld"), ("nt", "nt"), ("trig", "trig"), ("xml", "txt")],
)
def test_every_form_of_rdf_gives_the_same(small: Thesaurus, tmp_path: Path, form: str, suffix: str) -> None:
    path = tmp_path / f"small.{suffix}"
    Graph().parse(data=SMALL, format="turtle").serialize(path, format=form)
    assert thesaurus.read(path) == small


def test_a_preferred_label_in_common_is_an_exact_match(small: Thesaurus) -> None:
    found = {(m.iri.rpartition("/")[2], m.concept, m.relation) for m in _matches(small)}
    assert found == {
        ("drain", "brain-drain", "exactMatch"),
        ("worker", "migrant-worker", "closeMatch"),  # a synonym of ours
        ("odd", "refugee", "closeMatch"),  # its Russian name is another concept
        ("odd", "pension", "closeMatch"),
    }


def test_what_is_kept_is_what_was_read(small: Thesaurus) -> None:
    kept = json.loads(json.dumps(thesaurus.record(small, _matches(small))))
    assert thesaurus.from_record(kept) == (small, _matches(small))


def test_terms_are_tagged_and_exact_matches_are_our_concepts(small: Thesaurus) -> None:
    using = Tagger(scheme.concepts(), thesaurus.concepts(small, _matches(small)))
    text = "The exodus of professors from coral reefs; о коралловых рифах. Fish in the sea."
    document = Document(hashlib.sha256(text.encode()).hexdigest(), "a", "text/plain", text)
    found = [(m.surface, m.attributes["id"].rpartition("/")[2]) for m in find(document, [], [], using)]
    # One word is mostly a common word: it counts only where it is a theme.
    assert found == [("exodus of professors", "brain-drain"), ("coral reefs", "reef"), ("коралловых рифах", "reef")]


def test_a_thesaurus_is_written_with_its_matches(small: Thesaurus) -> None:
    written = thesaurus.graph(small, _matches(small))
    ours = URIRef(scheme.by_id()["brain-drain"].iri)
    assert (URIRef("http://x.example/drain"), SKOS.exactMatch, ours) in written
    again = thesaurus.from_graph(written, "small", "small.ttl")
    assert again.terms["http://x.example/reef"].labels == small.terms["http://x.example/reef"].labels


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.ttl", b"@prefix a: <http://x/> .\n\na:b a:c q:d .\n", "a.ttl line 3 is not Turtle"),
        ("a.rdf", b'<?xml version="1.0"?>\n<rdf:RDF>\n', "a.rdf line 2 is not RDF/XML"),
        ("a.jsonld", b'{"a":\n[1,}', "a.jsonld line 2 is not JSON"),
        ("a.nt", b"<http://a> <http://b> <http://c> .\nrubbish\n", "a.nt line 2 is not N-Triples"),
        ("a.jsonld", b'{"@context": "http://x.example/context"}', "a.jsonld refers to a context"),
        ("a.ttl", b"", "a.ttl holds no skos:Concept"),
        ("a.ttl", b"<http://a> <http://b> <http://c> .", "a.ttl holds no skos:Concept"),
    ],
)
def test_a_bad_file_is_told_with_its_line(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(BadThesaurus) as caught:
        thesaurus.read(tmp_path / name)
    assert str(caught.value).startswith(told)
    assert str(caught.value).endswith(".")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"none\.ttl"):
        rdf_files.parsed(tmp_path / "none.ttl")


@pytest.mark.shared
def test_a_large_thesaurus_is_mapped(shared: Path) -> None:
    found = thesaurus.read(shared / "data" / "unesco-thesaurus" / "unescothes.ttl")
    by_concept = {m.concept for m in _matches(found) if m.relation == "exactMatch"}
    assert len(found.terms) > 4000
    assert {"brain-drain", "labour-migration", "refugee", "unemployment"} <= by_concept
