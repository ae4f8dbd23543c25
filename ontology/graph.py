"""The graph on disk: one named graph for each document, one for our own terms, all of it one queryable union.

Oxigraph allows one writer at a time and any number of readers beside it. Open for writing, apply, close.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.query import Result
from rdflib.term import Node

from ingest.errors import BadQuery, Busy, NotFound
from ontology.terms import BASE, ID, POL, PREFIXES, SCHEMES, document_iri
from ontology.validation import Violation, violations

_HERE = Path(__file__).parent
_TRIES = 20
_TERMS = ox.NamedNode(POL.rstrip("#"))
_SHELF = ox.NamedNode(f"{ID}graph/shelf")
_SCHEME = ox.NamedNode(SCHEMES)
_DOCUMENTS = f"{ID}document/"
_STRING = PREFIXES["xsd"] + "string"
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_CONTRADICTS = ox.NamedNode(POL + "contradicts")


class PolicyGraph:
    """The graph of a knowledge base; a context manager.

    ``path`` is a folder that is made when absent; None keeps the graph in memory. Raises ``Busy`` when another
    process is writing, ``NotFound`` when a reader finds no graph.
    """

    def __init__(self, path: Path | None, read_only: bool = False) -> None:
        self._store = _open(path, read_only)
        self._read_only = read_only
        if not read_only and not self._store.contains_named_graph(_TERMS):
            self._store.load(path=_HERE / "policy.ttl", format=ox.RdfFormat.TURTLE, to_graph=_TERMS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write out what is left and let go of the folder."""
        if not self._read_only:
            self._store.flush()
        self.__dict__.pop("dataset", None)
        del self._store

    @cached_property
    def dataset(self) -> Dataset:
        """The graph as an rdflib Dataset whose default graph is the union of all."""
        dataset = Dataset(store=OxigraphStore(store=self._store), default_union=True)
        for prefix, namespace in PREFIXES.items():
            dataset.bind(prefix, namespace)
        return dataset

    def put(self, document_id: str, graph: Graph) -> None:
        """Make ``graph`` all that the document contributes, whatever it contributed before."""
        self._replace(ox.NamedNode(document_iri(document_id)), graph)

    def _replace(self, name: ox.NamedNode, graph: Graph) -> None:
        self._store.remove_graph(name)
        self._store.extend(ox.Quad(_oxigraph(s), _oxigraph(p), _oxigraph(o), name) for s, p, o in graph)

    def drop(self, document_id: str) -> None:
        """Take out all that the document contributed; nothing happens when that is nothing."""
        self._store.remove_graph(ox.NamedNode(document_iri(document_id)))

    def documents(self) -> set[str]:
        """Ids of the documents that have a graph."""
        names = (name.value for name in self._store.named_graphs() if isinstance(name, ox.NamedNode))
        return {name.removeprefix(_DOCUMENTS) for name in names if name.startswith(_DOCUMENTS)}

    def query(self, sparql: str, timeout: float | None = None) -> Result:
        """The result of a SPARQL 1.1 query (SELECT, ASK, CONSTRUCT or DESCRIBE) over the union of all graphs.

        Raises ``BadQuery`` when it does not parse, would change something, asks another server, or has not
        finished after ``timeout`` seconds.
        """
        _refuse_service(sparql)
        work = _Work(self.dataset, sparql)
        if timeout is None:
            work.run()
        else:
            thread = threading.Thread(target=work.run, daemon=True)
            thread.start()
            thread.join(timeout)
            if thread.is_alive():
                raise BadQuery(f"The query took longer than {timeout:g} seconds: make it narrower or add a LIMIT.")
        return work.result()

    def rows(self, name: str, **given: str) -> list[dict[str, str]]:
        """The rows of a named query (``queries/<name>.rq``), each by its variables, unbound ones left out.

        ``given`` binds variables: an IRI where the value begins like one of ours, else a string. Raises ``NotFound``
        for an unknown query.
        """
        values: dict[Any, Any] = {
            ox.Variable(key): ox.NamedNode(value) if value.startswith(BASE) else ox.Literal(value)
            for key, value in given.items()
        }
        found = self._store.query(named_query(name), use_default_graph_as_union=True, substitutions=values)
        assert isinstance(found, ox.QuerySolutions)
        names = [variable.value for variable in found.variables]
        return [{key: row[key].value for key in names if row[key] is not None} for row in found]

    def put_shelf(self, graph: Graph) -> None:
        """Make ``graph`` all that no document states alone: what several contradict each other in."""
        self._replace(_SHELF, graph)

    def has_scheme(self) -> bool:
        """Whether the concept schemes have been written."""
        return bool(self._store.contains_named_graph(_SCHEME))

    def put_scheme(self, graph: Graph) -> None:
        """Make ``graph`` the concept schemes."""
        self._replace(_SCHEME, graph)

    def validate(self) -> list[Violation]:
        """What ``shapes.ttl`` finds wrong, empty when nothing is; checked on a copy in memory."""
        return violations(self._copy())

    def validate_document(self, document_id: str) -> list[Violation]:
        """What is wrong with the statements of one document, of the things that it names, and of the contradictions
        that it is part of; the other statements of the shelf are not looked at."""
        quads = [*self._store.quads_for_pattern(None, None, None, ox.NamedNode(document_iri(document_id)))]
        ours = {quad.subject for quad in quads}
        ours |= {q.subject for node in ours for q in self._store.quads_for_pattern(None, _CONTRADICTS, node)}
        beyond = {q.object for q in quads if isinstance(q.object, ox.NamedNode)} - ours
        around = Graph()
        # What other documents say of the same things may contradict it; of the rest only the class matters.
        _add(around, (q for node in ours for q in self._store.quads_for_pattern(node, None, None)))
        _add(around, (q for node in beyond for q in self._store.quads_for_pattern(node, _TYPE, None)))
        named = {node.value for node in ours if isinstance(node, ox.NamedNode)}
        return [violation for violation in violations(around) if violation.focus in named]

    def _copy(self) -> Graph:
        copy = Graph()
        _add(copy, self._store)
        return copy


