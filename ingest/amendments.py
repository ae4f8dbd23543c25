"""What the publisher's notes in a law tell of its amendments: which act did what, and since when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from ingest.document import Document
from ingest.facts.dates import iso
from ingest.facts.dates import pattern as dates
from ingest.footnotes import SUPERIORS
from ingest.laws import Division, divisions
from ingest.notes import by_publisher, patterns

ActType = Literal["law", "code", "decree", "resolution", "order"]

_LOOKALIKE = str.maketrans("ІХУСМ", "IXYCM")
_ENDING = re.compile(r"\s+(?:ЗРК|ҚРЗ|ZRK)$")
_NUMBER = r"(?:№+|No\.?|N)\s*(?P<number>[\w/.-]*\d[\w/-]*(?:\s(?:ЗРК|ҚРЗ))?)"
_BRITISH = re.compile(
    r"(?P<law>(?:[A-Z][\w'’,()-]*\s+(?:(?:and|of|the|for|in|etc\.?|on|to)\s+)*)+(?:Act|Measure) (?P<year>\d{4}))"
    r"(?:\s*\((?P<chapter>c\. \d+|asp \d+|anaw \d+|nawm \d+)\))?|"
    r"(?P<si>S\.?\s?(?:S\.?\s?)?(?:R\.\s?&\s?O\.|R\.|I\.)\s*(?P<number>(?P<si_year>\d{4})/\d+))"
)
_BRITISH_LEAD = re.compile(r"\b(?:by|under|in accordance with)(?: virtue of)?(?: the)?(?: [A-Z].{0,120}? \()?\s*$")
_BRITISH_NOTE = re.compile(r"\W*(?:(?:F|I|C|E|M|X|P)\d|textual amend|amended by|words? in|ss?\.|sch\.)", re.I)
_DATE_IN_FORCE = re.compile(r"\((?:prosp\.|(?P<date>\d{1,2}\.\d{1,2}\.\d{4}))[^()]*\)")
_PARENTHESIS = re.compile(r"\(((?:[^()]|\([^()]*\)){0,700})\)")
_GAP = 40


class Place(NamedTuple):
    """A division by kind and number: ("article", "3-1")."""

    kind: str
    number: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """One act that a note names, and what it did.

    ``start`` to ``end`` are the words of the note that name the act, ``note`` is the range of the note. ``division`` is
    the division that the note is about (a paragraph in an act without articles), None for the whole act. ``action`` is
    a name of data/amendments.toml (amended, new wording, added, repealed, suspended, expired, interpreted, found
    constitutional …), ``planned`` true where the act has yet to do it. ``number`` is normalised ("215-VI" for
    "№ 215-VІ"), ``printed_number`` as printed; both are empty for an act without. ``date`` is ISO, as precise as known.
    ``in_force`` is an ISO date, or the printed condition («по истечении десяти календарных дней …»), or empty.
    """

    start: int
    end: int
    note: tuple[int, int]
    division: Place | None
    action: str
    act: ActType
    number: str
    printed_number: str
    date: str
    in_force: str
    planned: bool = False


def amendments(document: Document) -> tuple[Amendment, ...]:
    """Every act that the notes of a law's publisher name, in the order of the text; empty for other documents."""
    places = {d.start: d for d in divisions(document) if d.kind != "subparagraph"}
    out: list[Amendment] = []
    for block in document.blocks:
        words = document.text[block.start : block.end]
        # A footnote cites acts, and tells of no amendment.
        if block.kind != "note" or words[0] in SUPERIORS:
            continue
        place = _place(places.get(block.anchor)) if block.anchor is not None else None
        for found in (*_dated(words), *_british(words, law=block.anchor is not None)):
            out.append(_moved(found, block.start, (block.start, block.end), place))
    return tuple(out)


def _place(division: Division | None) -> Place | None:
    return Place(division.kind, division.number) if division else None


def _moved(found: _Found, by: int, note: tuple[int, int], place: Place | None) -> Amendment:
    return Amendment(
        found.start + by, found.end + by, note, place, found.action, found.act, found.number, found.printed,
        found.date, found.in_force, found.planned,
    )  # fmt: skip


class _Found(NamedTuple):
    """An act as a note names it, its range counted in the note."""

    start: int
    end: int
    action: str
    planned: bool
    act: ActType
    number: str
    printed: str
    date: str
    in_force: str


# ---------------------------------------------------------------------------- Kazakhstan, in Russian and Kazakh
@cache
def _act_pattern() -> re.Pattern[str]:
    """A date with a number behind it; or a date alone, which :func:`_alone` judges."""
    number_first = rf"(?:№|N)\s*(?P<first>[\w-]*\d[\w/-]*)\s+(?:от|жылғы)\s+(?P<second>{dates()})"
    dotted = r"\d{4}\.\d{1,2}\.\d{1,2}"
    return re.compile(
        rf"(?<![\d.])(?P<date>{dates()}|{dotted})\.?\s?(?:г(?:ода|\.)?|ж\.?)?\.?\s*(?:{_NUMBER})?|{number_first}", re.I
    )


def _dated(words: str) -> Iterator[_Found]:
    """The acts that a note names by date and number."""
    matches = [m for m in _act_pattern().finditer(words) if m["number"] or m["first"] or _alone(words, m)]
    for match, following in pairwise([*matches, None]):
        assert match is not None
        end_of_item = following.start() if following else len(words)
        printed = match["number"] or match["first"] or ""
        action, planned = _action(words, match, end_of_item)
        yield _Found(
            start=_naming(words, match.start()),
            end=match.start() + len(match[0].rstrip()),
            action=action,
            planned=planned,
            act=_act(words, match),
            number=normalised(printed),
            printed=printed,
            date=_iso(match["date"] or match["second"]),
            in_force=_in_force(words, match.end(), end_of_item),
        )


