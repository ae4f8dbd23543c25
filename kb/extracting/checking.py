"""The evidence check: which statements of a model their passage proves. These become mentions, the rest is dropped.

The quote stands in the passage letter for letter. Every body and act that the statement points at is named in the
passage, where the rules found it too. What it gives in words (a function, a name) and its dates stand in the quote. A
responsibility is not denied there. The surface, the function and the text of a mention are the document's characters,
never the model's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote as percent

from ingest.document import Document, Passage
from kb.extracting import days
from kb.extracting.reply import RELATIONS, Said
from kb.extracting.verbatim import Folded, fold
from kb.writing.facts import negated
from ontology import confidence
from ontology.mention import Mention

Range = tuple[int, int]

# A quote shorter than this many words states nothing; a longer one than this many characters is no evidence of it.
_WORDS, LONGEST = 3, 800
# A name covers this share of a mention that it names, and no other mention as far.
_COVERS = 0.6
MODEL = "model/"
# Raise it when the same statement would be taken or dropped otherwise.
_CODE = "1"


class Reason(Exception):
    """Why a statement is dropped: ``name`` is a key of ``tally.REASONS``. It never leaves :func:`checked`."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Reading:
    """A passage with what the rules found named in it; ``extractor`` names the model."""

    def __init__(self, document: Document, passage: Passage, named: Sequence[Mention], extractor: str) -> None:
        self.document, self.passage, self.extractor = document, passage, extractor
        self.folded = Folded(document.text[passage.start : passage.end], passage.start)
        self.named = [m for m in named if passage.start <= m.start and m.end <= passage.end]

    def text(self, place: Range) -> str:
        """The document's words in a range, on one line."""
        return " ".join(self.document.text[place[0] : place[1]].split())

    def quoted(self, quote: str) -> Range:
        """Where the quote stands. Raises Reason("quote") or, for what is no evidence, Reason("length")."""
        place = next(self.folded.find(quote), None)
        if place is None:
            raise Reason("quote")
        if place[1] - place[0] > LONGEST:
            raise Reason("length")
        return place

    def inside(self, words: str, place: Range) -> Range:
        """Where words stand within a range. Raises Reason("words")."""
        found = next((r for r in self.folded.find(words) if place[0] <= r[0] and r[1] <= place[1]), None)
        if found is None:
            raise Reason("words")
        return found

    def mention(self, name: str, kind: str, near: Range) -> Mention:
        """The mention of a body or act that a name means, the nearest to a range. Raises Reason("name")."""
        known = [m for m in self.named if m.kind == kind]
        places = sorted(self.folded.find(name), key=lambda r: _distance(r, near))
        found = next((m for m in (_meant(place, known) for place in places) if m), None)
        if found is None:
            raise Reason("name")
        return found

    def at(self, said: Said, field: str, kind: str, near: Range) -> str:
        """``"start,end"`` of the mention that a field means; empty when the field is. Raises Reason("name")."""
        return _at(self.mention(said.get(field), kind, near)) if said.get(field) else ""

    def concepts(self, place: Range) -> str:
        """The concepts that the rules found in a range."""
        found = [m for m in self.named if m.kind == "concept" and place[0] <= m.start and m.end <= place[1]]
        return " ".join(_at(m) for m in found)


def checked(said: Said, reading: Reading) -> Mention | str:
    """The statement as a mention of the document; or, when the passage does not prove it, the reason."""
    try:
        place = reading.quoted(said.quote)
        place, attributes = _CHECKS[said.kind](said, reading, place)
    except Reason as reason:
        return reason.name
    kept = {name: value for name, value in attributes.items() if value}
    surface = reading.document.text[place[0] : place[1]]
    sure = confidence.of_model(said.kind)
    return Mention(reading.document.id, *place, said.kind, surface, kept, reading.extractor, sure)


def extractor(model: str, version: str) -> str:
    """How mentions of a model are signed: its name, and the version of what is asked and how it is checked."""
    return f"{MODEL}{percent(model, safe='')}/{version}.{_CODE}"


