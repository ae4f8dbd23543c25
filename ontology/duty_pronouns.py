"""Which body a short form or a pronoun means: "the Ministry", «Комитет», "It keeps …", «Олар … жүргізеді»."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import regex

from ontology.duties import BODY, MEANT, Masked, Sentence, rule
from ontology.duty_clauses import is_subject
from ontology.duty_inflected import is_nominative
from ontology.duty_words import opened
from ontology.mention import Mention

# The ending of any verb of the plural.
_PLURAL = "ют"
_EITHER = regex.compile(f"[{BODY}{MEANT}]+")
# A definite short form means a body at most this many characters before it, of so many before it.
_NEAR, _SO_MANY = 1500, 9
# Two sentences of one paragraph stand less than so many characters apart.
_NEXT = 4


def short_forms(masked: Masked, language: str) -> Iterator[tuple[int, int, Mention]]:
    """Where "the Ministry", «Комитет» or "the latter" stands, and the earlier mention that it means."""
    for match in rule(language, "meant").finditer(masked.masked) if masked.bodies else ():
        if body := _antecedent(masked, match):
            yield *match.span("head"), body


def _antecedent(masked: Masked, match: regex.Match[str]) -> Mention | None:
    position = match.start("head")
    last = bisect_left(masked.starts, position) - 1
    if match["head"] == "latter":
        near = last >= 0 and position - masked.bodies[last].end < _NEAR // 3
        return masked.bodies[last] if near else None
    stem = (match.groupdict().get("stem") or match["head"]).casefold()
    before = reversed(masked.bodies[max(0, last + 1 - _SO_MANY) : last + 1])
    return next((m for m in before if position - m.end <= _NEAR and stem in m.surface.casefold()), None)


def pronouns(masked: Masked, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int, Mention]]:
    """Where a pronoun opens a sentence, and the body that is the subject of the sentence before it."""
    subject, last, language = None, -1, ""
    for sentence in sentences:
        match = rule(sentence.language, "pronoun").match(masked.masked, sentence.start, sentence.end)
        follows = sentence.start - last < _NEXT and sentence.language == language
        if match and follows and subject is not None and _agrees(match["head"], subject, language):
            yield *match.span("head"), subject
        else:
            subject = _first_subject(masked, sentence)
        last, language = sentence.end, sentence.language


def _agrees(pronoun: str, body: Mention, language: str) -> bool:
    """Whether a Russian or Kazakh pronoun has the gender and number of the body's name."""
    return language == "en" or rule(language, "agrees", pronoun.casefold()).search(body.surface) is not None


def _first_subject(masked: Masked, sentence: Sentence) -> Mention | None:
    """The body that a sentence is about: the first one that no preposition governs; in English in its first half."""
    if not masked.has_body(sentence.start, sentence.end):
        return None
    start, end = sentence.start, sentence.end
    if sentence.language == "en":
        # "Under Article 15 of the Law on …, the Ministry …": the sentence proper begins behind its opening.
        start = opened(masked, start, end, "en")
        end = (start + end) // 2
    for found in _EITHER.finditer(masked.masked, start, end):
        if _subject(masked, sentence, found):
            is_body = rule("en", "is_body").match(masked.masked, found.start(), sentence.end)
            return masked.body(is_body.start("named") if is_body else found.start())[0]
    return None


def _subject(masked: Masked, sentence: Sentence, found: regex.Match[str]) -> bool:
    surface = masked.text[slice(*found.span())]
    if sentence.language == "en":
        return is_subject(masked.masked, sentence.start, found.start())
    if sentence.language == "kk":
        return rule("kk", "oblique").search(surface) is None
    before = masked.masked[max(sentence.start, found.start() - 60) : found.start()]
    return is_nominative(surface, _PLURAL) and rule("ru", "not_subject").search(before) is None
