"""Lists of people in references: "Kim, A., & Lee, B. C.", "Ким А.Б., Ли В.Г.", "Anna Kim and Ben Lee"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from ingest.citations.entry import Name
from ingest.citations.words import any_of, clean

Order = Literal["family", "initials", "vancouver", "full", "given", "middle"]
_INITIAL = r"\p{Lu}(?:\p{Ll}{0,2}\.|')"
# Behind a first initial three letters are a name: "T. Lee. Tashkent: Fan".
_LATER = r"\p{Lu}(?:\p{Ll}?\.|')"
# The last of several initials may have lost its full stop.
_INITIALS = (
    rf"(?:{_INITIAL}(?:[\s-]{{0,2}}{_LATER}){{0,3}}"
    r"(?:-?\p{Lu}(?=[,;&(:\s]|$)(?!\s\p{Ll})|\s\p{Lu}(?=\s*[,;&(])|\s(?![АВИКОСУЯAI])\p{Lu}(?=\s\p{Lu}\p{Ll}))?"
    r"|\p{Lu}(?=\s*[,(&;]))"
)
_WORD = r"(?:(?:[DdOО]'|Mc|Mac|al-|Al-|El-)?\p{Lu}[\p{L}']+(?:-\p{L}[\p{L}']*){0,2})"
_GIVEN = r"\p{Lu}\p{Ll}+(?:-\p{Lu}?\p{Ll}+)?(?:\s\p{Lu}\p{Ll}+)?(?:\s\p{Lu}\.){0,2}"
_END = r"(?=\s*[,;&.:(/\[\ue000\"]|\s+(?:and|и|және|мен|и)\s|\s*$)"


@dataclass(frozen=True, slots=True)
class People:
    """Names in their order, where the list ends, and whether "et al." ended it. ``order``: how the first is written."""

    names: tuple[Name, ...]
    end: int
    others: bool
    order: Order


@cache
def _pattern(order: Order) -> regex.Pattern[str]:
    family = rf"(?P<family>(?:(?i:{any_of('people', 'particle')})\s+){{0,3}}{_WORD}"
    small = rf"(?P<family>(?:{any_of('people', 'particle')}\s+){{0,3}}{_WORD}"
    forms = {
        "family": rf"{family}(?:\s{_WORD}){{0,2}}),\s*(?P<given>{_INITIALS})|"
        # "Donald E. Knuth. The …" begins with a given name.
        rf"{family})\s+(?P<given>{_INITIALS})(?!\s[A-Z][a-z]+\.\s)",
        "initials": rf"(?P<given>{_INITIALS})\s?{small}(?:\s{_WORD}(?=\s*[,;(])(?!\s*,\s*{_INITIAL}))?){_END}",
        "vancouver": rf"{family})\s(?P<given>\p{{Lu}}{{1,3}})(?=\s*[,.;:]|\s+et\s|$)(?!\.\s[A-Z][a-z]+\.\s)",
        "full": rf"{family}(?:\s{_WORD}(?=,\s\p{{Lu}}\p{{Ll}}+[\s.,](?!\p{{Lu}}\p{{Ll}})))?),\s"
        rf"(?P<given>{_GIVEN})(?:{_END}|(?<=\s\p{{Lu}}\.)(?=\s))",
        "middle": rf"(?P<given>\p{{Lu}}\p{{Ll}}+(?:\s\p{{Lu}}\.){{1,2}})\s{small}){_END}",
        "given": rf"(?P<given>{_GIVEN})\s{small}){_END}",
    }
    return regex.compile(forms[order])


@cache
def _between() -> regex.Pattern[str]:
    return regex.compile(
        rf"\s*(?:[,;]\s*(?:&|(?:{any_of('people', 'and')})\s)?|&|\s{any_of('people', 'and')}\s|\.\.\.\s?&?|…\s?&?)\s*",
        regex.I,
    )


@cache
def _others() -> regex.Pattern[str]:
    return regex.compile(rf"\s*,?\s*(?:&|(?:and|и)\s)?\s*\[?{any_of('people', 'others')}(?!\p{{L}})\]?", regex.I)


def people(unified: str, text: str, start: int, orders: Sequence[Order]) -> People | None:
    """The list of people that begins at ``start``, in the first of the orders that the first name fits."""
    for order in orders:
        first = _pattern(order).match(unified, start)
        if first:
            return _rest(unified, text, _name(text, first), first.end(), order)
    return None


# How the names after the first may be written.
_NEXT: dict[Order, tuple[Order, ...]] = {
    "family": ("family", "initials"),
    "initials": ("initials",),
    "vancouver": ("vancouver",),
    "full": ("given", "full", "initials"),
    "given": ("given", "initials"),
    "middle": ("middle", "given", "initials"),
}


def _rest(unified: str, text: str, first: Name, end: int, order: Order) -> People:
    names = [first]
    while True:
        if others := _others().match(unified, end):
            return People(tuple(names), others.end(), True, order)
        between = _between().match(unified, end)
        found = between and next((m for o in _NEXT[order] if (m := _pattern(o).match(unified, between.end()))), None)
        if not found:
            if group := _group().match(unified, end):
                span = group.span("family")
                names.append(Name(clean(text[slice(*span)]), "", *span, literal=True))
                end = group.end()
            return People(tuple(names), end, False, order)
        names.append(_name(text, found))
        end = found.end()


@cache
def _group() -> regex.Pattern[str]:
    """ ", & the Working Group on Rivers" at the end of a list of people."""
    body = rf"(?i:{any_of('people', 'body')})(?!\p{{L}})"
    return regex.compile(
        rf"\s*,?\s*(?:&|and)\s+(?:[Tt]he\s)?(?P<family>(?=[^().,;&]*(?<!\p{{L}}){body})\p{{Lu}}[^().,;&]{{3,80}}?)(?=\.?\s*\()"
    )


def _name(text: str, match: regex.Match[str]) -> Name:
    return Name(clean(text[slice(*match.span("family"))]), _spaced(text[slice(*match.span("given"))]), *match.span())


def _spaced(given: str) -> str:
    """ "Ж.С." as "Ж. С."; what stands for a full stop that was lost is one again."""
    given = regex.sub(r"[’'‘]", ".", clean(given)) if "." not in given and len(given) < 4 else clean(given)
    return regex.sub(r"\.(?=\p{L})", ". ", given).strip()


def body(unified: str, start: int, end: int) -> bool:
    """Whether a stretch names a body, such as a ministry or a bank."""
    return bool(_body().search(unified, start, end))


@cache
def _body() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}}){any_of('people', 'body')}(?!\p{{L}})", regex.I)
