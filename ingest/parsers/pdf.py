"""PDF: text, positions and metadata by pdfium; pypdf as the second reader of files that pdfium refuses.

pdfium is not thread-safe, so one lock guards every call to it in the process.
"""

from __future__ import annotations

import ctypes
import re
import threading
from io import BytesIO
from itertools import pairwise
from typing import Any

from ingest.clean import Vocabulary, clean
from ingest.draft import Draft, Line
from ingest.errors import PasswordNeeded, UnreadableFile
from ingest.layout import paragraphs, rows
from ingest.running import without_running_lines

LOCK = threading.RLock()
MEDIA_TYPE = "application/pdf"
# pdfium writes U+0002 or U+FFFE where a hyphen stood at a line end, and runs the two lines into one.
_LINE_END = re.compile("\r\n|\r|\n|[\u0002\ufffe]")
_SPACE = re.compile(" +")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BOLD = re.compile(rb"bold|black|heavy|semibold|demi", re.I)
_AUTHORS = re.compile(r"\s*[;,]\s*|\s+and\s+")


def read(data: bytes, name: str, password: str | None = None) -> Draft:
    """Paragraphs of a PDF with their pages, running headers and footers left out.

    Raises PasswordNeeded for an encrypted file, and UnreadableFile for a broken one and for a scan.
    """
    with LOCK:
        pages, facts = _by_pdfium(data, name, password)
    if pages is None:
        pages, facts = _by_pypdf(data, name, password)
    kept = without_running_lines(pages)
    if not any(c.isalnum() for page in kept for line in page for c in line.text):
        raise UnreadableFile(
            f"{name}: no text can be read on its {len(pages)} page(s); if they are scans it needs OCR: "
            "run it through `ocrmypdf -l kaz+rus+eng` or another OCR program and add the result."
        )
    lines = [rows(page) for page in kept]
    vocabulary = Vocabulary(line.text for page in lines for line in page)
    draft = Draft(MEDIA_TYPE, paragraphs(lines, vocabulary), pages=len(pages), labels=facts["labels"])
    draft.title, draft.authors, draft.year = _facts(facts)
    return draft


def _facts(facts: dict[str, Any]) -> tuple[str, tuple[str, ...], int | None]:
    """Title, authors and year as the file's own metadata give them."""
    year = _YEAR.search(facts.get("CreationDate") or "")
    authors = tuple(filter(None, _AUTHORS.split(clean(facts.get("Author") or "").strip())))
    return clean(facts.get("Title") or "").strip(), authors, int(year[0]) if year else None


# ---------------------------------------------------------------------------------------------- pdfium
def _by_pdfium(data: bytes, name: str, password: str | None) -> tuple[list[list[Line]] | None, dict[str, Any]]:
    """Lines of each page and metadata; None instead of the lines where pdfium cannot open the file."""
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        pdf = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise PasswordNeeded(_password_message(name, password)) from error
        return None, {}
    try:
        count = len(pdf)
        facts: dict[str, Any] = dict(pdf.get_metadata_dict(skip_empty=True))
        facts["labels"] = tuple(clean(pdf.get_page_label(index) or "") for index in range(count))
        return [_page(pdf, index, raw) for index in range(count)], facts
    finally:
        pdf.close()


def _password_message(name: str, password: str | None) -> str:
    if password:
        return (
            f"{name}: the given password does not open this PDF; give the right one or add a copy without a password."
        )
    return f"{name}: the PDF is protected by a password; give it with --password or add a copy without one."


def _page(pdf: Any, index: int, raw: Any) -> list[Line]:
    import pypdfium2

    try:
        page = pdf[index]
    except pypdfium2.PdfiumError:
        # A page that cannot be loaded has no text; the others are read.
        return []
    try:
        text_page = page.get_textpage()
        try:
            height = page.get_height()
            return list(_lines(text_page, index + 1, height, raw))
        finally:
            text_page.close()
    finally:
        page.close()


