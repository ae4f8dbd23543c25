"""The concept scheme: what migration, labour and social policy talk of, named in English, Russian and Kazakh.

``concepts/*.yaml`` hold it, by topic. Questions are widened by its names, and it is written as SKOS (W3C
Recommendation of 18 August 2009). docs/concepts.md tells how to add a concept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from ingest.errors import BadScheme
from ontology.terms import ID, PREFIXES

if TYPE_CHECKING:
    from rdflib import Graph

LANGUAGES = ("en", "ru", "kk")
SCHEME = f"{ID}scheme/policy"

_FOLDER = Path(__file__).parent / "concepts"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ID = re.compile(r"[a-z]+(-[a-z]+)*")
_KEYS = {"id", *LANGUAGES, "broader", "related", "definition", "hidden", "tag", "untagged", "ambiguous", "expand"}
# When the names of a concept in a text count as mentions of it: always, only in a text that it is a theme of, never.
TAGGING = ("always", "theme", "never")
_CHOICE = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept: by language its preferred label and its synonyms; by their ids the concepts that it stands to.

    ``hidden`` are wordings that name it in texts without being its names ("rights of labour migrants"); ``tagging`` is
    one of TAGGING, ``untagged`` are names too general to be mentions of it, ``ambiguous`` wordings that are mentions
    only in a text that names it otherwise, or what it stands to ("patent"); ``expands`` says whether its names widen
    questions.
    """

    id: str
    labels: Mapping[str, str]
    aliases: Mapping[str, tuple[str, ...]]
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    definition: str = ""
    hidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tagging: str = "always"
    untagged: tuple[str, ...] = ()
    ambiguous: frozenset[str] = frozenset()
    expands: bool = True

    @property
    def iri(self) -> str:
        """``…/id/concept/labour-migration``."""
        return f"{ID}concept/{self.id}"

    def names(self, language: str) -> tuple[str, ...]:
        """The label in a language (``en``, ``ru``, ``kk``), then the synonyms in it."""
        return (self.labels[language], *self.aliases[language])

    def wordings(self, language: str) -> tuple[str, ...]:
        """Everything in a language that counts as a mention in a text: names and hidden wordings but the untagged."""
        general = set(map(normal, self.untagged))
        named = [self.labels[language]] if language in self.labels else []
        every = (*named, *self.aliases.get(language, ()), *self.hidden.get(language, ()))
        return tuple(name for name in every if normal(name) not in general)


@cache
def by_id() -> Mapping[str, Concept]:
    """The concepts of the project by their ids, read once; do not change the mapping."""
    return load(_FOLDER)


def concepts() -> tuple[Concept, ...]:
    """The concepts of the project, in the order of their files."""
    return tuple(by_id().values())


def load(folder: Path) -> dict[str, Concept]:
    """The concepts in the YAML files of a folder, by id, ``related`` completed to both sides.

    Raises BadScheme, naming the concepts, where an entry is not one, a concept exists twice, two concepts have a
    name of one language in common, one points to a concept that does not exist, or SKOS forbids how they stand
    to each other.
    """
    found: dict[str, Concept] = {}
    for path in sorted(folder.glob("*.yaml")):
        for concept in _read(path):
            if concept.id in found:
                raise BadScheme(f"There are two concepts {concept.id}, the second in {path.name}; rename or drop one.")
            found[concept.id] = concept
    _check_names(found)
    _check_targets(found)
    found = _both_ways(found)
    _check_hierarchy(found)
    return found


def normal(name: str) -> str:
    """A name as names are compared: without capitals, ``ё`` as ``е``."""
    return name.casefold().replace("ё", "е")


# ------------------------------------------------------------------------------------------------ reading
def _read(path: Path) -> Iterator[Concept]:
    try:
        entries = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.YAMLError as error:
        raise BadScheme(f"{path.name} is not YAML ({' '.join(str(error).split())}); correct it there.") from error
    for entry in entries if isinstance(entries, list) else [entries]:
        yield _concept(entry, path.name)


def _concept(entry: Any, file: str) -> Concept:
    name = entry.get("id") if isinstance(entry, dict) else None
    if not isinstance(name, str) or not _ID.fullmatch(name):
        raise BadScheme(f"{file} has an entry without a right id; make each begin like '- id: english-name'.")
    if unknown := sorted(map(str, entry.keys() - _KEYS)):
        raise BadScheme(f"Concept {name} in {file} has the unknown key {unknown[0]}; use {', '.join(sorted(_KEYS))}.")
    for key in (*LANGUAGES, "broader", "related", "untagged", "ambiguous"):
        values = entry.get(key, [])
        if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
            raise BadScheme(f"The {key} of concept {name} in {file} is not a list of names; write {key}: [name, name].")
    if missing := [language for language in LANGUAGES if not entry.get(language)]:
        raise BadScheme(f"Concept {name} in {file} has no name in {missing[0]}; add one, the usual one first.")
    return Concept(
        name,
        {language: entry[language][0] for language in LANGUAGES},
        {language: tuple(entry[language][1:]) for language in LANGUAGES},
        tuple(entry.get("broader", ())),
        tuple(entry.get("related", ())),
        str(entry.get("definition", "")),
        _hidden(entry, name, file),
        _tagging(entry, name, file),
        tuple(entry.get("untagged", ())),
        frozenset(normal(word) for source in entry.get("ambiguous", ()) for word in spelled_out(source)),
        bool(entry.get("expand", True)),
    )


