"""The statements of the graph that bear on a question, among those that its answer's quotes state."""

from __future__ import annotations

from collections.abc import Sequence

from kb.answers.figures import years
from kb.entities import KBEntity
from kb.expectations import kinds
from kb.topics import Topics

# Which statements answer what a question asks for.
_ANSWERS = {
    "agency": "responsibility",
    "since": "responsibility",
    "basis": "responsibility",
    "advice": "recommendation",
    "figure": "observation",
}
_STATED = frozenset(("responsibility", "recommendation", "observation", "relation", "stage"))
_MOST = 10
# The year, day or basis that is asked for is worth half of all words.
_GIVEN = 0.5


def bearing(question: str, facts: Sequence[KBEntity], topics: Topics) -> list[KBEntity]:
    """Statements first, those of the kind that is asked for before others, the nearest to the question first; then
    the laws, agencies and programmes that are named.

    A statement of another kind than is asked for counts only where it shares a concept or words with the question:
    a question in another language shares no words with it.
    """
    asked_for, asked = kinds(question), topics.asked(question)
    wanted = {_ANSWERS[kind] for kind in asked_for if kind in _ANSWERS}
    scored = [
        (
            fact.kind in wanted,
            match := topics.match(asked, fact),
            match + _gives(fact, asked_for, years(question)),
            fact,
        )
        for fact in facts
        if fact.kind in _STATED
    ]
    ranked = sorted((s for s in scored if s[0] or s[1] > 0), key=lambda s: (-s[0], -s[2], s[3].iri))
    return [fact for *_, fact in ranked[:_MOST]] + [fact for fact in facts if fact.kind not in _STATED]


def _gives(fact: KBEntity, asked_for: frozenset[str], asked_years: frozenset[str]) -> float:
    """What a statement gains for the year, the first day or the legal basis that is asked for."""
    said = fact.properties
    dates = " ".join(said.get(name, "") for name in ("year", "time", "valid_from", "valid_until"))
    given = (
        asked_years & years(dates),
        "since" in asked_for and "valid_from" in said,
        "basis" in asked_for and "basis" in said,
    )
    return _GIVEN * sum(map(bool, given))
