"""What a figure is of, in the words of its clause: the noun that is counted and what follows, or the subject before.

Words are those of the text with white space flattened; figures, times and citations are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from ontology.grammar import load
from ontology.quantities import Quantity

_LONGEST = 16
_PARENTHESES = regex.compile(r"\([^()]*\)|\[[^\[\]]*\]|[()\[\]]")
_BREAK = regex.compile(r"[;:]|\.\s|,\s+(?:while|whereas|and|but|which|of\s+which|including|а|что|который)\s|\s-\s|\n\n")
_OPENING = regex.compile(
    r"^(?:[\s,.;:)\]*-]|(?:\d+\)|and|or|but|while|whereas|that|including|however|thus|also|so|then|in\s+total|и|а|но|что|"
    r"при\s+этом|также|из\s+них|және|ал)(?!\p{L}))+",
    regex.IGNORECASE,
)
_LEAD = regex.compile(
    r"^(?:(?:In|By|As\s+of|Since|From|During|On|At|For|To|В|За|На|С|По)\s*(?:the\s+end\s+of\s*)?,\s|"
    r"(?:According\s+to|Согласно|По\s+данным)[^,]{3,80},\s|(?:Notably|Thus|However|Moreover|Specifically|In\s+general),\s)"
)
# What leads to a time: "in the", "by", "as of".
_BEFORE_TIME = regex.compile(
    r"(?<!\p{L})(?:(?:as\s+of|in|by|from|on|since|during|at|until|for|over|to|between|за|в|на|с|по|к|до)\s+(?:the\s+)?)+$",
    regex.IGNORECASE,
)
_YEARS = regex.compile(r"(?:in\s+|в\s+)?(?:19|20)\d\d(?:\s+(?:году?|жылы))?")
# The number of an article or of an item.
_NUMBER = regex.compile(r"^\d+(?:[-.]\d+)*[).]?\s+")
# Read from the end, where it is seen at once whether there is any.
_CLOSING = regex.compile(
    r"(?r)(?:[\s,.;:(\[*-]|(?<!\p{L})(?:and|or|in|of|on|at|by|to|from|for|with|as|the|a|an|is|are|was|were|than|about|more|"
    r"over|up|и|в|на|по|с|со|из|до|от|за|к|что|года?|году|және|over|around|nearly|almost|only|some|mere|compared|against|versus|down|против)(?!\p{L}))+$",
    regex.IGNORECASE,
)


@cache
def _generic() -> frozenset[str]:
    return frozenset(load("observations")["generic"])


def indicator(
    text: str,
    clause: tuple[int, int],
    between: tuple[int, int, int],
    quantity: Quantity,
    times: Sequence[tuple[int, int]],
) -> str:
    """The indicator of a quantity in a clause of unified text; empty without words.

    ``between`` says where the quantity before ends, the one behind begins, and the first of the clause begins.
    """
    right = _words(text, quantity.end, between[1], times)
    if quantity.noun:
        # A unit may stand behind the noun: "doctors per 10,000 people".
        right = text[slice(*quantity.noun)] + " " + _words(text, max(quantity.end, quantity.noun[1]), between[1], times)
    right = _BREAK.split(right)[0]
    if quantity.kind == "counted":
        said = _counted(right)
        if len(said.split()) > 1 or quantity.unit not in _generic():
            return said
    if not right.lstrip().startswith("of "):
        right = right.split(",")[0]
    own = _without_lead(_words(text, between[0], quantity.start, times))
    last = _BREAK.split(own)[-1]
    left = last if len(last.split()) > 1 else own
    if between[2] < quantity.start and len(_tidy(left).split()) < 2 and not right.lstrip().startswith(("of ", "от ")):
        # One of a list, or the end of "from A to B": what stands before the first of them says what it is of.
        lead = _without_lead(_words(text, clause[0], between[2], times))
        left = _last(_BREAK.split(lead)[-1] or lead) + (f" › {left}" if _tidy(left) else "")
    share = "share " if quantity.kind in ("percent", "fraction") and right.lstrip().startswith("of ") else ""
    if not share and not _tidy(f"{left} {right}"):
        left = _last(_words(text, clause[0], quantity.start, times)) or _counted(
            _words(text, quantity.end, clause[1], times)
        )
    if share:
        return _tidy(f"share {_counted(right)}" + (f" › {_tidy(_last(left))}" if _tidy(left) else ""))
    return _tidy(f"{_last(left)} {_counted(right)}")


def _words(text: str, start: int, end: int, times: Sequence[tuple[int, int]]) -> str:
    out, at = [], start
    for a, b in sorted(times):
        if a >= at and b <= end:
            out.append(_BEFORE_TIME.sub("", text[at:a]))
            at = b
    out.append(text[at:end])
    return _PARENTHESES.sub(" ", " ".join(out))


def _without_lead(words: str) -> str:
    """Without what only says when or where to look: "In 2021, …", "According to …, …"."""
    return _LEAD.sub("", words.lstrip())


def _counted(words: str) -> str:
    return _tidy(" ".join(words.split()[:_LONGEST]))


def _last(words: str) -> str:
    return " ".join(words.split()[-_LONGEST:])


def _tidy(words: str) -> str:
    flat = regex.sub(r"\s+([,.;:])", r"\1", " ".join(words.split()))
    opened = _OPENING.sub("", _NUMBER.sub("", flat))
    closing = _CLOSING.match(opened)
    return opened[: closing.start()] if closing else opened


def indicator_words(words: str) -> str:
    """Words as an indicator: flattened, without times, parentheses and what joins them to the rest."""
    return _tidy(_PARENTHESES.sub(" ", _YEARS.sub(" ", words)))