def _hidden(entry: Mapping[str, Any], name: str, file: str) -> dict[str, tuple[str, ...]]:
    given = entry.get("hidden", {})
    if not isinstance(given, dict) or not all(k in LANGUAGES and isinstance(v, list) for k, v in given.items()):
        raise BadScheme(
            f"The hidden wordings of concept {name} in {file} are no lists by language; write hidden: "
            "{en: [wording, wording]}."
        )
    return {k: tuple(dict.fromkeys(w for source in v for w in spelled_out(str(source)))) for k, v in given.items()}


def _tagging(entry: Mapping[str, Any], name: str, file: str) -> str:
    how = entry.get("tag", TAGGING[0])
    if how not in TAGGING:
        raise BadScheme(f"Concept {name} in {file} has tag: {how}; write one of {', '.join(TAGGING)}.")
    return str(how)


def spelled_out(template: str) -> list[str]:
    """``rights of (|labour) migrants`` as two wordings; brackets may hold brackets."""
    if not (choice := _CHOICE.search(template)):
        return [" ".join(template.split())]
    before, after = template[: choice.start()], template[choice.end() :]
    return [wording for part in choice[1].split("|") for wording in spelled_out(before + part + after)]


# ----------------------------------------------------------------------------------------------- checking
def _check_names(found: Mapping[str, Concept]) -> None:
    for language in LANGUAGES:
        owners: dict[str, str] = {}
        for concept in found.values():
            for name in concept.names(language):
                other = owners.setdefault(normal(name), concept.id)
                if other != concept.id:
                    raise BadScheme(f"{other} and {concept.id} are both called '{name}' ({language}); rename one.")
            if len(set(map(normal, concept.names(language)))) < len(concept.names(language)):
                raise BadScheme(f"Concept {concept.id} has a name in {language} twice; drop one of the two.")


def _check_targets(found: Mapping[str, Concept]) -> None:
    for concept in found.values():
        for kind, targets in (("broader", concept.broader), ("related", concept.related)):
            if unknown := [target for target in targets if target not in found]:
                raise BadScheme(
                    f"The {kind} concept {unknown[0]} of {concept.id} does not exist; add it or correct its id."
                )


def _check_hierarchy(found: Mapping[str, Concept]) -> None:
    """Nothing is above itself, and nothing is related to what is above it."""
    for concept in found.values():
        above = ancestors(concept, found)
        if concept.id in above:
            raise BadScheme(f"Concept {concept.id} is above itself; correct its broader concepts or theirs.")
        # SKOS Reference, section 8.4, S27: skos:related is disjoint with skos:broaderTransitive.
        if both := sorted(above.intersection(concept.related)):
            raise BadScheme(f"{both[0]} is both broader than and related to {concept.id}; keep one of the two.")


def ancestors(concept: Concept, scheme: Mapping[str, Concept]) -> set[str]:
    """The ids of all concepts above one."""
    above: set[str] = set()
    waiting = list(concept.broader)
    while waiting:
        name = waiting.pop()
        if name not in above:
            above.add(name)
            waiting += scheme[name].broader
    return above


def _both_ways(found: Mapping[str, Concept]) -> dict[str, Concept]:
    """The concepts with ``related`` on both sides; an editor writes it on one."""
    related: dict[str, set[str]] = {name: set() for name in found}
    for concept in found.values():
        for other in concept.related:
            related[concept.id].add(other)
            related[other].add(concept.id)
    return {name: replace(concept, related=tuple(sorted(related[name]))) for name, concept in found.items()}


# -------------------------------------------------------------------------------------------------- SKOS
def graph(scheme: Mapping[str, Concept] | None = None, *, hidden: bool = True) -> Graph:
    """A scheme, by default the project's, as SKOS: a skos:ConceptScheme and a skos:Concept for each concept.

    ``hidden``: with the wordings that name concepts in texts (skos:hiddenLabel), ten times as many as names.
    """
    from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, URIRef

    found, made = by_id() if scheme is None else scheme, Graph()
    for prefix in ("dcterms", "skos"):
        made.bind(prefix, PREFIXES[prefix])
    root = URIRef(SCHEME)
    made.add((root, RDF.type, SKOS.ConceptScheme))
    made.add((root, DCTERMS.title, Literal("Migration, labour and social policy", lang="en")))
    for concept in found.values():
        node = URIRef(concept.iri)
        made.add((node, RDF.type, SKOS.Concept))
        made.add((node, SKOS.inScheme, root))
        if not concept.broader:
            made.add((node, SKOS.topConceptOf, root))
            made.add((root, SKOS.hasTopConcept, node))
        for language in LANGUAGES:
            made.add((node, SKOS.prefLabel, Literal(concept.labels[language], lang=language)))
            for name in concept.aliases[language]:
                made.add((node, SKOS.altLabel, Literal(name, lang=language)))
            # S13: a hidden label is no other label of the same concept.
            for name in sorted(set(concept.hidden.get(language, ())) - set(concept.names(language))) if hidden else ():
                made.add((node, SKOS.hiddenLabel, Literal(name, lang=language)))
        for other in concept.broader:
            made.add((node, SKOS.broader, URIRef(found[other].iri)))
            made.add((URIRef(found[other].iri), SKOS.narrower, node))
        for other in concept.related:
            made.add((node, SKOS.related, URIRef(found[other].iri)))
        if concept.definition:
            made.add((node, SKOS.definition, Literal(concept.definition, lang="en")))
    return made


def turtle(scheme: Mapping[str, Concept] | None = None) -> str:
    """What ``graph`` gives, written in Turtle."""
    return graph(scheme).serialize(format="turtle")
