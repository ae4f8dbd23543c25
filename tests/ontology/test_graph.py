"""The graph on disk: put, drop, ask, beside readers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from ingest.document import Document
from ingest.errors import BadQuery, Busy, NotFound
from ontology import PolicyGraph, document_iri, named_query

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


Made = tuple[str, Graph]


@pytest.fixture
def made(document: Callable[..., Document], paper_graph: Graph) -> Made:
    """The id of a document and what it contributes."""
    return document().id, paper_graph


def _count(graph: PolicyGraph) -> int:
    return int(next(iter(graph.query(COUNT)))[0])  # type: ignore[index, arg-type]


@pytest.fixture(params=["memory", "disk"])
def graph(request: pytest.FixtureRequest, tmp_path: Path) -> PolicyGraph:
    return PolicyGraph(tmp_path / "graph" if request.param == "disk" else None)


def test_putting_twice_and_dropping_leave_what_was(graph: PolicyGraph, made: Made) -> None:
    empty = _count(graph)
    name, stated = made
    graph.put(name, stated)
    full = _count(graph)
    graph.put(name, stated)
    assert (_count(graph), graph.documents()) == (full, {name})
    graph.drop(name)
    graph.drop("absent")
    assert (_count(graph), graph.documents()) == (empty, set())


def test_what_is_put_comes_back_as_it_was(graph: PolicyGraph, made: Made) -> None:
    name, stated = made
    graph.put(name, stated)
    back = graph.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{document_iri(name)}> {{ ?s ?p ?o }} }}")
    assert back.graph is not None
    assert len(back.graph) == len(stated)
    assert graph.validate() == []


def test_validation_finds_what_is_wrong(graph: PolicyGraph, made: Made) -> None:
    name, stated = made
    stated.remove((None, URIRef("http://www.w3.org/ns/prov#wasDerivedFrom"), None))
    graph.put(name, stated)
    assert {v.message for v in graph.validate()} == {"an assertion is derived from at least one quote"}


@pytest.mark.parametrize("name", ["instruments", "agencies", "mentioned", "approvals"])
def test_named_queries_answer(graph: PolicyGraph, name: str, made: Made) -> None:
    graph.put(*made)
    assert len(list(graph.query(named_query(name)))) > 0


def test_an_unknown_named_query_lists_those_that_exist() -> None:
    with pytest.raises(NotFound, match=r"agencies, agency, approvals, .*instruments, mentioned"):
        named_query("nothing")


@pytest.mark.parametrize(
    "query",
    [
        "nonsense",
        "SELECT ?s",
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
        "LOAD <http://example.org/>",
        "SELECT * { SERVICE <http://example.org/sparql> { ?s ?p ?o } }",
        "SELECT * { service silent <http://example.org/sparql> { ?s ?p ?o } }",
    ],
)
def test_queries_that_do_not_read_are_refused(graph: PolicyGraph, query: str, made: Made) -> None:
    graph.put(*made)
    before = _count(graph)
    with pytest.raises(BadQuery):
        graph.query(query)
    assert _count(graph) == before


def test_a_query_may_speak_of_a_service(graph: PolicyGraph) -> None:
    assert list(graph.query('SELECT ?s { ?s ?p "service" } # SERVICE')) == []


def test_a_query_that_takes_too_long_is_given_up(graph: PolicyGraph, made: Made) -> None:
    graph.put(*made)
    # Finite, so that the abandoned thread ends, but far beyond the limit.
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . FILTER (STR(?a) < STR(?f)) }"
    with pytest.raises(BadQuery, match="longer than"):
        graph.query(endless, timeout=0.001)


def test_readers_read_beside_a_writer_and_a_second_writer_is_told(tmp_path: Path, made: Made) -> None:
    with PolicyGraph(tmp_path / "graph") as writer:
        writer.put(*made)
        with pytest.raises(Busy, match="Another process is writing"):
            PolicyGraph(tmp_path / "graph")
    with PolicyGraph(tmp_path / "graph", read_only=True) as reader:
        assert len(reader.documents()) == 1
    with PolicyGraph(tmp_path / "graph") as writer, PolicyGraph(tmp_path / "graph", read_only=True) as reader:
        assert writer.documents() == reader.documents()


def test_a_reader_without_a_graph_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="reindex"):
        PolicyGraph(tmp_path / "none", read_only=True)
