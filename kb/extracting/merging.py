"""The rules' mentions with those of a model that say something new."""

from __future__ import annotations

from collections.abc import Sequence

from kb.extracting.checking import MODEL
from ontology.mention import Mention


def of_rules(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without those that a model gave."""
    return [mention for mention in mentions if not mention.extractor.startswith(MODEL)]


def merged(rules: Sequence[Mention], model: Sequence[Mention]) -> tuple[list[Mention], int]:
    """All mentions in order, and how many of the model's were left out.

    Where a rule's mention of the same kind overlaps one of the model's, the rule's stays; of two that say the same of
    the same range the first does.
    """
    places: dict[str, list[Mention]] = {}
    for mention in rules:
        places.setdefault(mention.kind, []).append(mention)
    new: dict[object, Mention] = {}
    for mention in model:
        if not any(_overlap(mention, other) for other in places.get(mention.kind, ())):
            said = tuple(sorted(mention.attributes.items()))
            new.setdefault((mention.start, mention.end, mention.kind, said), mention)
    every = [*rules, *new.values()]
    return sorted(every, key=lambda m: (m.start, m.end, m.kind)), len(model) - len(new)


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end
