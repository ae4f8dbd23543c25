"""An act while it is put together: the mentions that name it and what they say, and the entity that comes of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from ontology import titles
from ontology.mention import Entity, Mention
from ontology.terms import entity_iri

# Translations swap these types for one another ("Постановление" is a decree or a resolution in English).
_CLASS = {"law": "law", "code": "law", "constitution": "constitution", "bill": "law"}
_CLASS |= dict.fromkeys(("decree", "resolution", "order", "rules", "decision"), "act")
_CLASS |= dict.fromkeys(("treaty", "convention"), "treaty")
# The types that entities have (policy.ttl): rules are approved by orders, and decisions are orders of councils.
_TYPE = {"rules": "order", "decision": "order"}


@dataclass(eq=False, slots=True)
class Act:
    """Mentions that name one act, and what they say of it."""

    mentions: list[Mention] = field(default_factory=list)
    said: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    extra: dict[str, str] = field(default_factory=dict)
    part_of: Act | None = None

    def add(self, mention: Mention) -> None:
        """Take in a mention and what it says."""
        self.mentions.append(mention)
        for name, value in mention.attributes.items():
            self.said[name][value] += 1

    def most(self, name: str) -> str:
        """The value that most mentions give; of equals the longest, then the alphabetically first."""
        counts = self.said.get(name)
        return min(counts, key=lambda value: (-counts[value], -len(value), value)) if counts else ""

    @property
    def date(self) -> str:
        """The most precise date that mentions give, stated ones before those of adoption."""
        for name in ("date", "adopted"):
            values = self.said.get(name, Counter())
            if values:
                return min(values, key=lambda v: (-len(v), -values[v], v))
        return ""

    def agrees(self, mention: Mention) -> bool:
        """Whether nothing that identifies an act contradicts the mention's being one of this one."""
        said = mention.attributes
        for name in ("number", "period", "jurisdiction"):
            if said.get(name) and self.said.get(name) and said[name] not in self.said[name]:
                return False
        ours, theirs = self.date, said.get("date") or said.get("adopted", "")
        if said.get("period") or self.said.get("period"):
            return self._period_agrees(mention)
        return not (ours and theirs) or ours.startswith(theirs) or theirs.startswith(ours)

    def _period_agrees(self, mention: Mention) -> bool:
        """A concept for 2017-2021 is approved in its first year or in the one before."""
        period = mention.attributes.get("period") or self.most("period")
        dates = {d[:4] for d in (self.date, mention.attributes.get("date", "")) if d}
        first = int(period[:4])
        return len(dates) <= 1 and all(int(year) in (first - 1, first) for year in dates)

    def identified(self) -> bool:
        """Whether mentions give what tells the act from others of its title."""
        return bool(self.date or self.said.get("number") or self.said.get("period"))


def entities(acts: list[Act]) -> list[Entity]:
    iris: dict[int, str] = {}
    for act in (*[a for a in acts if a.part_of is None], *[a for a in acts if a.part_of]):
        iris[id(act)] = _iri(act, iris)
    at = {(m.document_id, str(m.start)): iris[id(act)] for act in acts for m in act.mentions}
    merged: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        merged[iris[id(act)]].append(act)
    return [_entity(iri, same, iris, at) for iri, same in sorted(merged.items())]


def _iri(act: Act, iris: dict[int, str]) -> str:
    if act.part_of is not None:
        return iris[id(act.part_of)] + "/" + act.most("number").casefold().replace(" ", "-")
    kind, place = act.most("type"), act.most("jurisdiction")
    if act.most("gazetteer") and not act.most("number"):
        return entity_iri("instrument", *act.most("gazetteer").split(":"))
    if act.most("number"):
        return entity_iri("instrument", place, _class_of(kind), act.date, act.most("number"))
    title = min((titles.key(t) for t in act.said.get("title", ())), default="") or _unnamed(act.mentions[0])
    return entity_iri("instrument", place, _class_of(kind), act.most("period") or act.date, title.lstrip("="))


def _unnamed(mention: Mention) -> str:
    """What identifies an act without a title: its document, when that is the act, else the words that name it."""
    return f"document {mention.document_id[:16]}" if mention.attributes.get("own_act") else mention.surface


def _entity(iri: str, acts: list[Act], iris: dict[int, str], at: dict[tuple[str, str], str]) -> Entity:
    act = acts[0] if len(acts) == 1 else _union(acts)
    mentions = tuple(sorted(act.mentions, key=lambda m: (m.document_id, m.start, m.end)))
    labels = {language: _label(act, language) for language in ("en", "ru", "kk") if _surfaces(act, language)}
    label = labels.get("en") or next(iter(labels.values()), "") or act.most("title") or _flat(mentions[0].surface)
    names = {_flat(m.surface) for m in mentions if not m.attributes.get("own_act")} | set(act.said.get("title", ()))
    return Entity(
        iri, "instrument", label, labels, tuple(sorted(names - {label})), _properties(act, iris, at), mentions
    )


def _union(acts: list[Act]) -> Act:
    whole = Act(part_of=acts[0].part_of)
    for act in acts:
        whole.mentions += act.mentions
        for name, counts in act.said.items():
            whole.said[name].update(counts)
    return whole


def _properties(act: Act, iris: dict[int, str], at: dict[tuple[str, str], str]) -> dict[str, str]:
    kind = act.most("type")
    if act.part_of is not None:
        kind = act.part_of.most("type")
    approved = {at[m.document_id, m.attributes["approved_at"]] for m in act.mentions if _approval(m) in at}
    said = {
        "type": _TYPE.get(kind, kind),
        "number": act.most("number"),
        "date": act.date,
        "title": act.most("title"),
        "period": act.most("period"),
        "issuer": act.most("issuer"),
        "jurisdiction": act.most("jurisdiction"),
        "status": act.most("status"),
        "approved_by": min(approved, default=""),
        "part_of": iris[id(act.part_of)] if act.part_of is not None else "",
        "date_conflict": _conflict(act),
    }
    return {name: value for name, value in said.items() if value}


def _approval(mention: Mention) -> tuple[str, str]:
    return mention.document_id, mention.attributes.get("approved_at", "")


def _conflict(act: Act) -> str:
    """Other dates that texts give, when they contradict the one that is kept."""
    dates = set(act.said.get("date", ())) | set(act.said.get("adopted", ()))
    return "; ".join(sorted(d for d in dates if not act.date.startswith(d)))


def _surfaces(act: Act, language: str) -> list[str]:
    return [_flat(m.surface) for m in _naming(act, language)]


def _naming(act: Act, language: str) -> list[Mention]:
    """The mentions in a language that name the act rather than point at it ("this Law")."""
    return [m for m in act.mentions if m.attributes.get("language") == language and not m.attributes.get("own_act")]


def _label(act: Act, language: str) -> str:
    """The fullest way in which a text of that language names the act; capitals before lower case."""
    best = min(
        _naming(act, language),
        key=lambda m: (
            "article" in m.attributes or "paragraph" in m.attributes,
            "plural" in m.attributes,
            -len(m.attributes),
            m.surface[:1].islower(),
            -len(m.surface),
            m.surface,
        ),
    )
    return _flat(best.surface)


def _flat(text: str) -> str:
    return " ".join(text.split()).strip(" ,;")


def class_of(mention: Mention) -> str:
    return _class_of(mention.attributes["type"])


def _class_of(kind: str) -> str:
    return _CLASS.get(kind, kind)
