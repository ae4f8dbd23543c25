"""Reference lists: what an entry looks like, and where one ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.draft import Piece

_YEAR = r"(?:19|20)\d\d"
# The signs of an entry: its year in brackets or among full stops, a number of pages or volume, an author before all.
_DATED = re.compile(rf"\(\s*{_YEAR}[a-zа-я]?(?:,[^)]{{0,30}})?\)|[.,–—-]\s*{_YEAR}\s*(?:г\.|ж\.)?[.,;:]")
_PAGES = re.compile(
    r"\b(?:Vol|No|pp?|Т|С|Вып|Б)\.\s?\d|№\s?\d|\d+\s?\(\d+\)|\b\d{1,4}\s?[–—-]\s?\d{1,4}\b|\d+\s(?:p|с|б)\."
)
_NAMED = re.compile(
    r"\W*(?:\d+[.)]?\s*)?[A-ZА-ЯӘҒҚҢӨҰҮҺІ][\w’'-]+(?:\s+[A-Z][\w’'-]+)?,?\s+"
    r"(?:[A-ZА-ЯӘҒҚҢӨҰҮҺІ][a-zа-я]{0,2}\.\s?-?){1,3}"
)
# And, in small letters, how one comes to the work, and what stands between its title and its container.
_ACCESS = re.compile(r"retrieved from|режим доступа|available (?:at|from)|accessed|дата обращения|url:|қолжетімді")
_ADDRESS = re.compile(r"https?://|\bdoi\b|www\.|hdl\.handle")
_CONTAINED = re.compile(
    r"\s//\s|\[(?:in (?:russian|kazakh|english|ukrainian)|электронный ресурс|электрондық ресурс)\]|\(in r"
)
# A year, and more that is found at once.
_DIGITS = re.compile(r"[12]\d\d\d")
_OPENING = re.compile(r"^\W*(?:\d{1,3}[.)]|\[\d{1,3}\])\s+\S")
_AUTHOR = r"[A-ZА-ЯӘҒҚҢӨҰҮҺІ][\w’'-]+,?\s(?:[A-ZА-ЯӘҒҚҢӨҰҮҺІ][a-zа-я]?\.\s?-?){1,3}"
_NEXT_NUMBERED = re.compile(r"(?<=[.\]\)/\w»”\"“])\s+(?=(?:\[\d{1,3}\]|\d{1,3}\.)\s+[A-ZА-ЯӘҒҚҢӨҰҮҺІ«\"“])")
_NEXT_AUTHOR = re.compile(rf"(?:(?<=\]\.)|(?<=\d\.)|(?<=\w/)|(?<=\d))\s+(?={_AUTHOR}[^.]{{0,200}}\({_YEAR})")
# How an act begins that is an entry of its own: «Закон РК», "Decree of the President", «Көлік туралы» ҚР … Заңы.
_ACT = (
    r"(?:(?:Конституционный |Федеральный )?[Зз]акон|Кодекс|Указ|Постановление|Приказ|Распоряжение|Конституция)\s+"
    r"(?:РК|РФ|Республики|Российской|Президента|Правительства|[Мм]инистра|Совета|Премьер-|и\.\s?о\.)|"
    r"Об?\s[^.:;]{5,200}:\s(?:[Зз]акон|[Кк]одекс|[Уу]каз|[Пп]остановление|[Пп]риказ)\s|"
    r"(?:Law|Decree|Resolution|Order|Constitution|Code) of the (?:Republic|President|Government|Minister)|"
    r"[«“\"][^»”\"]{4,300}[»”\"]\s(?:Қазақстан Республикасы|ҚР\s)|"
    r"(?<![»”\"]\s)Қазақстан Республикасының\s(?:Конституциясы|[\w-]+ кодексі|\d{4} жылғы)"
)
_STARTS_ACT = re.compile(_ACT)
# An act as an entry ends with its title, number, day or year; a sentence about one goes on.
_ACT_ENTRY = re.compile(
    rf"(?:{_ACT}).{{0,500}}?(?:[»”\"]|№\s?\S+(?:\s\w{{2,4}})?|{_YEAR}(?:\s(?:г|года|ж)\.?)?)\.?$", re.S
)
# Where an entry without a number may begin behind another on one line, and what the one before it must hold by then.
_NEXT_UNNUMBERED = re.compile(
    rf"(?<=[\w.»”\"\])])\s+(?=(?:{_ACT}))|(?:(?<=\d)|(?<=\d\.)|(?<=\d\s[сбpP])|(?<=\d\s[сбpP]\.)|(?<=[»”])|"
    rf"(?<=[»”]\.)|(?<=года)|(?<=года\.)|(?<=ЗРК)|(?<=ЗРК\.)|(?<=-[IVX])|(?<=-[IVX]\.))\s+(?={_AUTHOR})"
)
_COMPLETE = re.compile(rf"(?<!\d){_YEAR}(?!\d)|№\s?\d")
_SHORTEST = 40
_LONGEST = 700
_LEADING_NUMBER = re.compile(r"\[?(\d{1,3})[.\]]")
# What no entry begins with: an address, a small letter, pages, numbers of a journal.
_CONTINUES = re.compile(
    r"(?:https?://|www\.|doi\b|URL:|[–—-]\s|[,;:)\]]|[a-zа-яәғқңөұүһі]|(?:Vol|No|pp?|P|С|Б|Т|Вып)\.\s?\d|№\s?\d|"
    r"\d{1,4}\s?\(\d|\d{1,5}[–—-]\d|(?:19|20)\d\d\s?[.;:])"
)
_OPEN = re.compile(r"(?:[,;:&/–—-]|\s(?:and|и|және|of|the|in|от|для|от|в|на|С|P|С\.|P\.|pp\.|№|Vol\.|Т\.|In))$")
_CLOSED = re.compile(r"[.!?\])»”\"]$|\d$|\S+/\S*$")
_CRUMB = 16


def looks_like_entry(text: str) -> bool:
    """Whether a paragraph has at least two of the signs of a reference entry, close together."""
    if len(text) > _LONGEST:
        return len(_numbered_cuts(text)) > 1 or sum(1 for _ in _NEXT_AUTHOR.finditer(text)) > 1 or _is_list(text)
    if len(text) < 25:
        return False
    dated = bool(_DIGITS.search(text) and _DATED.search(text))
    named = bool(_NAMED.match(text))
    lower = text.lower()
    if not dated and not named:
        return all(sign.search(lower) for sign in (_ACCESS, _ADDRESS, _CONTAINED))
    signs = dated + sum(sign.search(lower) is not None for sign in (_ACCESS, _ADDRESS, _CONTAINED))
    strong = named or _OPENING.match(text) is not None
    return signs >= 3 or (strong and signs + named + (_PAGES.search(text) is not None) >= 3)


def entries(piece: Piece) -> list[Piece]:
    """A paragraph of a reference list, split where several entries ran into one another."""
    cuts = [0, *_numbered_cuts(piece.text)]
    if len(cuts) == 1:
        cuts += [m.end() for m in _NEXT_AUTHOR.finditer(piece.text) if m.start() >= _SHORTEST]
    if len(cuts) == 1 and not _LEADING_NUMBER.match(piece.text):
        cuts += _unnumbered_cuts(piece.text)
    ends = [*cuts[1:], len(piece.text)]
    parts = [piece.part(start, end) for start, end in zip(cuts, ends, strict=True)]
    return [part.as_kind("reference") for part in parts if part.text]


def counts_on(list_: Sequence[Piece], piece: Piece) -> bool:
    """Whether what looks like a numbered heading is the next entry of the list above: "36. Law of …" after "35."."""
    own = _LEADING_NUMBER.match(piece.text)
    above = [int(m[1]) for p in list_[-3:] if p.kind == "reference" and (m := _LEADING_NUMBER.match(p.text))]
    return own is not None and bool(above) and int(own[1]) == above[-1] + 1 and int(own[1]) > 2


def joined(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, entries of a reference list that a line end or a page cut in two made one again."""
    out: list[Piece] = []
    for index, piece in enumerate(pieces):
        cut = piece.kind == "reference" and bool(out) and out[-1].kind == "reference"
        if cut and _goes_on(out[-1].text, piece.text, [p.text for p in pieces[index + 1 : index + 4]]):
            out[-1] = out[-1].joined(piece, "" if out[-1].text.endswith("/") else " ")
        else:
            out.append(piece)
    return out


