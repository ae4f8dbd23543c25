"""A page of a PDF as a picture, for people to look at.

A page may be hostile: wider than any paper, or holding a picture that takes all memory when it is unpacked. The picture
made here has at most :data:`PIXELS`, and who calls this for files of others does so in a process with a limit
(:mod:`kb.pages`).
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from typing import Any

from ingest.errors import NotFound, UnreadableFile
from ingest.pdf.pdfium import LOCK, Frame, opened

# Four times a page of A4 at the usual scale.
PIXELS = 8_000_000
# No side of a picture is longer; browsers refuse longer ones.
LONGEST = 8_000
# Pictures above this size, in bytes, are made smaller by keeping 256 colours.
_LARGE = 1_500_000
_COLOURS = 256


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as shown, turned as it is: its number, its size in points, and the bytes of a PNG of it.

    ``scale`` is the pixels of the picture for each point, less than what was asked for where the page is very large.
    """

    number: int
    width: float
    height: float
    scale: float
    png: bytes


def render(data: bytes, name: str, number: int, scale: float, password: str | None = None) -> PageImage:
    """Page ``number`` (from 1) of a PDF. ``name`` is what messages call it.

    Raises NotFound for a page that it has not, PasswordNeeded, and UnreadableFile where pdfium cannot draw it.
    """
    import pypdfium2

    try:
        with LOCK, opened(data, name, password) as pdf:
            if not 1 <= number <= len(pdf):
                raise NotFound(f"{name} has no page {number}; it has {len(pdf)}.")
            page = pdf[number - 1]
            try:
                frame = Frame(page)
                fitting = _fitting(frame.width, frame.height, scale)
                bitmap = page.render(scale=fitting, may_draw_forms=False)
                picture = bitmap.to_pil().convert("RGB")
                bitmap.close()
            finally:
                page.close()
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(f"{name}: page {number} could not be drawn ({error}).") from error
    return PageImage(number, frame.width, frame.height, fitting, _png(picture))


def _fitting(width: float, height: float, scale: float) -> float:
    """The scale, or the largest below it that keeps the picture small enough."""
    area, side = max(width * height, 1.0), max(width, height, 1.0)
    return min(scale, math.sqrt(PIXELS / area), LONGEST / side)


def _png(picture: Any) -> bytes:
    data = _bytes(picture)
    # A photograph of a page in all its colours takes many times what a page of text does.
    return data if len(data) <= _LARGE else _bytes(picture.quantize(_COLOURS))


def _bytes(picture: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=6)
    return out.getvalue()
