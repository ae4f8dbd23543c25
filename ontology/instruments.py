"""Citations of legal instruments, found by the grammar of ``rules/instruments.yaml``.

A head noun is found first; then components are taken to its right and to its left, as long as any fits; then
the head's rule says whether they make a citation. Well-known instruments that no rule would find ("Sustainable
Development Goals") come from the gazetteers.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import regex

from ontology import characters, dates
from ontology.citations import Citation, Component, Head, grammar
from ontology.grammar import EXTRACTOR, alternatives, country, expand, gazetteers, macros
from ontology.mention import Mention

_NAME = f"instruments-{EXTRACTOR}"
_APPROVED = frozenset(("concept", "strategy", "rules"))
_APPROVING = frozenset(("decree", "order", "resolution", "law"))


def find(document_id: str, text: str) -> list[Mention]:
    """Mentions of instruments in a text, in order; ``text[m.start:m.end] == m.surface``."""
    unified = characters.unify(text)
    found = sorted(_known(unified, list(_citations(unified))), key=lambda c: (c.start, -c.end))
    _link_approvals(unified, found)
    return [_mention(document_id, text, unified, c) for c in found]


# ------------------------------------------------------------------------------------------- the grammar
def _citations(text: str) -> Iterator[Citation]:
    rules, taken = grammar(), 0
    for match in rules.head.finditer(text):
        if match.start() < taken:
            continue
        citation = _read(text, match, taken)
        if _accepted(text, citation):
            _take_article(text, citation)
            for one in (*_listed(text, citation), citation):
                taken = max(taken, one.end)
                yield one
    yield from _author_dates(text)
    yield from _short_forms(text)


def _read(text: str, match: regex.Match[str], taken: int) -> Citation:
    rules = grammar()
    kind, scripts = rules.type_of(match[0])
    head = Head(match.start(), match.end(), match[0], kind, scripts)
    citation = Citation(head, head.start, head.end)
    _extend(text, citation, [c for c in rules.right if c.fits(head)])
    _extend_left(text, citation, [c for c in rules.left if c.fits(head)], taken)
    return citation


def _extend(text: str, citation: Citation, components: list[Component]) -> None:
    going = True
    while going:
        going = False
        for component in components:
            if component.name in citation.names:
                continue
            match = component.pattern.match(text, citation.end)
            if match and _take(citation, component, match):
                citation.end = match.end()
                going = True
                break


def _extend_left(text: str, citation: Citation, components: list[Component], taken: int) -> None:
    low = max(taken, citation.start - 700)
    going = True
    while going:
        going = False
        for component in components:
            if component.name in citation.names and component.name not in ("modifier", "skip"):
                continue
            match = component.pattern.match(text, low, citation.start)
            if match and match.end() > match.start() and _take(citation, component, match):
                citation.start = _opening(match)
                going = True
                break


def _opening(match: regex.Match[str]) -> int:
    """Where a left component begins; a name gives back the words that only open its sentence."""
    if "name" not in match.re.groupindex or match["name"] is None:
        return int(match.start())
    return int(match.start("name")) + len(match["name"]) - len(_named(match["name"]))


def _named(name: str) -> str:
    """A run of capitals without the words at its start that open a sentence, list items or belong to another act."""
    rules, start = grammar(), 0
    for other in rules.head.finditer(name):
        if name[other.end() :].startswith((",", " and ")):
            start = other.end()
    words = name[start:].split(" ")
    while words and (words[0].strip(",") in rules.openers or not words[0][:1].isupper()):
        words.pop(0)
    return " ".join(words)


def _take(citation: Citation, component: Component, match: regex.Match[str]) -> bool:
    said = {k: v for k, v in match.groupdict().items() if v}
    if component.name == "fore":
        said["name"] = _named(said["name"])
        if _is_no_name(said["name"], citation.head):
            return False
        citation.names |= {"digits"} if any(c.isdigit() for c in said["name"]) else set()
        citation.names |= {"long"} if " " in said["name"] else set()
    citation.names.add(component.name)
    for key, value in said.items():
        citation.parts.setdefault(key, value.strip())
    return True


def _is_no_name(name: str, head: Head) -> bool:
    """Nothing, a field of learning ("Immigration Law"), or a person's ("Ravenstein's law")."""
    known = grammar().not_names
    return not name or name.endswith("'s") or name.casefold() in known["any"] | known.get(head.text.casefold(), set())


def _accepted(text: str, citation: Citation) -> bool:
    names, rules = citation.names, grammar()
    if citation.head.text[0].isupper():
        names.add("Head")
        if text[max(0, citation.start - 4) : citation.start].lower() == "the " or "latin" not in citation.head.scripts:
            names.add("alone")
    if len(dates.iso(citation.parts.get("date", ""))) == 10:
        names.add("full_date")
    title = citation.parts.get("title", "")
    if rules.re["act_title"].search(title):
        names.add("title_on")
    elif title[:1].islower():
        names.discard("title")  # quoted words, not a title: the concept of "human capital"
    return any(needed <= names for needed in rules.accept[citation.head.type])


