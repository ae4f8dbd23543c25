"""Clauses that speak of the function of the clause before: "from 2019 it belongs to B", «этим не занимается»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ontology.duties import Duty, Masked, Sentence, rule
from ontology.duty_dates import of_duty
from ontology.duty_transfers import Handover
from ontology.duty_words import function


def link(masked: Masked, duties: Sequence[Duty], before: Sequence[Duty]) -> None:
    """Give clauses that only point back the words of the clause before, and end with one body what passed to another.

    ``before`` holds the duties of the sentence before.
    """
    last = before[-1] if before else None
    for duty in sorted(duties, key=lambda d: d.function):
        if last is not None and last.language == duty.language and _points_back(masked, duty):
            duty.function, duty.without = last.function, list(last.without)
            duty.context.append((last.start, last.end))
            _pass_on(masked, last, duty)
        last = duty


def _points_back(masked: Masked, duty: Duty) -> bool:
    return rule(duty.language, "same").search(function(masked, duty, masked.text)) is not None


def _pass_on(masked: Masked, old: Duty, new: Duty) -> None:
    """Two duties as a transfer, where the one ends and the other begins and nothing else is said of them."""
    if old.body is None or new.body is None or old.body.attributes.get("key") == new.body.attributes.get("key"):
        return
    if old.to or old.source or new.ended:
        return
    ends, begins = of_duty(masked, old), of_duty(masked, new)
    if "valid_until" in ends and "valid_from" in begins and ends["valid_until"] <= begins["valid_from"]:
        old.said |= ends
        new.said |= begins
        old.to, new.source, old.ended = new.body, old.body, True


def clause_before(masked: Masked, handed: Handover) -> Sentence | None:
    """The clause of the same sentence that says which function was handed over, if it names a body."""
    start, end = handed.sentence.start, handed.function[0]
    comma = masked.text.rfind(",", start, end)
    head = replace(handed.sentence, end=comma if comma > start else end)
    return head if handed.again and masked.has_body(head.start, head.end) else None
