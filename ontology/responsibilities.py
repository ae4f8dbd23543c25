"""Responsibilities: which body does, did or will do what, under which instrument, since when and until when.

The grammar is ``rules/responsibilities.yaml``. A statement is found where a body is the subject of a verb of doing,
the agent of a passive, the one a task is given to, a member of a list of bodies, or the owner of a list of
competence; recommendations and wishes are left to ``recommendations``. A transfer gives two statements on one range.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.document import Document, Passage
from ontology import (
    duty_clauses,
    duty_inflected,
    duty_links,
    duty_lists,
    duty_pronouns,
    duty_tables,
    duty_transfers,
    duty_words,
)
from ontology.duties import Duty, Masked, Sentence, rule
from ontology.duty_basis import Bases
from ontology.duty_dates import of_duty, validity
from ontology.duty_transfers import Transfer
from ontology.grammar import EXTRACTOR, load
from ontology.mention import Mention

_NAME = f"responsibilities/{EXTRACTOR}"
_LANGUAGES = ("en", "ru", "kk")
# The rules whose function begins with the verb of a body.
_ACTIVE = ("active", "active-ru", "active-kk")
# A basis stands at most this many characters before its clause's end or after it.
_LONGEST = 2000


def find(document: Document, passages: Sequence[Passage], named: Sequence[Mention]) -> list[Mention]:
    """Mentions of responsibilities in order; ``named`` holds the agencies, instruments and concepts of the document."""
    masked = Masked(document, named)
    if not masked.bodies:
        return []
    law = document.type == "law"
    sentences = list(_sentences(passages, law))
    if document.language in _LANGUAGES:
        masked.mean(list(duty_pronouns.short_forms(masked, document.language)))
    masked.mean(list(duty_pronouns.pronouns(masked, sentences)))
    found = list(duty_lists.listed(masked, sentences, law))
    listed = {start for d in found for start in (d.start, *(c[0] for c in d.context))}
    bases = Bases(document, masked)
    found += duty_tables.tabled(masked, document, bases)
    found += _stated(masked, [s for s in sentences if s.start not in listed and s.kind != "table"], law)
    _date_measures(masked, found, sentences)
    concepts = [m for m in named if m.kind == "concept"]
    mentions = {
        (m.start, m.end, m.attributes.get("agency_at"), m.attributes["function"]): m
        for m in (
            _mention(document, masked, duty, concepts, bases)
            for duty in found
            if not (_denied(masked, duty) or _is_event(masked, duty))
        )
    }
    return sorted(mentions.values(), key=lambda m: (m.start, m.end))


def _sentences(passages: Sequence[Passage], law: bool) -> Iterator[Sentence]:
    left_out = ("reference", "heading", "note") if law else ("reference", "heading")
    for p in passages:
        if not p.garbled and p.kind not in left_out and p.language in _LANGUAGES:
            yield from (Sentence(s, e, p.language, p.section, p.kind) for s, e in p.sentences if e - s < _LONGEST)


def _stated(masked: Masked, sentences: Sequence[Sentence], law: bool) -> Iterator[Duty]:
    """What sentences state, transfers first: a later sentence that ends a duty completes the transfer before it."""
    last: Transfer | None = None
    waiting: list[Transfer] = []
    before: list[Duty] = []
    for sentence in sentences:
        if not masked.has_body(sentence.start, sentence.end):
            before = []
            if sentence.language == "en" and rule("en", "given").search(masked.text, sentence.start, sentence.end):
                yield from duty_clauses.given(masked, sentence)
            continue
        if transfer := duty_transfers.transfers(masked, sentence):
            last = transfer
            waiting.append(transfer)
            before = []
            continue
        handed = duty_transfers.handover(masked, sentence)
        if handed and (head := duty_links.clause_before(masked, handed)):
            before = _of_clauses(masked, head, law)
            for duty in before:
                duty.said = of_duty(masked, duty) | duty.said
            yield from before
        if handed and (before or not handed.again):
            before = [duty_transfers.received(handed, before)]
            yield from before
            continue
        duties = _of_clauses(masked, sentence, law)
        duty_links.link(masked, duties, before)
        if last and duty_transfers.is_near(last, sentence) and (ended := duty_transfers.follow_up(last, duties)):
            yield from _completed(masked, last, ended)
            duties = [d for d in duties if d not in ended]
        for duty in duties:
            if law and "own_act" not in duty.said:
                duty.said |= duty_lists.own_act(sentence.section)
            yield duty
        before = duties
    for transfer in waiting:
        span = (transfer.sentence.start, transfer.sentence.end)
        yield from duty_transfers.both_sides(transfer, span, transfer.function, "transfer")


def _of_clauses(masked: Masked, sentence: Sentence, law: bool) -> list[Duty]:
    if sentence.language == "en":
        return list(duty_clauses.clauses(masked, sentence, law))
    return list(duty_inflected.clauses(masked, sentence))


def _date_measures(masked: Masked, duties: Sequence[Duty], sentences: Sequence[Sentence]) -> None:
    """Give undated measures the day on which the next sentence lets them begin: "From March 16, 2020 …"."""
    after = {s.end: following for s, following in pairwise(sentences)}
    for duty in duties:
        following = after.get(duty.end)
        if following is None or following.language != "en" or "valid_from" in duty.said:
            continue
        opens = rule("en", "opens_from").match(masked.text, following.start, following.end)
        if not opens or not rule("en", "measures").search(masked.text, duty.start, duty.end):
            continue
        said = validity(masked.text, following.start, following.end, "en")
        if not validity(masked.text, duty.start, duty.end, "en") and "valid_from" in said:
            duty.said["valid_from"] = said["valid_from"]
            duty.context.append((following.start, following.end))


def _completed(masked: Masked, transfer: Transfer, ended: Sequence[Duty]) -> Iterator[Duty]:
    """Each function that a clause lists as ended, for the body that had it and for the one that has it now."""
    for duty in ended:
        said = validity(masked.text, duty.start, duty.end, duty.language, ended=True)
        if "valid_until" in said:
            transfer.date = said["valid_until"]
        for start, end in duty_transfers.items(masked.text, *duty.function):
            yield from duty_transfers.both_sides(transfer, (duty.start, duty.end), (start, end), "ended")


# --------------------------------------------------------------------------------------- from duty to mention
def _mention(document: Document, masked: Masked, duty: Duty, concepts: Sequence[Mention], bases: Bases) -> Mention:
    surface = document.text[duty.start : duty.end]
    dates = {} if duty.to or duty.source else of_duty(masked, duty)
    said = {
        "agency_at": _at(duty.body),
        "function": duty_words.function(masked, duty, document.text),
        "concepts_at": " ".join(_at(c) for c in concepts if duty.start <= c.start and c.end <= duty.end),
        "transferred_to_at": _at(duty.to),
        "transferred_from_at": _at(duty.source),
        "context": " ".join(f"{start},{end}" for start, end in duty.context),
        "rule": duty.rule,
        "language": duty.language,
    }
    basis = {} if "basis_at" in duty.said else bases.of(duty)
    if "basis_at" in basis:
        # The article of the law that states the duty is none of another act.
        duty.said.pop("article", "")
    said = {k: v for k, v in (said | dates | basis | duty.said).items() if v}
    return Mention(document.id, duty.start, duty.end, "responsibility", surface, said, _NAME, _confidence(duty))


def _denied(masked: Masked, duty: Duty) -> bool:
    """Whether a body is said not to do something, without a day until which it did."""
    if not duty.ended or duty.to or duty.source:
        return False
    return not validity(masked.text, duty.start, duty.end, duty.language, ended=True)


def _is_event(masked: Masked, duty: Duty) -> bool:
    """Whether a clause reports what a body did once: "issued 5,200 permits", "signed a treaty"."""
    words = masked.text[slice(*duty.function)]
    return duty.rule in _ACTIVE and rule(duty.language, "event").search(words) is not None


def _at(mention: Mention | None) -> str:
    return f"{mention.start},{mention.end}" if mention else ""


def _confidence(duty: Duty) -> float:
    """The share of right ones among what the rule found, less when the body is only meant or is a foreign one."""
    known = load("responsibilities")
    share: float = known["confidence"][duty.rule]
    if duty.meant:
        share *= known["meant"]
    if duty.body and duty.body.attributes.get("type") in ("international", "ngo"):
        share *= known["foreign"]
    return round(share, 3)
