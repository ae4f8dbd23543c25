"""RTF (Rich Text Format 1.9): paragraphs, headings by style, tables, footnotes, and the code pages of its fonts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ingest.clean import clean, fold
from ingest.draft import Draft, Piece
from ingest.errors import UnreadableFile
from ingest.footnotes import note, raised
from ingest.options import Reading
from ingest.parsers.rtf_table import Row, table
from ingest.parsers.rtf_text import Group, Reader

MEDIA_TYPE = "application/rtf"
_HEADING = re.compile(r"(?:heading|заголовок|тақырып)\s*(\d)", re.I)
_TITLE = re.compile(r"(?:title|название|тақырып аты)$", re.I)
_CONTENTS = re.compile(r"(?:toc|оглавление|мазмұны)\s*\d", re.I)
_DIGITS = re.compile(r"\d{1,3}(?:\s?[,–-]\s?\d{1,3})*")
_BULLET = re.compile(r"^[•·▪■●○◦‣]\s+")


def read(data: bytes, name: str, how: Reading) -> Draft:
    """The pieces of an RTF file. Raises UnreadableFile for what is none."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableFile(f"{name} is no RTF file; open it in a word processor, save it anew, and add that.")
    text = _Text()
    reader = Reader(data.lstrip(), text.control, text.put, text.leave)
    reader.run()
    draft = Draft(MEDIA_TYPE, list(text.finish()))
    draft.title = fold(clean(reader.info.get("title", "")))
    draft.authors = tuple(filter(None, re.split(r"\s*[;,]\s*", fold(clean(reader.info.get("author", ""))))))
    year = reader.info.get("year", "")
    draft.year = int(year) if re.fullmatch(r"(?:19|20)\d\d", year) else None
    return draft


class _Text:
    """Makes paragraphs, tables and notes of what the reader hears."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._paragraph: list[str] = []
        self._cell: list[str] = []
        self._row = Row()
        self._rows: list[Row] = []
        # Footnotes: how many there are, what stands around the one that is open, and those that wait for its end.
        self._count = 0
        self._marked = False
        self._around: list[str] | None = None
        self._waiting: list[Piece] = []
        self._controls: dict[str, Callable[[Group, int | None], None]] = {
            "par": self._par, "sect": self._par, "page": self._par, "cell": self._end_cell, "row": self._end_row,
            "trowd": self._begin_row, "cellx": self._edge, "footnote": self._begin_note, "chftn": self._note_mark,
            "clvmrg": self._covered, "clmrg": self._covered, "trhdr": self._header, "nestcell": self._space,
            "nestrow": self._space,
        }  # fmt: skip

    # -------------------------------------------------------------------------------------- what is heard
    def put(self, group: Group, text: str) -> None:
        """Some text of the document."""
        if group.superscript and _DIGITS.fullmatch(text.strip()):
            text = raised(text)
        self._paragraph.append(text)

    def control(self, group: Group, word: str, number: int | None) -> None:
        """A control word that is about the document's structure."""
        if word in self._controls:
            self._controls[word](group, number)

    def leave(self, group: Group) -> None:
        """The end of a group: a footnote ends with its own."""
        if group.note and self._around is not None:
            text = self._taken()
            self._paragraph, self._around = self._around, None
            if text:
                self._waiting.append(
                    note(str(self._count), text) if self._marked else Piece(text, "note", settled=True)
                )
            self._marked = False

    def finish(self) -> Iterator[Piece]:
        """All pieces, also of a file that breaks off."""
        if self._around is not None:
            self.leave(Group(note=True))
        if self._cell or self._row.cells:
            self._end_cell(Group(), None)
            self._end_row(Group(), None)
        self._par(Group(), None)
        yield from (piece for piece in self.pieces if piece.text)

    # ------------------------------------------------------------------------------------------ paragraphs
    def _taken(self) -> str:
        text = fold(clean("".join(self._paragraph)))
        self._paragraph.clear()
        return text

    def _par(self, group: Group, _: int | None) -> None:
        if self._around is not None:
            self._paragraph.append(" ")
            return
        text = self._taken()
        if group.in_table:
            self._cell.append(text)
            return
        self._end_table()
        if text:
            self.pieces.append(_paragraph(text, group))
        self._show_notes()

    def _space(self, _: Group, __: int | None) -> None:
        self._paragraph.append(" ")

    # ---------------------------------------------------------------------------------------------- tables
    def _begin_row(self, _: Group, __: int | None) -> None:
        self._row.begin()

    def _edge(self, _: Group, number: int | None) -> None:
        self._row.edge(number or 0)

    def _covered(self, _: Group, __: int | None) -> None:
        self._row.covered = True

    def _header(self, _: Group, __: int | None) -> None:
        self._row.header = True

    def _end_cell(self, _: Group, __: int | None) -> None:
        if self._around is None:
            self._cell.append(self._taken())
            self._row.cells.append(fold(" ".join(self._cell)))
            self._cell = []

    def _end_row(self, _: Group, __: int | None) -> None:
        if self._row.cells and self._around is None:
            self._rows.append(self._row)
            self._row = self._row.following()

    def _end_table(self) -> None:
        if self._rows:
            text, header = table(self._rows)
            self._rows = []
            self.pieces.append(Piece(text, "table", header, settled=True))

    # ----------------------------------------------------------------------------------------------- notes
    def _begin_note(self, group: Group, _: int | None) -> None:
        if self._around is None:
            self._count += 1
            group.note = True
            self._around, self._paragraph = self._paragraph, []

    def _note_mark(self, _: Group, __: int | None) -> None:
        """The number of a footnote: in the text before the note, and again in it."""
        if self._around is None:
            self._paragraph.append(raised(str(self._count + 1)))
            self._marked = True

    def _show_notes(self) -> None:
        if self._waiting:
            self._end_table()
            self.pieces += self._waiting
            self._waiting = []


def _paragraph(text: str, group: Group) -> Piece:
    style = group.style
    heading = _HEADING.match(style.name) if style else None
    level = group.level if group.level is not None else style.level if style else None
    if heading or level is not None:
        return Piece(text, "heading", int(heading[1]) if heading else (level or 0) + 1, settled=True)
    if style and _TITLE.match(style.name):
        return Piece(text, "heading", 1, settled=True)
    if style and _CONTENTS.match(style.name):
        return Piece(text, "reference", settled=True)
    return Piece(_BULLET.sub("- ", text))
