"""What a form asks of a statement of each kind, and what the statement says there now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.curation import attributes
from kb.curation.decision import Reference, Value
from kb.curation.references import Names
from kb.curation.statements import Found
from ontology import scheme

# What can be said by a word of a list only.
_CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("instrument", "type"): attributes.INSTRUMENTS,
    ("agency", "type"): attributes.AGENCIES,
    ("programme", "type"): attributes.PROGRAMMES,
    ("recommendation", "strength"): attributes.STRENGTHS,
    ("observation", "qualifier"): attributes.QUALIFIERS,
    ("relation", "type"): (*attributes.OF_INSTRUMENTS, *attributes.OF_AGENCIES),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that can be said: a text, a word of ``choices``, or entities of ``kinds`` (``several`` or one)."""

    name: str
    required: bool
    choices: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    several: bool = False


def fields(kind: str) -> list[Field]:
    """What can be said of a kind, what is required first."""
    entities = attributes.ENTITIES.get(kind, {})
    needed = attributes.REQUIRED[kind]
    found = [
        Field(name, name in needed, _CHOICES.get((kind, name), ()), *entities.get(name, ((), False)))
        for name in attributes.known(kind)
    ]
    return sorted(found, key=lambda field: not field.required)


def said(found: Found, names: Names) -> dict[str, Value]:
    """What a statement says, by the names of its fields; what it does not say is left out."""
    kind, entity = found.entity.kind, found.entity
    if kind == "concept":
        return {"concept": (Reference(entity.iri, kind, entity.label),)}
    # What the whole shelf tells of an entity, and what only these characters tell, such as the article of a law.
    known: Mapping[str, str] = {**found.mentions[0].attributes, **entity.properties}
    if "name" in attributes.known(kind):
        known = {**known, "name": entity.label}
    values: dict[str, Value] = {}
    for field in fields(kind):
        text = known.get(attributes.written(field.name), "")
        if text and field.kinds:
            values[field.name] = tuple(_reference(iri, names, field.kinds[0]) for iri in text.split())
        elif text:
            values[field.name] = text
    return values


def _reference(iri: str, names: Names, kind: str) -> Reference:
    if entity := names.entities.get(iri):
        return Reference(iri, entity.kind, entity.label)
    return next((c for c in _concepts() if c.iri == iri), Reference(iri, kind, iri.rpartition("/")[2]))


def _concepts() -> Iterable[Reference]:
    return (Reference(concept.iri, "concept", concept.labels["en"]) for concept in scheme.concepts())


def changed(before: Mapping[str, Value], after: Mapping[str, str | list[str]]) -> dict[str, object]:
    """What a filled form changes, as ``Curation.edit`` takes it: None for what was emptied.

    ``after`` has texts, and for entities their IRIs or names, one or several.
    """
    found: dict[str, object] = {}
    for name, given in after.items():
        new = [each for each in given if each.strip()] if isinstance(given, list) else given.strip()
        if new != _plain(before.get(name), new):
            found[name] = new or None
    return found


def _plain(value: Value, like: str | list[str]) -> str | list[str]:
    """A value as a form would have it."""
    iris = [each.iri for each in value] if isinstance(value, tuple) else [value] if value else []
    return iris if isinstance(like, list) else "".join(iris[:1])
