"""What a text recommends: sentences, list items and cells that say what should be done.

Each is judged by the cues of ``rules/recommendations.yaml`` (:mod:`ontology.modality`); a sentence that repeats its
marker ("to build …, to train …") is one recommendation for each. Texts that oblige, laws above all, hold none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.document import Document, Passage
from ontology import characters, modality, parties
from ontology.enumerations import Range, Unit, units
from ontology.grammar import EXTRACTOR
from ontology.mention import Mention

_NAME = f"recommendations/{EXTRACTOR}"

# A part of a sentence that is shorter than this is no recommendation of its own.
_SHORT = 25

# More of a sentence than this is not looked at: whatever has no full stop for so long is no prose.
_LONG = 2000


@dataclass(frozen=True, slots=True)
class Found:
    """A unit that recommends: its probability, whether by express words, and the cue or form that weighs most."""

    unit: Unit
    probability: float
    strength: str
    rule: str


def find(document: Document, passages: Sequence[Passage], named: Sequence[Mention]) -> list[Mention]:
    """Mentions of recommendations in a document, in order; none in statutes.

    ``named`` holds the mentions of agencies and concepts in the document, by position.
    """
    if document.type in modality.rules().statutes:
        return []
    text = characters.unify(document.text)
    voices = parties.Voices(document, named, text)
    out: list[Mention] = []
    for found in judged(document, passages, text):
        voice = voices.of(found.unit)
        for start, end in _parts(found.unit, text):
            out.append(_mention(document, text, found, (start, end), voice | voices.about(start, end)))
    return out


def judged(document: Document, passages: Sequence[Passage], text: str) -> Iterator[Found]:
    """The units that recommend something, in order; ``text`` is the document's text with unified characters."""
    rules, before = modality.rules(), False
    for unit in units(document, passages, text):
        names = features(document, unit, text, before)
        before = False
        if names and (probability := modality.probability(names)) >= rules.threshold:
            before = True
            # A lead says nothing of its own ("This framework should:"); its items do.
            if unit.item or text[unit.end - 1] != ":":
                yield Found(unit, probability, _strength(names), _rule(names))


def features(document: Document, unit: Unit, text: str, before: bool) -> list[str]:
    """What speaks for and against a unit; empty when nothing speaks for it. ``before``: the unit before recommends."""
    rules = modality.rules()
    words, language = _words(unit, text), modality.language_of(unit.passage.language)
    follows = before and bool(rules.re["follows"].match(words))
    if not (unit.item or follows or modality.speaks(words, language)):
        in_place = modality.section(unit.passage.section) == "section_recommendations"
        if not (in_place and modality.action(words)):
            return []
        return [*modality.item_features(words), "section_recommendations"]
    names = list(modality.cues(words, language))
    if unit.item:
        names += modality.item_features(words)
    for start, end in unit.leads:
        names += modality.lead_features(text[max(start, end - _LONG) : end], language)
    names.append(modality.section(unit.passage.section))
    names += _place(document, unit, words, follows)
    return [name for name in names if name]


def _place(document: Document, unit: Unit, words: str, follows: bool) -> Iterator[str]:
    if unit.inline:
        yield "place_inline"
    if unit.passage.kind == "table":
        yield "place_table"
    if unit.measures:
        yield "place_measures_table"
    if unit.item and not unit.leads and modality.section(unit.passage.section) == "section_recommendations":
        yield "place_listed"
    if follows:
        yield "place_follows"
    if document.type == "guidance":
        yield "place_guidance"
    if modality.rules().re["cited"].search(words):
        yield "place_cited"


def _words(unit: Unit, text: str) -> str:
    return text[unit.start : min(unit.end, unit.start + _LONG)]


def _strength(names: Sequence[str]) -> str:
    explicit = modality.rules().explicit | {
        "lead_recommends",
        "lead_asks",
        "form_imperative",
        "section_recommendations",
    }
    return "explicit" if explicit & set(names) else "implicit"


def _rule(names: Sequence[str]) -> str:
    """The cue, form or lead that adds most; where the words stand only when nothing else speaks for them."""
    own = {name for name in names if not name.startswith(("section_", "place_"))} or set(names)
    return max(sorted(own), key=lambda name: modality.rules().weights[name])


# ------------------------------------------------------------------------------------------ parts of a sentence
def _parts(unit: Unit, text: str) -> Iterator[Range]:
    """The ranges that a sentence with several measures falls into: wherever it repeats its marker."""
    start = _begin(unit, text)
    for cut in modality.rules().re["repeats"].finditer(_words(unit, text)):
        end, following = unit.start + cut.start(), unit.start + cut.end()
        if end - start >= _SHORT and unit.end - following >= _SHORT:
            yield start, end
            start = following
    yield start, unit.end


def _begin(unit: Unit, text: str) -> int:
    """Where a unit's own words begin, behind the dash or the number of a list."""
    mark = modality.rules().re["mark"].match(text, unit.start, unit.end)
    return mark.end() if mark and mark.end() < unit.end else unit.start


def _mention(document: Document, text: str, found: Found, part: Range, said: dict[str, str]) -> Mention:
    unit, (start, end) = found.unit, part
    leads = list(unit.leads)
    if start > (begin := _begin(unit, text)):
        leads.append((begin, _head(unit, text, start)))
    attributes = {
        "text": " ".join(document.text[start:end].split()).rstrip(" ;,"),
        "strength": found.strength,
        "context": " ".join(f"{a},{b}" for a, b in leads),
        "rule": found.rule,
    } | said
    surface = document.text[start:end]
    kept = {name: value for name, value in attributes.items() if value}
    return Mention(document.id, start, end, "recommendation", surface, kept, _NAME, round(found.probability, 3))


def _head(unit: Unit, text: str, start: int) -> int:
    """Where the words end that all parts of a sentence share: behind its first express cue."""
    cues = modality.cues(_words(unit, text), modality.language_of(unit.passage.language))
    ends = [unit.start + match.end() for name, match in cues.items() if name in modality.rules().explicit]
    return min([end for end in ends if end <= start], default=start)
