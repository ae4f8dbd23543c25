"""What tells whether two references name one work: identifiers, years, titles across scripts, names.

Titles and names are compared by their skeletons (:func:`ontology.characters.skeleton`), which Cyrillic letters and any
romanisation of them share; a title in brackets stands beside the title that it translates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from ontology.characters import number, plain, skeleton

# Of 100: titles that are one beyond doubt, with one author and year, with the same place of print.
_EQUAL, _ALIKE, _SAME_PLACE = 95.0, 86.0, 75.0
# Acts of one number and date whose titles are less alike than this were issued by different bodies.
_SAME_ACT = 55.0
# Titles of fewer words than this say too little.
_FEW = 3
_START = 4


@dataclass(frozen=True, slots=True)
class Sketch:
    """A record reduced to what is compared. ``years`` are all that it names, its own one among them.

    ``address`` leads to one page, ``site`` is that of a front page; ``act`` and ``day`` are number and date of an act.
    """

    doi: str
    address: str
    site: str
    act: str
    day: str
    year: int | None
    years: frozenset[int]
    titles: tuple[str, ...]
    names: frozenset[str]
    pages: str
    language: str = ""
    instrument: str = ""

    @property
    def keys(self) -> Iterator[str]:
        """What records of one work may share exactly."""
        named = {"doi": self.doi, "url": self.address, "site": self.site, "act": self.act, "iri": self.instrument}
        yield from (f"{name}:{value}" for name, value in named.items() if value)


def sketch(item: Mapping[str, Any], years: frozenset[int] = frozenset(), instrument: str = "") -> Sketch:
    """The sketch of a CSL-JSON item; ``years`` are others that its text names, ``instrument`` the act's IRI."""
    year = _year(item)
    titles = [str(item.get("title", "")), str(_custom(item).get("translated-title", ""))]
    if bodies := [str(name["literal"]) for name in item.get("author", ()) if "literal" in name][:1]:
        titles.append(f"{bodies[0]} {titles[0]}")
    short = tuple(text for title in titles if (text := skeleton(re.sub(r"\([^)]*\)", " ", title) or title)))
    people = [*item.get("author", ()), *item.get("editor", ())]
    names = frozenset(first for name in people if (first := _first_word(name)))
    return Sketch(
        str(item.get("DOI", "")).lower(), *_address(str(item.get("URL", ""))), *_act(item), year,
        years | ({year} if year else frozenset()), short, names, re.sub(r"\D+", "-", str(item.get("page", ""))),
        str(item.get("language", "")), instrument,
    )  # fmt: skip


def same(one: Sketch, other: Sketch) -> bool:
    """Whether two records are of one work."""
    if one.doi and other.doi:
        return one.doi == other.doi
    if one.instrument and other.instrument:
        return one.instrument == other.instrument
    if one.act and other.act:
        days = not (one.day and other.day) or one.day == other.day
        # A title in another language tells nothing.
        told = one.language != other.language or similarity(one, other) >= _SAME_ACT
        return one.act == other.act and days and told
    if bool(one.act) != bool(other.act):
        return False
    alike = similarity(one, other)
    people = bool(one.names & other.names) or not (one.names and other.names)
    if one.address and one.address == other.address and alike >= _SAME_PLACE:
        return True
    if one.site and one.site == other.site and not one.names and not other.names and alike >= _ALIKE:
        return True
    if min(_words(one), _words(other)) < _FEW:
        certain = bool(one.names & other.names) and bool(one.year) and one.year == other.year
        return alike >= 100.0 and (certain or (not one.names and not other.names and one.year == other.year))
    if one.year == other.year or one.years & other.years:
        return alike >= (_ALIKE if people else _EQUAL)
    if one.year is None or other.year is None:
        return alike >= _EQUAL and people
    # A slip of the pen in the year: the same pages of a journal bear the same title.
    return alike >= _EQUAL and people and bool(one.pages) and "-" in one.pages and one.pages == other.pages


def similarity(one: Sketch, other: Sketch) -> float:
    """How alike the most alike titles are, 0 to 100; a title that goes on where the other ends is the same."""
    best = 0.0
    for a in one.titles:
        for b in other.titles:
            best = max(best, fuzz.token_sort_ratio(a, b))
            short, long = sorted((a, b), key=len)
            if len(short.split()) >= _START and long.startswith(short + " "):
                best = max(best, _EQUAL)
    return best


def words(of: Sketch) -> list[set[str]]:
    """For each of its titles the words that can find it again."""
    return [{word for word in title.split() if len(word) > 2} for title in of.titles]


def _words(of: Sketch) -> int:
    return max((len(title.split()) for title in of.titles), default=0)


def _custom(item: Mapping[str, Any]) -> Mapping[str, Any]:
    custom = item.get("custom")
    return custom if isinstance(custom, Mapping) else {}


def _year(item: Mapping[str, Any]) -> int | None:
    issued = item.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    first = parts[0][0] if parts and parts[0] else None
    return int(str(first)) if str(first).isdecimal() else None


def _first_word(name: Mapping[str, Any]) -> str:
    return skeleton(str(name.get("family", ""))).replace(" ", "")


def _act(item: Mapping[str, Any]) -> tuple[str, str]:
    """Number and year of an act, its title where it has no number; and its day where that is known."""
    if item.get("type") not in ("legislation", "bill", "treaty"):
        return "", ""
    year = _year(item)
    parts = item["issued"]["date-parts"][0] if year else []
    day = "-".join(f"{int(part):02}" for part in parts) if len(parts) == 3 else ""
    named = plain(number(str(item.get("number", "")))).replace(" ", "") or skeleton(str(item.get("title", "")))
    return (f"{named}/{year or ''}", day) if named else ("", "")


def _address(url: str) -> tuple[str, str]:
    """An address without scheme and "www.", and, where it is the front page of a site, only that of the site."""
    parts = urlsplit(url if "//" in url else f"//{url}")
    host, path = parts.netloc.removeprefix("www.").lower(), parts.path.rstrip("/").lower()
    if not path and not parts.query:
        return "", host
    return f"{host}{path}?{parts.query.lower()}".rstrip("?"), ""