def _goes_on(before: str, text: str, after: Sequence[str]) -> bool:
    """Whether a piece of a reference list goes on with the entry before it."""
    if len(before) > 700 or _OPENING.match(text) or text.startswith(("- ", "• ", "– [")):
        return False
    own = _LEADING_NUMBER.match(before)
    if own and any((m := _LEADING_NUMBER.match(other)) and int(m[1]) == int(own[1]) + 1 for other in after):
        # In a numbered list what has no number goes on.
        return True
    if _STARTS_ACT.match(text) and _COMPLETE.search(before) and not _OPEN.search(before):
        return False
    starts = re.match(_AUTHOR, text) is not None
    if _OPEN.search(before) or before.count("(") > before.count(")") or before.count("[") > before.count("]"):
        return not starts or before.endswith((",", "&"))
    if starts or looks_like_entry(text):
        return bool(_CONTINUES.match(text)) and not looks_like_entry(text)
    return bool(_CONTINUES.match(text)) or len(text) < _CRUMB or not _CLOSED.search(before)


def _is_list(text: str) -> bool:
    """Whether a long paragraph is entries without numbers that ran together, each of which looks like one."""
    if not _unnumbered_cuts(text[: 2 * _LONGEST]):
        return False
    cuts = [0, *_unnumbered_cuts(text), len(text)]
    parts = [text[start:end].strip() for start, end in pairwise(cuts)]
    return len(parts) > 2 and all(len(part) <= _LONGEST and _is_entry(part) for part in parts)


def _is_entry(part: str) -> bool:
    by_people = re.match(_AUTHOR, part) and _COMPLETE.search(part)
    return bool(by_people or _ACT_ENTRY.match(part)) or looks_like_entry(part)


def _unnumbered_cuts(text: str) -> list[int]:
    """Where acts and works by people begin in a list without numbers whose lines ran together."""
    cuts = [0]
    for match in _NEXT_UNNUMBERED.finditer(text):
        before = text[max(cuts[-1], match.start() - _LONGEST) : match.start()]
        if len(before) >= _SHORTEST and _COMPLETE.search(before) and not _OPEN.search(before):
            cuts.append(match.end())
    return cuts[1:]


def _numbered_cuts(text: str) -> list[int]:
    """Positions of "2. ", "3. " … where they count on from the number that the paragraph begins with."""
    first = _LEADING_NUMBER.match(text)
    if not first:
        return []
    wanted, cuts = int(first[1]) + 1, []
    for match in _NEXT_NUMBERED.finditer(text):
        number = _LEADING_NUMBER.match(text, match.end())
        if number and int(number[1]) == wanted:
            cuts.append(match.end())
            wanted += 1
    return cuts
