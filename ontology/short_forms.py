"""Citations that only point at an act: "(Zakon, 2011)", "the Law", «настоящего Закона», «(далее – Закон)»."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ingest.document import Document
from ontology import divisions
from ontology.citations import Citation, Head, grammar

# Documents that are acts themselves, so that "this Law" in them is what they are.
_ACTS = frozenset(("law", "code", "constitution", "decree", "resolution", "order", "concept", "strategy", "treaty",
                   "convention"))  # fmt: skip


def own_act(document: Document) -> dict[str, str]:
    """What identifies the act that a document is: number, date (ISO), title, jurisdiction; empty for other texts."""
    if document.type not in _ACTS:
        return {}
    said = {
        "own_act": "1",
        "number": document.number,
        "date": document.date if document.number else "",
        "title": document.title,
        "jurisdiction": document.jurisdiction.lower(),
    }
    return {name: value for name, value in said.items() if value}


def find(text: str, full: Sequence[Citation], bare: Sequence[Citation], own: Mapping[str, str]) -> list[Citation]:
    """The citations that point; ``full`` are those that name an act, ``bare`` capital heads with nothing beside."""
    itself = list(_own(text, own))
    found = [*_author_dates(text), *_short(text), *itself]
    found += _named_here(text, full, bare)
    found += _bare_own(text, bare, itself, own) if own else _cited_here(text, full, bare)
    out: list[Citation] = []
    for citation in sorted(found, key=lambda c: (c.start, -c.end, c.form)):
        if not out or citation.start >= out[-1].end:
            out.append(citation)
    return out


def _head(match_start: int, match_end: int, text: str) -> Head:
    kind, scripts = grammar().type_of(text)
    return Head(match_start, match_end, text, kind, scripts)


def _author_dates(text: str) -> Iterator[Citation]:
    for match in grammar().re["author_date"].finditer(text):
        head = _head(match.start(), match.end("head"), match["head"])
        yield Citation(head, match.start(), match.end(), {"date"}, {"date": match["date"]}, "author-date")


def _short(text: str) -> Iterator[Citation]:
    for match in (*grammar().re["short"].finditer(text), *grammar().pointing.finditer(text)):
        head = _head(match.start("head"), match.end("head"), match["head"])
        yield Citation(head, head.start, head.end, set(), {}, "short")


def _own(text: str, own: Mapping[str, str]) -> Iterator[Citation]:
    """ "this Law": the act itself in an act, in other texts the one named last."""
    for match in grammar().own.finditer(text):
        head = _head(match.start("head"), match.end("head"), match["head"])
        language = next(name for name in ("en", "ru", "kk") if match[name])
        # Acts of ministers call themselves «настоящий приказ»; elsewhere small letters mean any order.
        small = match["head"][0].islower() and (language == "en" or not own)
        if small or head.type == "section" or (language == "en" and not own):
            continue
        parts = {"language": language} | dict(own)
        yield Citation(head, match.start(), match.end(), set(), parts, "own" if own else "short")


def _named_here(text: str, full: Sequence[Citation], bare: Sequence[Citation]) -> Iterator[Citation]:
    """Bare heads that the text has defined as the name of an act: "(далее - Закон)"."""
    defined: dict[str, list[tuple[int, Citation]]] = {}
    for citation in full:
        if match := grammar().re["defined"].match(text, citation.end):
            defined.setdefault(citation.head.type, []).append((match.end(), citation))
    for one in bare if defined else ():
        before = [c for end, c in defined.get(one.head.type, ()) if end <= one.start]
        if before:
            parts = {"defined_at": str(before[-1].start)}
            yield Citation(one.head, one.head.start, one.head.end, set(), parts, "short")


def _cited_here(text: str, full: Sequence[Citation], bare: Sequence[Citation]) -> Iterator[Citation]:
    """Bare heads with an article, in Russian and Kazakh: «ст. 5 Закона» after a law that the text names."""
    first = {kind: min(c.end for c in full if c.head.type == kind) for kind in {c.head.type for c in full}}
    for one in bare:
        if one.head.type in ("law", "code") and one.head.start > first.get(one.head.type, len(text)):
            cited = divisions.before(text, one.start) or divisions.behind(text, one.end)
            if cited and "article" in cited.said and one.head.scripts & {"ru", "kk"}:
                yield Citation(one.head, one.head.start, one.head.end, set(), {}, "short")


def _bare_own(
    text: str, bare: Sequence[Citation], itself: Sequence[Citation], own: Mapping[str, str]
) -> Iterator[Citation]:
    """ "по всему тексту Закона": a capital inside a sentence makes the kind of act the name of this act."""
    kinds = Counter(c.head.type for c in itself)
    if not kinds:
        return
    kind = min(kinds, key=lambda k: (-kinds[k], k))
    for one in bare:
        opening = grammar().re["own_opening"].match(text, one.head.end)
        if one.head.type == kind and (opening or ("ru" in one.head.scripts and _inside_sentence(text, one.head.start))):
            language = "ru" if "ru" in one.head.scripts else "kk"
            yield Citation(one.head, one.head.start, one.head.end, set(), {"language": language} | dict(own), "own")


def _inside_sentence(text: str, position: int) -> bool:
    return text[position - 1 : position] == " " and text[position - 2 : position - 1].islower()
