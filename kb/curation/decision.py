"""The nouns of curation: Decision, Place and Reference, and their form as JSON records."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from typing import Any

from ingest.errors import BadDecision
from ontology.mention import KINDS

ACTIONS = ("accept", "reject", "edit", "merge", "split", "add", "undo")
_ID = re.compile(r"[0-9a-f]{24}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is named or stated, by content.

    ``before`` and ``after`` are what surrounds the quote. ``says`` tells it from other statements of the same kind in
    the same characters, by what they differ in; it is empty where there was no other. ``added`` is the id of the
    decision that added what stands there. ``document`` (an id) and ``title`` are hints for readers. ``statement`` is
    only set for decisions from before format 4 whose document was gone: the IRI that they name.
    """

    kind: str
    quote: str
    before: str = ""
    after: str = ""
    says: Mapping[str, str] = field(default_factory=dict)
    added: str = ""
    document: str = ""
    title: str = ""
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """An entity as a decision names it: when its IRI is no longer there, by kind and label."""

    iri: str
    kind: str
    label: str


# None takes a value away; a list of records of references stands for entities.
Value = str | None | tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a curator decided, and when (``at``: ISO 8601, UTC).

    ``places`` are the statements that it is about; ``entities`` those that are merged (the first stays), or the one
    that takes in what is split off; ``values`` what is edited or added, by the name of the attribute; ``undoes`` the
    id of the decision that it takes back. ``undone`` says whether it is taken back itself. ``statements`` are the
    IRIs that it bears on now; ``problem`` says in one sentence why it bears on nothing, when it should.
    """

    action: str
    by: str
    at: str
    places: tuple[Place, ...] = ()
    entities: tuple[Reference, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    undoes: str = ""
    undone: bool = field(default=False, compare=False)
    statements: tuple[str, ...] = field(default=(), compare=False)
    problem: str = field(default="", compare=False)

    @property
    def id(self) -> str:
        """A hash of all that the decision says, who made it and when."""
        content = json.dumps(_content(self), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:24]


def to_record(decision: Decision) -> dict[str, Any]:
    """A decision as JSON: what is empty is left out."""
    return {"id": decision.id} | _content(decision)


def _content(decision: Decision) -> dict[str, Any]:
    values = {
        name: [asdict(each) for each in value] if isinstance(value, tuple) else value
        for name, value in decision.values.items()
    }
    record = {
        "action": decision.action,
        "by": decision.by,
        "at": decision.at,
        "places": [_filled(asdict(place)) for place in decision.places],
        "entities": [asdict(entity) for entity in decision.entities],
        "values": values,
        "undoes": decision.undoes,
    }
    return _filled(record)


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value not in ("", [], {}) or name == "quote"}


def from_record(record: Any) -> Decision:
    """A decision from its JSON. Raises BadDecision saying what is wrong with it, in words that follow a name."""
    _is(isinstance(record, dict), "it is no JSON object")
    _is(record.get("action") in ACTIONS, f"its action is none of {', '.join(ACTIONS)}")
    known = {"id", "action", "by", "at", "places", "entities", "values", "undoes"}
    _is(record.keys() <= known, f"it has something unknown: {', '.join(sorted(record.keys() - known))}")
    _is(isinstance(record.get("by"), str) and record["by"].strip() != "", "it does not say by whom")
    _is(_is_time(record.get("at")), "it does not say when, as in 2026-03-01T09:30:00+00:00")
    undoes = record.get("undoes", "")
    _is(isinstance(undoes, str), "what it undoes is no id")
    places, entities = record.get("places", []), record.get("entities", [])
    _is(isinstance(places, list) and isinstance(entities, list), "its places and entities are no lists")
    decision = Decision(
        record["action"],
        record["by"],
        record["at"],
        tuple(map(_place, places)),
        tuple(map(_reference, entities)),
        _values(record.get("values", {})),
        undoes,
    )
    _complete(decision)
    _is(record.get("id", decision.id) == decision.id, "its id is not that of its content, so it was changed by hand")
    return decision


def _is(condition: bool, said: str) -> None:
    if not condition:
        raise BadDecision(said)


def _is_time(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _place(record: Any) -> Place:
    _is(isinstance(record, dict), "one of its places is no JSON object")
    record = {"says": {}} | record
    names = {f.name for f in fields(Place)}
    _is(record.keys() <= names, f"one of its places has something unknown: {', '.join(sorted(record.keys() - names))}")
    texts = {name: value for name, value in record.items() if name != "says"}
    _is(all(isinstance(value, str) for value in texts.values()), "one of its places has a value that is no text")
    _is(isinstance(record["says"], dict), "what one of its places says is no JSON object")
    _is(record.get("kind") in KINDS, f"the kind of one of its places is none of {', '.join(KINDS)}")
    _is("quote" in record, "one of its places has no quote")
    return Place(**record)


def _reference(record: Any) -> Reference:
    _is(isinstance(record, dict) and record.keys() == {"iri", "kind", "label"}, "an entity needs iri, kind and label")
    _is(all(isinstance(value, str) for value in record.values()), "an entity has a value that is no text")
    _is(record["kind"] in KINDS, f"the kind of an entity is none of {', '.join(KINDS)}")
    return Reference(**record)


def _values(record: Any) -> dict[str, Value]:
    _is(isinstance(record, dict), "its values are no JSON object")
    found: dict[str, Value] = {}
    for name, value in record.items():
        _is(value is None or isinstance(value, str | list), f"its value {name} is neither a text nor entities")
        found[name] = tuple(map(_reference, value)) if isinstance(value, list) else value
    return found


def _complete(decision: Decision) -> None:
    """Raise BadDecision unless it names what it is about."""
    needed = {"merge": len(decision.entities) == 2, "undo": bool(_ID.fullmatch(decision.undoes))}
    enough = needed.get(decision.action, bool(decision.places))
    _is(enough, f"it does not name what to {decision.action}")
    _is(len({place.kind for place in decision.places}) <= 1, "its places are of several kinds")
    kinds = [entity.kind for entity in decision.entities] + [place.kind for place in decision.places[:1]]
    _is(len(set(kinds)) <= 1, "what it names is of several kinds")
    if decision.action == "split":
        _is(bool(decision.entities) != bool(decision.values.get("name")), "it needs a name or an entity, not both")
    if decision.action == "edit":
        _is(bool(decision.values), "it changes nothing")


def with_undone(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions in the order of their times, each with whether it is taken back by one that is not."""
    found = sorted(decisions, key=lambda d: (datetime.fromisoformat(d.at), d.id))
    undone: set[str] = set()
    # An undo can only take back what came before it, so the last word is known when the list is read backwards.
    for decision in reversed(found):
        if decision.action == "undo" and decision.id not in undone:
            undone.add(decision.undoes)
    return [replace(decision, undone=decision.id in undone) for decision in found]


def live(decisions: Sequence[Decision]) -> list[Decision]:
    """Those that have an effect, in the order of their times."""
    return [decision for decision in decisions if not decision.undone and decision.action != "undo"]
