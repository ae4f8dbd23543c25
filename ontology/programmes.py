"""Programmes, projects, information systems, services and operations that texts name, and instruments they propose.

What exists is found by how names are built (``rules/programmes.yaml``: a head noun with a quoted name, a title in
capitals) and in the gazetteers; what is only proposed by a verb that calls for it ("introduce a …") in a sentence that
demands or recommends. Patterns are tried only in sentences that hold one of the head nouns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from ingest.document import Document, Passage
from ontology import characters, dates, modality, proposals
from ontology.grammar import EXTRACTOR, words
from ontology.literals import fold
from ontology.mention import Mention
from ontology.programme_rules import Found, holds, key, rules

_NAME = f"programmes/{EXTRACTOR}"
_UNREAD = ("reference",)
# A name of more characters than this has run on.
_LONGEST = 160
# How far from a name the body may stand whose it is.
_NEAR = 90
# How far back "this programme" may point.
_BACK = 700


def find(document: Document, passages: Sequence[Passage], named: Sequence[Mention]) -> list[Mention]:
    """Mentions of programmes in a document, in order; ``named`` are the agencies and instruments found before.

    What lies in an instrument's or an agency's name is no programme, for that has a kind of its own.
    """
    text = characters.unify(document.text)
    taken = sorted((m.start, m.end) for m in named if m.kind in ("instrument", "agency"))
    found: list[Found] = []
    # What a statute demands it brings into being itself.
    proposing = document.type not in modality.rules().statutes | rules().silent
    for start, end, language in _sentences(text, passages):
        for one in _in_sentence(text, start, end, language, proposing):
            if one.end - one.start <= _LONGEST and not _overlaps(one, taken):
                found.append(one)
    found += [one for one in _of_gazetteers(text, passages) if not _overlaps(one, taken)]
    found = _longest(found)
    found = _longest(found + list(_again(text, found, passages)))
    found = _longest(found + list(_pointing(text, found)))
    owners = [m for m in named if m.kind == "agency"]
    return [_mention(document, text, one, owners) for one in found]


def _sentences(text: str, passages: Sequence[Passage]) -> Iterator[tuple[int, int, str]]:
    """The ranges of sentences that hold a head noun, with their language."""
    for passage in passages:
        if passage.kind in _UNREAD or passage.garbled:
            continue
        for start, end in passage.sentences or ((passage.start, passage.end),):
            if holds(text[start:end].lower(), rules().heads):
                yield start, end, passage.language


# --------------------------------------------------------------------------------------------- what is named
def _in_sentence(text: str, start: int, end: int, language: str, proposing: bool) -> Iterator[Found]:
    sentence = text[start:end]
    scripts = ("en",) if language == "en" else ("ru", "kk", "en")
    small = sentence.lower()
    for entry, needs, source in rules().named:
        if entry["language"] not in scripts or not holds(small, needs):
            continue
        for match in source.finditer(sentence):
            inner = (match.groupdict().get("key") or match["name"]).strip()
            if not rules().re["not_names"].match(inner) and len(inner) > 2:
                yield _found(match, start, entry["type"], entry["language"], inner, float(entry["confidence"]))
    proposed = proposing and proposals.asked(sentence, language)
    for match in rules().quoted.finditer(sentence):
        kind = "proposed_instrument" if proposed else "programme"
        yield _found(match, start, kind, "en", match["key"], rules().confidence["quoted"])
    if proposing:
        yield from proposals.find(sentence, start, language)


def _of_gazetteers(text: str, passages: Sequence[Passage]) -> Iterator[Found]:
    """Programmes that the gazetteers know, wherever they are named."""
    confidence = float(rules().confidence["gazetteer"])
    for passage in passages:
        if passage.kind in _UNREAD or passage.garbled:
            continue
        folded = fold(text[passage.start : passage.end])
        for source, name, language, kind in rules().known:
            for match in source.finditer(text, passage.start, passage.end) if source.may_match(folded) else ():
                yield Found(match.start(), match.end(), name, kind, language, confidence)


def _found(match: regex.Match[str], offset: int, kind: str, language: str, inner: str, confidence: float) -> Found:
    start = match.start("name")
    name = match["name"].rstrip(" ,;:")
    return Found(offset + start, offset + start + len(name), key(inner), kind, language, confidence)


# ------------------------------------------------------------------------------------------------ the whole text
def _again(text: str, found: Sequence[Found], passages: Sequence[Passage]) -> Iterator[Found]:
    """Where a quoted name stands once more, whatever is around it."""
    names = {text[f.start : f.end]: f for f in found if '"' in text[f.start : f.end] or "«" in text[f.start : f.end]}
    quoted = {inner: f for name, f in names.items() for inner in regex.findall(r'["«]([^"»]{4,90})["»]', name)}
    telling = {inner: f for inner, f in quoted.items() if " " in inner and not inner.islower()}
    if not telling:
        return
    source = regex.compile(rf'["«]?(?<![\p{{L}}\d-])(?P<name>{"|".join(map(words, telling))})(?![\p{{L}}\d-])["»]?')
    unread = [(p.start, p.end) for p in passages if p.kind in _UNREAD or p.garbled]
    for match in source.finditer(text):
        if (first := telling.get(" ".join(match["name"].split()))) and not any(
            start <= match.start() < end for start, end in unread
        ):
            confidence = rules().confidence["again"]
            yield Found(match.start(), match.end(), first.key, first.type, first.language, confidence)


def _pointing(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """ "this programme" and the like, shortly after a programme of that kind."""
    for match in rules().re["anaphora"].finditer(text):
        near = [f for f in found if 0 < match.start() - f.end < _BACK]
        if near and match["head"][:6].casefold() in text[near[-1].start : near[-1].end].casefold():
            last = near[-1]
            confidence = float(rules().confidence["anaphora"])
            yield Found(match.start(), match.end(), last.key, last.type, last.language, confidence)


def _overlaps(one: Found, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether a name is mostly that of an act or a body."""
    for start, end in taken:
        common = min(one.end, end) - max(one.start, start)
        if common > 0 and common >= 0.5 * (one.end - one.start):
            return True
    return False


