"""Other names of what a question names: an agency's in the other languages, a law's number, kandas for oralman.

Names come from the entities of the shelf and from the scheme of concepts. A name is found in a question by its
terms in their order; the terms of the other names are then looked for beside it, and count less.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ingest.document import LANGUAGES
from ingest.language import detect
from kb import files
from kb.terms import linked, terms
from ontology.mention import Entity

FILE = "names.json"
# What another name counts beside the one that the question uses.
SHARE = 0.7
# Names that say nothing by themselves: "the Law", "Order, 2021".
_FEWEST = {"instrument": 2}
_LONGEST = 12
# The kinds of entity whose names widen questions.
_NAMED = ("instrument", "agency")


@dataclass(frozen=True, slots=True)
class Name:
    """A name and its terms in their order."""

    text: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Terms of a question that name something, and its other names."""

    own: tuple[str, ...]
    others: tuple[Name, ...]


class Names:
    """Names by the first of their terms; each belongs to one or more groups of names of the same thing."""

    def __init__(self, groups: Iterable[Sequence[Name]]) -> None:
        self._groups = [tuple(group) for group in groups]
        self._by_first: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
        for number, group in enumerate(self._groups):
            for own in {name.terms for name in group}:
                self._by_first[own[0]].append((own, number))

    def find(self, words: Sequence[str], text: str = "") -> list[Choice]:
        """What the terms of a question name: at each place the longest names, none inside another.

        Of things whose names have the same stem (employer, employment) that one is meant whose name the ``text`` of
        the question holds, if it holds any.
        """
        plain = text.casefold()
        found: list[Choice] = []
        at = 0
        while at < len(words):
            here = [
                (own, group)
                for own, group in self._by_first.get(words[at], ())
                if tuple(words[at : at + len(own)]) == own
            ]
            longest = max((len(own) for own, _ in here), default=0)
            groups = [self._groups[group] for own, group in here if len(own) == longest]
            meant = [group for group in groups if any(name.text.casefold() in plain for name in group)] or groups
            own = set(words[at : at + longest])
            others = {name.terms: name for group in meant for name in group if set(name.terms) - own}
            if others:
                found.append(Choice(tuple(words[at : at + longest]), tuple(others.values())))
            at += longest if others else 1
        return found


def write(followers: Path, entities: Iterable[Entity]) -> None:
    """Keep the names of the shelf's entities beside the graph; concepts have their names in their scheme."""
    known = (entity for entity in entities if entity.kind in _NAMED)
    found = [[[name, language] for name, language in _names(entity).items()] for entity in known]
    files.write(followers / FILE, json.dumps([group for group in found if len(group) > 1], ensure_ascii=False).encode())


def load(followers: Path) -> Names:
    """The names of the shelf's entities, of the concepts and of the terms of imported thesauri."""
    from kb import concepts

    path = followers / FILE
    groups: list[list[list[str]]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    imported = [_group(_labels(concept)) for concept in concepts.concepts(followers.parent)]
    return Names([*(_group((name, language) for name, language in group) for group in groups), *_concepts(), *imported])


@cache
def _concepts() -> list[list[Name]]:
    from ontology import scheme

    return [_group(_labels(concept)) for concept in scheme.concepts() if concept.expands]


def _labels(concept: Any) -> list[tuple[str, str]]:
    aliases = [(alias, language) for language in LANGUAGES for alias in concept.aliases.get(language, ())]
    return [(concept.labels[language], language) for language in LANGUAGES if language in concept.labels] + aliases


def _group(names: Iterable[tuple[str, str]]) -> list[Name]:
    """Names with their terms; those with the same terms once, those without any or with very many left out."""
    found: dict[tuple[str, ...], Name] = {}
    for text, language in names:
        words = tuple(term for term, _ in linked(text, language) if term[0] == "№") or tuple(terms(text, language))
        if 0 < len(words) <= _LONGEST:
            found.setdefault(words, Name(text, words))
    return list(found.values())


def _names(entity: Entity) -> dict[str, str]:
    """Names of an entity with their languages."""
    names = {label: language for language, label in entity.labels.items()}
    for alias in (entity.label, *entity.aliases):
        names.setdefault(alias, detect(alias))
    if number := entity.properties.get("number"):
        names[f"№ {number}"] = "ru"
    fewest = _FEWEST.get(entity.kind, 1)
    return {name: language for name, language in names.items() if _telling(name, language, fewest)}


def _telling(name: str, language: str, fewest: int) -> bool:
    return len(terms(name, language)) >= fewest or name.startswith("№")


def weights(choice: Choice, rarity: Mapping[str, float]) -> list[dict[str, float]]:
    """For each other name, what its terms count beside their rarity: together a share of the question's own."""
    own = SHARE * sum(rarity.get(term, 0.0) for term in choice.own)
    found = []
    for name in choice.others:
        whole = sum(rarity.get(term, 0.0) for term in name.terms)
        found.append({term: min(1.0, own / whole) for term in name.terms} if whole else {})
    return found
