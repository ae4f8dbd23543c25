"""Pages of a PDF that are pictures, drawn for recognition."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import TYPE_CHECKING

from ingest.options import Reading
from ingest.pdf import ocr
from ingest.pdf.pdfium import LOCK, opened

if TYPE_CHECKING:
    from PIL.Image import Image

# A poster at full resolution would not fit in memory: so many pixels a page at most.
_MOST_PIXELS = 40_000_000


def recognised(data: bytes, name: str, pages: Sequence[int], how: Reading) -> dict[int, ocr.Page]:
    """What these pages show (from 1) of a PDF, by page. Tesseract has to be ready."""
    with LOCK:
        pdf = opened(data, name, how.password)

    def draw(number: int) -> tuple[Image, float]:
        """A page in grey and how many points a pixel of it is."""
        with LOCK:
            page = pdf[number - 1]
            try:
                width, height = page.get_size()
                scale = min(ocr.DPI / 72, sqrt(_MOST_PIXELS / max(1.0, width * height)))
                return page.render(scale=scale, grayscale=True).to_pil(), 1 / scale
            finally:
                page.close()

    try:
        return ocr.recognise(draw, pages, how)
    finally:
        with LOCK:
            pdf.close()
