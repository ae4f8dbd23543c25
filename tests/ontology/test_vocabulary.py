"""Every term that code, rules, shapes and queries use exists."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

import ontology
from ontology.grammar import gazetteers, load
from ontology.terms import POL, PREFIXES

HERE = Path(ontology.__file__).parent
# The terms of the RDF Data Cube Vocabulary (W3C Recommendation of 16 January 2014) that we may use.
_CUBE = {
    "DataSet", "DataStructureDefinition", "Observation", "ComponentSpecification", "DimensionProperty",
    "MeasureProperty", "AttributeProperty", "component", "dataSet", "structure", "dimension", "measure", "attribute",
}  # fmt: skip
_CURIE = re.compile(r"\b(" + "|".join(PREFIXES) + r"):([A-Za-z]\w*)")
_CLASSES = re.compile(r"\b(DCTERMS|ORG|PROV|SKOS)\.([A-Za-z]\w*)")


def _used() -> set[str]:
    """Every term by IRI that our own files write as ``prefix:name`` or as ``PROV.name``."""
    texts = [p.read_text(encoding="utf-8") for s in ("*.py", "*.ttl", "queries/*.rq") for p in HERE.glob(s)]
    found = {PREFIXES[prefix] + name for text in texts for prefix, name in _CURIE.findall(text)}
    return found | {PREFIXES[name.lower()] + local for text in texts for name, local in _CLASSES.findall(text)}


def _defined() -> Graph:
    return Graph().parse(HERE / "policy.ttl")


def test_every_term_of_our_own_is_defined_and_labelled() -> None:
    graph, shapes = _defined(), Graph().parse(HERE / "shapes.ttl")
    known = set(graph.subjects()) | set(shapes.subjects())
    assert sorted(iri for iri in _used() if iri.startswith(POL) and URIRef(iri) not in known) == []
    for node in graph.subjects(RDF.type, OWL.ObjectProperty | OWL.DatatypeProperty):
        assert (node, RDFS.label, None) in graph


def test_every_type_that_extractors_give_is_in_the_scheme_and_the_shapes() -> None:
    graph = _defined()
    ours = {str(node).removeprefix(POL) for node in graph.subjects(RDF.type, SKOS.Concept)}
    heads = set(load("instruments")["heads"]) - {"rules", "section", "decision"}
    bodies = {
        e.get("type", "other")
        for d in gazetteers().values()
        for g in ("agencies", "generic")
        for e in d.get(g, {}).values()
    }
    acts = {e["type"] for d in gazetteers().values() for e in d.get("instruments", {}).values()} - {"rules"}
    assert heads | bodies | acts | set(load("agencies")["types"]) <= ours


def test_every_parent_and_part_in_a_gazetteer_exists() -> None:
    for data in gazetteers().values():
        bodies = (
            set(data.get("agencies", {}))
            | set(data.get("ministries", {}))
            | set(gazetteers()["international"]["generic"])
        )
        for entry in (*data.get("agencies", {}).values(), *data.get("generic", {}).values()):
            assert entry.get("parent", next(iter(bodies))) in bodies | set(gazetteers()["international"]["agencies"])


def test_every_body_has_a_label_that_is_no_stem() -> None:
    from ontology.lexicon import lexicon

    entries = lexicon().entries
    assert set(load("labels")["labels"]) <= set(entries)
    assert [
        key for key, entry in entries.items() if not entry.labels or any("*" in n for n in entry.labels.values())
    ] == []


def test_every_component_that_a_rule_accepts_can_be_found() -> None:
    rules = load("instruments")
    names = {spec["name"] for side in ("right", "left") for spec in rules[side]}
    derived = {"Head", "alone", "full_date", "title_on", "digits", "long", "inside", "named", "small", "=Directive"}
    for kind, choices in rules["accept"].items():
        assert {name for choice in choices for name in choice.split("+")} <= names | derived, kind


@pytest.mark.shared
def test_every_term_of_another_vocabulary_exists_there(shared: Path) -> None:
    known: set[str] = {str(RDF.type), str(RDF.Property)} | {PREFIXES["qb"] + name for name in _CUBE}
    for path in (shared / "data" / "vocabularies").glob("*.ttl"):
        known |= {str(node) for node in Graph().parse(path).subjects()}
    builtin = tuple(PREFIXES[p] for p in ("rdf", "rdfs", "owl", "xsd"))
    assert sorted(iri for iri in _used() if iri not in known and not iri.startswith((POL, *builtin))) == []


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = "import sys, ontology; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"rdflib", "pyoxigraph", "pyshacl", "regex", "yaml", "rapidfuzz", "numpy"} & set(loaded)
