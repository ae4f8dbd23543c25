"""Well-known instruments that no rule would find ("Sustainable Development Goals"), from the gazetteers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import regex

from ontology.citations import Citation, Head
from ontology.grammar import alternatives, expand, gazetteers, load, macros
from ontology.word_starts import AtWords

# A gazetteer's name must be this much of a longer citation to be what that names.
_SHARE = 0.6
# Components that name an act; with a date alone "this Law" stays what it is.
_NAMING = frozenset(("number", "title", "title_on", "name", "fore", "field", "place", "country"))


class Known(NamedTuple):
    """An entry of a gazetteer: its key, what it says, and the words that show a text to be of its country."""

    key: str
    entry: dict[str, Any]
    home: tuple[str, ...]

    def fits(self, text: str, local: bool) -> bool:
        """Whether the entry may be meant in this text; ``local`` for names that count only at home."""
        needed = self.entry.get("requires", ())
        return (not needed or any(word in text for word in needed)) and (
            not local or any(word in text for word in self.home)
        )


def mark(text: str, citations: list[Citation], own: Mapping[str, str]) -> list[Citation]:
    """The citations, those that the gazetteers know marked with the entry, and what only the gazetteers know."""
    search, entries = _gazetteer()
    pointing = [c for c in citations if c.form in ("short", "own")]
    taken = sorted((c for c in citations if c.form not in ("short", "own")), key=lambda c: c.start)
    added: list[Citation] = []
    position = 0
    for match in search.finditer(text):
        group = match.lastgroup or "g0"
        known = entries[int(group[1:])]
        while position < len(taken) and taken[position].end <= match.start():
            position += 1
        inside = next((c for c in taken[position:] if c.start < match.end()), None) if position < len(taken) else None
        fits = known.fits(text, group[0] == "l")
        if inside is None:
            if not fits:
                continue
            head = Head(match.start(), match.end(), match[0], known.entry["type"], frozenset())
            added.append(Citation(head, match.start(), match.end(), {"known"}, {}, "known"))
            _identify(added[-1], known, match[0])
        elif match.end() == inside.end and "fore" in inside.names and match.start() > inside.start:
            inside.start = match.start()
            _identify(inside, known, match[0])
        elif match.end() - match.start() >= _SHARE * (inside.end - inside.start) or inside.start == match.start():
            if fits:
                _identify(inside, known, match[0])
            elif group[0] == "g":
                taken.remove(inside)
    # "this Law, from 1 January 2008 …" is still this law.
    owned = [c.head.start for c in pointing if c.form == "own"]
    taken = [c for c in taken if c.head.start not in owned or c.names & _NAMING]
    itself = [c for c in pointing if c.form == "own" and c.head.type == "constitution"]
    if key := _constitution(own.get("jurisdiction", "")):
        for citation in [c for c in taken if c.head.type == "constitution" and "place" not in c.parts] + itself:
            citation.parts.setdefault("gazetteer", key)
            if itself:
                citation.parts |= own
                citation.form = "own"
    named = taken + added
    return named + [c for c in pointing if not any(n.start < c.end and c.start < n.end for n in named)]


def _identify(citation: Citation, known: Known, name: str) -> None:
    """Mark what a citation names: a stable entry by its key, one with titles (codes are replaced) by its title."""
    if means := known.entry.get("means"):
        citation.parts |= means | {"jurisdiction": known.key.partition(":")[0]}
    elif "titles" not in known.entry:
        citation.parts.setdefault("gazetteer", known.key)
    elif "known" in citation.names:
        titles = known.entry["titles"]
        citation.parts["title"] = (titles.get("ru") or next(iter(titles.values())))[0]
        citation.parts["jurisdiction"] = known.key.partition(":")[0]
    match = regex.search(known.entry["article"], name) if "article" in known.entry else None
    if match:
        # The words are the name of a division, not the title of the act.
        citation.parts.pop("fore", None)
        citation.names.discard("fore")
        citation.parts.setdefault(match.lastgroup or "article", " ".join(match[match.lastgroup or 0].split()))


def code_title(field: str) -> str:
    """The title that the gazetteers have for the code of a field of law, in any case: ``Трудового``; else empty."""
    return _codes().get(_stem(field), "")


@cache
def _codes() -> dict[str, str]:
    entries = [e for data in gazetteers().values() for e in data.get("instruments", {}).values()]
    names = [title for e in entries if e["type"] == "code" for group in e.get("titles", {}).values() for title in group]
    fields = {title: regex.fullmatch(r"(.+?)\s+[Кк]одекс\p{Ll}*", title) for title in names}
    return {_stem(match[1]): title for title, match in reversed(fields.items()) if match}


def _stem(field: str) -> str:
    bare = " ".join(field.replace("-", " ").split()).casefold()
    return regex.sub(load("instruments")["adjective_ending"], "", bare)


def _constitution(jurisdiction: str) -> str:
    entries = gazetteers().get(jurisdiction, {}).get("instruments", {})
    return next((f"{jurisdiction}:{key}" for key, entry in entries.items() if entry["type"] == "constitution"), "")


@cache
def _gazetteer() -> tuple[AtWords, list[Known]]:
    entries: list[Known] = []
    groups: list[str] = []
    for jurisdiction, data in gazetteers().items():
        for key, entry in data.get("instruments", {}).items():
            names = [n for kind in ("en", "ru", "kk", "tr", "acronyms") for n in entry.get(kind, ())]
            body = entry.get("patterns", []) + ([alternatives(names)] if names else [])
            for letter, sources in (("g", body), ("l", entry.get("local", []))):
                if sources:
                    groups.append(f"(?P<{letter}{len(entries)}>{'|'.join(sources)})")
            entries.append(Known(f"{jurisdiction}:{key}", entry, tuple(data.get("home", ()))))
    source = r"(?<![\p{L}\d-])(?:" + "|".join(groups) + r")(?![\p{L}\d])"
    return AtWords(expand(source, macros("instruments"))), entries
