"""What a curator may say of a statement of each kind, and how that becomes the attributes of a mention."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from ingest.document import LANGUAGES
from ingest.errors import BadDecision
from kb.curation.decision import Reference, Value
from kb.curation.references import Names
from ontology import characters
from ontology.mention import Mention
from ontology.terms import ID

_LONGEST = 4000
INSTRUMENTS = (
    "law", "code", "constitution", "decree", "resolution", "order", "concept", "strategy", "treaty", "convention",
    "bill",
)  # fmt: skip
AGENCIES = ("ministry", "committee", "agency", "court", "local", "international", "ngo", "other")
PROGRAMMES = ("programme", "project", "information_system", "service", "operation", "proposed_instrument")
OF_INSTRUMENTS = ("amends", "repeals", "approves", "replaces", "based_on")
OF_AGENCIES = ("renamed_to", "merged_into", "split_from", "created_by", "abolished_by")
STRENGTHS = ("explicit", "implicit")
QUALIFIERS = (">", ">=", "<", "<=", "~")

Check = Callable[[str, str], str]


def _text(name: str, value: str) -> str:
    text = " ".join(value.split())
    if not text:
        raise BadDecision(f"The {name} is empty; to take a value away, unset it.")
    if len(text) > _LONGEST or any("\ud800" <= c <= "\udfff" or ord(c) < 32 for c in text):
        raise BadDecision(f"The {name} must be a text of at most {_LONGEST:,} characters.")
    return text


def _one_of(choices: Sequence[str]) -> Check:
    def check(name: str, value: str) -> str:
        if value not in choices:
            raise BadDecision(f"There is no {name} {value!r}; there are: {', '.join(choices)}.")
        return value

    return check


def _day(name: str, value: str) -> str:
    wrong = f"The {name} {value!r} is no date; write it as 2011-07-22, 2011-07 or 2011."
    if not re.fullmatch(r"\d{4}(?:-\d\d(?:-\d\d)?)?", value):
        raise BadDecision(wrong)
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError as error:
        raise BadDecision(wrong) from error
    return value


def _interval(name: str, value: str) -> str:
    first, slash, last = value.partition("/")
    days = [_day(name, day) for day in ((first, last) if slash else (first,))]
    if days[-1] < days[0][: len(days[-1])]:
        raise BadDecision(f"The {name} {value!r} ends before it begins; write it as in 2017/2021 or 2017-07/2018-06.")
    return value


def _form(pattern: str, example: str) -> Check:
    def check(name: str, value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise BadDecision(f"The {name} {value!r} cannot be; write it as in {example}.")
        return value

    return check


def _number(name: str, value: str) -> str:
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise BadDecision(f"The {name} {value!r} is no number; write it as in 1234.5.") from error
    if not number.is_finite():
        raise BadDecision(f"The {name} {value!r} is no number; write it as in 1234.5.")
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


_JURISDICTION = _form(r"[a-z]{2}", "kz (ISO 3166-1, small letters)")
_PERIOD = _form(r"\d{4}(?:/\d{4})?", "2017/2021 or 2025")
_STAGE = _form(r"[1-9]\d?", "2")
_YEAR = _form(r"\d{4}", "2022")

# By kind what can be said, and what must be; concept and name are turned into what the extractors write.
TEXTS: dict[str, dict[str, Check]] = {
    "instrument": {
        "type": _one_of(INSTRUMENTS), "number": _text, "date": _day, "title": _text, "period": _PERIOD,
        "issuer": _text, "jurisdiction": _JURISDICTION, "article": _text, "paragraph": _text,
    },
    "agency": {"name": _text, "type": _one_of(AGENCIES), "jurisdiction": _JURISDICTION},
    "programme": {"name": _text, "type": _one_of(PROGRAMMES), "period": _PERIOD},
    "concept": {},
    "responsibility": {"function": _text, "valid_from": _day, "valid_until": _day, "article": _text},
    "recommendation": {"text": _text, "strength": _one_of(STRENGTHS), "recommended_by": _text},
    "observation": {
        "indicator": _text, "place": _text, "year": _YEAR, "time": _text, "value": _number, "unit": _text,
        "qualifier": _one_of(QUALIFIERS),
    },
    "relation": {"type": _one_of(OF_INSTRUMENTS + OF_AGENCIES), "date": _day, "in_force": _day},
    "stage": {"number": _STAGE, "period": _interval},
}  # fmt: skip
# What names other entities: of which kinds, and whether there may be several.
ENTITIES: dict[str, dict[str, tuple[tuple[str, ...], bool]]] = {
    "programme": {"owner": (("agency",), False)},
    "concept": {"concept": (("concept",), False)},
    "responsibility": {
        "agency": (("agency",), False), "basis": (("instrument",), False), "concepts": (("concept",), True),
        "transferred_to": (("agency",), False), "transferred_from": (("agency",), False),
    },
    "recommendation": {
        "addressee": (("agency",), True), "concepts": (("concept",), True),
        "taken_up_by": (("instrument", "programme"), True),
    },
    "relation": {"subject": (("instrument", "agency"), False), "object": (("instrument", "agency"), False)},
    "stage": {"of": (("instrument", "programme"), False)},
}  # fmt: skip
REQUIRED = {
    "instrument": ("type",), "agency": ("type",), "programme": ("type",), "concept": ("concept",),
    "responsibility": ("agency", "function"), "recommendation": ("text", "strength"),
    "observation": ("indicator", "value"), "relation": ("type", "subject", "object"),
    "stage": ("number", "period"),
}  # fmt: skip
# Attributes whose name in a mention is another.
_WRITTEN = {"recommended_by": "by"}


def known(kind: str) -> tuple[str, ...]:
    """The names of what can be said of a kind."""
    return (*TEXTS[kind], *ENTITIES.get(kind, ()))


def written(name: str) -> str:
    """The name under which a mention has what can be said."""
    return _WRITTEN.get(name, name)


def checked(kind: str, values: Mapping[str, object], names: Names) -> dict[str, Value]:
    """The values in their usual form, entities as references; None takes a value away. Raises BadDecision."""
    return {name: _checked(kind, name, value, names) for name, value in values.items()}


def _checked(kind: str, name: str, value: object, names: Names) -> Value:
    if name not in known(kind):
        raise BadDecision(f"A statement of kind {kind} has no {name!r}; there are: {', '.join(known(kind))}.")
    if value is None:
        if name in REQUIRED[kind]:
            raise BadDecision(f"A statement of kind {kind} needs its {name}; give another value instead.")
        return None
    if name in TEXTS[kind]:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise BadDecision(f"The {name} must be one text.")
        return TEXTS[kind][name](name, str(value).strip())
    kinds, several = ENTITIES[kind][name]
    each = [value] if isinstance(value, str) else value
    if not isinstance(each, list | tuple) or not all(isinstance(one, str) for one in each) or not each:
        raise BadDecision(f"The {name} must be an entity, by IRI or name{', or several' if several else ''}.")
    if len(each) > 1 and not several:
        raise BadDecision(f"There can be one {name} only.")
    return tuple(dict.fromkeys(names.reference(one, kinds) for one in each))


def reviewed(kind: str, values: Mapping[str, Value]) -> None:
    """Raise BadDecision when imported values cannot be; entities are checked when they are looked for."""
    for name, value in values.items():
        if name not in known(kind):
            raise BadDecision(f"a statement of kind {kind} has no {name!r}")
        if isinstance(value, tuple) != (name in ENTITIES.get(kind, ())) and value is not None:
            raise BadDecision(f"its value {name} is of the wrong sort")
        if isinstance(value, str):
            TEXTS[kind][name](name, value)


def complete(kind: str, said: Mapping[str, object]) -> None:
    """Raise BadDecision when what a statement needs is missing."""
    missing = [name for name in REQUIRED[kind] if not said.get(name)]
    if missing:
        raise BadDecision(f"A statement of kind {kind} needs {' and '.join(missing)}.")


def consistent(kind: str, said: Mapping[str, object]) -> None:
    """Raise BadDecision when values contradict each other: an end before the beginning, an act that was renamed."""
    start, end = str(said.get("valid_from") or ""), str(said.get("valid_until") or "")
    if start and end and end < start[: len(end)]:
        raise BadDecision(f"It cannot be valid until {end} when it is valid from {start}.")
    if kind == "relation" and "subject" in said:
        kinds = ("agency",) if said["type"] in OF_AGENCIES else ("instrument",)
        subject = said["subject"]
        if isinstance(subject, tuple) and subject[0].kind not in kinds:
            raise BadDecision(f"What {said['type']} is said of must be of kind {kinds[0]}.")


# ----------------------------------------------------------------------------------------- into mentions
def applied(mention: Mention, values: Mapping[str, Value]) -> dict[str, str]:
    """The attributes of a mention after an edit: entities by their IRIs, names by the keys of the extractors."""
    said = dict(mention.attributes)
    for name, value in values.items():
        key = written(name)
        for old in (key, f"{key}_at"):
            said.pop(old, None)
        if name == "name" and isinstance(value, str):
            said |= {"name": value} | _key(mention.kind, value)
        elif name == "concept" and isinstance(value, tuple):
            said |= _concept(value[0])
        elif isinstance(value, tuple):
            said[key] = " ".join(each.iri for each in value)
            if mention.kind == "relation":
                said[f"{name}_kind"] = value[0].kind
        elif value is not None:
            said[key] = value
    if mention.kind == "instrument" and {"number", "date", "title", "type"} & values.keys():
        # It identifies an act by itself now, and is no longer read as pointing at another.
        for name in ("form", "gazetteer", "adopted", "defined_at"):
            said.pop(name, None)
    return said


def made(kind: str, quote: str, language: str, values: Mapping[str, Value]) -> dict[str, str]:
    """The attributes of a mention that a curator adds."""
    bare = Mention("", 0, len(quote), kind, quote, {"language": language if language in LANGUAGES else "en"})
    name = {"name": " ".join(quote.split())} if kind in ("agency", "programme") else {}
    text = {"text": " ".join(quote.split())} if kind == "recommendation" else {}
    return applied(bare, name | text | dict(values))


def _key(kind: str, name: str) -> dict[str, str]:
    if kind == "programme":
        from ontology.programme_rules import key

        return {"key": f"name:{key(name).removeprefix('name:')}"}
    from ontology import agencies

    whole = [m for m in agencies.find("", name) if m.end - m.start >= len(name)]
    if whole:
        return {k: v for k, v in whole[0].attributes.items() if k in ("key", "jurisdiction")}
    return {"key": f"name:{characters.plain(name)}"}


def _concept(concept: Reference) -> dict[str, str]:
    if concept.iri.startswith(f"{ID}concept/"):
        return {"id": concept.iri.removeprefix(f"{ID}concept/")}
    return {"id": concept.iri, "label": concept.label}