def named_query(name: str) -> str:
    """The SPARQL text of ``queries/<name>.rq``; raises ``NotFound`` listing the names there are."""
    path = _HERE / "queries" / f"{name}.rq"
    if not path.is_file():
        names = ", ".join(sorted(p.stem for p in path.parent.glob("*.rq")))
        raise NotFound(f"There is no query {name!r}: choose one of {names}.")
    return path.read_text(encoding="utf-8")


class _Work:
    """A query with its result or its error, so that it can run in a thread of its own."""

    def __init__(self, dataset: Dataset, sparql: str) -> None:
        self._dataset, self._sparql = dataset, sparql
        self._result: Result | None = None
        self._error: Exception | None = None

    def run(self) -> None:
        try:
            self._result = self._dataset.query(self._sparql, initNs=PREFIXES)
            if self._result.type == "SELECT":
                self._result.bindings = list(self._result.bindings)
        except Exception as error:  # handed to the thread that asked, which raises it
            self._error = error

    def result(self) -> Result:
        if isinstance(self._error, SyntaxError):
            raise BadQuery(f"Not a SPARQL query that reads: {self._error}") from self._error
        if self._error is not None:
            raise BadQuery(f"The query cannot be answered: {self._error}") from self._error
        assert self._result is not None
        return self._result


def _refuse_service(sparql: str) -> None:
    import re

    bare = re.sub(r"<[^<>\s]*>|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|#[^\n]*", " ", sparql)
    if re.search(r"\bSERVICE\b", bare, re.IGNORECASE):
        raise BadQuery("SERVICE would ask another server: a knowledge base answers only from its own graph.")


def _open(path: Path | None, read_only: bool) -> ox.Store:
    if path is None:
        return ox.Store()
    if read_only:
        if not path.exists():
            raise NotFound(f"There is no graph at {path}: add a document first, or run `policykb reindex`.")
        return _open_reader(path)
    path.mkdir(parents=True, exist_ok=True)
    try:
        return ox.Store(str(path))
    except OSError as error:
        if "lock" in str(error).lower():
            raise Busy(f"Another process is writing to {path}: try again when it has finished.") from error
        raise


def _open_reader(path: Path) -> ox.Store:
    """A reader's view; a writer that is tidying up can take a file away between two looks, so look again."""
    for attempt in range(_TRIES):
        try:
            return ox.Store.read_only(str(path))
        except (OSError, RuntimeError):
            if attempt == _TRIES - 1:
                raise
            time.sleep(0.02 * (attempt + 1))
    raise AssertionError("unreachable")


def _add(graph: Graph, quads: Iterable[ox.Quad]) -> None:
    graph.addN((_rdflib(q.subject), _rdflib(q.predicate), _rdflib(q.object), graph) for q in quads)


def _rdflib(term: Any) -> Node:
    """A term of Oxigraph for rdflib, to which ``"a"`` and ``"a"^^xsd:string`` are two literals."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    plain = term.datatype.value == _STRING
    return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value))


def _oxigraph(term: Node) -> Any:
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, Literal):
        kind = ox.NamedNode(str(term.datatype)) if term.datatype else None
        return ox.Literal(str(term), datatype=kind, language=term.language)
    raise ValueError(f"Blank nodes have no place in a graph that is rebuilt to the same IRIs: {term!r}")
