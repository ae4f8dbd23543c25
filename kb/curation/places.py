"""From a mention to its place by content, and back from places to the mentions that stand there now."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ingest.document import Document
from ingest.errors import BadDecision
from kb.curation.decision import Place
from kb.curation.letters import around, find, folded, short, surrounding
from ontology.mention import Mention

Text = Callable[[str], str]
"""The text of a document by its id."""

_STATEMENT = re.compile(r".*/document/(?P<document>[0-9a-f]+)#(?P<kind>\w+)=(?P<start>\d+),(?P<end>\d+),\w+")
_RANGES = re.compile(r"\d+,\d+(?: \d+,\d+)*")
# How a mention was found, and what depends on that, is not what it says.
_INTERNAL = ("context", "form", "head", "language", "rule", "trend")


class Range(NamedTuple):
    """Characters of a document."""

    document_id: str
    start: int
    end: int


def place_of(mention: Mention, document: Document, others: Iterable[Mention]) -> Place:
    """The place of a mention; ``others`` are the mentions of its document."""
    before, after = around(document.text, mention.start, mention.end)
    where = (mention.kind, mention.start, mention.end)
    twins = [says(m, document.text) for m in others if (m.kind, m.start, m.end) == where]
    own = says(mention, document.text)
    names = sorted({name for twin in twins for name in twin.keys() | own.keys() if twin.get(name) != own.get(name)})
    telling = {name: own.get(name, "") for name in names}
    return Place(mention.kind, mention.surface, before, after, telling, "", document.id, document.title)


def place_at(kind: str, document: Document, start: int, end: int) -> Place:
    """The place of a range in which nothing was found."""
    before, after = around(document.text, start, end)
    return Place(kind, document.text[start:end], before, after, {}, "", document.id, document.title)


def the_range(document: Document, quote: str | tuple[int, int]) -> tuple[int, int]:
    """The range of a quote that stands in a document once, or of a range that is one. Raises BadDecision."""
    name = document.title or document.id[:12]
    if not isinstance(quote, str):
        start, end = quote
        if not 0 <= start < end <= len(document.text):
            raise BadDecision(f"{start}–{end} is no range of {name}, which has {len(document.text):,} characters.")
    else:
        found = [match.start() for match in re.finditer(re.escape(quote), document.text)] if quote else []
        if len(found) != 1:
            count = f"stands in {name} {len(found)} times" if found else f"does not stand in {name}"
            raise BadDecision(f"The quote {quote!r} {count}; give one that stands there once, or a range.")
        start, end = found[0], found[0] + len(quote)
    if not folded(document.text[start:end]):
        raise BadDecision("A quote needs at least one letter or digit: there is no statement without evidence.")
    return start, end


def says(mention: Mention, text: str) -> dict[str, str]:
    """What a mention says: its attributes, and for those that point at other mentions the words there."""
    found: dict[str, str] = {}
    for name, value in mention.attributes.items():
        if not name.endswith("_at") and name not in _INTERNAL:
            found[name] = value
        elif name.endswith("_at") and _RANGES.fullmatch(value):
            spans = (map(int, span.split(",")) for span in value.split())
            found[name] = "; ".join(" ".join(text[start:end].split()) for start, end in spans)
    return found


def stands(place: Place, documents: Iterable[str], text: Text) -> list[Range]:
    """Everywhere on the shelf where the quote of a place stands in its surrounding."""
    return [
        Range(document_id, start, end)
        for document_id in documents
        for start, end in find(text(document_id), place.quote, place.before, place.after)
    ]


def matches(places: Sequence[Place], mentions: Iterable[Mention], text: Text) -> list[list[Mention]]:
    """For each place the mentions that stand there; of a concept all mentions of it in that document.

    A place with ``added`` has none: what stands there is known to who added it.
    """
    by_quote: dict[tuple[str, str], list[int]] = defaultdict(list)
    by_statement: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, place in enumerate(places):
        if match := _STATEMENT.fullmatch(place.statement):
            by_statement[match.group("document", "kind", "start", "end")].append(number)
        elif not place.added:
            by_quote[place.kind, short(place.quote)].append(number)
    found: list[list[Mention]] = [[] for _ in places]
    kinds = {place.kind for place in places}
    concepts: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.kind not in kinds:
            continue
        if mention.kind == "concept":
            concepts[mention.document_id, mention.attributes["id"]].append(mention)
        wanted = by_quote.get((mention.kind, short(mention.surface)), ())
        for number in wanted:
            if _is_there(places[number], mention, text(mention.document_id)):
                found[number].append(mention)
        if by_statement:
            key = (mention.document_id, mention.kind, str(mention.start), str(mention.end))
            for number in by_statement.get(key, ()):
                found[number].append(mention)
    return [_whole(there, concepts) for there in found]


def _is_there(place: Place, mention: Mention, text: str) -> bool:
    here = surrounding(*around(text, mention.start, mention.end))
    if here != surrounding(place.before, place.after):
        return False
    said = says(mention, text) if place.says else {}
    return all(said.get(name, "") == value for name, value in place.says.items())


def _whole(there: list[Mention], concepts: dict[tuple[str, str], list[Mention]]) -> list[Mention]:
    if not there or there[0].kind != "concept":
        return there
    every = {(m.document_id, m.attributes["id"]) for m in there}
    return [m for key in sorted(every) for m in concepts[key]]