def _listed(text: str, citation: Citation) -> Iterator[Citation]:
    """Further acts under the same plural head: laws "On A" and "On B"; законами от … № 1; от … № 2."""
    rules, end = grammar(), citation.end
    while "title" in citation.names and rules.re["plural"].fullmatch(citation.head.text):
        gap = rules.re["list_gap"].match(text, end)
        match = rules.title.match(text, gap.end() if gap else end)
        if not match or not rules.re["act_title"].search(match["title"]):
            break
        start = match.start() + len(match[0]) - len(match[0].lstrip(" ,("))
        yield _sibling(citation, start, match.end(), {"title": match["title"]})
        end = match.end()
    while "number" in citation.names and (more := rules.re["more_right"].match(text, end)):
        said = {"date": more["date"], "number": more["number"]}
        yield _sibling(citation, more.start("cite"), more.end("cite"), said)
        end = more.end()
    start = citation.start
    while "kk" in citation.head.scripts and (more := rules.re["more_left"].match(text, 0, start)):
        said = {"date": more["date"], "number": more["number"]}
        yield _sibling(citation, more.start("cite"), more.end("cite"), said)
        start = more.start()


def _sibling(citation: Citation, start: int, end: int, said: dict[str, str]) -> Citation:
    shared = {k: v for k, v in citation.parts.items() if k in ("place", "issuer")}
    return Citation(citation.head, start, end, {"listed", *said}, shared | said)


def _author_dates(text: str) -> Iterator[Citation]:
    rules = grammar()
    for match in rules.re["author_date"].finditer(text):
        kind, scripts = rules.type_of(match["head"])
        head = Head(match.start(), match.end("head"), match["head"], kind, scripts)
        yield Citation(head, match.start(), match.end(), {"date"}, {"date": match["date"]}, "author-date")


def _short_forms(text: str) -> Iterator[Citation]:
    rules = grammar()
    for match in rules.re["short"].finditer(text):
        kind, scripts = rules.type_of(match["head"])
        head = Head(match.start("head"), match.end("head"), match["head"], kind, scripts)
        yield Citation(head, head.start, head.end, set(), {}, "short")


def _take_article(text: str, citation: Citation) -> None:
    """The article that a text cites before or after the act: "Article 12 of the Law …", "the Act …, article 5"."""
    rules = grammar()
    before = rules.re["articles"].match(text, max(0, citation.start - 90), citation.start)
    after = rules.re["article_after"].match(text, citation.end, citation.end + 40)
    if after:
        citation.end = after.end()
    if match := before or after:
        citation.parts["article"] = " ".join(match["article"].split())


# ---------------------------------------------------------------------------------------- the gazetteers
@cache
def _gazetteer() -> tuple[regex.Pattern[str], list[tuple[str, dict[str, Any]]]]:
    entries: list[tuple[str, dict[str, Any]]] = []
    groups: list[str] = []
    for jurisdiction, data in gazetteers().items():
        for key, entry in data.get("instruments", {}).items():
            names = [n for kind in ("en", "ru", "kk", "tr", "acronyms") for n in entry.get(kind, ())]
            if not names:
                continue
            body = "|".join([alternatives(names), *entry.get("patterns", ())])
            groups.append(f"(?P<g{len(entries)}>{body})")
            entries.append((jurisdiction + ":" + key, entry))
    source = r"(?<![\p{L}\d-])(?:" + "|".join(groups) + r")(?![\p{L}\d])"
    return regex.compile(expand(source, macros("instruments"))), entries


def _known(text: str, citations: list[Citation]) -> list[Citation]:
    """The citations, those that the gazetteers know marked with the entry, and what only the gazetteers know."""
    search, entries = _gazetteer()
    taken = sorted((c for c in citations if c.form != "short"), key=lambda c: c.start)
    out = [c for c in citations if c.form == "short"]
    for match in search.finditer(text):
        key, entry = entries[int((match.lastgroup or "g0")[1:])]
        inside = next((c for c in taken if c.start < match.end() and match.start() < c.end), None)
        if inside is None:
            head = Head(match.start(), match.end(), match[0], entry["type"], frozenset())
            inside = Citation(head, match.start(), match.end(), {"known"}, {}, "known")
            _take_article(text, inside)
            taken.append(inside)
        elif match.end() == inside.end and "fore" in inside.names and match.start() > inside.start:
            inside.start = match.start()
        elif match.end() - match.start() < 0.6 * (inside.end - inside.start) and inside.start != match.start():
            continue
        if entry.get("requires") and not any(word in text for word in entry["requires"]):
            taken.remove(inside)
            continue
        inside.parts.setdefault("gazetteer", key)
    short = [c for c in out if not any(t.start < c.end and c.start < t.end for t in taken)]
    return taken + short


