"""Lines without markup become paragraphs: which line goes on, which begins something new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from statistics import median

from ingest import headings
from ingest.clean import Vocabulary, fold
from ingest.document import Kind
from ingest.document import Line as Printed
from ingest.draft import Line, Piece

LIST_MARK = re.compile(
    r"(?:[-–—•▪■●○◦‣∙·*✓➢]|\(?(?:\d{1,3}(?:-\d{1,2})?|[a-zA-Zа-яА-Я]|[ivx]{1,5})\)|\d{1,3}\.(?!\d)|\[\d{1,3}\])\s+\S"
)
_END = re.compile(r"[.!?…][)\]»”\"'’*_]*$|[:;]$")
_GOES_ON = re.compile(r"[a-zа-яёәғқңөұүһі(,;.)№%]|\d{1,4}[-.]?\w|N \d")
# A bullet that recognition or conversion took for a full stop.
_TORN_ITEM = re.compile(r"[-–•*]\s+(?=[^\W\d_A-ZА-Я])")
# The first part of a name with a hyphen: «Северо-» / «Казахстанской».
_BROKEN_NAME = re.compile(r"(?<![^\W_])[A-ZА-ЯӘҒҚҢӨҰҮҺІ][^\W\d_]{2,}-$")
_DOT = re.compile(r"^[.·]\s+(?=\w)")
# The text of a link is seldom longer.
_LINK = 40
_RAISED = re.compile(r"^[*¹²³⁴⁵⁶⁷⁸⁹⁰]+")
# What no paragraph begins with: the rest of a sentence that a link broke.
_REST = re.compile(r"[,;)\]]|\.$")
# Abbreviations that a link follows: the full stop after them ends no sentence.
_OPEN = re.compile(
    r"(?:^|[\s(])(?:см|ст|стст|п|пп|подп|ч|абз|гл|разд|т|қ|cf|see|art|arts|no|nos|\d-б|\d{4}\.\d\d\.\d\d)\.$", re.I
)


def is_row(text: str) -> bool:
    """Whether a line is a row of a table: cells parted by tabs or bars."""
    return "\t" in text.strip() or " | " in text


class Wrapping:
    """How the lines of a text end: at a width, or only where a paragraph ends."""

    def __init__(self, chunks: Sequence[Sequence[Line]]) -> None:
        inner = [len(line.text) for chunk in chunks for line in chunk[:-1] if not is_row(line.text)]
        lines = sum(len(chunk) for chunk in chunks)
        self.width = median(inner) if inner else 0.0
        near = sum(0.75 * self.width <= n <= 1.3 * self.width for n in inner)
        longest = max((len(line.text) for chunk in chunks for line in chunk), default=0)
        # A page saved as text where each link stands on a line of its own, with what follows it on the next.
        rests = [line for chunk in chunks for line in chunk[1:] if _REST.match(line.text)]
        self.links = len(rests) >= 3 and len(rests) > 0.01 * lines
        self.hard = (
            len(inner) >= 3 and 35 <= self.width <= 160 and near > 0.6 * len(inner)
            and len(inner) > 0.3 * lines and longest < 3 * self.width
        )  # fmt: skip

    def full(self, line: Line) -> bool:
        """Whether a line reaches the width that lines are wrapped at."""
        return self.hard and len(line.text) >= 0.78 * self.width


def ends_sentence(text: str) -> bool:
    """Whether a line ends like a sentence or a list item does."""
    return bool(_END.search(text))


def starts_item(text: str) -> bool:
    """Whether a line begins a list item, a division of a law, a caption or a note."""
    return (
        bool(LIST_MARK.match(text) or _RAISED.match(text))
        or headings.division(text) is not None
        or headings.opens(text)
    )


def from_text(text: str, whole: str | None = None) -> list[Piece]:
    """Paragraphs of a plain text: blank lines part them, single line ends are folded into spaces.

    How lines are wrapped and which words exist is learnt from ``whole``, by default the text itself.
    """
    chunks = _chunks(text)
    wrapping, vocabulary = _habits(text if whole is None else whole)
    pieces = [piece for chunk in chunks for piece in _paragraphs(chunk, wrapping, vocabulary)]
    return rejoin(pieces, vocabulary)


@lru_cache(maxsize=1)
def _habits(text: str) -> tuple[Wrapping, Vocabulary]:
    chunks = _chunks(text)
    return Wrapping(chunks), Vocabulary(line.text for chunk in chunks for line in chunk)


def _chunks(text: str) -> list[list[Line]]:
    chunks: list[list[Line]] = [[]]
    for raw in text.replace("\f", "\n ").split("\n"):
        line = raw.strip("\n ")
        if line.strip():
            chunks[-1].append(Line(line, raw))
        elif chunks[-1]:
            chunks.append([])
    return [chunk for chunk in chunks if chunk]


def _paragraphs(chunk: list[Line], wrapping: Wrapping, vocabulary: Vocabulary) -> list[Piece]:
    groups: list[list[Line]] = []
    for line in chunk:
        if groups and _continues(groups[-1], line, wrapping):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [piece for group in groups if (piece := merge(group, vocabulary)).text]


def _continues(group: list[Line], line: Line, wrapping: Wrapping) -> bool:
    last = group[-1]
    if is_row(last.text) or is_row(line.text):
        return is_row(last.text) and is_row(line.text)
    if (last.text.endswith("-") and line.text[:1].islower()) or (
        _BROKEN_NAME.search(last.text) and line.text[:1].isupper() and line.text[1:2].islower()
    ):
        return True
    first = headings.division(group[0].text.rstrip(" ,"))
    if first is not None and len(group[0].text) <= headings.LONGEST:
        return _titled(first, group, line, wrapping)
    ended = ends_sentence(last.text) and not _OPEN.search(last.text)
    if wrapping.links and not wrapping.hard and _after_link(last, line, ended):
        return True
    if starts_item(line.text) and (ended or not wrapping.full(last) or not wrapping.hard):
        return False
    if wrapping.hard:
        return _wraps(last, line, ended, wrapping)
    return not ended and _broken_link(last, line)


def _titled(first: headings.Division, group: list[Line], line: Line, wrapping: Wrapping) -> bool:
    """Whether a line goes on with the heading of a division: its title, or the rest of it."""
    named = headings.known(line.text)
    if starts_item(line.text) or named not in (None, "body"):
        return False
    if first.bare:
        return len(group) == 1 and not ends_sentence(line.text) and len(line.text) < headings.LONGEST
    if named is not None:
        return False
    last = first.title if len(group) == 1 else group[-1].text
    if headings.shouted(last):
        return headings.shouted(line.text)
    if last.endswith((",", "-")) or (line.text[:1].islower() and not ends_sentence(last)):
        return True
    # The last line of a wrapped title is short, the first line of a paragraph is not.
    return wrapping.full(group[-1]) and not wrapping.full(line) and not ends_sentence(line.text)


def _after_link(last: Line, line: Line, ended: bool) -> bool:
    """Whether a line goes on after a link that stands on a line of its own, or is such a link."""
    if _REST.match(line.text):
        return True
    if _indent(line) > 1 or headings.known(last.text) is not None or headings.note_head(last.text):
        return False
    if _indent(line) == 1 and (line.text[0].islower() or line.text[0] == "("):
        return True
    short = _indent(line) == 1 and len(last.text) < _LINK and not line.text[0].isalnum()
    return not ended and (last.raw.endswith(" ") or short)


def _wraps(last: Line, line: Line, ended: bool, wrapping: Wrapping) -> bool:
    if ended and (_indent(line) > _indent(last) or not wrapping.full(last)):
        return False
    if wrapping.full(last):
        return True
    return not ended and bool(_GOES_ON.match(line.text)) and not headings.known(last.text)


def _broken_link(last: Line, line: Line) -> bool:
    """A paragraph on one line, broken in two by a link inside it when a web page was saved as text."""
    if _GOES_ON.match(line.text):
        return not headings.known(last.text)
    return last.raw.endswith(" ") or (_indent(line) == 1 and len(last.text) < _LINK)


def _indent(line: Line) -> int:
    return len(line.raw) - len(line.raw.lstrip(" "))


def merge(lines: Sequence[Line], vocabulary: Vocabulary) -> Piece:
    """One piece of the lines of a paragraph, broken words joined; rows of a table stay lines."""
    table = is_row(lines[0].text)
    texts: list[str] = []
    starts: list[tuple[int, int]] = []
    printed: list[Printed] = []
    length = 0
    for line in lines:
        text = _cells(line.text) if table else fold(line.text)
        if texts:
            kept = None if table else _torn(texts[-1], text, vocabulary)
            glue = "\n" if table else "" if _REST.match(text) or texts[-1].endswith("(") else " "
            length += len(glue) if kept is None else len(kept) - len(texts[-1])
            texts[-1:] = [texts[-1], glue] if kept is None else [kept]
            if kept is not None and printed:
                printed[-1] = printed[-1]._replace(end=length)
        if line.page is not None and line.page not in (page for _, page in starts[-1:]):
            starts.append((length, line.page))
        if line.page is not None and line.right > line.left and text:
            box = (line.page, line.left, line.top, line.right, line.bottom)
            printed.append(Printed(length, length + len(text), *box))
        texts.append(text)
        length += len(text)
    text = "".join(texts)
    kind: Kind = "table" if table else "body"
    piece = Piece(text, kind, 0, tuple(starts), table, lines[0].size, lines[0].ocr, tuple(printed))
    bullet = None if table else _DOT.match(text)
    if bullet is None:
        return piece
    mark = replace(piece, text="•", starts=piece.starts[:1], lines=())
    return mark.joined(piece.part(bullet.end(), len(text)))


def _torn(left: str, right: str, vocabulary: Vocabulary) -> str | None:
    """What is left of a line when the next one goes on with its last word; None when a space parts them."""
    glued = vocabulary.glue(left, right)
    return None if glued is None else glued[: len(glued) - len(right)]


def _cells(row: str) -> str:
    return "\t".join(fold(cell) for cell in row.split("\t")).rstrip("\n")


def follow(piece: Piece, more: Piece, vocabulary: Vocabulary) -> Piece:
    """Two stretches of one paragraph as one, a word broken between them joined."""
    kept = _torn(piece.text, more.text, vocabulary)
    return piece.joined(more) if kept is None else replace(piece, text=kept).joined(more, "")


def rejoin(pieces: Iterable[Piece], vocabulary: Vocabulary) -> list[Piece]:
    """Paragraphs that a page or column break cut in two, made one again."""
    out: list[Piece] = []
    for piece in pieces:
        if out and out[-1].text.endswith("-") and (torn := _TORN_ITEM.match(piece.text)):
            out[-1] = follow(out[-1], piece.part(torn.end(), len(piece.text)), vocabulary)
        elif out and _cut_in_two(out[-1], piece):
            out[-1] = follow(out[-1], piece, vocabulary)
        else:
            out.append(piece)
    return out


def _cut_in_two(last: Piece, piece: Piece) -> bool:
    if last.kind != "body" or piece.kind != "body" or last.settled or piece.settled:
        return False
    if ends_sentence(last.text) or headings.known(last.text) or headings.opens(piece.text):
        return False
    if headings.division(last.text) is not None or headings.division(piece.text) is not None:
        return False
    if last.text.endswith("-") and piece.text[:1].islower():
        return True
    if LIST_MARK.match(piece.text) or "|" in last.text:
        return False
    if piece.text[:1].islower():
        return len(last.text) > 60 or last.text.endswith(",")
    return len(last.text) > 200 and (piece.text[:1] in '(«"“' or _unbalanced(last.text))


def _unbalanced(text: str) -> bool:
    return text.count("“") > text.count("”") or text.count("«") > text.count("»") or text.count('"') % 2 == 1
