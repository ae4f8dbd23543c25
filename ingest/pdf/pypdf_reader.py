"""The second reader of PDF: pypdf, for files that pdfium refuses, and pages that it reads badly.

It knows no places of words, runs words together on some files that pdfium reads well, and takes twenty times as long.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from ingest.clean import clean
from ingest.draft import Line
from ingest.errors import UnreadableFile
from ingest.pdf.pdfium import locked


@dataclass(frozen=True, slots=True)
class Facts:
    """What a PDF says of itself.

    ``outline`` are its bookmarks: (page, depth from 0, title), ``program`` is what the pages were written in.
    """

    labels: tuple[str, ...] = ()
    title: str = ""
    author: str = ""
    created: str = ""
    outline: tuple[tuple[int, int, str], ...] = field(default=())
    program: str = ""


def _open(data: bytes, name: str, password: str | None) -> Any:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(password or ""):
        raise locked(name, password)
    return reader


def read(data: bytes, name: str, password: str | None, most: int) -> tuple[list[list[Line]], Facts]:
    """Lines of each page, without places, and what the file says of itself.

    Raises PasswordNeeded, and UnreadableFile for a broken file and for one of more than ``most`` pages.
    """
    try:
        reader = _open(data, name, password)
        count = len(reader.pages)
        if count > most:
            raise too_long(name, count, most)
        pages = [_lines(page.extract_text(), number) for number, page in enumerate(reader.pages, 1)]
        found = {key: str(value) for key, value in (reader.metadata or {}).items()}
    except UnreadableFile:
        raise
    except Exception as error:  # pypdf meets broken files with errors of every kind
        raise UnreadableFile(
            f"{name}: the PDF is broken and cannot be opened; open it in a viewer, save it anew, and add that."
        ) from error
    title, author, created, program = (
        found.get(f"/{key}", "") for key in ("Title", "Author", "CreationDate", "Creator")
    )
    return pages, Facts((), title, author, created, program=program)


def too_long(name: str, count: int, most: int) -> UnreadableFile:
    """The error for a file of too many pages."""
    return UnreadableFile(
        f"{name}: the PDF has {count} pages, more than the {most} that are read; split it, or raise `pages` under "
        "[reading] in kb.toml."
    )


class Pages:
    """Single pages of a file that pdfium has opened."""

    def __init__(self, data: bytes, password: str | None) -> None:
        self._reader: Any = None
        try:
            self._reader = _open(data, "", password)
        except Exception:  # what only pdfium can open stays with pdfium
            self._reader = None

    def lines(self, number: int) -> list[Line]:
        """The lines of a page, counted from 1; none where pypdf cannot read it."""
        if self._reader is None:
            return []
        try:
            return _lines(self._reader.pages[number - 1].extract_text(), number)
        except Exception:  # pypdf meets broken pages with errors of every kind
            return []


def _lines(text: str, number: int) -> list[Line]:
    return [Line(line.strip(), line, number) for line in clean(text).split("\n") if line.strip()]
