"""docs/ontology.md names every term, query and way of asking."""

from __future__ import annotations

import re
from pathlib import Path

from ontology.terms import POL, PREFIXES
from tests.ontology.test_vocabulary import HERE, _defined, _used

PAGE = Path(__file__).parent.parent.parent / "docs" / "ontology.md"
# The languages of ontologies and shapes themselves, which the page names as such.
_PLAIN = tuple(PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "xsd", "sh"))


def _said() -> set[str]:
    """The words in type of the page, without prefixes and arguments."""
    page = re.sub(r"^```.*?^```$", "", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    typed = re.findall(r"`([^`]+)`", page)
    return {re.sub(r"^[a-z]+:|^queries/|\(.*$", "", words) for words in typed}


def test_every_term_stands_on_the_page() -> None:
    shapes = {str(node) for node in _used() if node.endswith("Shape")} | {POL + "Prefixes"}
    terms = {str(node) for node in _defined().subjects() if str(node).startswith(POL)} | _used()
    named = {iri for iri in terms - shapes if not iri.startswith(_PLAIN)}
    assert len(named) > 150
    assert sorted(iri for iri in named if re.split(r"[#/]", iri)[-1] not in _said()) == []


def test_every_query_stands_on_the_page_and_exists() -> None:
    queries = {path.name for path in (HERE / "queries").glob("*.rq")}
    assert {words for words in _said() if words.endswith(".rq")} == queries


def test_the_picture_names_the_classes_of_the_model() -> None:
    drawn = set(
        re.findall(r">((?:pol|eli|org|skos|qb|prov|oa|fabio):\w+)<", PAGE.with_suffix(".svg").read_text("utf-8"))
    )
    classes = {"pol:Assertion", "pol:Programme", "pol:Responsibility", "pol:Transfer", "pol:Recommendation"}
    assert classes | {"pol:Relation", "pol:Contradiction", "eli:LegalResource", "org:Organization"} <= drawn
    assert {"skos:Concept", "qb:Observation", "prov:Activity", "oa:SpecificResource", "fabio:Expression"} <= drawn
