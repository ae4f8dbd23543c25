"""The words of a function: verb and object, without who has it, since when, and on what basis.

"Under Article 7, quotas are approved by the Ministry" gives "quotas are approved". What is left out are the openings
of ``rules/responsibilities.yaml`` (``words``), dates, and the ranges that a rule names in ``Duty.without``.
"""

from __future__ import annotations

import regex

from ontology.duties import Duty, Masked, dated, rule

_EDGES = " \n.;:,"
_DATES = ("from", "until", "day", "within")
# So many openings are taken from a clause at most.
_OPENINGS = 4


def function(masked: Masked, duty: Duty, text: str) -> str:
    """The words of ``text`` that say what the body does, on one line; the whole clause when little would be left."""
    start, end = duty.function
    parts, at = [], opened(masked, start, end, duty.language)
    end = closed(masked, at, end, duty.language)
    for low, high in sorted(duty.without):
        if at <= low < end:
            parts.append(text[at:low])
            at = high
    parts.append(text[at:end])
    found = " ".join(" ".join(part.strip(_EDGES) for part in parts).split())
    found = _unclosed(found).strip(_EDGES + "-–—")
    # One word names nothing that is done to anything.
    return found if " " in found else " ".join(text[start:end].split()).strip(_EDGES)


def opened(masked: Masked, start: int, end: int, language: str) -> int:
    """Where a clause begins behind its list mark, dates, basis and connectives."""
    for _ in range(_OPENINGS):
        after = _opening(masked, start, end, language)
        if after is None:
            return start
        start = after
    return start


def closed(masked: Masked, start: int, end: int, language: str) -> int:
    """Where a clause ends before the day since which it holds."""
    end = start + len(masked.text[start:end].rstrip(_EDGES))
    for name in ("from", "day"):
        for match in dated(language, name).finditer(masked.text, start, end):
            rest = rule("words", "after_date").match(masked.masked, match.end(), end)
            last = rest and not masked.text[rest.end() : end].strip(_EDGES) and match.start() > start
            if last and not _of_act(masked, start, end, language):
                return match.start()
    return end


def _of_act(masked: Masked, start: int, end: int, language: str) -> bool:
    """Whether the day at the end of a clause is that of an act: "… the Law on Wells adopted on 3 May 2020"."""
    return any(match.end() == end for match in dated(language, "of_act").finditer(masked.masked, start, end))


def _opening(masked: Masked, start: int, end: int, language: str) -> int | None:
    if match := rule("words", "opening", language).match(masked.masked, start, end):
        return match.end() if match.end() > start else None
    for name in _DATES:
        match = dated(language, name).match(masked.text, start, end)
        if match and (rest := rule("words", "after_date").match(masked.masked, match.end(), end)):
            return rest.end()
    return None


def _unclosed(words: str) -> str:
    """Without a bracket whose other half was left out."""
    return regex.sub(r"\s*[()]\s*", " ", words) if words.count("(") != words.count(")") else words
