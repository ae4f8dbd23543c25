"""Functions that pass from one body to another: a duty that ends and one that begins, linked to each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from ontology.duties import Duty, Masked, Sentence, rule, rules
from ontology.duty_dates import validity
from ontology.duty_words import opened
from ontology.mention import Mention

# The groups of the body that gave a function away and of the one that took it, some by the case they stand in.
_FROM, _TO = ("from", "ablative", "nominative"), ("to", "dative", "taker")
# A transfer names so many bodies.
_SIDES = 2
# A sentence tells more of a transfer that was stated at most this many characters before.
_NEAR = 1200
_ITEM = regex.compile(r",\s+(?:as\s+well\s+as\s+|and\s+)?(?=(?:the\s+)?\p{Ll})|\s+as\s+well\s+as\s+")


@dataclass(slots=True)
class Transfer:
    """A sentence that says that a function passed from one body to another; ``function`` is the range of its words."""

    source: Mention
    to: Mention
    sentence: Sentence
    date: str
    function: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Handover:
    """A sentence that says to whom a function was given, not by whom; ``again``: the one of the sentence before."""

    to: Mention
    sentence: Sentence
    date: str
    function: tuple[int, int]
    again: bool


def transfers(masked: Masked, sentence: Sentence) -> Transfer | None:
    """The transfer that a sentence states, if any."""
    if len(masked.all(sentence.start, sentence.end)) < _SIDES:
        return None
    for match in _stated(masked, sentence, "transfers"):
        source, to = _sides(masked, match, sentence)
        if source is not None and to is not None and not _same(source, to):
            return Transfer(source, to, sentence, _date(masked, sentence), _function(masked, match, sentence))
    return None


def handover(masked: Masked, sentence: Sentence) -> Handover | None:
    """The handing over that a sentence states without saying who had the function before, if any."""
    for match in _stated(masked, sentence, "handed"):
        to, function = _side(masked, match, _TO, sentence.language), _function(masked, match, sentence)
        words = masked.text[slice(*function)].strip(" ,")
        again = rule(sentence.language, "again").search(words) is not None
        if to is not None and (again or rule(sentence.language, "activity").search(words)):
            return Handover(to, sentence, _date(masked, sentence), function, again)
    return None


def _stated(masked: Masked, sentence: Sentence, name: str) -> Iterator[regex.Match[str]]:
    """Where a sentence states what a list of patterns says, and does not only wish or suppose it."""
    if not rule(sentence.language, "moves").search(masked.masked, sentence.start, sentence.end):
        return
    for pattern in rules(sentence.language, name):
        match = pattern.search(masked.masked, sentence.start, sentence.end)
        if match and not rule(sentence.language, "unreal").search(masked.masked, sentence.start, match.end()):
            yield match


def _sides(masked: Masked, match: regex.Match[str], sentence: Sentence) -> tuple[Mention | None, Mention | None]:
    return _side(masked, match, _FROM, sentence.language), _side(masked, match, _TO, sentence.language)


def _side(masked: Masked, match: regex.Match[str], groups: Sequence[str], language: str) -> Mention | None:
    """The body in the group of one side; the group's name says in which case it must stand."""
    name = next(name for name in groups if name in match.re.groupindex)
    body, surface = masked.body(match.start(name))[0], masked.text[slice(*match.span(name))]
    return body if name in ("from", "to") or _in_case(surface, name, language) else None


def _in_case(surface: str, case: str, language: str) -> bool:
    if case == "nominative" and language == "kk":
        return rule("kk", "oblique").search(surface) is None
    return rule(language, case).search(surface) is not None


def _date(masked: Masked, sentence: Sentence) -> str:
    """The day of a transfer: when something begins, or until when it was otherwise."""
    said = validity(masked.text, sentence.start, sentence.end, sentence.language)
    return said.get("valid_from", "") or said.get("valid_until", "")


def _function(masked: Masked, match: regex.Match[str], sentence: Sentence) -> tuple[int, int]:
    """The words that say what is handed over; the sentence where they name nothing."""
    if "function" not in match.re.groupindex or not match["function"]:
        return sentence.start, sentence.end
    start, end = match.span("function")
    return opened(masked, start, end, sentence.language), end


def both_sides(transfer: Transfer, span: tuple[int, int], function: tuple[int, int], name: str) -> Iterator[Duty]:
    """The duty that ends and the one that begins, on one range of the text."""
    language, date = transfer.sentence.language, transfer.date
    until = {"valid_until": date} if date else {}
    since = {"valid_from": date} if date else {}
    yield Duty(*span, transfer.source, function, name, language, ended=True, to=transfer.to, said=until)
    yield Duty(*span, transfer.to, function, name, language, source=transfer.source, said=since)


def received(handed: Handover, before: Sequence[Duty]) -> Duty:
    """The duty of the body that was given a function; the one before, where it is the same, ends with it."""
    sentence, since = handed.sentence, {"valid_from": handed.date} if handed.date else {}
    duty = Duty(sentence.start, sentence.end, handed.to, handed.function, "handed", sentence.language, said=since)
    old = before[0] if handed.again and before else None
    if old is None or old.body is None or _same(old.body, handed.to) or old.to or old.source:
        return duty
    old.to, old.ended = handed.to, True
    if handed.date:
        old.said.setdefault("valid_until", handed.date)
    duty.source, duty.function, duty.without = old.body, old.function, list(old.without)
    duty.context.append((old.start, old.end))
    return duty


def follow_up(transfer: Transfer, duties: Sequence[Duty]) -> list[Duty]:
    """Those duties of a later sentence that end for the body which gave its functions away."""
    return [d for d in duties if d.ended and d.body is not None and _same(d.body, transfer.source)]


def is_near(transfer: Transfer, sentence: Sentence) -> bool:
    """Whether a sentence stands close enough to tell more of a transfer."""
    return abs(sentence.start - transfer.sentence.end) < _NEAR


def items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a list of functions: "coordination, the issue of permits, as well as control" gives three."""
    cuts = [(m.start(), m.end()) for m in _ITEM.finditer(text, start, end)]
    starts = [start, *(e for _, e in cuts)]
    ends = [*(s for s, _ in cuts), end]
    found = [(s, e - (len(text[s:e]) - len(text[s:e].rstrip(" .;,")))) for s, e in zip(starts, ends, strict=True)]
    return [(s, e) for s, e in found if e - s > 8]


def _same(a: Mention, b: Mention) -> bool:
    return a.attributes.get("key") == b.attributes.get("key")