def _iso(date: str) -> str:
    return iso(re.sub(r"(?<=\.)(?=\d\.)|(?<=\.)(?=\d$)", "0", date) if re.match(r"\d{4}\.", date) else date)


def normalised(number: str) -> str:
    """A number with Latin letters in its Roman part and without the name of the state: "215-VI" for "215-VІ ЗРК"."""
    number = _ENDING.sub("", number.strip(" .-"))
    head, dash, tail = number.partition("-")
    latin = tail.translate(_LOOKALIKE)
    return head + dash + (latin if re.fullmatch(r"[IVXLC]+", latin) else tail)


def _alone(words: str, match: re.Match[str]) -> bool:
    """Whether a date without a number names an act: it follows "законами РК от" or another act, and its coming into
    force follows in parentheses."""
    before = words[max(match.start() - _GAP, 0) : match.start()]
    named = re.search(rf"(?:{_before()})[^;()]{{0,30}}\sот\s$|;\s*от\s$", before, re.I)
    return bool(named and re.match(r"\s*(?:\(|$)", words[match.end() :]))


@cache
def _before() -> str:
    return "|".join(act["before"] for act in patterns()["act"])


def _naming(words: str, start: int) -> int:
    """Where the naming of an act begins: at its kind ("Законом РК от …"), else at "от", else at the date."""
    lead = re.search(rf"(?:\b(?:конституционн\w+\s)?(?:{_before()})[^;().,\d]{{0,60}}?)?\bот\s+$", words[:start], re.I)
    if lead:
        return lead.start()
    kazakh = re.search(r"ҚР\s+$", words[:start])
    return kazakh.start() if kazakh else start


def _act(words: str, match: re.Match[str]) -> ActType:
    """The kind of an act: by the last word for one before its date, or in Kazakh by the first behind the list."""
    if re.search(r"\bот\s+$", words[: match.start()]):
        best = max(
            ((m.start(), -at, act["type"]) for at, act in enumerate(patterns()["act"])
             for m in re.finditer(rf"\b(?:{act['before']})", _outside(words[: match.start()]), re.I)),
            default=None,
        )  # fmt: skip
        return best[2] if best else "law"
    after = min(
        ((m.start(), at, act["type"]) for at, act in enumerate(patterns()["act"])
         if (m := re.search(rf"\b(?:{act['after']})", _outside(words[match.end() :]), re.I))),
        default=None,
    )  # fmt: skip
    return after[2] if after else "law"


def _outside(words: str) -> str:
    """The words with those in parentheses and quotation marks blanked, at the same length."""
    return re.sub(r"\([^()]*\)|\"[^\"]*\"|«[^»]*»", lambda m: " " * len(m[0]), words)


def _action(words: str, match: re.Match[str], end: int) -> tuple[str, bool]:
    """What an act did: the last action told before its date, else the first one after it."""
    before, after = _outside(words[: match.start()]), _outside(words[match.end() : end])
    # Acts that stand beside each other in a list share the action that the list began with.
    found = _last(before) or _first(after) or _first(_outside(words[match.end() :]))
    sentence = before[before.rfind(". ") + 1 :] + " " + after
    return found or "amended", bool(re.search(patterns()["planned"]["words"], sentence, re.I))


@cache
def _actions() -> list[tuple[str, re.Pattern[str]]]:
    return [(entry["name"], re.compile(rf"(?<![^\W_])(?:{entry['words']})", re.I)) for entry in patterns()["action"]]


def _last(words: str) -> str:
    found = [(m.start(), -at, name) for at, (name, p) in enumerate(_actions()) for m in p.finditer(words)]
    return max(found)[2] if found else ""


def _first(words: str) -> str:
    found = [(m.start(), at, name) for at, (name, p) in enumerate(_actions()) if (m := p.search(words))]
    return min(found)[2] if found else ""


def _in_force(words: str, start: int, end: int) -> str:
    """The date or the condition in the parenthesis about coming into force that follows an act."""
    rules = patterns()["in_force"]
    for match in _PARENTHESIS.finditer(words, start):
        if match.start() > max(end, start + _GAP):
            return ""
        inner = " ".join(match[1].split()).strip(" .")
        if not re.search(rules["about"], inner, re.I):
            continue
        inner = re.sub(rf"^(?:{rules['lead']})\s*|\s*(?:{rules['tail']})$", "", inner, flags=re.I).strip(" .,")
        whole = re.fullmatch(rf"(?:(?:с|со|from)\s+)?({dates()})(?:\s*(?:г\.|года|бастап|ж\.))?", inner, re.I)
        return iso(whole[1]) if whole else inner
    return ""


# ---------------------------------------------------------------------------------------------- United Kingdom
def _british(words: str, law: bool) -> Iterator[_Found]:
    """The acts that a note of legislation.gov.uk or of a government site names: "substituted (1.4.2015) by … Act"."""
    if not _BRITISH_NOTE.match(words) or not (law or by_publisher(words)):
        return
    for match in _BRITISH.finditer(words):
        lead = words[: match.start()]
        if not _BRITISH_LEAD.search(lead):
            continue
        force = list(_DATE_IN_FORCE.finditer(lead))
        action, planned = _last(lead) or "amended", bool(re.search(patterns()["planned"]["words"], lead, re.I))
        printed = match["number"] or match["chapter"] or ""
        in_force = iso(force[-1]["date"]) if force and force[-1]["date"] else ""
        date = match["year"] or match["si_year"]
        act: ActType = "law" if match["law"] else "order"
        yield _Found(match.start(), match.end(), action, planned, act, printed, printed, date, in_force)
