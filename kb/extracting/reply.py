"""What a model said of a passage, held to a schema: anything else of its answer is dropped, nothing is followed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from ingest.errors import EndpointFailed

# The fields of each kind of statement: those that it must have, and those that it may.
FIELDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {
        "responsibility": (("agency", "function"), ("basis", "from", "until")),
        "recommendation": (("strength",), ("by", "addressee")),
        "programme": (("name", "type"), ("period", "owner")),
        "relation": (("type", "subject"), ("object", "date")),
    }
)
STRENGTHS = ("explicit", "implicit")
PROGRAMMES = ("programme", "project", "information_system", "service", "operation", "proposed_instrument")
# The types of relation, each with what its subject and its object are.
RELATIONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("amends", "repeals", "approves", "replaces", "based_on"), ("instrument", "instrument")),
        **dict.fromkeys(("renamed_to", "merged_into", "split_from"), ("agency", "agency")),
        **dict.fromkeys(("created_by", "abolished_by"), ("agency", "instrument")),
    }
)
# More statements than this about one passage are no reading of it; a longer field is no name, date or function.
MOST, LONGEST = 40, 4000


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as the model gave it: nothing of it is known to be true."""

    kind: str
    quote: str
    fields: Mapping[str, str]

    def get(self, name: str) -> str:
        return self.fields.get(name, "")


def statements(text: str) -> tuple[list[Said], Counter[str]]:
    """The statements of a model's answer that have the form asked for, and how many have not, by reason.

    Raises EndpointFailed("nonsense") when the answer holds no JSON object with a list of statements.
    """
    found: list[Said] = []
    dropped: Counter[str] = Counter()
    for item in _items(text):
        said = _said(item)
        if said is None:
            dropped["form"] += 1
        elif len(found) == MOST:
            dropped["many"] += 1
        else:
            found.append(said)
    return found, dropped


def _items(text: str) -> list[Any]:
    """The list of the one JSON object, which models like to fence or to introduce."""
    start, end = text.find("{"), text.rfind("}")
    try:
        content: Any = json.loads(text[start : end + 1])
    except (ValueError, RecursionError) as error:
        raise EndpointFailed("nonsense") from error
    items = content.get("statements") if isinstance(content, dict) else None
    if not isinstance(items, list):
        raise EndpointFailed("nonsense")
    return items


def _said(item: Any) -> Said | None:
    """One statement; None when a field is missing, no text, too long, or of none of the closed lists."""
    kind = item.get("kind") if isinstance(item, dict) else None
    if not isinstance(kind, str) or kind not in FIELDS:
        return None
    needed, optional = FIELDS[kind]
    values = {name: item.get(name) for name in ("quote", *needed, *optional)}
    given = {name: value.strip() for name, value in values.items() if isinstance(value, str) and value.strip()}
    if any(value is not None and not isinstance(value, str) for value in values.values()):
        return None
    if not {"quote", *needed} <= given.keys() or any(len(value) > LONGEST for value in given.values()):
        return None
    return Said(kind, given.pop("quote"), given) if _listed(kind, given) else None


def _listed(kind: str, given: Mapping[str, str]) -> bool:
    """Whether types are of the closed lists."""
    if kind == "recommendation":
        return given["strength"] in STRENGTHS
    if kind == "programme":
        return given["type"] in PROGRAMMES
    return kind != "relation" or given["type"] in RELATIONS
