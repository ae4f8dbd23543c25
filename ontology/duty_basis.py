"""The legal basis of a duty: the act that its clause rests on, or the article that it names of the act in question.

"Under Article 15" alone means the act that is named last in its paragraph, else the only one of its section, of the
document's title, or of the document. Where several acts are left, nothing is said rather than guessed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from ingest.document import Document
from ontology import divisions, titles
from ontology.duties import Duty, Masked, rule
from ontology.mention import Mention

# What is divided into articles; decrees and orders have points.
_WITH_ARTICLES = frozenset(("law", "code", "constitution", "treaty", "convention"))
# The words that lead to an act stand at most this many characters before it and its articles.
_LEAD = 90


class Bases:
    """The acts of a document, and which of them is in question where."""

    def __init__(self, document: Document, masked: Masked) -> None:
        self._masked, self._text = masked, masked.text
        self._starts = [m.start for m in masked.acts]
        # "The Law" points at an act that is named elsewhere.
        self._acts = [m for m in masked.acts if m.attributes["type"] in _WITH_ARTICLES and _names_it(m)]
        # What is taken for a law by its title and never speaks of "this Law" may be a text about one.
        own = any("own_act" in m.attributes for m in masked.acts)
        self._is_act = document.type in _WITH_ARTICLES and (own or not self._acts)
        self._blocks = [b.start for b in document.blocks]
        self._headings = [(b.start, b.end) for b in document.blocks if b.kind == "heading"]
        self._same = _names(self._acts)

    def of(self, duty: Duty) -> dict[str, str]:
        """``basis_at`` and ``article`` of a duty, or ``own_act`` and ``article`` in an act; empty without a basis."""
        ranges = [(duty.start, duty.end), *duty.context]
        for start, end in ranges:
            for act in self._inside(start, end):
                # That a law states a duty is its basis already, with the article that does.
                if "own_act" not in act.attributes and self._rests_on(act, duty.language):
                    return self._meant(act, duty.language) or _at(act) | _article(act.attributes)
        for start, end in ranges:
            for match in rule("basis", "article", duty.language).finditer(self._masked.masked, start, end):
                if found := self.of_article(match["article"], match.start(), match.groupdict().get("kind") or ""):
                    return found
        return {}

    def _meant(self, act: Mention, language: str) -> dict[str, str]:
        """The act that a Kazakh «Заңның 9-бабы» means, where only one is in question; empty for other names."""
        if language != "kk" or _names_it(act) or "article" not in act.attributes:
            return {}
        return self.of_article(act.attributes["article"], act.start, act.attributes["head"])

    def _inside(self, start: int, end: int) -> Iterator[Mention]:
        for act in islice(self._masked.acts, bisect_left(self._starts, start), None):
            if act.start >= end:
                return
            if act.end <= end:
                yield act

    def of_article(self, article: str, position: int, kind: str = "") -> dict[str, str]:
        """The basis that an article is whose act is not named beside it; ``kind`` is a head noun ("Заңның")."""
        if self._is_act:
            return {"own_act": "1", "article": article}
        act = self._in_question(position, "code" if kind[:1].casefold() in ("к", "c") else "law" if kind else "")
        return _at(act) | {"article": article} if act else {}

    def _rests_on(self, act: Mention, language: str) -> bool:
        """Whether "in accordance with", «в соответствии с» stand before an act, or «сәйкес» behind it."""
        if language == "kk":
            cited = divisions.behind(self._text, act.end)
            end = max(act.end, cited.end if cited else 0)
            return rule("basis", "after_kk").match(self._text[end : end + 60]) is not None
        cited = divisions.before(self._text, act.start)
        start = cited.start if cited else act.start
        return any(
            rule("basis", language).search(self._text[max(0, at - _LEAD) : at]) is not None for at in (act.start, start)
        )

    # ----------------------------------------------------------------------------- which act is in question
    def _in_question(self, position: int, kind: str) -> Mention | None:
        acts = [act for act in self._acts if not kind or act.attributes["type"] == kind]
        before = [act for act in acts if act.start < position]
        paragraph = self._blocks[max(0, bisect_right(self._blocks, position) - 1)] if self._blocks else 0
        if here := [act for act in before if act.start >= paragraph]:
            return here[-1]
        section = self._section(position)
        title = self._headings[0] if self._headings else (0, 0)
        for nearer in (
            [act for act in before if act.start >= section],
            [act for act in acts if title[0] <= act.start < title[1]],
            acts,
        ):
            if nearer:
                return nearer[-1] if len({self._name(act) for act in nearer}) == 1 else None
        return None

    def _section(self, position: int) -> int:
        """Where the section begins in which a position stands, with its heading."""
        at = bisect_right(self._headings, (position, position)) - 1
        return self._headings[at][0] if at >= 0 else 0

    def _name(self, act: Mention) -> str:
        name = _identity(act)
        return self._same.get(name, name)


def _names_it(act: Mention) -> bool:
    return act.attributes.get("form") not in ("short", "author-date")


def _names(acts: Iterable[Mention]) -> dict[str, str]:
    """The number of each act that the document also names by its title alone."""
    found: dict[str, set[str]] = {}
    for act in acts:
        said = act.attributes
        if said.get("number") and said.get("title"):
            found.setdefault(titles.key(said["title"]), set()).add(said["number"])
    return {title: min(numbers) for title, numbers in found.items() if len(numbers) == 1}


def _identity(act: Mention) -> str:
    said = act.attributes
    name = said.get("number") or said.get("gazetteer") or (said.get("title") and titles.key(said["title"]))
    return name or said["type"]


def _at(act: Mention) -> dict[str, str]:
    return {"basis_at": f"{act.start},{act.end}"}


def _article(said: Mapping[str, str]) -> dict[str, str]:
    return {"article": said["article"]} if "article" in said else {}


def first_number(cell: str) -> str:
    """The number of an article that fills a cell of a table ("15", "Art. 15", «15-бап»); empty for other words."""
    match = rule("basis", "cell").fullmatch(cell.strip())
    return match["article"] if match else ""
