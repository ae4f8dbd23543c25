"""Which mentions of agencies name the same body: the gazetteer's entry or the same name, in the same country."""

from __future__ import annotations

from collections import Counter, defaultdict

from ontology import titles
from ontology.mention import Entity, Mention
from ontology.terms import entity_iri

Key = tuple[str, str]


def resolve_agencies(mentions: list[Mention]) -> list[Entity]:
    """Entities of agencies from their mentions, which are in the order of ``resolve.order``."""
    keys = _keys(mentions)
    groups: dict[Key, list[Mention]] = defaultdict(list)
    for mention, key in zip(mentions, keys, strict=True):
        groups[key].append(mention)
    at = {(m.document_id, str(m.start)): _iri(key) for key, group in groups.items() for m in group}
    return [_entity(key, group, at) for key, group in sorted(groups.items())]


def _keys(mentions: list[Mention]) -> list[Key]:
    """Name and country of each; a name without a country joins the only country that has a body of that name."""
    names = {m.attributes["key"] for m in mentions}
    same = titles.representatives(n for n in names if n.startswith("name:"))
    pairs = [
        (same.get(m.attributes["key"], m.attributes["key"]), m.attributes.get("jurisdiction", "")) for m in mentions
    ]
    places: dict[str, set[str]] = defaultdict(set)
    for name, place in pairs:
        places[name].add(place)
    only = {name: next(iter(found - {""})) for name, found in places.items() if len(found - {""}) == 1}
    return [(name, place or only.get(name, "")) for name, place in pairs]


def _iri(key: Key) -> str:
    name, place = key
    source, _, rest = name.partition(":")
    if source == "name":
        return entity_iri("agency", place, rest)
    return entity_iri("agency", source if not place or source == place else f"{place}", rest)


def _entity(key: Key, group: list[Mention], at: dict[tuple[str, str], str]) -> Entity:
    from ontology.lexicon import lexicon

    iri = _iri(key)
    entry = lexicon().entries.get(key[0])
    labels = _labels(group)
    if entry is not None:
        labels |= {language: name for language, name in entry.labels.items() if language in ("en", "ru", "kk")}
    names = {_flat(m.surface) for m in group}
    label = labels.get("en") or next(iter(labels.values()))
    parents = Counter(at[p] for m in group if (p := (m.document_id, m.attributes.get("parent_at", ""))) in at)
    properties = {
        "type": _most(Counter(m.attributes["type"] for m in group)),
        "jurisdiction": key[1],
        "parent": _most(Counter({k: n for k, n in parents.items() if k != iri})),
    }
    return Entity(
        iri,
        "agency",
        label,
        labels,
        tuple(sorted(names - {label})),
        {name: value for name, value in properties.items() if value},
        tuple(sorted(group, key=lambda m: (m.document_id, m.start, m.end))),
    )


def _labels(group: list[Mention]) -> dict[str, str]:
    """For each language its most frequent name that is no acronym."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for m in group:
        counts[m.attributes.get("language", "en")][_flat(m.surface)] += 1
    return {lang: _most(c) for lang, c in counts.items() if lang in ("en", "ru", "kk")} or {
        "en": _flat(group[0].surface)
    }


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda name: (name.isupper(), -counts[name], -len(name), name)) if counts else ""


def _flat(text: str) -> str:
    return " ".join(text.split()).strip(" ,;")