# --------------------------------------------------------------------------------- what the context says
def _link_approvals(text: str, found: list[Citation]) -> None:
    """ "Concepts …, approved by 1) the Decree A, 2) the Decree B": one concept for each decree."""
    for concept in [c for c in found if c.head.type in _APPROVED]:
        acts = _approving(text, concept, found[found.index(concept) + 1 :])
        said = dict(concept.parts)
        for n, act in enumerate(acts):
            one = concept if n == 0 else Citation(concept.head, concept.start, concept.end, concept.names)
            one.parts = {"date": act.parts.get("date", ""), **said, "approved_at": str(act.start)}
            if n:
                found.append(one)


def _approving(text: str, concept: Citation, following: list[Citation]) -> list[Citation]:
    gap, end, acts = grammar().re["approved_by"], concept.end, list[Citation]()
    for act in following[:6]:
        if act.head.type not in _APPROVING or not gap.fullmatch(text, end, act.start):
            break
        acts.append(act)
        gap, end = grammar().re["approved_next"], act.end
    return acts


def _adopted(text: str, citation: Citation) -> str:
    """The date that the sentence gives for the adoption of an act; empty when it gives none."""
    rules = grammar()
    before = text[max(0, citation.start - 160) : citation.start]
    before = regex.split(r"(?<=[\p{Ll})\]\"][.;!?])\s|\n", before)[-1]
    after = regex.split(r"(?<=[\p{Ll}\d)][.;!?])\s|\n", text[citation.end : citation.end + 140])[0]
    match = rules.re["adopted_before"].search(before) or rules.re["adopted_after"].search(after)
    return dates.iso(match["date"]) if match else ""


def _mention(document_id: str, text: str, unified: str, citation: Citation) -> Mention:
    parts, kind = citation.parts, citation.head.type
    said = {
        "type": kind,
        "form": citation.form,
        "head": citation.head.text,
        "language": _language(citation),
        "number": characters.number(parts.get("number", "")),
        "date": dates.iso(parts.get("date", "")),
        "title": _title(citation),
        "period": dates.period(parts.get("period", "")),
        "issuer": " ".join(parts.get("issuer", "").split()),
        "jurisdiction": country(" ".join(parts.get("place", "").split())),
        "status": "draft" if "draft" in citation.names or kind == "bill" else "",
        "gazetteer": parts.get("gazetteer", ""),
        "approved_at": parts.get("approved_at", ""),
        "article": parts.get("article", ""),
        "plural": "yes" if grammar().re["plural"].fullmatch(citation.head.text) else "",
    }
    if not said["date"] and kind != "section":
        said["adopted"] = _adopted(unified, citation)
    if kind == "section":
        said["number"] = f"{citation.head.text} {said['number'] or parts.get('number', '')}".strip()
    said = {k: v for k, v in said.items() if v}
    surface = text[citation.start : citation.end]
    lead, trail = len(surface) - len(surface.lstrip(" \n,")), len(surface) - len(surface.rstrip(" \n,"))
    start, end = citation.start + lead, citation.end - trail
    return Mention(document_id, start, end, "instrument", text[start:end], said, _NAME, _confidence(citation))


def _title(citation: Citation) -> str:
    parts = citation.parts
    if title := parts.get("title"):
        return " ".join(title.split()).rstrip(".,;")
    if "field" in citation.names or "fore" in citation.names:
        tail = f" on {parts['name']}" if "name" in citation.names and "name" not in parts else ""
        return " ".join(f"{parts.get('name', '')} {citation.head.text}{tail}".split())
    words = parts.get("name") or parts.get("theme") or ""
    return " ".join(words.split())


def _language(citation: Citation) -> str:
    if "kk" in citation.head.scripts and "ru" not in citation.head.scripts:
        return "kk"
    if citation.head.scripts & {"ru", "kk"}:
        return "kk" if regex.search("[әғқңөұүһі]", " ".join(citation.parts.values()).lower()) else "ru"
    transliterated = regex.search(r"(?:^Zakon|^Prikaz|^Ukaz|ostanovlen|odeks|tsi[ia]+$|^Pravil)", citation.head.text)
    return "ru-Latn" if transliterated else "en"


def _confidence(citation: Citation) -> float:
    """Share of right citations with such components among those that we checked by hand, roughly."""
    if {"number", "full_date"} <= citation.names:
        return 0.99
    if citation.form in ("short", "author-date"):
        return 0.8
    return 0.95 if citation.names & {"title", "title_on", "known", "number", "field"} else 0.85
