"""Which mentions decisions bear on, and what becomes of each: its attributes, its status, who decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kb.curation import attributes
from kb.curation.decision import Decision
from kb.curation.places import matches, stands
from ontology.mention import Mention

# Who "extracted" what a curator added.
EXTRACTOR = "curator"
_STATUS = {"accept": "accepted", "reject": "rejected", "edit": "edited", "split": "edited", "add": "accepted"}


@dataclass(slots=True, eq=False)
class Touched:
    """A mention with the decisions on it, in the order of their times. ``mention`` is what it has become."""

    original: Mention
    mention: Mention
    decisions: list[Decision] = field(default_factory=list)
    added: str = ""

    @property
    def status(self) -> str:
        """accepted, rejected or edited: what the last decision says."""
        return _STATUS[self.decisions[-1].action]

    @property
    def split(self) -> Decision | None:
        """The last decision that takes it out of its entity."""
        return next((d for d in reversed(self.decisions) if d.action == "split"), None)

    def take(self, decision: Decision) -> None:
        """Apply a decision that comes after those before."""
        self.decisions.append(decision)
        if decision.action == "edit":
            said = attributes.applied(self.mention, decision.values)
            self.mention = replace(self.mention, attributes=said)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The documents of one state of the store: their ids, and text and language of each."""

    documents: Sequence[str]
    text: Callable[[str], str]
    language: Callable[[str], str]


def touched(mentions: Sequence[Mention], decisions: Sequence[Decision], shelf: Shelf) -> list[Touched]:
    """Every mention that decisions on statements bear on, added ones included; the others are as they were."""
    added = {d.id: _added(d, shelf) for d in decisions if d.action == "add"}
    found = [each for several in added.values() for each in several]
    deciding = [d for d in decisions if d.action in ("accept", "reject", "edit", "split")]
    places = [(d, place) for d in deciding for place in d.places]
    by_place = matches([place for _, place in places], mentions, shelf.text) if places else []
    by_mention: dict[int, Touched] = {}
    for (decision, place), there in zip(places, by_place, strict=True):
        for one in there:
            if id(one) not in by_mention:
                by_mention[id(one)] = Touched(one, one)
                found.append(by_mention[id(one)])
        for each in (*(by_mention[id(one)] for one in there), *added.get(place.added, ())):
            # A decision may name several places of one statement.
            if decision not in each.decisions:
                each.take(decision)
    return found


def _added(decision: Decision, shelf: Shelf) -> list[Touched]:
    made = []
    for place in decision.places:
        for document_id, start, end in stands(place, shelf.documents, shelf.text):
            quote = shelf.text(document_id)[start:end]
            said = attributes.made(place.kind, quote, shelf.language(quote), decision.values)
            mention = Mention(document_id, start, end, place.kind, quote, said, EXTRACTOR, 1.0)
            made.append(Touched(mention, mention, [decision], decision.id))
    return made


def rest(mentions: Iterable[Mention], found: Iterable[Touched]) -> list[Mention]:
    """The mentions that no decision bears on."""
    gone = {id(each.original) for each in found}
    return [mention for mention in mentions if id(mention) not in gone]


@dataclass(frozen=True, slots=True)
class Mark:
    """The review status of a statement, the decisions that made it, the one that added it, and what was extracted."""

    status: str
    decisions: tuple[str, ...]
    added: str = ""
    original: Mention | None = field(default=None, compare=False, repr=False)


class Marks:
    """The marks of mentions, found by where they are and what they say."""

    def __init__(self) -> None:
        self._at: dict[tuple[str, str, int, int], list[tuple[Mapping[str, str], Mark]]] = {}

    def put(self, mention: Mention, mark: Mark) -> None:
        here = self._at.setdefault(_where(mention), [])
        here[:] = [(said, old) for said, old in here if said != mention.attributes]
        here.append((mention.attributes, mark))

    def of(self, mention: Mention) -> Mark | None:
        """The mark of a mention; None when no decision bears on it."""
        here = self._at.get(_where(mention), ())
        return next((mark for said, mark in here if said == mention.attributes), None)

    def influenced(self, mention: Mention, decision_id: str) -> None:
        """Note that a decision on its entity bears on a mention."""
        mark = self.of(mention) or Mark("extracted", ())
        self.put(mention, replace(mark, decisions=(*mark.decisions, decision_id)))


def _where(mention: Mention) -> tuple[str, str, int, int]:
    return mention.document_id, mention.kind, mention.start, mention.end
