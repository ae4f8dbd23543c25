"""Recognition of pages that are pictures: real pages of our own samples, drawn, spoiled and read by tesseract."""

from __future__ import annotations

import re
import textwrap
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from rapidfuzz.distance import Levenshtein

import ingest
from ingest.options import Options, Reading
from ingest.pdf import ocr

SAMPLES = Path(__file__).parents[2] / "samples"
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
SOURCES = {"kk": "personal-data-brief-kk.md", "ru": "voluntary-resettlement-note-ru.md"}
A4 = (8.27, 11.69)
needs_tesseract = pytest.mark.skipif(
    not ocr.ready(Options()) or not Path(FONT).exists(), reason="needs tesseract with kaz, rus and eng, and DejaVu"
)


@cache
def printed(language: str) -> tuple[str, ...]:
    """The lines of a page in one of the languages, from our own samples."""
    path = SAMPLES / SOURCES[language]
    document = ingest.parse(path.read_bytes(), path.name)
    body = " ".join(document.text[b.start : b.end] for b in document.blocks if b.kind == "body")
    return tuple(textwrap.wrap(re.sub(r"[*\s]+", " ", body), 70, break_on_hyphens=False)[:30])


def page(lines: tuple[str, ...], dpi: int, angle: float = 0.0, blur: float = 0.0) -> Image.Image:
    """A page of print as a scanner would give it at ``dpi``."""
    picture = Image.new("L", (int(A4[0] * dpi), int(A4[1] * dpi)), 255)
    font = ImageFont.truetype(FONT, int(11 * dpi / 72))
    for number, line in enumerate(lines):
        place = (int(0.9 * dpi), int((0.8 + 0.22 * number) * dpi))
        ImageDraw.Draw(picture).text(place, line, font=font, fill=0)
    if angle:
        picture = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    return picture.filter(ImageFilter.GaussianBlur(blur)) if blur else picture


def scan(path: Path, pictures: list[Image.Image], dpi: int) -> bytes:
    """A PDF that holds nothing but pictures."""
    pictures[0].save(path, "PDF", resolution=dpi, save_all=True, append_images=pictures[1:])
    return path.read_bytes()


def error_rate(found: str, wanted: str) -> float:
    """Share of characters that were recognised wrongly, white space folded."""
    found, wanted = (" ".join(text.split()) for text in (found, wanted))
    return Levenshtein.distance(found, wanted) / len(wanted)


@needs_tesseract
@pytest.mark.slow
@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize(
    ("dpi", "angle", "blur", "most"), [(300, 0.0, 0.0, 0.01), (150, 1.6, 0.7, 0.03), (150, -2.2, 0.7, 0.03)]
)
def test_error_rate_of_scans(language: str, dpi: int, angle: float, blur: float, most: float, tmp_path: Path) -> None:
    lines = printed(language)
    data = scan(tmp_path / "scan.pdf", [page(lines, dpi, angle, blur)], dpi)
    document = ingest.parse(data, "scan.pdf")
    assert error_rate(document.text, " ".join(lines)) <= most
    passages = ingest.cut(document)
    assert passages and all(passage.ocr for passage in passages)
    assert document.language == language and document.unread_pages == ()


@needs_tesseract
@pytest.mark.slow
def test_pages_are_recognised_once_and_each_is_told(tmp_path: Path) -> None:
    lines = printed("ru")
    data = scan(tmp_path / "scan.pdf", [page(lines[:4], 200), page(lines[4:8], 200)], 200)
    heard: list[tuple[int, int]] = []
    how = Reading(tell=lambda done, total: heard.append((done, total)), cache=tmp_path / "recognised")
    first = ingest.parse(data, "scan.pdf", how=how)
    assert heard == [(1, 2), (2, 2)]
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "recognised").iterdir()}
    assert len(kept) == 2
    assert ingest.parse(data, "scan.pdf", how=how) == first
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "recognised").iterdir()} == kept
    assert [first.page_at(first.text.index(line[:20])) for line in (lines[0], lines[4])] == [1, 2]


@needs_tesseract
@pytest.mark.slow
def test_boxes_stand_on_the_page_as_it_was_scanned(tmp_path: Path) -> None:
    lines = printed("ru")[:20]
    data = scan(tmp_path / "scan.pdf", [page(lines, 150, angle=2.0)], 150)
    document = ingest.parse(data, "scan.pdf")
    assert len(document.lines) == len(lines)
    # Turned by two degrees around the page's middle, a line at the upper left lies lower than it was drawn.
    first = document.lines[0]
    left, top = 0.9 * 72, 0.8 * 72
    across, down = left - A4[0] * 36, top - A4[1] * 36
    wanted = A4[1] * 36 - across * 0.0349 + down
    assert abs(first.bottom - wanted - 11) < 6 and abs(first.left - left - down * 0.0349) < 30


@needs_tesseract
@pytest.mark.slow
@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_scans_that_lie_on_their_side_or_upside_down(language: str, turn: int, tmp_path: Path) -> None:
    lines = printed(language)[:12]
    upright = page(lines, 150, angle=1.2)
    turned = upright.rotate(turn, expand=True)
    document = ingest.parse(scan(tmp_path / "turned.pdf", [turned], 150), "turned.pdf")
    assert error_rate(document.text, " ".join(lines)) <= 0.02
    assert len(document.lines) == len(lines)
    # Where a line was found on the turned page there is ink, and around all lines there is none.
    scale = 150 / 72
    boxes = [[round(edge * scale) for edge in line[3:]] for line in document.lines]
    assert all(turned.crop(tuple(box)).getextrema()[0] < 100 for box in boxes)
    for box in boxes:
        ImageDraw.Draw(turned).rectangle([box[0] - 3, box[1] - 3, box[2] + 3, box[3] + 3], fill=255)
    assert sum(turned.histogram()[:100]) < 50


def test_a_page_of_few_letters_is_read_as_it_lies() -> None:
    assert ocr.direction(page(("7",), 150)) == 0


@pytest.mark.parametrize("angle", [-3.3, -1.0, 0.0, 0.8, 4.1])
def test_skew_is_measured(angle: float) -> None:
    lines = tuple("The quick brown fox jumps over the lazy dog and goes on to the next farm." for _ in range(20))
    if not Path(FONT).exists():
        pytest.skip("needs DejaVu")
    assert abs(ocr.skew(page(lines, 150, angle)) + angle) <= 0.2


def test_what_is_unread_is_said_with_its_remedy() -> None:
    off = ocr.unread("a.pdf", [1, 2, 3, 7], Options(ocr="off"))
    assert "pages 1-3, 7 are pictures" in off and "needs OCR" in off and 'ocr = "auto"' in off and "a.pdf" in off
    lacking = ocr.unread("a.pdf", [4], Options(ocr_languages="xxx+yyy"))
    assert "page 4 is a picture" in lacking and "apt-get install" in lacking
