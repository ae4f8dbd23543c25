"""Letters that a text must hold for a pattern to match in it, read off the pattern.

Most patterns find nothing in most sentences, and to see that none of the letters is there that a pattern needs takes a
fraction of the time that the pattern takes (R. Cox, "Regular Expression Matching with a Trigram Index", 2012). What is
known of a pattern may be too little, never too much: syntax that is not read here counts as what matches anything. Case
is left aside. Patterns must not be in the verbose form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import regex

Strings = frozenset[str]

# More strings than this are not kept apart, nor looked for in place of a pattern.
_MANY, _TOO_MANY = 64, 160
# So many letters of a string tell enough, and so many of a beginning are kept.
_TELLING, BEGINNING = 4, 3
_EMPTY: Strings = frozenset(("",))
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}
_CLASSES = frozenset("pPdDsSwW")
_CODE = {"x": 2, "u": 4, "U": 8}
_PLAIN = regex.compile(r"[^\\\[\](){}|.^$?*+]+(?![?*+{])")
_QUANTITY = regex.compile(r"([?*+]|\{\d*,?\d*\})[?+]?")
# What may stand behind "(?": flags, names, looks around, definitions that only calls enter.
_GROUP = regex.compile(
    r"\((?:\?(?:(?P<look><?[=!])|(?P<define>\(DEFINE\))|(?P<call>P=\w+\)|&\w+\))|P?<\w+>|[:>]|[imrs-]+(?P<on>[:)])))?"
)


@lru_cache(maxsize=64)
def fold(text: str) -> str:
    """A text as literals are compared: two characters that a pattern takes for one without regard to case are alike."""
    return _folded(text)


def _folded(text: str) -> str:
    return text.casefold().replace("\u0307", "").replace("ı", "i")


class Sought:
    """A pattern that is tried only where some of the letters stand that it needs."""

    def __init__(self, pattern: regex.Pattern[str]) -> None:
        self._pattern = pattern

    @cached_property
    def _needed(self) -> tuple[str, ...]:
        return needed(self._pattern.pattern)

    def may_match(self, folded: str) -> bool:
        """Whether a closer look at a text is worth it; ``folded`` is what :func:`fold` makes of it."""
        return any(map(folded.__contains__, self._needed))

    def search(self, text: str, start: int = 0, end: int | None = None) -> regex.Match[str] | None:
        """The first match between two positions of a text."""
        end = len(text) if end is None else end
        return self._pattern.search(text, start, end) if self.may_match(fold(text[start:end])) else None

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[regex.Match[str]]:
        """The matches between two positions of a text, in order."""
        end = len(text) if end is None else end
        return iter(self._pattern.finditer(text, start, end) if self.may_match(fold(text[start:end])) else ())

    def match(self, text: str, start: int = 0, end: int | None = None) -> regex.Match[str] | None:
        """The match that begins at a position of a text; that there is none is soon seen without the letters."""
        return self._pattern.match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int | None = None) -> regex.Match[str] | None:
        """The match of all that stands between two positions of a text."""
        return self._pattern.fullmatch(text, start, end)


@lru_cache(maxsize=4096)
def needed(source: str) -> tuple[str, ...]:
    """Folded strings one of which is in every match of a pattern; the empty one, which all texts hold, if unknown."""
    return tuple(sorted(_read(source).held, key=len))


def beginnings(source: str) -> Strings:
    """What every match of a pattern begins with: :func:`beginning` of one of these strings or more, none of them inside
    another; the empty string if nothing is known."""
    starts = {beginning(start) for start in _read(source).starts}
    return frozenset(start for start in starts if not any(start[:size] in starts for size in range(len(start))))


@lru_cache(maxsize=65536)
def beginning(text: str) -> str:
    """The first letters of a text as the beginnings of patterns are told: folded, all digits and all blanks alike."""
    return "".join("0" if c.isdecimal() else " " if c.isspace() else c for c in _folded(text[:BEGINNING]))[:BEGINNING]


# ------------------------------------------------------------------------------------------ what parts may match
@dataclass(frozen=True, slots=True)
class _Part:
    """Part of a pattern: all it can match, where that is little; strings that each match holds one of, and that each
    begins with one of, unless it is empty, as an ``optional`` part may be."""

    exact: Strings | None
    held: Strings
    starts: Strings
    optional: bool = False


_NOTHING = _Part(_EMPTY, _EMPTY, _EMPTY)
_ANYTHING = _Part(None, _EMPTY, _EMPTY)
# Classes of characters of which it is known what they begin with: :func:`beginning`.
_DIGITS, _BLANKS = (_Part(None, _EMPTY, frozenset(start)) for start in "0 ")
_KNOWN = {"d": _DIGITS, "p{Nd}": _DIGITS, "s": _BLANKS}


def _strings(strings: Iterable[str]) -> _Part:
    found = frozenset(strings)
    starts = frozenset(string[:BEGINNING] for string in found)
    return _Part(found if len(found) <= _MANY else None, _fewest(found), starts)


def _fewest(strings: Strings) -> Strings:
    """The strings without those that hold another of them, for whoever finds these has found the other. Too many to
    look for count as the empty one."""
    if len(strings) < 2:
        return strings
    kept: list[str] = []
    for string in sorted(strings, key=len):
        if not any(other in string for other in kept):
            kept.append(string)
    return frozenset(kept) if len(kept) <= _TOO_MANY else _EMPTY


def _better(one: Strings, other: Strings) -> Strings:
    """Which of two sets tells more: of long strings rather than short ones, and of few rather than many."""
    if _EMPTY in (one, other):
        return one if other == _EMPTY else other
    return max(one, other, key=lambda held: (min(_TELLING, *map(len, held)), -len(held)))


def _in_turn(parts: Sequence[_Part]) -> _Part:
    """Parts one behind the other."""
    run = held = _EMPTY
    known = True
    for part in parts:
        if part.exact is not None and len(run) * len(part.exact) <= _MANY:
            run = frozenset(a + b for a in run for b in part.exact)
        else:
            known = False
            held = _better(held, _better(_fewest(run), part.held))
            run = part.exact or _EMPTY
    return _Part(run if known else None, _better(held, _fewest(run)), _starts(parts))


def _starts(parts: Sequence[_Part]) -> Strings:
    """What begins with the first of some parts, where that may be empty with the next."""
    starts = _EMPTY
    for part in reversed(parts):
        if part.exact is not None:
            starts = frozenset((a + b)[:BEGINNING] for a in part.starts for b in starts)
        else:
            starts = part.starts | starts if part.optional else part.starts
    return starts


def _either(parts: list[_Part]) -> _Part:
    """One of some parts."""
    if len(parts) == 1:
        return parts[0]
    if all(part.exact is not None for part in parts):
        return _strings(string for part in parts for string in part.exact or ())
    held, starts = ([string for part in parts for string in getattr(part, name)] for name in ("held", "starts"))
    optional = any(part.optional or (part.exact is not None and "" in part.exact) for part in parts)
    return _Part(None, _fewest(frozenset(held)), frozenset(starts), optional)


def _repeated(part: _Part, quantity: str) -> _Part:
    """A part as often as its quantifier says."""
    if quantity == "?" and part.exact is not None:
        return _strings(part.exact | _EMPTY)
    if quantity in "?*" or quantity.startswith(("{0", "{,")):
        return _Part(None, _EMPTY, part.starts, optional=True)
    return _Part(None, part.held, part.starts, part.optional)


# --------------------------------------------------------------------------------------------- the text of a pattern
@lru_cache(maxsize=64)
def _read(source: str) -> _Part:
    try:
        return _Reader(source).alternatives()
    except _UnknownError:
        return _ANYTHING


class _UnknownError(ValueError):
    """A pattern has syntax that is not read here."""


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, source: str) -> None:
        self._source, self._at = source, 0

    def alternatives(self) -> _Part:
        """What stands between here and the end of the group, or of the pattern."""
        found = [_in_turn(list(self._sequence()))]
        while self._take("|"):
            found.append(_in_turn(list(self._sequence())))
        return _either(found)

    def _take(self, character: str) -> bool:
        here = self._source.startswith(character, self._at)
        self._at += here
        return here

    def _next(self) -> str:
        if self._at >= len(self._source):
            raise _UnknownError(self._source)
        self._at += 1
        return self._source[self._at - 1]

    def _sequence(self) -> Iterator[_Part]:
        while self._at < len(self._source) and self._source[self._at] not in "|)":
            part = self._plain() or self._atom()
            while quantity := _QUANTITY.match(self._source, self._at):
                part, self._at = _repeated(part, quantity[1]), quantity.end()
            yield part

    def _plain(self) -> _Part | None:
        """The characters from here on that stand for themselves, without the last if it is repeated."""
        run = _PLAIN.match(self._source, self._at)
        self._at = run.end() if run else self._at
        return _strings((_folded(run[0]),)) if run else None

    def _atom(self) -> _Part:
        if self._source[self._at] == "(":
            return self._group()
        character = self._next()
        if character == "[":
            return self._set()
        if character == "\\":
            return self._escape()
        if character in "^$":
            return _NOTHING
        if character == "{":
            raise _UnknownError(self._source)
        return _ANYTHING if character == "." else _strings((_folded(character),))

    def _group(self) -> _Part:
        opening = _GROUP.match(self._source, self._at)
        self._at = opening.end() if opening else self._at
        if opening is None or self._source.startswith("?", self._at):
            raise _UnknownError(self._source)
        if opening["call"]:
            return _ANYTHING
        if opening["on"] == ")":
            return _NOTHING
        inside = self.alternatives()
        if not self._take(")"):
            raise _UnknownError(self._source)
        return _NOTHING if opening["look"] or opening["define"] else inside

    def _escape(self) -> _Part:
        """What stands behind a backslash."""
        character = self._next()
        if character in "bBAZ":
            return _NOTHING
        if self._source.startswith("<", self._at) and character == "L":
            # A list of words that the pattern was given by name.
            self._at = self._source.index(">", self._at) + 1
            return _ANYTHING
        if character in _CLASSES or character.isdigit():
            return _KNOWN.get(self._pass_class(character), _ANYTHING)
        return _strings((_folded(self._character(character)),))

    def _pass_class(self, letter: str) -> str:
        """Go on behind a class of characters whose letter has been read; gives it as a whole."""
        start = self._at - 1
        if letter in "pP":
            if self._next() != "{":
                raise _UnknownError(self._source)
            self._at = self._source.index("}", self._at) + 1
        return self._source[start : self._at]

    def _character(self, escaped: str) -> str:
        """The character that an escape stands for."""
        if size := _CODE.get(escaped):
            self._at += size
            return chr(int(self._source[self._at - size : self._at], 16))
        if escaped.isalnum() and escaped not in _CONTROLS:
            raise _UnknownError(self._source)
        return _CONTROLS.get(escaped, escaped)

    def _set(self) -> _Part:
        """One of some characters: which ones, where they are listed one by one."""
        listed, found = not self._take("^"), [self._member()]
        while not self._take("]"):
            found.append(self._member())
            # A range, of which only the ends are read.
            listed = listed and not (found[-1] == "-" and self._source[self._at] != "]")
        characters = [_folded(member) for member in found if member is not None]
        return _strings(characters) if listed and len(characters) == len(found) else _ANYTHING

    def _member(self) -> str | None:
        """The next member of a set; None for a class of characters."""
        character = self._next()
        if character == "[":
            raise _UnknownError(self._source)
        if character != "\\":
            return character
        escaped = self._next()
        if escaped in _CLASSES:
            self._pass_class(escaped)
            return None
        return self._character(escaped)
