"""Thesauri that users bring: any SKOS file becomes concepts, mapped to the project's by their names.

``read`` reads it, ``mapped`` compares, ``record`` and ``from_record`` turn it into JSON and back, and ``concepts``
gives what the tagger and the expansion of questions take. SKOS: W3C Recommendation of 18 August 2009; labels of
SKOS-XL are not read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ontology.scheme import LANGUAGES, Concept
from ontology.stems import key

_WORD = re.compile(r"[^\W\d_]+|\d+")
EXACT, CLOSE = "exactMatch", "closeMatch"


@dataclass(frozen=True, slots=True)
class Term:
    """A concept of a thesaurus: its names by language, and the IRIs of what it stands to."""

    iri: str
    labels: Mapping[str, str]
    aliases: Mapping[str, tuple[str, ...]]
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """A thesaurus by the IRIs of its terms; ``title`` is its own, or the name of its file."""

    iri: str
    title: str
    terms: Mapping[str, Term]

    @property
    def languages(self) -> list[str]:
        """The languages of its labels."""
        return sorted({language for term in self.terms.values() for language in term.labels})


@dataclass(frozen=True, slots=True)
class Match:
    """A term that is a concept of the project (``exactMatch``) or close to it, and the name that both have."""

    iri: str
    concept: str
    relation: str
    name: str


def read(path: Path) -> Thesaurus:
    """The thesaurus in a file of Turtle, RDF/XML, JSON-LD, N-Triples, N-Quads or TriG.

    A label without a language counts as English. Raises NotFound, or BadThesaurus, which names file and line.
    """
    from ontology.rdf_files import parsed

    return from_graph(parsed(path), path.stem, path.name)


def from_graph(graph: Any, name: str, file: str) -> Thesaurus:
    """The thesaurus in an rdflib graph. Raises BadThesaurus where it holds no skos:Concept with a label."""
    from rdflib import DCTERMS, RDF, RDFS, SKOS

    from ingest.errors import BadThesaurus

    schemes = sorted(graph.subjects(RDF.type, SKOS.ConceptScheme))
    titles = [t for p in (DCTERMS.title, SKOS.prefLabel, RDFS.label) for s in schemes for t in graph.objects(s, p)]
    title = next((str(t) for t in titles if t.language in ("en", None)), str(titles[0]) if titles else name)
    nodes = set(graph.subjects(RDF.type, SKOS.Concept)) | set(graph.subjects(SKOS.prefLabel)) - set(schemes)
    concepts = (_term(graph, node) for node in sorted(nodes))
    terms = {term.iri: term for term in concepts if term.labels}
    if not terms:
        raise BadThesaurus(f"{file} holds no skos:Concept with a skos:prefLabel; import a SKOS thesaurus.")
    return Thesaurus(str(schemes[0]) if schemes else "", title, terms)


def _term(graph: Any, node: Any) -> Term:
    from rdflib import SKOS

    labels: dict[str, str] = {}
    aliases: dict[str, set[str]] = defaultdict(set)
    for label in sorted(graph.objects(node, SKOS.prefLabel)):
        # Two preferred labels in one language are against S14; the second is then a synonym.
        if labels.setdefault(_language(label), _flat(label)) != _flat(label):
            aliases[_language(label)].add(_flat(label))
    for predicate in (SKOS.altLabel, SKOS.hiddenLabel):
        for label in graph.objects(node, predicate):
            aliases[_language(label)].add(_flat(label))
    above = {*graph.objects(node, SKOS.broader), *graph.subjects(SKOS.narrower, node)}
    beside = {*graph.objects(node, SKOS.related), *graph.subjects(SKOS.related, node)}
    return Term(
        str(node),
        labels,
        {language: tuple(sorted(names)) for language, names in sorted(aliases.items())},
        tuple(sorted(map(str, above))),
        tuple(sorted(map(str, beside))),
        tuple(sorted(map(str, graph.objects(node, SKOS.exactMatch)))),
    )


def _language(label: Any) -> str:
    return (getattr(label, "language", None) or "en").split("-")[0].lower()


def _flat(label: Any) -> str:
    return " ".join(str(label).split())


# ----------------------------------------------------------------------------------------------- mapping
def mapped(thesaurus: Thesaurus, scheme: Iterable[Concept]) -> list[Match]:
    """Which terms are concepts of a scheme, in the order of the terms' IRIs.

    exactMatch: a preferred label of both is the same in one language (but for inflection) and in no language the
    term's preferred label is a name of another concept. closeMatch: an alternative label of either, or a contradiction.
    """
    preferred: dict[tuple[str, tuple[str, ...]], str] = {}
    every: dict[tuple[str, tuple[str, ...]], str] = {}
    for concept in scheme:
        for language in LANGUAGES:
            for name in concept.names(language):
                every.setdefault((language, _key(name, language)), concept.id)
            preferred[language, _key(concept.labels[language], language)] = concept.id
    found = (match for _, term in sorted(thesaurus.terms.items()) for match in _matches(term, preferred, every))
    return list(found)


def _matches(
    term: Term,
    preferred: Mapping[tuple[str, tuple[str, ...]], str],
    every: Mapping[tuple[str, tuple[str, ...]], str],
) -> Iterator[Match]:
    close: dict[str, str] = {}
    exact: dict[str, str] = {}
    for language, label in sorted(term.labels.items()):
        here = (language, _key(label, language))
        if here in every:
            close.setdefault(every[here], label)
        if here in preferred:
            exact.setdefault(preferred[here], label)
    contradicted = len(close) > 1
    for language, names in sorted(term.aliases.items()):
        for name in names:
            if (other := every.get((language, _key(name, language)))) and not exact:
                close.setdefault(other, name)
    for concept, name in close.items():
        sure = concept in exact and not contradicted
        yield Match(term.iri, concept, EXACT if sure else CLOSE, exact[concept] if sure else name)


def _key(name: str, language: str) -> tuple[str, ...]:
    return tuple(key(word, language) for word in _WORD.findall(name))


# ------------------------------------------------------------------------------------------------ use
def concepts(thesaurus: Thesaurus, matches: Sequence[Match]) -> list[Concept]:
    """The terms as concepts for the tagger and for expansion, in English, Russian and Kazakh.

    An exact match adds its names to the project's concept; any other term is a concept of its own, whose id is its
    IRI. A name of one word is mostly a common word, so it counts only where it is a theme of the document.
    """
    same = {match.iri: match.concept for match in matches if match.relation == EXACT}
    made = []
    for iri, term in sorted(thesaurus.terms.items()):
        labels = {language: _bare(term.labels[language]) for language in LANGUAGES if language in term.labels}
        if not labels:
            continue
        aliases = {lang: tuple(map(_bare, term.aliases.get(lang, ()))) for lang in LANGUAGES}
        named = [*labels.values(), *(name for names in aliases.values() for name in names)]
        single = tuple(name for name in named if len(_WORD.findall(name)) < 2)
        some = len(single) < len(named)
        made.append(
            Concept(
                same.get(iri, iri),
                labels,
                aliases,
                tagging="always" if some else "theme",
                untagged=single if some else (),
            )
        )
    return made


def _bare(name: str) -> str:
    """A name without what tells it from another of the same name: ``Culture (sociology)``."""
    return re.sub(r"\s*\([^()]*\)$", "", name) or name


# ---------------------------------------------------------------------------------------------- records
def record(thesaurus: Thesaurus, matches: Sequence[Match]) -> dict[str, Any]:
    """A thesaurus and its matches as JSON."""
    return {
        "iri": thesaurus.iri,
        "title": thesaurus.title,
        "terms": [
            {
                "iri": term.iri,
                "labels": dict(term.labels),
                "aliases": {language: list(names) for language, names in term.aliases.items()},
                "broader": list(term.broader),
                "related": list(term.related),
                "exact": list(term.exact),
            }
            for _, term in sorted(thesaurus.terms.items())
        ],
        "matches": [[match.iri, match.concept, match.relation, match.name] for match in matches],
    }


def from_record(kept: Mapping[str, Any]) -> tuple[Thesaurus, list[Match]]:
    """What ``record`` was given. Raises KeyError or TypeError where it is no such record."""
    terms = {
        entry["iri"]: Term(
            entry["iri"],
            entry["labels"],
            {language: tuple(names) for language, names in entry["aliases"].items()},
            tuple(entry["broader"]),
            tuple(entry["related"]),
            tuple(entry["exact"]),
        )
        for entry in kept["terms"]
    }
    return Thesaurus(kept["iri"], kept["title"], terms), [Match(*match) for match in kept["matches"]]


def graph(thesaurus: Thesaurus, matches: Sequence[Match]) -> Any:
    """A thesaurus as SKOS, with its matches to the project's concepts as skos:exactMatch and skos:closeMatch."""
    from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, URIRef

    from ontology.scheme import by_id

    made = Graph()
    made.bind("skos", SKOS)
    root = URIRef(thesaurus.iri) if thesaurus.iri else None
    if root is not None:
        made.add((root, RDF.type, SKOS.ConceptScheme))
        made.add((root, DCTERMS.title, Literal(thesaurus.title)))
    for term in thesaurus.terms.values():
        node = URIRef(term.iri)
        made.add((node, RDF.type, SKOS.Concept))
        for language, label in term.labels.items():
            made.add((node, SKOS.prefLabel, Literal(label, lang=language)))
        for language, names in term.aliases.items():
            for name in names:
                made.add((node, SKOS.altLabel, Literal(name, lang=language)))
        for predicate, others in ((SKOS.broader, term.broader), (SKOS.related, term.related)):
            for other in others:
                made.add((node, predicate, URIRef(other)))
        if root is not None:
            made.add((node, SKOS.inScheme, root))
    for match in matches:
        if match.concept in by_id():
            made.add((URIRef(match.iri), SKOS[match.relation], URIRef(by_id()[match.concept].iri)))
    return made
