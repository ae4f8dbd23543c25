"""What the extractor of responsibilities works on: sentences with bodies masked, verbs by their forms, and Duty.

In a masked text every body is a run of U+E000 and every instrument a run of U+E001 as long as its name, a
definite short form ("the Ministry") a run of U+E002: patterns see structure, and every offset stays true.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import regex

from ingest.document import Document
from ontology import characters
from ontology.grammar import expand, load, macros
from ontology.literals import Sought
from ontology.mention import Mention

BODY, ACT, MEANT = "\ue000", "\ue001", "\ue002"
_RUN = regex.compile(f"{BODY}+|{MEANT}+")


@dataclass(slots=True)
class Duty:
    """A stretch of text that gives a body a function: ``start`` to ``end`` is the evidence.

    ``function`` is the range of the words that say which; ``without`` holds ranges in it that do not.
    """

    start: int
    end: int
    body: Mention | None
    function: tuple[int, int]
    rule: str
    language: str
    meant: bool = False
    ended: bool = False
    to: Mention | None = None
    source: Mention | None = None
    context: list[tuple[int, int]] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    without: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage: its range, its language and the headings above it."""

    start: int
    end: int
    language: str
    section: str
    kind: str


@cache
def rule(*path: str) -> regex.Pattern[str]:
    """A pattern of the rules file, compiled: ``rule("en", "agent")``; raises KeyError when there is none."""
    data: Any = load("responsibilities")
    for name in path:
        data = data[name]
    return compiled(data)


@cache
def rules(language: str, name: str) -> tuple[Sought, ...]:
    """A list of patterns of the rules file, compiled; empty when the language has none of that name."""
    return tuple(Sought(compiled(source)) for source in load("responsibilities")[language].get(name, ()))


@cache
def dated(language: str, name: str) -> regex.Pattern[str]:
    """The pattern of a date with what stands before it: from, until, day, within."""
    own = load("responsibilities")["dates"][language]
    known = macros("responsibilities")
    return regex.compile(expand(own[name], known | {"when": own["when"]}))


@cache
def undated(language: str, name: str) -> Sought:
    """The pattern of what a clause dates besides its duty: an act (``of_act``), what a relative clause says."""
    return Sought(dated(language, name))


@cache
def compiled(source: str) -> regex.Pattern[str]:
    """A pattern with the macros filled in; ``\\L<verbs>`` stands for any form of an English verb of the lists."""
    if r"\L<verbs>" not in source:
        return regex.compile(expand(source, macros("responsibilities")))
    return regex.compile(expand(source, macros("responsibilities")), verbs=frozenset(verbs()))


class Masked:
    """A document's text with bodies and instruments masked, and which mention stands where."""

    def __init__(self, document: Document, named: Sequence[Mention]) -> None:
        self.text = characters.unify(document.text)
        self.bodies = [m for m in named if m.kind == "agency"]
        self.acts = [m for m in named if m.kind == "instrument"]
        self.at = {m.start: m for m in self.bodies}
        self.starts = [m.start for m in self.bodies]
        self.masked = self._mask(self.bodies, BODY, self.text)
        self.meant: dict[int, Mention] = {}
        self.masked = self._mask(self.acts, ACT, self.masked)

    @staticmethod
    def _mask(mentions: Iterable[Mention], sign: str, text: str) -> str:
        parts, end = [], 0
        for m in mentions:
            if m.start >= end and m.end > m.start:
                parts += [text[end : m.start], sign * (m.end - m.start)]
                end = m.end
        return "".join(parts) + text[end:]

    def mean(self, heads: Iterable[tuple[int, int, Mention]]) -> None:
        """Mask ranges, in order, that mean a body without naming it."""
        parts, at = [], 0
        for start, end, body in heads:
            self.meant[start] = body
            parts += [self.masked[at:start], MEANT * (end - start)]
            at = end
        self.masked = "".join(parts) + self.masked[at:]

    def body(self, start: int) -> tuple[Mention | None, bool]:
        """The body whose mask begins at ``start``, and whether it is only meant there."""
        if start in self.meant:
            return self.meant[start], True
        return self.at.get(start), False

    def surface(self, start: int) -> str:
        """The words of the text whose mask begins at ``start``: the name of a body, or what means one."""
        run = _RUN.match(self.masked, start)
        return self.text[start : run.end()] if run else ""

    def all(self, start: int, end: int) -> list[tuple[Mention, bool]]:
        """Every body masked between two positions, in order, with whether it is only meant."""
        found = _RUN.finditer(self.masked, start, end)
        pairs = [self.body(match.start()) for match in found]
        return [(body, meant) for body, meant in pairs if body is not None]

    def has_body(self, start: int, end: int) -> bool:
        """Whether a body is masked in a range."""
        low = bisect_left(self.starts, start)
        return (low < len(self.starts) and self.starts[low] < end) or MEANT in self.masked[start:end]


# --------------------------------------------------------------------------------------------------- verbs
@dataclass(frozen=True, slots=True)
class Form:
    """A form of a verb: base, s, past, participle or ing, and what the verb needs after it.

    ``habitual``: it tells a function only where it tells a habit; in the past it reports an event ("published").
    """

    lemma: str
    form: str
    needs: str = ""
    habitual: bool = False


@cache
def verbs() -> dict[str, tuple[Form, ...]]:
    """The English verbs of public bodies by each of their forms."""
    lists: dict[str, Any] = load("responsibilities")["en"]["verbs"]
    entries = [(verb, "", False) for verb in lists["any"]]
    entries += [(verb, "", True) for verb in lists["habitual"]]
    entries += [(v.split()[0], r"\s+(?:\p{Ll}+\s+)??" + v.split()[1] + r"\b", False) for v in lists["particle"]]
    entries += [(verb, r"\s+" + needs, False) for verb, needs in lists["light"].items()]
    entries += [(verb, r"\s+" + needs, True) for verb, needs in lists["light_habitual"].items()]
    out: dict[str, tuple[Form, ...]] = {}
    for verb, needs, habitual in entries:
        for word, form in _inflected(verb, lists["irregular"]):
            out[word] = (*out.get(word, ()), Form(verb, form, needs, habitual))
    return out


def _inflected(verb: str, irregular: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """The forms of an English verb: ``carry`` gives carry, carries, carried (twice), carrying."""
    stem = verb[:-1] if verb.endswith("e") else verb
    consonant_y = verb.endswith("y") and verb[-2] not in "aeou"
    yield verb, "base"
    yield (verb[:-1] + "ies" if consonant_y else verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")), "s"
    past, participle = irregular.get(verb) or [(verb[:-1] + "ied" if consonant_y else stem + "ed")] * 2
    yield past, "past"
    yield participle, "participle"
    doubled = past.endswith(verb[-1] * 2 + "ed")
    yield (verb + verb[-1] if doubled or verb in ("set", "run") else stem) + "ing", "ing"
