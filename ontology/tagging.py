"""Mentions of concepts: where a text names a concept of the scheme or of an imported thesaurus, in any inflection.

The words of all names are kept as a tree of their stems (``ontology/stems.py``), and a text is read once: at each word
the longest name wins. Names whose words share a head are found behind a coordination ("internal and external
migration" is both). What counts as a mention is said in concepts/*.yaml; docs/concepts.md explains the flags.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter

from ingest.document import Document, Passage
from ontology import scheme
from ontology.grammar import EXTRACTOR, load
from ontology.mention import Mention
from ontology.scheme import LANGUAGES, Concept, normal
from ontology.stems import key, keys

_NAME = f"concepts/{EXTRACTOR}"
IMPORTED = "imported"
IMPORTED_NAME = f"thesauri/{EXTRACTOR}"
# A comma is a word where a name holds one: «лицо, ищущее убежище».
_WORD = re.compile(r"[^\W\d_]+|\d+|,")
# Between the words of a name: a blank, a line end, hyphens, quotes; neither punctuation nor an empty line nor a cell.
_BETWEEN = r"(?:['’]s\b)?['’\"“”«»]?[ \u00a0]*[-‐‑–]?[ \u00a0]*\n?[ \u00a0]*['’\"“”«»]?"
# A single word whose stem is shorter counts only as it stands in the scheme.
_SHORT_STEM = 4
_PLAIN_GAPS = frozenset((" ", "-", "\n"))
_UNREAD = ("reference", "note")


@dataclass(slots=True)
class _Node:
    """A place in the tree of names: what may come next, and the names that end here."""

    next: dict[str, _Node] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Name:
    """A wording of a concept; ``rule`` is the rule that a mention by it is of."""

    concept: Concept
    language: str
    text: str
    words: int
    rule: str

    def written(self, surface: str) -> bool:
        """Abbreviations are found in capitals only: IRS is no "irs". Short stems say little: Дания is no данные."""
        if self.text.isupper() and len(self.text) <= 6:
            return self.text == surface.strip()
        if self.words == 1 and len(key(self.text, self.language).lstrip("рқ")) < _SHORT_STEM:
            return normal(self.text) == normal(surface)
        return True


@dataclass(frozen=True, slots=True)
class Match:
    """A name found at ``start`` to ``end``; ``joined`` when other words stand within it behind an "and"."""

    start: int
    end: int
    name: Name
    joined: bool


class Tagger:
    """The names of concepts as a tree; ``imported`` are those of thesauri that users brought."""

    def __init__(self, concepts: Iterable[Concept], imported: Iterable[Concept] = ()) -> None:
        self._root = _Node()
        self._vocabulary: set[str] = set()
        self._known: dict[str, tuple[str, ...]] = {}
        rules = load("tagging")
        skipped, joined = "|".join(rules["skipped"]), "|".join(map(re.escape, rules["joined"]))
        word = r"[^\W\d_]+(?:-[^\W\d_]+)?"
        self._gap = re.compile(rf"{_BETWEEN}(?:(?:{skipped})\s+)?", re.IGNORECASE)
        self._joint = re.compile(rf"(?:,\s+{word}){{0,3}},?\s+(?:{joined})\s+{word}\s+", re.IGNORECASE)
        for concept in concepts:
            if concept.tagging != "never":
                self._add(concept, "")
        for concept in imported:
            self._add(concept, IMPORTED)

    def _add(self, concept: Concept, rule: str) -> None:
        for language in LANGUAGES:
            hidden = set(concept.hidden.get(language, ()))
            for text in concept.wordings(language):
                words = [key(word, language) for word in _WORD.findall(text.replace("’s", "").replace("'s", ""))]
                doubtful = normal(text) in concept.ambiguous
                kind = rule or (
                    "ambiguous"
                    if doubtful
                    else "hidden"
                    if text in hidden
                    else "one_word"
                    if len(words) == 1
                    else "name_of_words"
                )
                node = self._root
                for word in words:
                    node = node.next.setdefault(word, _Node())
                self._vocabulary.update(words)
                if words and not (rule and node.names):
                    node.names.append(Name(concept, language, text, len(words), kind))

    # ---------------------------------------------------------------------------------------- matching
    def matches(self, text: str) -> Iterator[Match]:
        """The names in a text in order, the longest at each place; none inside another but within a coordination."""
        words = self._words(text)
        end = joined_to = 0
        for i, (start, _, forms) in enumerate(words):
            if self._root.next.keys().isdisjoint(forms):
                continue
            found = self._longest(text, words, i)
            # One inside another counts only where the other spans a coordination, and has another reading there.
            if found is None or (found.end <= end and not found.end <= joined_to):
                continue
            if start < end and found.end > end and found.name.words == 1:
                continue
            if found.joined:
                joined_to = max(joined_to, found.end)
            end = max(end, found.end)
            yield found

    def _words(self, text: str) -> list[tuple[int, int, tuple[str, ...]]]:
        """The words of a text that occur in names, with their keys."""
        known, found = self._known, []
        for match in _WORD.finditer(text):
            word = match[0]
            forms = known.get(word)
            if forms is None:
                forms = known[word] = tuple(form for form in keys(word) if form in self._vocabulary)
            if forms:
                found.append((match.start(), match.end(), forms))
        return found

    def _longest(self, text: str, words: list[tuple[int, int, tuple[str, ...]]], first: int) -> Match | None:
        best: Match | None = None
        start, end, forms = words[first]
        waiting = [(first, self._root.next[form], False) for form in forms if form in self._root.next]
        while waiting:
            at, node, joined = waiting.pop()
            end = words[at][1]
            # Of two readings of as many characters the plain one counts.
            if node.names and (best is None or (end, not joined) > (best.end, not best.joined)):
                surface = text[start:end]
                if name := next((n for n in node.names if n.written(surface)), None):
                    best = Match(start, end, name, joined)
            for after in range(at + 1, min(at + 8, len(words))) if node.next else ():
                steps = [node.next[form] for form in words[after][2] if form in node.next]
                if not steps:
                    continue
                gap = text[end : words[after][0]]
                if gap in _PLAIN_GAPS or self._gap.fullmatch(gap):
                    waiting += [(after, step, joined) for step in steps]
                elif not joined and self._joint.fullmatch(gap):
                    waiting += [(after, step, True) for step in steps]
        return best


@cache
def tagger() -> Tagger:
    """The tagger of the project's scheme, built once."""
    return Tagger(scheme.concepts())


