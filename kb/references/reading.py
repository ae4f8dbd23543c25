"""The references of one document: entries of its reference lists, and notes that cite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from ingest.citations import Entry, parse_entry
from ingest.citations.words import any_of, compiled, unify
from ingest.document import Block, Document

# Footnotes hold prose as well: only what reads as a reference for sure counts.
_SURE_NOTE, _SURE_ENTRY, _DATED_ENTRY = 0.85, 0.4, 0.55
_SHORTEST = 20
# A list of entries sets no dots between a heading and its page.
_CONTENTS = re.compile(r"…|\.\s?\.\s?\.|\t")
_MARK = r"\W{0,2}(?:[⁰¹²³⁴⁵⁶⁷⁸⁹ⁱᵛˣˡᶜ]+|\*{1,3}|†|‡)\s*"
# "… 45; Kim, Migration …": a semicolon parts two references when what follows begins like one.
_PARTED = r";\s+(?=(?:see\b|cf\.|см\.|\p{Lu}[\p{L}.'-]+[,.]?\s|\"))"


def entries(document: Document) -> list[tuple[Entry, bool]]:
    """The references of a document in reading order, each with whether it stands in a note."""
    out: list[tuple[Entry, bool]] = []
    for block in document.blocks:
        if block.kind == "reference":
            entry = parse_entry(document.text[block.start : block.end], block.start)
            if _is_reference(entry, document.text):
                out.append((entry, False))
        elif block.kind == "note" and _footnote(document.text, block):
            out += ((entry, True) for entry in _cited(document.text, block))
    return out


def _is_reference(entry: Entry, text: str) -> bool:
    """Whether an entry is one: tables of contents and running heads are set like reference lists."""
    if entry.end - entry.start < _SHORTEST or entry.confidence < _SURE_ENTRY:
        return False
    if entry.year and entry.confidence >= _DATED_ENTRY and not _CONTENTS.search(text, entry.start, entry.end):
        return True
    made = entry.authors or entry.editors or entry.type == "legislation"
    where = any(entry.value(name) for name in ("doi", "url", "publisher", "place", "volume", "issue", "extent"))
    return bool(where or (made and (entry.year or entry.value("container"))) or (entry.year and entry.value("pages")))


def _footnote(text: str, block: Block) -> bool:
    return block.anchor is not None or compiled(_MARK, 0).match(text, block.start, block.end) is not None


def _cited(text: str, block: Block) -> Iterator[Entry]:
    """The references in a footnote; short forms ("Ibid.", "Там же") point to others and are none."""
    start = block.start
    if mark := compiled(_MARK, 0).match(text, start, block.end):
        start = mark.end()
    unified = unify(text[start : block.end])
    cuts = [0, *(match.end() for match in compiled(_PARTED, 0).finditer(unified)), len(unified)]
    for first, last in pairwise(cuts):
        if signal := _signal().match(unified, first, last):
            first = signal.end()
        part = text[start + first : start + last].rstrip(" ;\n")
        if len(part) < _SHORTEST or _again().search(unified, first, last):
            continue
        entry = parse_entry(part, start + first)
        if entry.confidence >= _SURE_NOTE and _complete(entry, part):
            yield entry


def _complete(entry: Entry, part: str) -> bool:
    """Whether a part of a note is a reference and no sentence with a name and a year in it."""
    if entry.type == "legislation":
        return bool(entry.value("number") or entry.value("day") or re.match(r"\W*[A-Z][^.]{5,80}Act\b", part))
    where = any(entry.value(name) for name in ("doi", "url", "publisher", "place", "volume", "issue", "pages"))
    return (where and bool(entry.year) and entry.style != "plain") or bool(entry.authors and entry.value("url"))


@cache
def _signal() -> re.Pattern[str]:
    return compiled(rf"\s*{any_of('notes', 'signal')}\s*(?=\S)")  # type: ignore[return-value]


@cache
def _again() -> re.Pattern[str]:
    return compiled(rf"(?<!\p{{L}}){any_of('notes', 'again')}")  # type: ignore[return-value]
