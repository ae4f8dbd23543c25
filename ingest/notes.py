"""Notes: of tables, of publishers of laws about amendments, and the paragraphs that a note announces or lists."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from ingest import headings
from ingest.draft import Piece

_LONGEST_CHANGE = 900
_DATES = re.compile(
    r"^(?:received|accepted|published|revised|поступила|принята|принято|опубликован\w*|қабылданды|түсті)\b.{0,60}$",
    re.I,
)
# A note of the publisher that announces what will change, under a line such as «Примечание ИЗПИ!».
_CHANGE = re.compile(
    r"предусматрива|вводится в действие|в редакции|исключ|действу|удобства|см\.|"
    r"көзделген|қолданысқа|қараңыз|сөздер|редакция|мазмұн|ыңғайлы",
    re.I,
)
_DATED_ACT = re.compile(r"\d{1,4}\.\d\d\.\d{2,4}\.?\s{0,3}(?:№|N)\s?\d")
# A law's own note belongs to its text; the publisher's says where to look.
_OWN = re.compile(r"(?:примечани[ея]|ескертпе)\s*[.:–—-]\s*+(?!см\.|в соответствии с|қараңыз)", re.I)
_PUBLISHER = re.compile(r"[\s*_]*(?:сноска|ескерту)\b", re.I)
_DIVISION = (
    r"(?:\d+(?:-\d+)*-(?:бап|тарау|бөлім|параграф)|(?:статья|глава|раздел|параграф)\s+(?:\d+(?:-\d+)*|[IVXLC]+))"
)
_NUMBER = r"(?:\d+(?:-\d+)?[.)]\s*(?:[-–—и,]\s*\d+(?:-\d+)?[.)]\s*)*)?"


@cache
def patterns() -> dict[str, Any]:
    """The words and patterns of data/amendments.toml."""
    return tomllib.loads(files("ingest").joinpath("data/amendments.toml").read_text(encoding="utf-8"))


@cache
def _publishers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = patterns()["notes"]
    about = "".join(line.strip() for line in data["about"].splitlines())
    gone = re.compile(rf"\W*{_NUMBER}{data['gone']}", re.I)
    return gone, re.compile(rf"\W*(?:{about})", re.I)


def by_publisher(text: str) -> bool:
    """Whether a paragraph of a law tells what an amending act did: «4. Исключен Законом РК от 04.05.2020 № 321-VI»."""
    gone, about = _publishers()
    if gone.match(text):
        return bool(_DATED_ACT.search(text[:400])) and len(text) < 600
    return bool(about.match(text)) and (text.isascii() or bool(_DATED_ACT.search(text)) or " слов" in text[:80])


def of_publisher(text: str) -> bool:
    """Whether a paragraph is a note that names an amending act: «Сноска. Пункт 2 в редакции приказа … № 214»."""
    return bool(_DATED_ACT.search(text)) and bool(_PUBLISHER.match(text) or by_publisher(text))


def gone_at(text: str) -> int:
    """Where the publisher's words begin on the line of a division that was taken out: «4-1-бап алып тасталды – ҚР …
    № 269-V Заңымен.»; 0 for other paragraphs."""
    match = _gone_division().match(text)
    return match.end() if match and by_publisher(text[match.end() :]) else 0


@cache
def _gone_division() -> re.Pattern[str]:
    return re.compile(rf"{_DIVISION}\.?\s+(?={patterns()['notes']['gone']})", re.I)


def notes(pieces: Sequence[Piece], law: bool) -> list[Piece]:
    """The pieces with notes marked; in a law also what its publisher says, but not the law's own notes."""
    out: list[Piece] = []
    state = ""
    for piece in pieces:
        text = piece.text
        if piece.kind == "heading" or (piece.settled and piece.kind != "body"):
            state = ""
            out.append(piece)
        elif _opens(text, law, bool(out) and out[-1].kind == "table"):
            state = "announced" if headings.note_head(text) else _listing(text)
            out.append(piece.as_kind("note"))
        elif law and by_publisher(text):
            out.append(piece.as_kind("note"))
        elif state == "listing" or (state == "announced" and _announced(text)):
            state = _listing(text) if state == "listing" or text.rstrip().endswith(":") else ""
            out.append(piece.as_kind("note"))
        else:
            state = ""
            out.append(piece.as_kind("note") if _DATES.match(text) else piece)
    return out


def _opens(text: str, law: bool, below_table: bool) -> bool:
    if not headings.note(text):
        return False
    return below_table or not law or not _OWN.match(text.lstrip(" *_"))


def _announced(text: str) -> bool:
    return bool(_CHANGE.search(text) and len(text) < _LONGEST_CHANGE) or bool(_DATED_ACT.search(text))


def _listing(text: str) -> str:
    return "listing" if text.rstrip()[-1:] in (":", ";") else ""