def find(
    document: Document, passages: Sequence[Passage], named: Sequence[Mention], using: Tagger | None = None
) -> list[Mention]:
    """Mentions of concepts in a document, in order, none in reference lists or in the names of agencies.

    ``using`` is a tagger with more concepts than the project's. A concept of general policy (``tag: theme``) counts
    where it is a theme of the document.
    """
    text = document.text
    reader = using or tagger()
    found = list(reader.matches(text))
    closed = [(p.start, p.end) for p in passages if p.kind in _UNREAD or p.garbled]
    bodies = [(m.start, m.end) for m in named if m.kind == "agency"]
    free = [match for match in found if not _within(match, closed) and not _within(match, bodies)]
    free = _told_apart(free)
    themes = _themes(document, passages, free, reader)
    return [
        _mention(document, match)
        for match in free
        if match.name.concept.tagging != "theme" or match.name.concept.id in themes
    ]


def _within(match: Match, ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether a match lies in one of some ranges in the order of a text."""
    i = bisect_right(ranges, match.start, key=itemgetter(0)) - 1
    return i >= 0 and match.end <= ranges[i][1]


def _told_apart(found: Sequence[Match]) -> list[Match]:
    """The matches without ambiguous ones of concepts that nothing else in the text speaks of."""
    sure = {match.name.concept.id for match in found if match.name.rule != "ambiguous"}
    return [
        match
        for match in found
        if match.name.rule != "ambiguous"
        or not sure.isdisjoint({match.name.concept.id, *match.name.concept.broader, *match.name.concept.related})
    ]


def _themes(document: Document, passages: Sequence[Passage], found: Sequence[Match], reader: Tagger) -> set[str]:
    """Concepts that the title or a heading of a document names, or that it names again and again."""
    rule = load("tagging")["theme"]
    counts = Counter(match.name.concept.id for match in found)
    often = max(rule["mentions"], len(document.text) / rule["for_each"])
    heads = [(p.start, p.end) for p in passages if p.kind == "heading"]
    themes = {match.name.concept.id for match in found if _within(match, heads)}
    themes |= {match.name.concept.id for match in reader.matches(document.title)}
    return themes | {name for name, count in counts.items() if count >= often}


def _mention(document: Document, match: Match) -> Mention:
    concept, rule = match.name.concept, match.name.rule
    if match.joined and rule != IMPORTED:
        rule = "coordinated"
    elif concept.tagging == "theme" and rule != IMPORTED:
        rule = "theme"
    said = {"id": concept.id, "language": match.name.language}
    if match.name.rule == IMPORTED:
        said["label"] = concept.labels.get(match.name.language) or next(iter(concept.labels.values()))
    surface = document.text[match.start : match.end]
    confidence = float(load("tagging")["confidence"][rule])
    name = IMPORTED_NAME if match.name.rule == IMPORTED else _NAME
    return Mention(document.id, match.start, match.end, "concept", surface, said, name, confidence)
