"""Whose a recommendation is and whom it is addressed to.

It is the authors' unless the sentence reports somebody: a body ("IOM recommends …"), or a cited work; an act recommends
nothing. It is addressed to the body that is the subject of "should", that something is recommended to, in the words,
in what leads them in, or in the heading above; "the Ministry" means the ministry named last.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from ingest.document import Document
from ontology import modality
from ontology.enumerations import Unit
from ontology.mention import Mention

# An agency is the subject of a modal verb when at most this many characters stand between them.
_NEAR = 60
# A sentence goes on from the one before when at most a blank or a line end parts them.
_CLOSE = 2
# What opens a sentence stands within its first characters, behind a bullet at most.
_FIRST = 3
# A short form means a body at most this many characters before it.
_REACH = 1500


class Party(NamedTuple):
    """Where a body is named or meant, and the range of the mention that names it."""

    start: int
    end: int
    at: str


class Voices:
    """The agencies and concepts of a document, by position; remembers who spoke last, for what goes on from it."""

    def __init__(self, document: Document, named: Sequence[Mention], text: str) -> None:
        self._text = text
        self._agencies = sorted((m for m in named if m.kind == "agency"), key=lambda m: m.start)
        self._concepts = sorted((m for m in named if m.kind == "concept"), key=lambda m: m.start)
        self._acts = sorted((m for m in named if m.kind == "instrument"), key=lambda m: m.start)
        self._headings = [(block.start, block.end) for block in document.blocks if block.kind == "heading"]
        self._last: tuple[Unit | None, dict[str, str]] = (None, {})

    def of(self, unit: Unit) -> dict[str, str]:
        """``by`` or ``by_at``, and ``addressee_at`` where the unit, what leads it in or its heading names one."""
        ranges = [*unit.leads, (unit.start, unit.end)]
        said = (self._speaker(start, end) for start, end in ranges)
        speaker = next((found for found in said if found), None) or self._earlier(unit) or {"by": "authors"}
        self._last = (unit, speaker)
        parties = [party for start, end in ranges for party in self._parties(start, end)]
        others = [p for p in parties if p.at != speaker.get("by_at")]
        asked = self._together([p for p in others if self._addressed(p, unit)], others) or self._of_heading(unit)
        return speaker | ({"addressee_at": " ".join(dict.fromkeys(p.at for p in asked))} if asked else {})

    # ------------------------------------------------------------------------------------------- who speaks
    def _speaker(self, start: int, end: int) -> dict[str, str]:
        """Who is reported between two positions; empty when nobody is."""
        rules, text = modality.rules().re, self._text
        for agency in _inside(self._agencies, start, end):
            if rules["speaks"].match(text, agency.end, end) or rules["according"].search(text[start : agency.start]):
                return {"by_at": _at(agency)}
            if self._opens(agency.start, agency.end, start) and rules["speaks_last"].match(text, agency.end, end):
                return {"by_at": _at(agency)}
        match = rules["reporter"].search(text, start, end)
        return {"by": " ".join(match["who"].split())} if match and not self._is_act(*match.span("who")) else {}

    def _is_act(self, start: int, end: int) -> bool:
        """Whether what is reported is an instrument: a law demands, it does not recommend."""
        before = self._acts[max(0, bisect_left(self._acts, start, key=lambda m: m.start) - 1) :]
        near = (act for act in before if act.start < end)
        return any(act.end > start for act in near) or bool(modality.rules().re["act"].search(self._text[start:end]))

    def _earlier(self, unit: Unit) -> dict[str, str]:
        """Who spoke before, when a sentence goes on from there; empty when the authors speak."""
        rules, text = modality.rules().re, self._text
        if unit.leads or rules["own_voice"].search(text, unit.start, unit.end):
            return {}
        before, speaker = self._last
        if before and before.passage is unit.passage and unit.start - before.end <= _CLOSE and "by_at" in speaker:
            return speaker
        if not rules["goes_on"].search(text, unit.start, unit.end):
            return {}
        found = rules["reporter"].finditer(text, unit.passage.start, unit.start)
        cited = [" ".join(m["who"].split()) for m in found if not self._is_act(*m.span("who"))]
        return {"by": cited[-1]} if cited else {}

    # ------------------------------------------------------------------------------------------- to whom
    def _parties(self, start: int, end: int) -> list[Party]:
        """The bodies that are named between two positions, and those that a short form means there."""
        found = [Party(m.start, m.end, _at(m)) for m in _inside(self._agencies, start, end)]
        for match in modality.rules().re["short_form"].finditer(self._text, start, end):
            head = match.span("head")
            if all(head[1] <= p.start or p.end <= head[0] for p in found) and (meant := self._meant(match)):
                found.append(Party(*head, _at(meant)))
        return sorted(found)

    def _meant(self, match: regex.Match[str]) -> Mention | None:
        """The body of that sort which is named last before a short form."""
        stem, start = match["stem"].casefold(), match.start()
        for agency in reversed(self._agencies[: bisect_left(self._agencies, start, key=lambda m: m.start)]):
            if start - agency.end > _REACH:
                return None
            if stem in agency.surface.casefold():
                return agency
        return None

    def _addressed(self, party: Party, unit: Unit) -> bool:
        """Whether a body is the subject of the modal verb, or the one that something is recommended to."""
        rules, text, end = modality.rules().re, self._text, unit.end
        if rules["recommended_to"].search(text[max(0, party.start - _NEAR) : party.start]):
            return True
        if rules["not_subject"].search(text[max(0, party.start - 20) : party.start]):
            return False
        # In Kazakh the verb ends the sentence: its subject opens it, or stands in the dative.
        given = self._oblique(party.start, party.end) and rules["asked_of"].match(text, party.end, end)
        opens = self._opens(party.start, party.end, unit.start + modality.opening(text[unit.start : end]))
        first = opens and rules["subject_first"].match(text, party.end, end)
        marker = rules["marker"].match(text, unit.start, end)
        if party.start == (marker.end() if marker else unit.start) and rules["labelled"].match(text, party.end, end):
            return True
        return bool(first or given or rules["subject_of"].match(text, party.end, min(end, party.end + _NEAR)))

    def _opens(self, start: int, end: int, opening: int) -> bool:
        """Whether a body is the subject that opens a Kazakh sentence."""
        return start - opening <= _FIRST and not self._oblique(start, end)

    def _oblique(self, start: int, end: int) -> bool:
        return modality.rules().re["oblique"].search(self._text[start:end]) is not None

    def _together(self, asked: list[Party], parties: list[Party]) -> list[Party]:
        """The bodies that are asked, and those that stand in one enumeration with one of them."""
        rule, found = modality.rules().re["together"], set(asked)
        for one, other in (*pairwise(parties), *pairwise(reversed(parties))):
            first, last = min(one, other), max(one, other)
            if one in found and rule.fullmatch(self._text, first.end, last.start):
                found.add(other)
        return [party for party in parties if party in found]

    def _of_heading(self, unit: Unit) -> list[Party]:
        """The body that the heading above addresses: "Recommendations to the Ministry of Labour"."""
        at = bisect_right(self._headings, (unit.start, unit.start)) - 1
        if at < 0:
            return []
        start, end = self._headings[at]
        rules, parties = modality.rules().re, self._parties(start, end)
        to = [p for p in parties if rules["recommended_to"].search(self._text[start : p.start])]
        return to if len(parties) == 1 else []

    def about(self, start: int, end: int) -> dict[str, str]:
        """``concepts_at``: the concepts named between two positions."""
        return {"concepts_at": " ".join(_at(concept) for concept in _inside(self._concepts, start, end))}


def _inside(mentions: Sequence[Mention], start: int, end: int) -> Iterator[Mention]:
    for mention in mentions[bisect_left(mentions, start, key=lambda m: m.start) :]:
        if mention.start >= end:
            return
        if mention.end <= end:
            yield mention


def _at(mention: Mention) -> str:
    return f"{mention.start},{mention.end}"