def _lines(text_page: Any, number: int, height: float, raw: Any) -> list[Line]:
    text = text_page.get_text_range(errors="ignore")
    geometry = _Geometry(text_page.raw, height, raw)
    out: list[Line] = []
    start = 0
    for match in [*_LINE_END.finditer(text), None]:
        end = match.start() if match else len(text)
        stretch = text[start:end]
        body = stretch.strip()
        if body:
            first = start + len(stretch) - len(stretch.lstrip())
            hyphen = "-" if match and match[0] in "\u0002\ufffe" else ""
            line = Line("", stretch, number)
            geometry.measure(line, first, first + len(body) - 1)
            line.text = clean("\t".join(geometry.cells(body, first, line.size))).replace("\n", " ") + hyphen
            out.append(line)
        start = match.end() if match else end
    return [line for line in out if line.text.strip()]


class _Geometry:
    """Positions, sizes and weights of the characters of one page, in points from its upper left corner."""

    def __init__(self, page: Any, height: float, raw: Any) -> None:
        self._page, self._height, self._raw = page, height, raw
        self._box = [ctypes.c_double() for _ in range(4)]
        self._loose = raw.FS_RECTF()
        self._font = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()

    def measure(self, line: Line, first: int, last: int) -> None:
        """Fill in where a line stands, from its first and last characters in the page's text."""
        raw = self._raw
        begin, end = self._index(first), self._index(last)
        raw.FPDFText_GetLooseCharBox(self._page, max(begin, 0), self._loose)
        line.left, line.top = self._loose.left, self._height - self._loose.top
        line.size = round(abs(self._loose.top - self._loose.bottom), 1)
        raw.FPDFText_GetLooseCharBox(self._page, max(end, 0), self._loose)
        line.right = max(self._loose.right, line.left)
        line.bold = self._bold(max(begin, 0)) and self._bold(max(end, 0))

    def cells(self, body: str, first: int, size: float) -> list[str]:
        """The stretches of a line that stand apart by more than its letters are high: cells of a table."""
        cuts = [m.end() for m in _SPACE.finditer(body) if self._gap(first + m.start(), first + m.end()) > 1.1 * size]
        return [body[start:end].strip() for start, end in pairwise([0, *cuts, len(body)])]

    def _gap(self, before: int, after: int) -> float:
        """Distance in points between the character before a space and the one after it."""
        raw = self._raw
        raw.FPDFText_GetLooseCharBox(self._page, max(self._index(before - 1), 0), self._loose)
        right = self._loose.right
        raw.FPDFText_GetLooseCharBox(self._page, max(self._index(after), 0), self._loose)
        return float(self._loose.left - right)

    def _index(self, position: int) -> int:
        return int(self._raw.FPDFText_GetCharIndexFromTextIndex(self._page, position))

    def _bold(self, index: int) -> bool:
        if self._raw.FPDFText_GetFontWeight(self._page, index) >= 600:
            return True
        size = self._raw.FPDFText_GetFontInfo(self._page, index, self._font, 128, self._flags)
        return 0 < size <= 128 and bool(_BOLD.search(self._font.value))


# ----------------------------------------------------------------------------------------------- pypdf
def _by_pypdf(data: bytes, name: str, password: str | None) -> tuple[list[list[Line]], dict[str, Any]]:
    """The same by pypdf, which repairs some files that pdfium does not open; without positions."""
    import logging

    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(password or ""):
            raise PasswordNeeded(_password_message(name, password))
        texts = [page.extract_text() for page in reader.pages]
        facts: dict[str, Any] = {"labels": (), **_pypdf_metadata(reader)}
    except PasswordNeeded:
        raise
    except Exception as error:  # pypdf meets broken files with errors of every kind
        raise UnreadableFile(
            f"{name}: the PDF is broken and cannot be opened; open it in a viewer, save it anew, and add that."
        ) from error
    pages = [
        [Line(line.strip(), line, number) for line in clean(text).split("\n") if line.strip()]
        for number, text in enumerate(texts, 1)
    ]
    return pages, facts


def _pypdf_metadata(reader: Any) -> dict[str, str]:
    found = reader.metadata or {}
    return {key[1:]: str(value) for key, value in found.items() if key in ("/Title", "/Author", "/CreationDate")}
