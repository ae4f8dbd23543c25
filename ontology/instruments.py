"""Citations of legal instruments, found by the grammar of ``rules/instruments.yaml``.

A head noun is found first; then components are taken to its right and to its left, as long as any fits; then
the head's rule says whether they make a citation. Well-known instruments that no rule would find ("Sustainable
Development Goals") come from the gazetteers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import regex

from ontology import act_names, approvals, characters, dates, divisions, known_acts, listed_acts, short_forms
from ontology.citations import Citation, Component, Head, grammar
from ontology.grammar import EXTRACTOR, country
from ontology.mention import Mention
from ontology.short_forms import own_act as own_act  # what ``find`` takes as ``own``

_NAME = f"instruments-{EXTRACTOR}"
_BARE = frozenset(("Head", "alone"))
_LOOSE = _BARE | {"name"}


def find(document_id: str, text: str, own: Mapping[str, str] = MappingProxyType({})) -> list[Mention]:
    """Mentions of instruments in a text, in order; ``text[m.start:m.end] == m.surface``.

    ``own`` is what :func:`own_act` knows of the act that the text itself is: with it, "this Law" is that act;
    without it, the law named last.
    """
    unified = characters.celled(text)
    bare: list[Citation] = []
    full = list(_citations(unified, bare))
    found = known_acts.mark(unified, full + short_forms.find(unified, full, bare, own), own)
    found.sort(key=lambda c: (c.start, -c.end))
    for citation in list(found):
        _take_divisions(unified, citation, found)
    approvals.link(unified, found)
    return [_mention(document_id, text, unified, c) for c in found]


# ------------------------------------------------------------------------------------------- the grammar
def _citations(text: str, bare: list[Citation]) -> Iterator[Citation]:
    """The citations that the grammar accepts; heads with a capital and nothing beside them go to ``bare``."""
    rules, taken = grammar(), 0
    for match in rules.heads_of_text.finditer(text):
        if match.start() < taken or rules.re["inside"].match(text, match.end()):
            continue
        citation = _read(text, match, taken)
        if _accepted(text, citation):
            citation.form = _pointed(citation)
            for one in (*listed_acts.listed(text, citation), citation):
                taken = max(taken, one.end)
                yield one
        elif citation.names <= _BARE and match[0][0].isupper():
            bare.append(citation)


def _pointed(citation: Citation) -> str:
    """ "the 1971 Act" points at the act of that year that the text names, as "(Zakon, 2011)" does."""
    said = citation.names - {"Head", "alone", "fore_year"}
    return "author-date" if "fore_year" in citation.names and not said else "full"


def _read(text: str, match: regex.Match[str], taken: int) -> Citation:
    rules = grammar()
    kind, scripts = rules.type_of(match[0])
    head = Head(match.start(), match.end(), match[0], kind, scripts)
    citation = Citation(head, head.start, head.end)
    _extend(text, citation, [c for c in rules.right if c.fits(head)])
    _extend_left(text, citation, [c for c in rules.left if c.fits(head)], taken)
    if "paper_date" in citation.names and text[citation.end : citation.end + 1] == ")":
        citation.end += 1
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
    rules = grammar()
    before = rules.re["name_after"].match(name)
    start = before.end() if before else 0
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
        said["fore"] = _named(said.pop("name"))
        if _is_no_name(said["fore"], citation.head):
            return False
        citation.names |= {"digits"} if any(c.isdigit() for c in said["fore"]) else set()
        citation.names |= {"long"} if " " in said["fore"] else set()
    if component.name == "name":
        said["named"] = match[0]  # with its preposition: "on Mercury", "of Human Rights"
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
    opens = _opens_sentence(text, citation.start)
    if "latin" not in citation.head.scripts and names <= _LOOSE and opens:
        names.discard("Head")  # «Соглашение о работе …» at the start of a list item is any agreement
    if len(dates.iso(citation.parts.get("date", ""))) == 10:
        names.add("full_date")
    if "paper" in names and not rules.re["papers"].search(text):
        names.discard("paper")
    title = citation.parts.get("title", "")
    if rules.re["act_title"].search(title):
        names.add("title_on")
    elif title[:1].islower():
        names.discard("title")  # quoted words, not a title: the concept of "human capital"
    if "fore" in names and not {"latin"} & citation.head.scripts:
        names.add("small")  # «Парижское соглашение»
    said = names | {f"={citation.head.text}", "" if opens else "inside"}
    if not rules.re["dated_heads"].fullmatch(citation.head.text):
        said.add("named")
    return any(needed <= said for needed in rules.accept[citation.head.type])


def _opens_sentence(text: str, position: int) -> bool:
    """Whether what stands at a position has its capital only because a sentence or a list item begins there."""
    before = text[max(0, position - 12) : position].rstrip(' \n"«')
    return not before or before[-1] in ".:;!?)-" or "\n" in text[max(0, position - 3) : position]


def _take_divisions(text: str, citation: Citation, found: list[Citation]) -> None:
    """The article and paragraph that a text cites before or behind the act: "Article 12 of the Law …"."""
    if citation.head.type == "section":
        return
    behind = divisions.behind(text, citation.end)
    for inside in [c for c in _next(citation, found) if behind and c.start < behind.end]:
        if inside.parts.get("gazetteer", "") != citation.parts.get("gazetteer"):
            behind = None
            break
        # "Part 1, paragraph 5A" of one act: the paragraph is no citation of its own.
        found.remove(inside)
    for cited in (divisions.before(text, citation.start), behind):
        for name, value in (cited.said if cited else {}).items():
            citation.parts.setdefault(name, value)
    if behind and "(" not in text[behind.start : behind.start + 3]:
        citation.end = behind.end


def _next(citation: Citation, found: list[Citation]) -> list[Citation]:
    if citation not in found:
        return []
    at = found.index(citation) + 1
    return [c for c in found[at : at + 2] if c.start >= citation.end]


# --------------------------------------------------------------------------------------- what a mention says
def _mention(document_id: str, text: str, unified: str, citation: Citation) -> Mention:
    parts, kind = citation.parts, citation.head.type
    said = {
        "type": kind,
        "form": citation.form,
        "head": citation.head.text,
        "language": _language(citation),
        "number": act_names.number(citation),
        "date": dates.iso(parts.get("date", "")),
        "title": act_names.title(citation),
        "period": dates.period(parts.get("period", "")),
        "issuer": " ".join(parts.get("issuer", "").split()),
        "jurisdiction": country(" ".join(parts.get("place", "").split())) or parts.get("jurisdiction", ""),
        "status": "draft" if "draft" in citation.names or kind == "bill" else "",
        "gazetteer": parts.get("gazetteer", ""),
        "approved_at": parts.get("approved_at", ""),
        "article": parts.get("article", ""),
        "paragraph": parts.get("paragraph", ""),
        "subparagraph": parts.get("subparagraph", ""),
        "own_act": parts.get("own_act", ""),
        "defined_at": parts.get("defined_at", ""),
        "plural": "yes" if grammar().re["plural"].fullmatch(citation.head.text) else "",
    }
    if not said["date"] and kind != "section":
        said["adopted"] = approvals.adopted(unified, citation)
    if kind == "section":
        said["number"] = f"{citation.head.text} {said['number'] or parts.get('number', '')}".strip()
    said = {k: v for k, v in said.items() if v}
    surface = text[citation.start : citation.end]
    lead, trail = len(surface) - len(surface.lstrip(" \n,")), len(surface) - len(surface.rstrip(" \n,"))
    start, end = citation.start + lead, citation.end - trail
    return Mention(document_id, start, end, "instrument", text[start:end], said, _NAME, _confidence(citation))


def _language(citation: Citation) -> str:
    if "language" in citation.parts:
        return citation.parts["language"]
    if "kk" in citation.head.scripts and "ru" not in citation.head.scripts:
        return "kk"
    if citation.head.scripts & {"ru", "kk"}:
        return "kk" if regex.search("[әғқңөұүһі]", " ".join(citation.parts.values()).lower()) else "ru"
    if not citation.head.scripts and regex.search(r"\p{Cyrillic}", citation.head.text):
        return "kk" if regex.search("[әғқңөұүһі]", citation.head.text.lower()) else "ru"
    transliterated = regex.search(r"(?:^Zakon|^Prikaz|^Ukaz|ostanovlen|odeks|tsi[ia]+$|^Pravil)", citation.head.text)
    return "ru-Latn" if transliterated else "en"


def _confidence(citation: Citation) -> float:
    """Share of right citations with such components among those that we checked by hand, roughly."""
    if {"number", "full_date"} <= citation.names:
        return 0.99
    if citation.form in ("short", "author-date"):
        return 0.8
    if citation.form == "own":
        return 0.98  # an estimate: no wrong one among those of the marked sentences
    return 0.95 if citation.names & {"title", "title_on", "known", "number", "field"} else 0.85
