"""Small files made by the tests themselves: PDF by hand, DOCX by python-docx, so that no sample is needed."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import docx
import pypdf

WIDTH, HEIGHT = 595, 842


def pdf(pages: Sequence[Sequence[tuple[float, float, float, str, bool]]], title: str = "", author: str = "") -> bytes:
    """A PDF whose pages hold lines given as (x, y from the top, size, Latin text, bold)."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    fonts = b"<< /F1 3 0 R /F2 4 0 R >>"
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>")
    kids = []
    for lines in pages:
        content = b"\n".join(_show(*line) for line in lines)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        box = b"/MediaBox [0 0 %d %d] /Resources << /Font %s >>" % (WIDTH, HEIGHT, fonts)
        objects.append(b"<< /Type /Page /Parent 2 0 R %s /Contents %d 0 R >>" % (box, len(objects)))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    facts = (title.encode("latin-1"), author.encode("latin-1"))
    objects.append(b"<< /Title (%s) /Author (%s) /CreationDate (D:20190304) >>" % facts)
    return _assembled(objects)


def _show(x: float, y: float, size: float, text: str, bold: bool) -> bytes:
    escaped = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    font = b"F2" if bold else b"F1"
    return b"BT /%s %g Tf %g %g Td (%s) Tj ET" % (font, size, x, HEIGHT - y, escaped)


def _assembled(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects))
    return bytes(out + b"startxref\n%d\n%%%%EOF" % start)


def wrapped(
    text: str, y: float = 100, x: float = 72, size: float = 11, width: int = 80
) -> list[tuple[float, float, float, str, bool]]:
    """The lines of a paragraph, one line step apart, broken at spaces."""
    lines, line = [], ""
    for word in text.split(" "):
        if len(line) + len(word) >= width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [(x, y + 13 * i, size, line, False) for i, line in enumerate([*lines, line])]


def encrypted(data: bytes, password: str) -> bytes:
    """The same PDF, readable with the password only (RC4, which needs no further package)."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(data))
    writer.encrypt(password, algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def word(paragraphs: Sequence[tuple[str, str]], table: Sequence[Sequence[str]] = (), author: str = "") -> bytes:
    """A DOCX of (style, text) paragraphs, the table after them."""
    document = docx.Document()
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    if table:
        grid = document.add_table(rows=len(table), cols=len(table[0]))
        for row, cells in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    document.core_properties.author = author
    out = BytesIO()
    document.save(out)
    return out.getvalue()
