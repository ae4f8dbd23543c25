"""Makes the PDF and DOCX documents of ``samples/`` from the Markdown texts in ``docs/samples/source/``.

``python docs/samples/make.py [FOLDER]`` writes them into FOLDER, by default ``samples/``. A source is named after
what it becomes: ``kandas-programme-note-kk.pdf.md`` becomes ``kandas-programme-note-kk.pdf``. Needs the extra
``samples`` (fpdf2, and Roboto from PyPI, so that the pages look the same on every machine).
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import docx
from docx.document import Document as Word
from font_roboto import Roboto, RobotoBold, RobotoItalic
from fpdf import FPDF

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "source"
SHELF = HERE.parent.parent / "samples"
# Fixed, so that making the same text twice gives the same file.
MADE = datetime(2025, 1, 1, tzinfo=UTC)
LANGUAGE_TAGS = {"en": "en-GB", "ru": "ru-RU", "kk": "kk-KZ"}


@dataclass(frozen=True)
class Block:
    """A heading ("1", "2"), paragraph ("p"), note in italics ("i"), list item ("-", "1.") or table ("|")."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def blocks(markdown: str) -> Iterator[Block]:
    """The blocks of a source: only the few marks that the sources use."""
    for chunk in re.split(r"\n\s*\n", markdown.strip()):
        if chunk.startswith("|"):
            yield Block("|", rows=tuple(_cells(line) for line in chunk.splitlines() if not set(line) <= set("|- ")))
        elif heading := re.match(r"(#+) (.*)", chunk):
            yield Block(str(len(heading[1])), heading[2])
        elif re.match(r"- |\d+\. ", chunk):
            yield from (_item(line) for line in chunk.splitlines())
        elif chunk.startswith("*"):
            yield Block("i", chunk.strip("*"))
        else:
            yield Block("p", " ".join(chunk.splitlines()))


def make(source: Path, folder: Path) -> Path:
    """Writes the document that a source becomes into a folder and returns its path."""
    target = folder / source.stem
    parts = list(blocks(source.read_text(encoding="utf-8")))
    {".docx": write_docx, ".pdf": write_pdf}[target.suffix](parts, target)
    return target


def write_docx(parts: list[Block], target: Path) -> None:
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author = _title(parts), _author(parts)
    properties.language = LANGUAGE_TAGS[_language(target)]
    properties.created = properties.modified = MADE.replace(tzinfo=None)
    for part in parts:
        _add_to_word(document, part)
    packed = io.BytesIO()
    document.save(packed)
    _repack(packed, target)


def _repack(packed: io.BytesIO, target: Path) -> None:
    """Writes the archive with a fixed time in every entry; python-docx puts the present time there."""
    with zipfile.ZipFile(packed) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(zipfile.ZipInfo(name, MADE.timetuple()[:6]), before.read(name), zipfile.ZIP_DEFLATED)


def _add_to_word(document: Word, part: Block) -> None:
    if part.kind == "|":
        table = document.add_table(rows=0, cols=len(part.rows[0]), style="Table Grid")
        for row in part.rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    elif part.kind == "i":
        document.add_paragraph().add_run(part.text).italic = True
    else:
        styles = {"1": "Title", "2": "Heading 1", "-": "List Bullet", "1.": "List Number", "p": "Normal"}
        document.add_paragraph(part.text, style=styles[part.kind])


class Page(FPDF):
    """A4 with the number at the foot."""

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Roboto", size=9)
        self.cell(0, 10, str(self.page_no()), align="C")


def write_pdf(parts: list[Block], target: Path) -> None:
    pdf = Page(format="A4")
    pdf.set_creation_date(MADE)
    pdf.set_title(_title(parts))
    pdf.set_author(_author(parts))
    pdf.set_lang(LANGUAGE_TAGS[_language(target)])
    for style, path in (("", Roboto), ("B", RobotoBold), ("I", RobotoItalic)):
        pdf.add_font("Roboto", style, path)
    pdf.set_margin(22)
    pdf.set_auto_page_break(True, margin=20)
    pdf.add_page()
    number = 0
    for part in parts:
        number = number + 1 if part.kind == "1." else 0
        _add_to_pdf(pdf, part, number)
    pdf.output(str(target))


def _add_to_pdf(pdf: FPDF, part: Block, number: int) -> None:
    style, size = {"1": ("B", 17), "2": ("B", 12), "i": ("I", 10)}.get(part.kind, ("", 10))
    pdf.set_font("Roboto", style, size)
    if part.kind == "|":
        with pdf.table(line_height=6, padding=1) as table:
            for row in part.rows:
                table.row(row)
        pdf.ln(3)
        return
    mark = {"-": "• ", "1.": f"{number}. "}.get(part.kind, "")
    pdf.multi_cell(0, size * 0.5, mark + part.text, align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(1.5 if mark else 3)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip("|").split("|"))


def _item(line: str) -> Block:
    mark, _, text = line.partition(" ")
    return Block("-" if mark == "-" else "1.", text)


def _title(parts: list[Block]) -> str:
    return parts[0].text


def _author(parts: list[Block]) -> str:
    return parts[1].text.partition(": ")[2]


def _language(target: Path) -> str:
    return target.stem.rpartition("-")[2]


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SHELF
    for source in sorted(SOURCES.glob("*.md")):
        print(make(source, folder))


if __name__ == "__main__":
    main()
