"""The graph as a follower: one named graph per document, made from all mentions in the store.

Mentions are resolved over the whole shelf (a number given in one paper identifies a law that another only names),
so that adding a document may change what an older one contributes; then curators' decisions are applied. Each
document's contribution has a fingerprint; only those that differ are written.
"""

from __future__ import annotations

import json
from pathlib import Path

import ontology
from kb import expansion, files
from kb.store import Store
from ontology.mention import Entity

VERSION = f"5 {ontology.EXTRACTOR}"
FOLDER = "graph"
FINGERPRINTS = "graph.json"


def folder(followers: Path) -> Path:
    """Where the triples lie."""
    return followers / FOLDER


def entities(store: Store) -> list[Entity]:
    """Every entity that the mentions of the shelf resolve to, as curators left it: without rejected statements."""
    from kb.curation.state import curated

    return curated(store).entities


def catch_up(followers: Path, store: Store) -> None:
    """Make the graph hold exactly what the documents of the store contribute."""
    # A search writes nothing and must not wait for rdflib.
    from kb.curation.graph import contribution, fingerprint
    from kb.curation.state import curated
    from kb.references import Bibliography
    from kb.references import graph as citations
    from ontology import PolicyGraph

    now = curated(store)
    cited = Bibliography(store, now.entities)
    expansion.write(followers, now.entities)
    path = followers / FINGERPRINTS
    written: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    wanted = {
        i: f"{fingerprint(store.document(i), now)} {citations.fingerprint(cited.references(i))}"
        for i in store.document_ids()
    }
    with PolicyGraph(folder(followers)) as graph:
        for document_id in graph.documents() - wanted.keys():
            graph.drop(document_id)
        present = graph.documents()
        for document_id in (i for i in wanted if wanted[i] != written.get(i) or i not in present):
            stated = contribution(store.document(document_id), now)
            graph.put(document_id, stated + citations.statements(cited.references(document_id)))
        # Another release of the schemes has another VERSION, with which the graph begins anew.
        if not graph.has_scheme():
            graph.put_scheme(ontology.schemes(hidden=False))
        if wanted != written:
            graph.put_shelf(ontology.shelf_graph(now.entities))
    files.write(path, json.dumps(wanted).encode())
