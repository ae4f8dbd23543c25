"""Text on pages that are pictures, recognised by tesseract: several pages at once, each kept once it is done.

Pages are drawn at 300 dpi, turned upright where the scan lies on its side, upside down or askew, and given to
tesseract with all three languages at once: a Kazakh page read with ``kaz`` alone has forty times the errors. Boxes are
turned back to the page.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict
from functools import cache
from itertools import groupby
from math import cos, radians, sin
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from ingest.clean import clean
from ingest.draft import Line
from ingest.errors import MissingDependency, UnreadableFile
from ingest.options import Options, Reading

if TYPE_CHECKING:
    from PIL.Image import Image

    from ingest.pdf.rulings import Box

DPI = 300
# Version of what recognition gives for the same picture; raise it when that changes.
VERSION = "2"
# A line this much higher than most is a heading; less is the noise of ascenders and descenders.
_LARGER = 1.4
_LEAST_CONFIDENCE = 20.0
# Upright print is read with this mean confidence or more, print that lies wrongly with 50 to 60.
_SURE = 75.0
_SECONDS_A_PAGE = 300
_INSTALL = "apt-get install tesseract-ocr tesseract-ocr-kaz tesseract-ocr-rus tesseract-ocr-eng"


class _Word(NamedTuple):
    """A recognised word: its line's number, its confidence in per cent, and its box in pixels."""

    line: tuple[int, int, int]
    text: str
    confidence: float
    left: int
    top: int
    width: int
    height: int


class Page(NamedTuple):
    """What was recognised on a page: its lines, measured on the page turned upright.

    For that it was turned clockwise by ``degrees`` (0, 90, 180, 270) and then was ``width`` by ``height`` points.
    """

    lines: list[Line]
    degrees: int
    width: float
    height: float

    def as_scanned(self, left: float, top: float, right: float, bottom: float) -> Box:
        """A box of the upright page on the page as it was scanned."""
        if self.degrees == 90:
            return top, self.width - right, bottom, self.width - left
        if self.degrees == 180:
            return self.width - right, self.height - bottom, self.width - left, self.height - top
        if self.degrees == 270:
            return self.height - bottom, left, self.height - top, right
        return left, top, right, bottom


# --------------------------------------------------------------------------------------------- readiness
@cache
def _installed() -> frozenset[str]:
    """The languages that tesseract has here; empty where it is not installed."""
    import pytesseract

    try:
        return frozenset(pytesseract.get_languages())
    except pytesseract.TesseractNotFoundError:
        return frozenset()


def ready(options: Options) -> bool:
    """Whether pages can be recognised: it is wanted, and tesseract has all languages of the settings."""
    return options.ocr != "off" and not _lacking(options)


def _lacking(options: Options) -> list[str]:
    return sorted(set(options.ocr_languages.split("+")) - _installed())


def unread(name: str, pages: Sequence[int], options: Options) -> str:
    """A sentence for the user on pages that were left unread, and what to do about them."""
    which = f"page{'s' if len(pages) > 1 else ''} {ranges(pages)}"
    verb = "are pictures" if len(pages) > 1 else "is a picture"
    if options.ocr == "off":
        remedy = 'set ocr = "auto" under [reading] in kb.toml and add it again'
    elif not _installed():
        remedy = f"install tesseract ({_INSTALL}) and add it again"
    else:
        remedy = f"install tesseract's languages {', '.join(_lacking(options))} ({_INSTALL}) and add it again"
    return f"{name}: needs OCR: {which} {verb} of text; {remedy}."


def ranges(pages: Sequence[int]) -> str:
    """ "1-3, 7" for 1, 2, 3, 7."""
    out: list[str] = []
    for _, group in groupby(enumerate(sorted(pages)), key=lambda pair: pair[1] - pair[0]):
        run = [page for _, page in group]
        out.append(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}")
    return ", ".join(out)


# ------------------------------------------------------------------------------------------- recognition
def recognise(draw: Callable[[int], tuple[Image, float]], pages: Sequence[int], how: Reading) -> dict[int, Page]:
    """What pages show, by page number; a page without any text has no lines.

    ``draw(number)`` gives the picture of a page, at ``DPI`` where that is possible, and how many points a pixel is.
    Raises MissingDependency when tesseract is not ready.
    """
    if not ready(how.options):
        raise MissingDependency(unread("Recognition", pages, how.options))
    out: dict[int, Page] = {}
    # Drawing is quick and not thread-safe; tesseract, a process of one thread for each page, takes the time.
    with ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="tesseract") as threads:
        waiting = {}
        for number in pages:
            waiting[threads.submit(_page, *draw(number), number, how)] = number
            if len(waiting) > 2 * (os.cpu_count() or 1):
                _collect(waiting, out, len(pages), how)
        while waiting:
            _collect(waiting, out, len(pages), how)
    return out


def _collect(waiting: dict[Any, int], out: dict[int, Page], total: int, how: Reading) -> None:
    """Wait for one page."""
    future = next(as_completed(waiting))
    out[waiting.pop(future)] = future.result()
    how.tell(len(out), total)


def _page(picture: Image, points: float, number: int, how: Reading) -> Page:
    """What one page shows, from the cache where it is there."""
    picture = picture.convert("L")
    languages = how.options.ocr_languages
    key = hashlib.sha256(f"{VERSION} {languages} {picture.size} {points}".encode() + picture.tobytes()).hexdigest()
    kept = how.cache / f"{key}.json" if how.cache else None
    if kept and kept.exists():
        found = json.loads(kept.read_text(encoding="utf-8"))
        lines = [Line(**fields, page=number) for fields in found.pop("lines")]
        return Page(lines, **found)
    page = _read(picture, languages, points)
    if kept:
        _keep(kept, page)
    for line in page.lines:
        line.page = number
    return page


