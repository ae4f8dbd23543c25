"""What statements are about: their concepts, and the words of what they say, matched to what somebody asks for."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from ingest.language import detect
from kb.entities import KBEntity
from kb.equivalents import equivalents, stems

# A concept in common is worth so much of a full match of words.
_CONCEPT = 1.0
# Fewer of the asked words than this share are no match by themselves.
_LEAST = 0.5
# What has no concepts of its own: they are those that its words name.
_UNTAGGED = ("observation", "instrument", "programme", "stage")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: the IRIs of concepts that the words name, those below them, and for each of the words the
    stems that it may have."""

    concepts: frozenset[str]
    stems: tuple[frozenset[str], ...]


class Topics:
    """Matches words to statements; rare words count more (inverse document frequency over the statements).

    ``across``: for who looks for all there is. A word then stands for those of the other languages as well ("quota",
    «квота»), and figures, acts and programmes are about the concepts that are named in them.
    """

    def __init__(self, entities: Sequence[KBEntity], across: bool = False) -> None:
        self._equivalents = equivalents if across else lambda stem: frozenset((stem,))
        self._stems: dict[str, frozenset[str]] = {}
        self._names: dict[str, set[str]] = {}
        self._narrower: dict[str, set[str]] = {}
        counts: Counter[str] = Counter()
        for entity in entities:
            if entity.kind == "concept":
                for broader in str(entity.properties.get("broader", "")).split():
                    self._narrower.setdefault(broader, set()).add(entity.iri)
                for name in (*entity.labels.values(), *entity.aliases):
                    self._names.setdefault(_key(name), set()).add(entity.iri)
            else:
                self._stems[entity.iri] = frozenset(_terms(_text(entity)))
                counts.update(self._stems[entity.iri])
        self._idf = {stem: log(1 + len(self._stems) / count) for stem, count in counts.items()}
        self._most = max(self._idf.values(), default=1.0)
        self._tags = _tags(entities) if across else {}

    def asked(self, about: str) -> Asked:
        """What words ask for."""
        direct = self._named(about)
        words = tuple(self._equivalents(stem) for stem in dict.fromkeys(_terms(about)))
        return Asked(frozenset(direct | self._below(direct)), words)

    def match(self, asked: Asked, entity: KBEntity) -> float:
        """How well an entity fits, 0 where it does not: its concepts, then the share of the asked words in it."""
        concepts = _concepts(entity) | self._tags.get(entity.iri, set())
        stems = self._stems.get(entity.iri, frozenset())
        total = sum(self._weight(word) for word in asked.stems)
        share = sum(self._weight(word) for word in asked.stems if word & stems) / total if total else 0.0
        shared = bool(concepts & asked.concepts)
        if not shared and share < _LEAST:
            return 0.0
        return _CONCEPT * shared + share

    def _weight(self, word: frozenset[str]) -> float:
        return max((self._idf[stem] for stem in word if stem in self._idf), default=self._most)

    def _named(self, about: str) -> set[str]:
        """The concepts whose names stand in the words, the longest names first."""
        words = _key(about).split(" ")
        found: set[str] = set()
        taken = [False] * len(words)
        for length in range(len(words), 0, -1):
            for start in range(len(words) - length + 1):
                name = " ".join(words[start : start + length])
                if name in self._names and not any(taken[start : start + length]):
                    found |= self._names[name]
                    taken[start : start + length] = [True] * length
        return found

    def _below(self, iris: set[str]) -> set[str]:
        found: set[str] = set()
        waiting = list(iris)
        while waiting:
            for narrower in self._narrower.get(waiting.pop(), set()) - found:
                found.add(narrower)
                waiting.append(narrower)
        return found


def _text(entity: KBEntity) -> str:
    said = entity.properties
    return " ".join(
        str(said[name]) for name in ("function", "text", "indicator", "place", "title") if name in said
    ) or (entity.label)


def _concepts(entity: KBEntity) -> set[str]:
    return set(str(entity.properties.get("concepts", "")).split())


def _tags(entities: Iterable[KBEntity]) -> dict[str, set[str]]:
    """The concepts of what has none of its own, by IRI: named in its words, or where a figure stands."""
    from ontology.tagging import tagger

    places = _places(entities)
    found: dict[str, set[str]] = {}
    for entity in entities:
        if entity.kind in _UNTAGGED and not _concepts(entity):
            matches = tagger().matches(_text(entity))
            found[entity.iri] = {match.name.concept.iri for match in matches if match.name.rule != "ambiguous"}
        if entity.kind == "observation":
            for proof in entity.evidence:
                named = places[proof.document.id]
                near = named[bisect_left(named, (proof.start,)) : bisect_left(named, (proof.end,))]
                found.setdefault(entity.iri, set()).update(iri for _, iri in near)
    return found


def _places(entities: Iterable[KBEntity]) -> dict[str, list[tuple[int, str]]]:
    """Where concepts are named, by document in the order of the text."""
    places: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for entity in entities:
        for proof in entity.evidence if entity.kind == "concept" else ():
            places[proof.document.id].append((proof.start, entity.iri))
    for named in places.values():
        named.sort()
    return places


def _terms(text: str) -> tuple[str, ...]:
    return stems(text, detect(text))


def _key(name: str) -> str:
    """A name by its stems, so that "work permits" is "work permit"."""
    return " ".join(_terms(name))
