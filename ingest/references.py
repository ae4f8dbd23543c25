"""Reference lists: what an entry looks like, and where one ends and the next begins."""

from __future__ import annotations

import re

from ingest.draft import Piece

_YEAR = r"(?:19|20)\d\d"
_SIGNS = (
    re.compile(rf"\(\s*{_YEAR}[a-zа-я]?(?:,[^)]{{0,30}})?\)|[.,–—-]\s*{_YEAR}\s*(?:г\.|ж\.)?[.,;:]"),
    re.compile(r"https?://|\bdoi\b|www\.|hdl\.handle", re.I),
    re.compile(r"(?:retrieved from|режим доступа|available (?:at|from)|accessed|дата обращения|URL:|қолжетімді)", re.I),
    re.compile(
        r"\s//\s|\[(?:in (?:Russian|Kazakh|English|Ukrainian)|Электронный ресурс|Электрондық ресурс)\]|\(In R", re.I
    ),
    re.compile(r"\b(?:Vol|No|pp?|Т|С|Вып|Б)\.\s?\d|№\s?\d|\d+\s?\(\d+\)|\b\d{1,4}\s?[–—-]\s?\d{1,4}\b|\d+\s(?:p|с|б)\."),
    re.compile(
        r"^\W*(?:\d+[.)]?\s*)?[A-ZА-ЯӘҒҚҢӨҰҮҺІ][\w’'-]+(?:\s+[A-Z][\w’'-]+)?,?\s+"
        r"(?:[A-ZА-ЯӘҒҚҢӨҰҮҺІ][a-zа-я]{0,2}\.\s?-?){1,3}"
    ),
)  # fmt: skip
_OPENING = re.compile(r"^\W*(?:\d{1,3}[.)]|\[\d{1,3}\])\s+\S")
_AUTHOR = r"[A-ZА-ЯӘҒҚҢӨҰҮҺІ][\w’'-]+,?\s(?:[A-ZА-ЯӘҒҚҢӨҰҮҺІ][a-zа-я]?\.\s?-?){1,3}"
_NEXT_NUMBERED = re.compile(r"(?<=[.\]\)/\w])\s+(?=(?:\[\d{1,3}\]|\d{1,3}\.)\s+[A-ZА-ЯӘҒҚҢӨҰҮҺІ«\"“])")
_NEXT_AUTHOR = re.compile(rf"(?:(?<=\]\.)|(?<=\d\.)|(?<=\w/)|(?<=\d))\s+(?={_AUTHOR}[^.]{{0,200}}\({_YEAR})")
_SHORTEST = 40
_LEADING_NUMBER = re.compile(r"\[?(\d{1,3})[.\]]")


def looks_like_entry(text: str) -> bool:
    """Whether a paragraph has at least two of the signs of a reference entry, close together."""
    if not 25 <= len(text) <= 700:
        return False
    signs = [bool(sign.search(text)) for sign in _SIGNS]
    strong = signs[0] and (signs[5] or _OPENING.match(text) is not None)
    return (strong and sum(signs) >= 3) or (signs[5] and sum(signs) >= 3) or (sum(signs[:4]) >= 3)


def entries(piece: Piece) -> list[Piece]:
    """A paragraph of a reference list, split where several entries ran into one another."""
    cuts = [0, *_numbered_cuts(piece.text)]
    if len(cuts) == 1:
        cuts += [m.end() for m in _NEXT_AUTHOR.finditer(piece.text) if m.start() >= _SHORTEST]
    ends = [*cuts[1:], len(piece.text)]
    parts = [piece.part(start, end) for start, end in zip(cuts, ends, strict=True)]
    return [part.as_kind("reference") for part in parts if part.text]


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
