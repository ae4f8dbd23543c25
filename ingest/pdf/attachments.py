"""Files that a PDF carries with it, read by pdfium."""

from __future__ import annotations

import ctypes
from pathlib import PurePosixPath
from typing import Any

from ingest.clean import clean
from ingest.pdf.pdfium import LOCK

# An attached file may unpack to so many bytes.
_LARGEST = 64 << 20


def attachments(data: bytes, password: str | None = None) -> list[tuple[str, bytes]]:
    """The files that a PDF carries: names without folders, contents. None where the PDF cannot be opened."""
    import pypdfium2

    out: list[tuple[str, bytes]] = []
    with LOCK:
        try:
            pdf = pypdfium2.PdfDocument(data, password=password)
        except pypdfium2.PdfiumError:
            return out
        try:
            for index in range(pdf.count_attachments()):
                attached = _attachment(pdf, index)
                out += [attached] if attached else []
        finally:
            pdf.close()
    return out


def _attachment(pdf: Any, index: int) -> tuple[str, bytes] | None:
    """One attached file; None where it is damaged or larger than any that is read."""
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        attached = pdf.get_attachment(index)
        size = ctypes.c_ulong()
        raw.FPDFAttachment_GetFile(attached, None, 0, size)
        if not 0 < size.value <= _LARGEST:
            return None
        name = PurePosixPath(clean(attached.get_name()).replace("\\", "/")).name
        return name or f"attachment {index + 1}", bytes(attached.get_data())
    except pypdfium2.PdfiumError:
        return None
