"""The graph as a follower: one named graph per document, made from all mentions in the store.

Mentions are resolved over the whole shelf (a number given in one paper identifies a law that another only names),
so that adding a document may change what an older one contributes. Each document's contribution has a
fingerprint; only those that differ are written.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import ontology
from kb import files
from kb.store import Store
from ontology.mention import Entity, Mention

VERSION = f"1 {ontology.EXTRACTOR}"
FOLDER = "graph"
FINGERPRINTS = "graph.json"


def folder(followers: Path) -> Path:
    """Where the triples lie."""
    return followers / FOLDER


def entities(store: Store) -> list[Entity]:
    """Every entity that the mentions of the shelf resolve to, rejected evidence left out."""
    rejected = {statement for statement, verdict in store.decisions().items() if verdict == "rejected"}
    found = ontology.resolve(store.mentions())
    if not rejected:
        return found
    kept = [(entity, tuple(m for m in entity.mentions if _iri(entity, m) not in rejected)) for entity in found]
    return [replace(entity, mentions=mentions) for entity, mentions in kept if mentions]


def catch_up(followers: Path, store: Store) -> None:
    """Make the graph hold exactly what the documents of the store contribute."""
    from ontology import PolicyGraph

    by_document = _by_document(ontology.resolve(store.mentions()))
    path = followers / FINGERPRINTS
    written: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    decisions = store.decisions()
    wanted = {i: _fingerprint(store, i, by_document[i], decisions) for i in store.document_ids()}
    with PolicyGraph(folder(followers)) as graph:
        for document_id in graph.documents() - wanted.keys():
            graph.drop(document_id)
        present = graph.documents()
        for document_id in (i for i in wanted if wanted[i] != written.get(i) or i not in present):
            graph.put(
                document_id, ontology.statements(store.document(document_id), by_document[document_id], decisions)
            )
    files.write(path, json.dumps(wanted).encode())


def _iri(entity: Entity, mention: Mention) -> str:
    return ontology.assertion_iri(mention.document_id, mention.kind, mention.start, mention.end, entity.iri)


def _by_document(found: Iterable[Entity]) -> Mapping[str, list[Entity]]:
    """The entities of each document, each with the evidence that lies in it."""
    sorted_out: dict[str, list[Entity]] = defaultdict(list)
    for entity in found:
        for document_id in {mention.document_id for mention in entity.mentions}:
            here = tuple(mention for mention in entity.mentions if mention.document_id == document_id)
            sorted_out[document_id].append(replace(entity, mentions=here))
    return sorted_out


def _fingerprint(store: Store, document_id: str, found: Sequence[Entity], decisions: Mapping[str, str]) -> str:
    document = store.document(document_id)
    about = (document.source, document.title, document.authors, document.year, document.type, document.language)
    verdicts = sorted(decisions.items())
    parts = [repr(about), repr(verdicts), *(_canonical(entity) for entity in sorted(found, key=lambda e: e.iri))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _canonical(entity: Entity) -> str:
    mentions = [
        (m.start, m.end, m.surface, sorted(m.attributes.items()), m.extractor, m.confidence) for m in entity.mentions
    ]
    named = (sorted(entity.labels.items()), entity.aliases, sorted(entity.properties.items()))
    return repr((entity.iri, entity.kind, entity.label, *named, mentions))
