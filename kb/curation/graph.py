"""What a document contributes to the graph after curation: its statements, their status, and the decisions (PROV-O).

A decision is a prov:Activity of a prov:Person. It generated the statement that it added, and has influenced the
others that it bears on. Rejected statements stay, marked so, but say nothing of what they are about.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, XSD

import ontology
from ingest.document import Document
from kb.curation.applying import Curated, Here
from kb.curation.decision import Decision, Reference, Value
from kb.curation.touching import EXTRACTOR, Mark
from ontology.descriptions import Triple
from ontology.mention import Entity
from ontology.terms import ID, document_iri, run_iri, slug, statement_iri


def contribution(document: Document, curated: Curated) -> Graph:
    """The graph of one document."""
    kept = curated.kept_by_document.get(document.id, [])
    gone = curated.rejected_by_document.get(document.id, [])
    marks = _by_statement([*kept, *gone], curated)
    verdicts = {iri: mark.status for iri, mark in marks.items()}
    graph: Graph = ontology.statements(document, _entities(kept), verdicts)
    if gone:
        _add(graph, _unsaid(ontology.statements(document, _entities(gone), verdicts), document, gone, curated))
    if any(mark.added for mark in marks.values()):
        _forget_run(graph, document)
    _add(graph, list(_provenance(document, marks, curated, graph)))
    return graph


def fingerprint(document: Document, curated: Curated) -> str:
    """The same for the same contribution."""
    about = (document.source, document.title, document.authors, document.year, document.type, document.language)
    parts = [repr(about)]
    for group in (curated.kept_by_document, curated.rejected_by_document):
        here = group.get(document.id, [])
        parts += ["", *sorted(_canonical(each) for each in here), repr(sorted(_marks(here, curated), key=str))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _canonical(here: Here) -> str:
    entity, mentions = here
    found = [(m.start, m.end, m.surface, sorted(m.attributes.items()), m.extractor, m.confidence) for m in mentions]
    # Other names are left out: the graph has those of the document's own mentions, and any paper adds to the rest.
    named = (sorted(entity.labels.items()), sorted(entity.properties.items()))
    return repr((entity.iri, entity.kind, entity.label, *named, found))


def _entities(here: Iterable[Here]) -> list[Entity]:
    return [replace(entity, mentions=mentions) for entity, mentions in here]


def _marks(here: Iterable[Here], curated: Curated) -> Iterator[tuple[str, Mark]]:
    for entity, mentions in here:
        for mention in mentions:
            if mark := curated.marks.of(mention):
                yield statement_iri(entity.iri, mention), mark


def _by_statement(here: Iterable[Here], curated: Curated) -> dict[str, Mark]:
    """The mark of each statement; that of a concept has those of all its mentions, an added one decides."""
    found: dict[str, Mark] = {}
    for iri, mark in _marks(here, curated):
        one = found.get(iri, mark)
        decisions = tuple(dict.fromkeys((*one.decisions, *mark.decisions)))
        found[iri] = Mark(one.status if one.added else mark.status, decisions, one.added or mark.added)
    return found


def _add(graph: Graph, triples: Iterable[Triple]) -> None:
    for triple in triples:
        graph.add(triple)


# ------------------------------------------------------------------------------------------------ rejected
def _unsaid(graph: Graph, document: Document, gone: Iterable[Here], curated: Curated) -> Iterator[Triple]:
    """Of the triples of rejected statements the statements themselves, with their evidence and runs.

    What they are about is described only where nothing else describes it.
    """
    node = document_iri(document.id)
    only = {entity.iri for entity, _ in gone} - curated.iris
    for subject, predicate, value in graph:
        iri = str(subject)
        if iri in only or iri.startswith((f"{node}#", f"{ID}run/", f"{ID}extractor/")):
            yield subject, predicate, value


# ---------------------------------------------------------------------------------------------- decisions
def _forget_run(graph: Graph, document: Document) -> None:
    """What a curator added was found by no run: a decision has generated it."""
    run = URIRef(run_iri(document.id, EXTRACTOR))
    graph.remove((None, None, run))
    graph.remove((run, None, None))
    graph.remove((URIRef(f"{ID}extractor/{EXTRACTOR}"), None, None))


def _provenance(document: Document, marks: Mapping[str, Mark], curated: Curated, graph: Graph) -> Iterator[Triple]:
    node = URIRef(document_iri(document.id))
    for iri, mark in marks.items():
        for decision_id in mark.decisions:
            # A concept that a run has found here too was generated by that.
            made = decision_id == mark.added and (URIRef(iri), PROV.wasGeneratedBy, None) not in graph
            link = PROV.wasGeneratedBy if made else PROV.wasInfluencedBy
            yield URIRef(iri), link, URIRef(decision_iri(decision_id))
    for decision_id in dict.fromkeys(each for mark in marks.values() for each in mark.decisions):
        yield from _decision(curated.by_id[decision_id], node)


def decision_iri(decision_id: str) -> str:
    """The node of a decision."""
    return f"{ID}decision/{decision_id}"


def _decision(decision: Decision, document: URIRef) -> Iterator[Triple]:
    node, curator = URIRef(decision_iri(decision.id)), URIRef(f"{ID}curator/{slug(decision.by)}")
    yield node, RDF.type, PROV.Activity
    yield node, RDFS.label, Literal(decision.action)
    yield node, PROV.used, document
    yield node, PROV.wasAssociatedWith, curator
    yield node, PROV.endedAtTime, Literal(decision.at, datatype=XSD.dateTime)
    if decision.values:
        said = "; ".join(f"{name}: {_words(value)}" for name, value in sorted(decision.values.items()))
        yield node, DCTERMS.description, Literal(said)
    for reference in decision.entities:
        yield node, DCTERMS.relation, URIRef(reference.iri)
    yield curator, RDF.type, PROV.Person
    yield curator, RDFS.label, Literal(decision.by)


def _words(value: Value) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return value
    return ", ".join(_name(each) for each in value)


def _name(reference: Reference) -> str:
    return f"{reference.label} ({reference.iri})"
