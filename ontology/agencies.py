"""Public bodies and organisations, found by the gazetteers and by the patterns of ``rules/agencies.yaml``.

The gazetteers know bodies by name, in every case of Russian and Kazakh; the patterns know how names are
built ("Ministry of …", «Комитет по …», "… министрлігі"); acronyms count where the text or a gazetteer defines
them. A body inside a longer name ("Migration Service of the Ministry of …") is a mention of its own.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from ontology import characters, stems
from ontology.agency_patterns import patterns
from ontology.grammar import EXTRACTOR, alternatives, country, load
from ontology.lexicon import Entry, lexicon
from ontology.literals import Sought
from ontology.mention import Mention

# An undefined acronym abbreviates a name at most this many characters away.
_NEAR = 3000
# A name is no longer than this before the word that it is known by.
_WINDOW = 160
_NAME = f"agencies-{EXTRACTOR}"
# The ending of the genitive of a country of one word.
_GENITIVE = regex.compile(r"(?<=^\p{L}{3,})(?:а|я|и|[ндт][ыі]ң)$")


@dataclass(slots=True)
class Name:
    """A range that names a body, what it names and whose the body is."""

    start: int
    end: int
    key: str
    type: str
    language: str
    known: bool
    place: str = ""
    acronym: str = ""
    parent: str = ""


def find(document_id: str, text: str) -> list[Mention]:
    """Mentions of agencies in a text, in order; ``text[m.start:m.end] == m.surface``."""
    # No name goes on in the next paragraph: white space in a pattern must not match what lies between two.
    unified = characters.celled(text).replace("\n", "¶")
    home = _home(unified)
    names = _known(unified, home)
    names += [n for n in _built(unified, home) if not _inside(n, names)]
    names.sort(key=lambda n: (n.start, -n.end))
    for name in names:
        _extend(unified, name)
        name.key = lexicon().own(name.key, name.place or home)
    names += _acronyms(unified, names)
    names.sort(key=lambda n: (n.start, -n.end))
    names = _without_nested(text, names)
    _link_parents(unified, names)
    return [_mention(document_id, text, name, home) for name in names]


def _home(text: str) -> str:
    """The country that a text names most: whose "the Ministry of Justice" is when it does not say."""
    source, codes = _countries()
    counts: dict[str, int] = {}
    for match in source.finditer(text):
        code = codes[" ".join(match["name"].split())]
        counts[code] = counts.get(code, 0) + 1
    return max(sorted(counts), key=lambda code: counts[code], default="")


@cache
def _countries() -> tuple[regex.Pattern[str], dict[str, str]]:
    """A pattern for the names of countries, and their codes; in Russian and Kazakh any case of a name counts."""
    codes = {
        _GENITIVE.sub("", name) if form in ("ru", "kk") else name: code
        for code, forms in load("countries", "gazetteer").items()
        for form in ("en", "ru", "tr", "kk")
        for name in forms.get(form, ())
    }
    return regex.compile(
        rf"(?<!\p{{L}})(?P<name>{alternatives(codes)})(?:(?<=\p{{Cyrillic}}{{3}})\p{{Ll}}{{0,5}})?(?!\p{{L}})"
    ), codes


# --------------------------------------------------------------------------------------- names in the text
def _known(text: str, home: str) -> list[Name]:
    found = []
    for start, end, key in lexicon().find(text, home):
        entry = lexicon().entries[key]
        if not entry.only_at_home or entry.jurisdiction == home or _says(text, end, entry):
            found.append(Name(start, end, key, entry.type, _script(text[start:end]), True))
    for match in patterns().government.finditer(text):
        name = Name(match.start(), match.end(), "international:government", "other", "en", True)
        found = [n for n in found if n.end <= name.start or n.start >= name.end] + [name]
    return found


def _says(text: str, end: int, entry: Entry) -> bool:
    place = patterns().re["place"].match(text, end)
    return bool(place and country(" ".join(place["place"].split())) == entry.jurisdiction)


def _built(text: str, home: str) -> Iterator[Name]:
    rules = patterns()
    for kind, language, source, near in rules.bodies:
        for match in _matches(text, source, near):
            if rules.re["not_bodies"].search(match[0]):
                continue
            start = match.start() + _opening(match[0])
            end = match.end() if kind == "ministry" or language != "en" else start + _listed(text[start : match.end()])
            name = text[start:end]
            if kind == "ministry":
                if found := _ministry(text, match, language, home):
                    yield found
            elif (language != "en" or len(name.split()) > 1) and not country(" ".join(name.split())):
                key = "name:" + _plain_name(name, language)
                yield Name(start, end, key, _type(name), language, False)


def _matches(text: str, source: Sought, near: Sought | None) -> Iterator[regex.Match[str]]:
    """The matches of a pattern, in order, around what stands in each of them if its rule says that."""
    if near is None:
        yield from source.finditer(text)
        return
    end = 0
    for hit in near.finditer(text):
        for match in source.finditer(text, max(end, hit.start() - _WINDOW), hit.end() + _WINDOW // 2):
            end = match.end()
            yield match


def _ministry(text: str, match: regex.Match[str], language: str, home: str) -> Name | None:
    """The ministry by its field, which ends where the longest name ends that a gazetteer knows, if one does."""
    field, parts = match["ministry"], match["ministry"].split()
    place = patterns().re["place"].match(text, match.end())
    whose = country(place["place"]) if place else home
    begin, end = match.span("ministry")
    if language == "en":
        end = begin + _listed(field)
    elif strict := patterns().fields.get(language):
        end = surely.end() if (surely := strict.match(text, begin, end)) else begin
    for size in range(len(parts), 0, -1):
        # In Kazakh a field ends right before its noun, and what stands before it may be no part of it.
        own = parts[-size:] if language == "kk" else parts[:size]
        width = _width(field, size)
        if not characters.skeleton(own[-1]) or (language != "kk" and _goes_on(text[begin + width : end])):
            continue
        if known := lexicon().ministry(whose, " ".join(own)):
            start = end - len(" ".join(own)) if language == "kk" else match.start()
            return Name(start, match.end() if language == "kk" else begin + width, known, "ministry", language, True)
    if end == begin or (language in patterns().fields and match[0][0].islower()):
        return None
    key = "name:ministry " + _plain_name(text[begin:end])
    return Name(match.start(), match.end() if language == "kk" else end, key, "ministry", language, False)


def _goes_on(rest: str) -> bool:
    """Whether a field of work goes on with another: "Health and Social Development" is more than "Health"."""
    return patterns().re["goes_on"].match(rest) is not None


def _width(field: str, size: int) -> int:
    ends = [m.end() for m in regex.finditer(r"\S+", field)]
    return len(field[: ends[size - 1]].rstrip(","))


def _opening(name: str) -> int:
    """How many characters at the start of a run of capitals only open the sentence."""
    cut = 0
    for word in regex.finditer(r"\S+\s+", name):
        bare = word[0].strip(" ,\n")
        if bare not in patterns().openers and bare not in ("and", "of", "for", "&"):
            break
        cut = word.end()
    return cut


def _plain_name(name: str, language: str = "en") -> str:
    """What the cases of a name share: its words without small ones, in Russian and Kazakh their stems."""
    words = [w for w in characters.plain(name).split() if w not in ("the", "of", "on", "for", "and", "s")]
    stem = {"ru": stems.russian, "kk": stems.kazakh}.get(language)
    return " ".join(map(stem, words) if stem else words)


def _listed(name: str) -> int:
    """Where a name with commas ends: they are of the name only when it goes on to an "and"."""
    head, comma, rest = name.partition(",")
    return len(name) if not comma or " and " in rest else len(head)


def _type(name: str) -> str:
    return next((kind for kind, source in patterns().types if source.search(name)), "other")


def _script(text: str) -> str:
    if regex.search(r"[әғқңөұүһіӘҒҚҢӨҰҮҺІ]", text):
        return "kk"
    return "ru" if regex.search(r"\p{Cyrillic}", text) else "en"


def _inside(name: Name, others: list[Name]) -> bool:
    return any(o.start <= name.start and name.end <= o.end for o in others)


def _without_nested(text: str, names: list[Name]) -> list[Name]:
    """Names in order without those that begin inside another and do not name a body of their own there."""
    kept: list[Name] = []
    for name in names:
        if kept and name.start < kept[-1].end and (name.end <= kept[-1].end or not name.known):
            mostly = 2 * (name.end - name.start) > kept[-1].end - kept[-1].start
            if name.known and not kept[-1].known and mostly and not patterns().re["tells"].match(text, name.end):
                kept[-1].key, kept[-1].type, kept[-1].known = name.key, name.type, True
            continue
        if kept and name.start < kept[-1].end:
            # A known body begins where the rules ran on, as when a blank between two names is lost.
            kept[-1].end = name.start - len(text[: name.start]) + len(text[: name.start].rstrip())
        kept.append(name)
    return kept


def _extend(text: str, name: Name) -> None:
    """Take in whose the body is, who heads it and the acronym that the text gives it."""
    rules = patterns()
    if place := rules.re["place"].match(text, name.end):
        name.place, name.end = country(" ".join(place["place"].split())), place.end()
    elif before := (
        rules.re["place_before"].match(text, max(0, name.start - 40), name.start)
        or rules.re["adjective_before"].match(text, max(0, name.start - 40), name.start)
    ):
        name.place, name.start = country(" ".join(before["place"].split())), before.start()
    if name.key == "international:president" and (person := rules.re["person"].match(text, name.end)):
        name.end = person.end()
    if (short := rules.re["acronym"].match(text, name.end)) and _abbreviates(
        short["acronym"], text[name.start : name.end]
    ):
        name.acronym, name.end = short["acronym"], short.end()


def _abbreviates(acronym: str, name: str) -> bool:
    """Whether the letters of an acronym occur in order in the name, the first one first."""
    rest = iter(characters.plain(name).replace(" ", ""))
    letters = [c for c in acronym.rstrip("s").casefold() if c.isalpha()]
    return characters.plain(name)[:1] == letters[0] and all(letter in rest for letter in letters)


def _initials(acronym: str, name: str) -> bool:
    """Whether an acronym is made of the initials of a name, in order, none left out ("LEA", "IDC")."""
    words = [w for w in characters.plain(name).split() if w not in ("of", "the", "and", "for", "on")]
    rest = iter(acronym.casefold())
    return len(words) > 1 and all(word[0] in rest for word in words) and _abbreviates(acronym, name)


def _acronyms(text: str, names: list[Name]) -> list[Name]:
    """Every other place where an acronym stands that the text itself defines, or that an earlier name explains."""
    found: list[Name] = []
    if defined := {name.acronym: name for name in reversed(names) if name.acronym}:
        source = regex.compile(rf"(?<![\p{{L}}\d-]){alternatives(defined)}(?![\p{{L}}\d])")
        found = [_again(match, defined[match[0]]) for match in source.finditer(text)]
    for match in patterns().re["bare_acronym"].finditer(text):
        near = [n for n in names if abs(n.end - match.start()) < _NEAR and _initials(match[0], text[n.start : n.end])]
        if near and match[0] not in defined:
            found.append(_again(match, near[-1]))
    return [f for f in found if not any(o.start < f.end and f.start < o.end for o in names)]


def _again(match: regex.Match[str], name: Name) -> Name:
    return Name(match.start(), match.end(), name.key, name.type, name.language, name.known, name.place)


def _link_parents(text: str, names: list[Name]) -> None:
    rules = patterns()
    for name, following in itertools.pairwise(names):
        if rules.re["parent_gap"].fullmatch(text, name.end, following.start):
            # In Kazakh what a body is part of stands before it, in the genitive.
            if name.language == "kk" and rules.re["genitive"].search(text[name.start : name.end]):
                following.parent = str(name.start)
            elif name.language != "kk" and name.type != "other" and not name.type == following.type == "ministry":
                name.parent = str(following.start)
        elif rules.re["child_gap"].fullmatch(text, name.end, following.start) and following.type in (
            "committee",
            "agency",
        ):
            following.parent = str(name.start)


def _mention(document_id: str, text: str, name: Name, home: str) -> Mention:
    entry = lexicon().entries.get(name.key)
    said = {
        "key": name.key,
        "type": name.type,
        "language": name.language,
        "jurisdiction": name.place or (home if _belongs(name, entry) else ""),
        "acronym": name.acronym,
        "parent_at": name.parent,
    }
    said = {k: v for k, v in said.items() if v}
    confidence = 0.95 if name.known else 0.8
    return Mention(document_id, name.start, name.end, "agency", text[name.start : name.end], said, _NAME, confidence)


def _belongs(name: Name, entry: Entry | None) -> bool:
    """Whether a body belongs to the country of the paper unless the text says otherwise."""
    if entry is None:
        return name.type == "ministry"
    return not name.key.startswith("international:") or name.type not in ("international", "ngo")
