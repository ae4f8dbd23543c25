"""Which mentions name the same concept or the same programme."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from ontology import scheme, titles
from ontology.mention import Entity, Mention
from ontology.pointers import places, targets
from ontology.terms import entity_iri


def resolve_concepts(mentions: list[Mention]) -> list[Entity]:
    """One entity for each concept of the scheme, or of an imported one, that is named."""
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[mention.attributes["id"]].append(mention)
    return [_concept(name, group) for name, group in sorted(groups.items())]


def _concept(name: str, group: list[Mention]) -> Entity:
    ours = scheme.by_id()
    known = ours.get(name)
    if known is None:
        # A concept of an imported thesaurus: its id is an IRI, and its mentions carry its label.
        labels = {m.attributes["language"]: m.attributes["label"] for m in group if "label" in m.attributes}
        return Entity(name, "concept", _first(labels) or name, labels, _surfaces(group), {}, tuple(group))
    properties = {
        "broader": " ".join(ours[b].iri for b in known.broader),
        "related": " ".join(ours[r].iri for r in known.related),
    }
    said = {key: value for key, value in properties.items() if value}
    aliases = {alias for language in known.aliases for alias in known.aliases[language]} | set(_surfaces(group))
    others = tuple(sorted(aliases - {known.labels["en"]}))
    return Entity(known.iri, "concept", known.labels["en"], dict(known.labels), others, said, tuple(group))


def resolve_programmes(mentions: list[Mention], named: Iterable[Entity]) -> list[Entity]:
    """Programmes by the gazetteer's entry or by their name; ``named`` are the agencies that may own them."""
    if not mentions:
        return []
    index = places(named)
    keys = {m.attributes["key"] for m in mentions}
    same = titles.representatives(k for k in keys if k.startswith("name:"))
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[same.get(mention.attributes["key"], mention.attributes["key"])].append(mention)
    found = []
    for key, group in sorted(groups.items()):
        owners = [t["owner"] for m in group if "owner" in (t := targets(m, index))]
        source, _, rest = key.partition(":")
        iri = entity_iri("programme", "" if source == "name" else source, rest)
        properties = {
            "type": _most(m.attributes["type"] for m in group),
            "period": _most(m.attributes["period"] for m in group if "period" in m.attributes),
            "owner": _most(owners),
        }
        said = {name: value for name, value in properties.items() if value}
        labels = _labels(group)
        names = tuple(n for n in _surfaces(group) if n not in labels.values())
        found.append(Entity(iri, "programme", _first(labels), labels, names, said, tuple(group)))
    return found


def _labels(group: list[Mention]) -> dict[str, str]:
    """By language the fullest name that a text gives."""
    by_language: dict[str, list[str]] = defaultdict(list)
    for m in group:
        by_language[m.attributes.get("language", "en")].append(" ".join(m.surface.split()))
    return {language: min(names, key=lambda n: (-len(n), n)) for language, names in sorted(by_language.items())}


def _first(labels: dict[str, str]) -> str:
    return labels.get("en") or next(iter(labels.values()), "")


def _surfaces(group: list[Mention]) -> tuple[str, ...]:
    return tuple(sorted({" ".join(m.surface.split()) for m in group}))


def _most(values: Iterable[str]) -> str:
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], -len(v), v)) if counts else ""
