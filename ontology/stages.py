"""Stages of programmes, concepts and strategies: a number and the years of it, as in "the second stage (2001-2010)".

What a stage is of is named in its sentence, in the nearest heading, or is the act that the document is. Words are
``rules/stages.yaml``, times those of :mod:`ontology.times`. A stage without a period is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from ingest.document import Document, Passage
from ontology import characters
from ontology.grammar import EXTRACTOR, load, pattern
from ontology.mention import Mention
from ontology.times import Time, times

_NAME = f"stages/{EXTRACTOR}"
_RULES = "stages"
_READ = ("body", "abstract", "table", "heading")
# How far behind a stage its period may end.
_WIDTH = 180


class Rules:
    """The compiled rules file."""

    def __init__(self) -> None:
        rules = load(_RULES)
        self.words: tuple[str, ...] = tuple(rules["words"])
        self.heads = [(head["language"], pattern(head["pattern"], _RULES)) for head in rules["heads"]]
        self.gaps = {name: pattern(source, _RULES) for name, source in rules["gaps"].items()}
        self.behind = {name: pattern(source, _RULES) for name, source in rules["behind"].items()}
        self.numbers: dict[str, int] = rules["numbers"]
        self.romans: list[str] = rules["romans"]
        self.wholes: dict[str, list[str]] = rules["wholes"]
        self.confidence: float = rules["confidence"]


@cache
def rules() -> Rules:
    """The rules, compiled once."""
    return Rules()


def find(document: Document, passages: Sequence[Passage], named: Sequence[Mention]) -> list[Mention]:
    """Mentions of stages in order; ``named`` are the instruments and programmes found before.

    Attributes: ``number``, ``period`` (an ISO 8601 interval or a year), ``of_at`` (the range of the instrument or
    programme), ``context`` (the same range where it is outside of the words that state the stage), ``rule``,
    ``language``.
    """
    text = characters.unify(document.text)
    headings = [p for p in passages if p.kind == "heading"]
    wholes = [m for m in named if m.attributes.get("type") in rules().wholes.get(m.kind, ())]
    own = next((m for m in named if m.kind == "instrument" and m.attributes.get("own_act")), None)
    found: dict[tuple[int, int], Mention] = {}
    for passage in passages:
        small = text[passage.start : passage.end].lower()
        if passage.kind not in _READ or passage.garbled or not any(word in small for word in rules().words):
            continue
        for start, end, said in _stages(text, passage):
            whole = _named(passage, start, end, wholes) or _above(passage, headings, wholes, document.title) or own
            said |= _of(whole, start, end)
            surface = document.text[start:end]
            found.setdefault(
                (start, end), Mention(document.id, start, end, "stage", surface, said, _NAME, rules().confidence)
            )
    return [found[place] for place in sorted(found)]


def _stages(text: str, passage: Passage) -> Iterator[tuple[int, int, dict[str, str]]]:
    for language, source in rules().heads:
        for head in source.finditer(text, passage.start, passage.end):
            for time in times(text, head.end(), min(head.end() + _WIDTH, passage.end)):
                if rule := _rule(text, head, time):
                    # The bracket that opens before a period closes behind it.
                    closed = rule == "bracket" and text[time.end : time.end + 1] == ")"
                    said = {"number": _number(head["number"]), "period": time.iso, "rule": rule, "language": language}
                    yield head.start(), time.end + closed, said
                    break


def _rule(text: str, head: regex.Match[str], time: Time) -> str:
    """The gap between the words for a stage and a time, where the time is the period of that stage."""
    if not time.iso or time.iso.endswith("..") or not (time.interval or text[time.start - 1] == "("):
        return ""
    for name, gap in rules().gaps.items():
        if gap.fullmatch(text, head.end(), time.start):
            behind = rules().behind.get(name)
            return name if behind is None or behind.match(text, time.end) else ""
    return ""


def _number(words: str) -> str:
    """``second``, ``II``, ``2-й`` and ``екінші`` give 2."""
    small = words.lower()
    if digits := regex.match(r"\d+", small):
        return str(int(digits[0]))
    roman = small.replace("і", "i").replace("х", "x")
    if roman in rules().romans:
        return str(rules().romans.index(roman) + 1)
    return next(str(number) for stem, number in rules().numbers.items() if small.startswith(stem))


# ------------------------------------------------------------------------------------------- what has the stage
def _named(passage: Passage, start: int, end: int, wholes: Sequence[Mention]) -> Mention | None:
    """What is named in the sentence of a stage, the nearest to it."""
    sentences = passage.sentences or ((passage.start, passage.end),)
    low = min((a for a, b in sentences if a < end and start < b), default=start)
    high = max((b for a, b in sentences if a < end and start < b), default=end)
    inside = [m for m in wholes if low <= m.start and m.end <= high]
    return min(inside, key=lambda m: (max(m.start - end, start - m.end, 0), m.start), default=None)


def _above(passage: Passage, headings: Sequence[Passage], wholes: Sequence[Mention], title: str) -> Mention | None:
    """What the nearest of the headings above a passage names; the title stands above all."""
    path = (*passage.section.split(" › "), title)
    for heading in reversed([h for h in headings if h.start <= passage.start and " ".join(h.text.split()) in path]):
        if inside := [m for m in wholes if heading.start <= m.start and m.end <= heading.end]:
            return inside[0]
    return None


def _of(whole: Mention | None, start: int, end: int) -> dict[str, str]:
    if whole is None:
        return {}
    place = f"{whole.start},{whole.end}"
    inside = start <= whole.start and whole.end <= end
    return {"of_at": place} if inside else {"of_at": place, "context": place}