# ----------------------------------------------------------------------------------------------- by kind
def _responsibility(said: Said, reading: Reading, place: Range) -> tuple[Range, dict[str, str]]:
    _sentence(reading, place)
    body = reading.mention(said.get("agency"), "agency", place)
    function = reading.inside(said.get("function"), place)
    since, until = (days.day(said.get(name), reading.text(place)) for name in ("from", "until"))
    if None in (since, until) or (since and until and until <= since):
        raise Reason("figure")
    # From the body to its function, where both stand in the quote; else all of the quote.
    both = (min(body.start, function[0]), max(body.end, function[1]))
    clause = both if place[0] <= both[0] and both[1] <= place[1] else place
    if negated(reading.text(clause), reading.passage.language):
        raise Reason("denied")
    return place, {
        "agency_at": _at(body),
        "function": reading.text(function).strip(" .;:,"),
        "concepts_at": reading.concepts(place),
        "basis_at": reading.at(said, "basis", "instrument", place),
        "valid_from": since or "",
        "valid_until": until or "",
        "rule": "model",
        "language": reading.passage.language,
    }


def _recommendation(said: Said, reading: Reading, place: Range) -> tuple[Range, dict[str, str]]:
    _sentence(reading, place)
    by = said.get("by") if said.get("by").casefold() not in ("author", "authors", "the authors") else ""
    return place, {
        "text": reading.text(place),
        "strength": said.get("strength"),
        "by": "" if by else "authors",
        "by_at": _at(reading.mention(by, "agency", place)) if by else "",
        "addressee_at": reading.at(said, "addressee", "agency", place),
        "concepts_at": reading.concepts(place),
        "rule": "model",
    }


def _programme(said: Said, reading: Reading, place: Range) -> tuple[Range, dict[str, str]]:
    from ontology.characters import unify
    from ontology.programme_rules import key

    name = reading.inside(said.get("name"), place)
    others = [m for m in reading.named if m.kind in ("agency", "instrument")]
    if any(_overlap((m.start, m.end), name) * 2 >= name[1] - name[0] for m in others):
        raise Reason("other")
    period = days.period(said.get("period"), reading.text(place))
    if period is None:
        raise Reason("figure")
    return name, {
        "key": key(unify(reading.text(name))),
        "type": said.get("type"),
        "language": reading.passage.language,
        "period": period,
        "owner_at": reading.at(said, "owner", "agency", place),
        "rule": "model",
    }


def _relation(said: Said, reading: Reading, place: Range) -> tuple[Range, dict[str, str]]:
    _sentence(reading, place)
    of_subject, of_object = RELATIONS[said.get("type")]
    subject = reading.mention(said.get("subject"), of_subject, place)
    other = reading.mention(said.get("object"), of_object, place) if said.get("object") else None
    if other is subject or not (other or said.get("type") == "abolished_by"):
        raise Reason("name")
    date = days.stated(said.get("date"), reading.text(place))
    if date is None:
        raise Reason("figure")
    return place, {
        "type": said.get("type"),
        "subject_kind": of_subject,
        "subject_at": _at(subject),
        "object_kind": of_object if other else "",
        "object_at": _at(other) if other else "",
        "date": date,
        "rule": "model",
    }


_CHECKS: Mapping[str, Callable[[Said, Reading, Range], tuple[Range, dict[str, str]]]] = {
    "responsibility": _responsibility,
    "recommendation": _recommendation,
    "programme": _programme,
    "relation": _relation,
}


# -------------------------------------------------------------------------------------------- plumbing
def _sentence(reading: Reading, place: Range) -> None:
    """Raises Reason("length") for a quote of too few words to state anything."""
    if len(fold(reading.text(place)).split()) < _WORDS:
        raise Reason("length")


def _meant(place: Range, known: Sequence[Mention]) -> Mention | None:
    """The one mention that a name covers; None when it covers none, a part of one only, or two beside each other."""
    covered = [m for m in known if _overlap((m.start, m.end), place) >= _COVERS * (m.end - m.start)]
    if not covered:
        return None
    longest = max(covered, key=lambda m: (m.end - m.start, -m.start))
    apart = [m for m in covered if m.end <= longest.start or longest.end <= m.start]
    return None if apart else longest


def _overlap(one: Range, other: Range) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _distance(one: Range, other: Range) -> int:
    return max(0, one[0] - other[1], other[0] - one[1])


def _at(mention: Mention) -> str:
    return f"{mention.start},{mention.end}"
