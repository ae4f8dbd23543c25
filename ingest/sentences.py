"""Sentences as ranges, by razdel, with the splits and joins that policy texts need on top."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 900
# A footnote number glued to the end of a sentence hides the end from razdel.
_FOOTNOTE = re.compile(
    r"(?<=[^\W\d_][.!?»”\")])(?:\d{1,2}|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3}|\[\d{1,3}\])(?=\s+[A-ZА-ЯӘҒҚҢӨҰҮҺІ«“\"(]|$)"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«\"“\[/–—-])(?:No|Nos|E\.g|I\.e|Art|Arts|art|para|paras|Sec|Ch|Vol|vol|pp|p|Fig|fig|Tab|al|e\.g|i\.e|cf|vs|approx|Dr|"
    r"Mr|Mrs|Ms|Prof|St|Jr|Inc|Ltd|Co|Dept|Gov|Gen|Rep|Sen|ed|eds|trans|U\.S|U\.K|U\.N|Ph\.D|viz|ca|Jan|Feb|Mar|Apr|"
    r"Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|г|гг|ст|стст|п|пп|пункт|ч|гл|разд|абз|подп|пп|см|ср|напр|др|т|тт|ул|д|им|рис|табл|"
    r"прим|ред|изд|млн|млрд|тыс|руб|тг|акад|проф|доц|ж|жж|б|бб|т\.б|қ|обл|ауд|мыс|сағ|кв|стр|с|англ|рус|каз|лат|Респ)\.$"
)
_INITIAL = re.compile(r"(?:^|[\s(«\"“.])[A-ZА-ЯӘҒҚҢӨҰҮҺІ][a-zа-я]?\.$")
_CAPITAL = re.compile(r"[\"“«(]?[A-ZА-ЯӘҒҚҢӨҰҮҺІ]")
_ENUMERATOR = re.compile(r"^\(?(?:\d{1,3}(?:[.-]\d{1,3})*|[a-zа-я]|[IVX]{1,4})[.)]$")
# Abbreviations after which a capital letter does begin a sentence more often than not.
_MAY_END = re.compile(r"(?:al|др|г|гг|ж|жж|т\.б|млн|млрд|тыс|руб|тг|U\.S|U\.K|U\.N|etc|Inc|Ltd|Co)\.$")
_PLACE = re.compile(
    r"\(?(?:[Ff]ig(?:ure)?|[Tt]able|[Рр]ис(?:унок)?|[Тт]абл(?:ица)?|[Сс]урет|[Кк]есте)\.?\s\d+(?:\.\d+)*\.$"
)
_SOURCE = re.compile(r"\([^()]{3,90}\)[.;]?$")
_CLAUSE = re.compile(r";\s+|:\s+(?=\(?\d{1,2}\))|(?<=[,;:])\s+(?=\(?\d{1,2}\)\s)")
_SPACE = re.compile(r"\s+")


def sentences(text: str, base: int = 0) -> list[tuple[int, int]]:
    """Ranges of the sentences of a paragraph, without white space at their ends, shifted by ``base``.

    They cover every character that is not white space. A sentence longer than 900 characters is cut at
    semicolons, enumerators or commas, at worst between words, so that each range can stand in one passage.
    """
    out: list[tuple[int, int]] = []
    for start, end in _joined(text):
        out.extend((base + a, base + b) for a, b in _bounded(text, start, end))
    return out


def rows(text: str, base: int = 0) -> list[tuple[int, int]]:
    """Ranges of the rows of a table, one a line, shifted by ``base``; a very long row is cut like a sentence."""
    out: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            out.extend((base + a, base + b) for a, b in _bounded(text, start, _rstrip(text, at, at + len(line))))
        at += len(line) + 1
    return out


def _joined(text: str) -> list[tuple[int, int]]:
    from razdel import sentenize

    copy = _FOOTNOTE.sub(lambda m: " " * len(m[0]), text)
    spans: list[tuple[int, int]] = []
    for found in sentenize(copy):
        start = _skip(text, spans[-1][1] if spans else 0)
        if spans and _goes_on(copy[spans[-1][0] : spans[-1][1]], copy[found.start : found.stop]):
            spans[-1] = (spans[-1][0], found.stop)
        else:
            # A blanked footnote number belongs to the sentence before it.
            if spans and start < found.start:
                spans[-1] = (spans[-1][0], _rstrip(text, start, found.start))
                start = found.start
            spans.append((start, found.stop))
    if spans:
        spans[-1] = (spans[-1][0], max(spans[-1][1], len(text.rstrip())))
    return [(start, end) for start, end in spans if text[start:end].strip()]


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _rstrip(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _goes_on(left: str, right: str) -> bool:
    """Whether a split between the two was wrong."""
    tail = left[-12:]
    first = next((c for c in right if c.isalnum()), "")
    if _ENUMERATOR.match(left) or _PLACE.match(left) or not first or left.endswith((";", ",")):
        return True
    if _SOURCE.match(right) and not left.endswith(("!", "?")):
        return True
    if _INITIAL.search(tail) and not left.endswith(("I.", "U.S.", "U.K.", "U.N.")):
        return True
    if _ABBREVIATION.search(tail):
        return not (_MAY_END.search(tail) and _CAPITAL.match(right) and not _INITIAL.search(right[:3]))
    return first.islower() and not right[0].isdigit() and left[-1:] in ".…" and not right.startswith(("•", "-", "–"))


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if end - start <= LONGEST:
        yield start, end
        return
    cuts = [m.end() for m in _CLAUSE.finditer(text, start, end)]
    while end - start > LONGEST:
        cut = _cut(text, start, end, cuts)
        yield start, _rstrip(text, start, cut)
        start = _skip(text, cut)
    if start < end:
        yield start, end


def _cut(text: str, start: int, end: int, cuts: list[int]) -> int:
    """Where a long sentence is cut: the last clause that fits, else the last space, else anywhere."""
    fitting = [cut for cut in cuts if start + 80 < cut <= start + LONGEST and end - cut > 40]
    if fitting:
        return fitting[-1]
    comma = text.rfind(", ", start + LONGEST // 2, start + LONGEST)
    if comma > 0:
        return comma + 1
    space = max(text.rfind(" ", start + 1, start + LONGEST), text.rfind("\n", start + 1, start + LONGEST))
    return space if space > start else start + LONGEST
