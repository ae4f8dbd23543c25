"""Markdown as policy texts use it: headings, lists, tables, emphasis, links and inline HTML marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.clean import clean
from ingest.draft import Draft, Piece
from ingest.encoding import decode
from ingest.footnotes import note, raised
from ingest.options import Reading
from ingest.paragraphs import from_text
from ingest.rows import rectangular

_FENCE = re.compile(r"^\s*(?:```|~~~)")
_FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n(?:---|\.\.\.)\s*\n", re.S)
_FIELD = re.compile(r"^(\w+):\s*[\"']?(.*?)[\"']?\s*$", re.M)
_ATX = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_SETEXT = re.compile(r"^ {0,3}(=+|-{3,})\s*$")
_BAR_ROW = re.compile(r"^\s*\|.*\|\s*$|^[^|]+(?: \| [^|]+)+$")
_BAR_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,40})\]:\s*(.*)$")
_NOTE_MARK = re.compile(r"\[\^([^\]\s]{1,40})\]")
_IMAGE = re.compile(r"!\[([^\]]{0,300})\]\([^)]{0,1000}\)")
_LINK = re.compile(r"\[([^\][]{1,500})\]\(<?([^)\s>]{1,2000})>?(?:\s+\"[^\"]{0,300}\")?\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^>\s]{1,2000})>")
_RAISED = re.compile(r"<su[pb]>\s*([\d,*\\ †‡]*)\s*</su[pb]>|\^\{([\d,*\\ ]*)\}", re.I)
_TAG = re.compile(r"</?(?:su[pb]|em|i|b|strong|u|span|small|font|a|br|p|div|center)\b[^>]*>", re.I)
_COMMENT = re.compile(r"<!--.{0,4000}?-->", re.S)
_EMPHASIS = re.compile(
    r"(?<![\w*\\])(\*{1,3})(?=\S)(.{1,600}?)(?<=\S)\1(?![\w*])|(?<![\w_\\])(_{1,3})(?=\S)(.{1,600}?)(?<=\S)\3(?![\w_])"
)
_CODE = re.compile(r"`([^`]{1,500})`")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!$~|<>-])")
_MATH = re.compile(r"\$\s*\\(?:mathrm|text|Gamma)\b[^$]*\$")
_QUOTE = re.compile(r"^\s*>\s?", re.M)


def read(data: bytes, name: str, how: Reading) -> Draft:
    """The pieces of a Markdown file; YAML front matter gives title, author and year."""
    text = clean(decode(data))
    draft = Draft("text/markdown", [])
    front = _FRONT_MATTER.match(text)
    if front:
        text = text[front.end() :]
        fields = {key.casefold(): value for key, value in _FIELD.findall(front[1])}
        draft.title = fields.get("title", "")
        draft.authors = tuple(
            filter(None, re.split(r"\s*[;,]\s*", fields.get("author", fields.get("authors", "")).strip("[]")))
        )
        year = re.search(r"\b(19|20)\d\d\b", fields.get("year", fields.get("date", "")))
        draft.year = int(year[0]) if year else None
    draft.pieces = pieces(text)
    return draft


def pieces(text: str) -> list[Piece]:
    """Headings and tables as the marks say; the paragraphs between them as in plain text."""
    out: list[Piece] = []
    text = _numbered_notes(_COMMENT.sub("", text))
    for kind, lines in _stretches(text.split("\n")):
        if kind == "table":
            rows, header = rectangular([_row(line) for line in lines if not _BAR_RULE.match(line)], 1)
            out.append(Piece(rows, "table", header, settled=True))
        elif kind == "note":
            words = " ".join(_inline(line).strip() for line in (_NOTE.sub(r"\2", lines[0]), *lines[1:])).strip()
            mark = _NOTE.match(lines[0])
            if mark and words:
                out.append(note(mark[1], " ".join(words.split())))
        elif kind == "text":
            out.extend(from_text("\n".join(_inline(line) for line in lines), text))
        elif title := " ".join(_inline(lines[0]).split()):
            out.append(Piece(title, "heading", int(kind), settled=True))
    return [piece for piece in out if piece.text.strip()]


def _numbered_notes(text: str) -> str:
    """Footnotes by number: those with a name get the next number that is free, in the order of the text."""
    names = list(dict.fromkeys(_NOTE_MARK.findall(text)))
    taken = {int(name) for name in names if name.isascii() and name.isdigit() and len(name) < 4}
    free = (number for number in range(1, len(names) + len(taken) + 1) if number not in taken)
    numbers = {n: n if n.isascii() and n.isdigit() and len(n) < 4 else str(next(free)) for n in names}
    return _NOTE_MARK.sub(lambda m: f"[^{numbers[m[1]]}]", text)


def _stretches(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Runs of lines: a heading's level, "table" or "text"."""
    plain: list[str] = []
    fenced = False
    index = 0
    while index < len(lines):
        line = lines[index]
        fenced ^= bool(_FENCE.match(line))
        special = None if fenced else _special(lines, index)
        if special:
            yield "text", plain
            plain = []
            yield special
            index += len(special[1]) + (special[0] in "12" and not _ATX.match(line))
            continue
        plain.append("" if _FENCE.match(line) else line)
        index += 1
    yield "text", plain


def _special(lines: list[str], index: int) -> tuple[str, list[str]] | None:
    line = lines[index]
    if _NOTE.match(line):
        return "note", lines[index : _note_end(lines, index + 1)]
    if atx := _ATX.match(line):
        return str(len(atx[1])), [atx[2]]
    below = lines[index + 1] if index + 1 < len(lines) else ""
    blank_above = index == 0 or not lines[index - 1].strip()
    if (
        line.strip()
        and blank_above
        and (mark := _SETEXT.match(below))
        and len(line) < 200
        and line.strip()[0] not in "-*|>#"
    ):
        return ("1" if mark[1][0] == "=" else "2"), [line.strip()]
    if _BAR_ROW.match(line) and _BAR_RULE.match(below) and "|" in below:
        end = index
        while end < len(lines) and "|" in lines[end]:
            end += 1
        return "table", lines[index:end]
    return None


def _note_end(lines: list[str], at: int) -> int:
    """Where a footnote ends: before the first line that is neither indented nor goes on with its paragraph."""
    while at < len(lines):
        indented = lines[at].startswith(("    ", "\t"))
        goes_on = (
            lines[at].strip() and lines[at - 1].strip() and not _NOTE.match(lines[at]) and not _ATX.match(lines[at])
        )
        if not (indented or goes_on):
            break
        at += 1
    return at


def _row(line: str) -> list[str]:
    line = line.strip().removeprefix("|")
    cells = re.split(r"(?<!\\)\|", line[:-1] if line.endswith("|") and not line.endswith("\\|") else line)
    return [" ".join(_inline(cell).split()) for cell in cells]


def _inline(line: str) -> str:
    """A line without Markdown's marks; white space at its ends stays."""
    line = _QUOTE.sub("", line)
    line = _RAISED.sub(lambda m: raised(m[1] or m[2] or ""), line)
    line = _NOTE_MARK.sub(lambda m: raised(m[1]), line)
    line = _TAG.sub("", line)
    line = _IMAGE.sub(r"\1", line)
    line = _LINK.sub(lambda m: m[1] if m[1].rstrip("/") in m[2] else f"{m[1]} ({m[2]})", line)
    line = _AUTOLINK.sub(r"\1", line)
    for _ in range(2):
        line = _EMPHASIS.sub(lambda m: m[2] or m[4], line)
    line = _CODE.sub(r"\1", line)
    return _ESCAPE.sub(r"\1", line)