def _longest(found: Sequence[Found]) -> list[Found]:
    """The names in order without those that lie in a surer or a longer one; a proposal in a name gives its type."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (-f.confidence, f.start - f.end, f.start)):
        over = [k for k in kept if k.start < one.end and one.start < k.end]
        for other in over:
            # What the gazetteers know is that, in whatever words a rule has found it.
            if other.key.startswith("name:") and not one.key.startswith("name:"):
                other.key, other.type = one.key, one.type
            # "create a unified database of migrants" names what does not exist yet.
            if one.type == "proposed_instrument" and other.key.startswith("name:"):
                other.type = one.type
        if not over:
            kept.append(one)
    return sorted(kept, key=lambda f: (f.start, f.end))


def _mention(document: Document, text: str, one: Found, agencies: Sequence[Mention]) -> Mention:
    name = text[one.start : one.end]
    said = {
        "key": one.key,
        "type": one.type,
        "language": one.language,
        "period": dates.period(name) or _period_after(text, one.end),
        "owner_at": "" if one.type == "proposed_instrument" else _owner(text, one, agencies),
    }
    said = {key: value for key, value in said.items() if value}
    surface = document.text[one.start : one.end]
    return Mention(document.id, one.start, one.end, "programme", surface, said, _NAME, one.confidence)


def _period_after(text: str, end: int) -> str:
    """The years of a programme that follow its name: "Enbek" for 2017-2021."""
    match = regex.match(r'["»]?\s*(?:for|на|,)?\s*\(?((?:19|20)\d\d\s*-\s*(?:19|20)\d\d)', text[end : end + 30])
    return dates.period(match[1]) if match else ""


def _owner(text: str, one: Found, agencies: Sequence[Mention]) -> str:
    """Where the body stands that a text says a programme belongs to; empty when it does not say."""
    for agency in agencies:
        if 0 <= one.start - agency.end <= _NEAR and rules().re["owner_before"].fullmatch(text[agency.end : one.start]):
            return f"{agency.start},{agency.end}"
        if 0 <= agency.start - one.end <= _NEAR and rules().re["owner_after"].fullmatch(text[one.end : agency.start]):
            return f"{agency.start},{agency.end}"
    return ""