def _read(picture: Image, languages: str, points: float) -> Page:
    """What a page shows, whichever way up it was scanned."""
    degrees = direction(picture)
    found = _words_of(picture, degrees, languages)
    if degrees and _sureness(found[0]) < _SURE:
        # The direction of a few or strange letters is a guess: the page as it lies may read better.
        found = max(found, _words_of(picture, 0, languages), key=lambda read: _sureness(read[0]))
    words, degrees, angle = found
    width, height = picture.size if degrees % 180 == 0 else picture.size[::-1]
    return Page(list(_lines(words, (width, height), angle, points)), degrees, width * points, height * points)


def _words_of(picture: Image, degrees: int, languages: str) -> tuple[list[_Word], int, float]:
    """The words of a page turned clockwise by so many degrees, and by how much it was then askew."""
    upright = picture.rotate(-degrees, expand=True) if degrees else picture
    angle = skew(upright)
    return _words(_turned(upright, angle), languages), degrees, angle


def _sureness(words: Sequence[_Word]) -> float:
    """The mean confidence of letters, in per cent."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def _keep(path: Path, page: Page) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    lines = [{name: value for name, value in asdict(line).items() if name != "page"} for line in page.lines]
    content = page._asdict() | {"lines": lines}
    temporary.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    temporary.replace(path)


def _words(picture: Image, languages: str) -> list[_Word]:
    """What tesseract finds, in its reading order. Raises UnreadableFile when it gives up."""
    import pytesseract

    try:
        found = pytesseract.image_to_data(
            picture, languages, config=f"--dpi {DPI}", timeout=_SECONDS_A_PAGE, output_type=pytesseract.Output.DICT
        )
    except (pytesseract.TesseractError, RuntimeError) as error:
        raise UnreadableFile(f"tesseract could not recognise a page ({error}); try another scan of it.") from error
    columns = zip(
        *(
            found[name]
            for name in ("block_num", "par_num", "line_num", "text", "conf", "left", "top", "width", "height")
        ),
        strict=True,
    )
    words = [_Word((b, p, n), clean(text).strip(), float(c), *box) for b, p, n, text, c, *box in columns]
    return [word for word in words if word.text and word.confidence >= _LEAST_CONFIDENCE]


def _lines(words: Sequence[_Word], size: tuple[int, int], angle: float, points: float) -> Iterator[Line]:
    """Words as printed lines, boxes in points on the upright page, as askew as it was."""
    groups = [list(group) for _, group in groupby(words, key=lambda word: word.line)]
    heights = [median(word.height for word in group) for group in groups]
    usual = median(heights) if heights else 0.0
    for group, height in zip(groups, heights, strict=True):
        left, top = min(w.left for w in group), min(w.top for w in group)
        right, bottom = max(w.left + w.width for w in group), max(w.top + w.height for w in group)
        corners = [_back(x, y, size, angle) for x in (left, right) for y in (top, bottom)]
        letters = height if height > _LARGER * usual else usual
        text = " ".join(word.text for word in group)
        yield Line(
            text,
            text,
            left=min(x for x, _ in corners) * points,
            right=max(x for x, _ in corners) * points,
            top=min(y for _, y in corners) * points,
            bottom=max(y for _, y in corners) * points,
            size=round(letters * points, 1),
            ocr=True,
        )


# -------------------------------------------------------------------------------------- direction and skew
def direction(picture: Image) -> int:
    """By how many degrees to turn a page clockwise so that its letters stand upright: 0, 90, 180 or 270.

    0 where the page has too few letters to tell, or tesseract came without its data for that (``osd``).
    """
    import pytesseract

    if "osd" not in _installed():
        return 0
    try:
        found = pytesseract.image_to_osd(
            picture, config=f"--dpi {DPI}", timeout=_SECONDS_A_PAGE, output_type=pytesseract.Output.DICT
        )
    except pytesseract.TesseractError as error:
        if "Too few characters" in str(error) or "Invalid resolution" in str(error):
            return 0
        raise UnreadableFile(f"tesseract could not recognise a page ({error}); try another scan of it.") from error
    return int(found["rotate"]) % 360


def skew(picture: Image) -> float:
    """By how many degrees to turn a page counter-clockwise so that its lines are level; 0 for less than a quarter.

    The right angle is the one at which rows of ink and rows of paper differ most (Postl's projection profile).
    """
    import numpy as np

    small = picture.resize((max(1, picture.width // 4), max(1, picture.height // 4)))

    def contrast(angle: float) -> float:
        rows = 255 - np.asarray(_turned(small, angle), dtype=np.float32)
        return float(np.square(np.diff(rows.sum(axis=1))).sum())

    best = max((step / 2 for step in range(-10, 11)), key=contrast)
    best = max((best + step / 10 for step in range(-5, 6)), key=contrast)
    return 0.0 if abs(best) < 0.25 else round(best, 1)


def _turned(picture: Image, angle: float) -> Image:
    from PIL.Image import Resampling

    return picture.rotate(angle, Resampling.BICUBIC, fillcolor=255) if angle else picture


def _back(x: float, y: float, size: tuple[int, int], angle: float) -> tuple[float, float]:
    """Where a point of the straightened picture stood before."""
    across, down = x - size[0] / 2, y - size[1] / 2
    turn = radians(angle)
    return (
        size[0] / 2 + across * cos(turn) - down * sin(turn),
        size[1] / 2 + across * sin(turn) + down * cos(turn),
    )
