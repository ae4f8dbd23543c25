"""What pdfium knows of a page: its words with their places, its rulings, its pictures.

Places are in points from the upper left corner of the page as it is shown: turned as the page is, cut as its crop box
says. pdfium is not thread-safe: hold LOCK around everything in this module.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from math import degrees
from typing import Any

from ingest.draft import Line, Word
from ingest.errors import PasswordNeeded
from ingest.pdf.native import address, plain

LOCK = threading.RLock()
# The constructor of a NamedTuple takes twice as long as that of a tuple, and a page has hundreds of words.
_word = partial(tuple.__new__, Word)
# pdfium writes U+0002 or U+FFFE where a hyphen stood at a line end, and runs the two lines into one.
_LINE_END = re.compile("\r\n|\r|\n|[\u0002\ufffe]")
_WORD = re.compile(r"[^\s\x00]+")
_BOLD = re.compile(rb"bold|black|heavy|semibold|demi", re.I)
_BOLD_WEIGHT = 600
_DIGITS = "0123456789"
_SUPERIORS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
# Raised figures, as the marks of footnotes are, are lower than others and stand higher, in heights of their line.
_RAISED = 0.87
_LIFT = 0.12
# So many characters of a page are asked which way they stand.
_SAMPLED = 15


def locked(name: str, password: str | None) -> PasswordNeeded:
    """The error for a file that the password, if any, does not open."""
    if password:
        return PasswordNeeded(
            f"{name}: the given password does not open this PDF; give the right one or add a copy without a password."
        )
    return PasswordNeeded(
        f"{name}: the PDF is protected by a password; give it with --password or add a copy without one."
    )


def opened(data: bytes, name: str, password: str | None) -> Any:
    """The document, to be closed. Raises PasswordNeeded, and pypdfium2.PdfiumError for a file that pdfium refuses."""
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        return pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise locked(name, password) from error
        raise


class Frame:
    """How the coordinates inside a page become points from the upper left corner of the page as shown.

    ``rotation`` (clockwise degrees, by default that of the page) turns it otherwise, for instance upright.
    """

    def __init__(self, page: Any, rotation: int | None = None) -> None:
        box: tuple[float, float, float, float] = page.get_bbox()
        self.left, self.bottom, self.right, self.top = box
        self.rotation: int = page.get_rotation() if rotation is None else rotation
        width, height = self.right - self.left, self.top - self.bottom
        self.width, self.height = (height, width) if self.rotation in (90, 270) else (width, height)

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right and bottom as shown, of a rectangle inside the page."""
        if self.rotation == 90:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.rotation == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        if self.rotation == 270:
            return self.top - top, self.right - right, self.top - bottom, self.right - left
        return left - self.left, self.top - top, right - self.left, self.top - bottom

    def inside(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        """The reverse of :meth:`box`: left, bottom, right and top inside the page."""
        if self.rotation == 90:
            return self.left + top, self.bottom + left, self.left + bottom, self.bottom + right
        if self.rotation == 180:
            return self.right - right, self.bottom + top, self.right - left, self.bottom + bottom
        if self.rotation == 270:
            return self.right - bottom, self.top - right, self.right - top, self.top - left
        return self.left + left, self.top - bottom, self.left + right, self.top - top


class PageText:
    """The text of one page and the boxes of its characters. A context manager: pdfium's copy is freed at its end.

    ``upright`` turns the page so that most of its text runs from left to right, whichever way the page is shown.
    """

    def __init__(self, page: Any, upright: bool = False) -> None:
        import pypdfium2.raw as raw

        self._source = page.get_textpage()
        self._page = self._source.raw
        self._raw = raw
        self._font = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._address = address(self._page)
        self._bold_fonts: dict[int, bool] = {}
        self.text: str = self._source.get_text_range(errors="ignore")
        self._index = self._indices()
        self.frame = Frame(page, self._direction() if upright else None)
        self.box = self._boxes()

    def __enter__(self) -> PageText:
        return self

    def __exit__(self, *_: object) -> None:
        self._source.close()

    def _indices(self) -> Callable[[int], int]:
        """From positions in ``text`` to pdfium's numbers of characters: the same unless it left some out."""
        if len(self.text) == self._raw.FPDFText_CountChars(self._page):
            return int
        to_character, page = self._raw.FPDFText_GetCharIndexFromTextIndex, self._page
        # pdfium counts UTF-16 units.
        wide = [position for position, c in enumerate(self.text) if c > "\uffff"]
        return lambda position: max(0, to_character(page, position + sum(p < position for p in wide)))

    def _direction(self) -> int:
        """By how many degrees clockwise the page must be turned for most of its letters to stand upright."""
        step = max(1, len(self.text) // _SAMPLED)
        letters = [position for position in range(step // 2, len(self.text), step) if self.text[position].isalnum()]
        angles = (self._raw.FPDFText_GetCharAngle(self._page, self._index(position)) for position in letters)
        turns = Counter(round(degrees(angle) / 90) % 4 * 90 for angle in angles if angle >= 0)
        return turns.most_common(1)[0][0] if turns else 0

    def _boxes(self) -> Callable[[int], tuple[float, float, float, float]]:
        """What gives the left, top, right and bottom of a character, as high as its font.

        It is called for each word of a page: on a page as it is shown, without any step that can be left out.
        """
        measure, page, rect, index, frame = (
            self._raw.FPDFText_GetLooseCharBox,
            self._page,
            self._raw.FS_RECTF(),
            self._index,
            self.frame,
        )
        from_left, from_top = frame.left, frame.top

        def shown(position: int) -> tuple[float, float, float, float]:
            measure(page, index(position), rect)
            return rect.left - from_left, from_top - rect.top, rect.right - from_left, from_top - rect.bottom

        def turned(position: int) -> tuple[float, float, float, float]:
            measure(page, index(position), rect)
            return frame.box(rect.left, rect.bottom, rect.right, rect.top)

        return turned if frame.rotation else shown

    def lines(self, number: int) -> Iterator[Line]:
        """The lines of the page, in the order in which the file draws them; ``number`` is that of the page."""
        text, start = self.text, 0
        for match in [*_LINE_END.finditer(text), None]:
            end = match.start() if match else len(text)
            line = self._line(start, end, number, "-" if match and match[0] in "\u0002\ufffe" else "")
            if line:
                yield line
            start = match.end() if match else end

    def _line(self, start: int, end: int, number: int, hyphen: str) -> Line | None:
        words: list[Word] = []
        small: list[int] = []
        top = bottom = 0.0
        longest = last = 0
        box, text = self.box, self.text
        for match in _WORD.finditer(text, start, end):
            first, last = match.start(), match.end() - 1
            left, up, right, down = box(first)
            if last > first:
                left_, up_, right_, down_ = box(last)
                left, right = left if left < left_ else left_, right if right > right_ else right_
                if text[last] in _DIGITS and down_ - up_ < _RAISED * (down - up):
                    small.append(len(words))
            if text[first] in _DIGITS:
                small.append(len(words))
            if last - first >= longest:
                longest, top, bottom = last - first, up, down
            words.append(_word((match[0], left, right, first)))
        if not words:
            return None
        for index in small:
            words[index] = self._raised(words[index], top, bottom)
        if hyphen:
            words[-1] = words[-1]._replace(text=words[-1].text + hyphen)
        return Line(
            " ".join([word.text for word in words]),
            text[start:end],
            number,
            min([word.left for word in words]),
            max([word.right for word in words]),
            top,
            round(abs(bottom - top), 1),
            self._bold(words[0].first) and self._bold(last),
            bottom,
            words=tuple(words),
        )

    def _raised(self, word: Word, top: float, bottom: float) -> Word:
        """A word of a line, its figures that are smaller than the line and stand above its foot as raised ones."""
        out = list(word.text)
        least = _RAISED * (bottom - top)
        for side in (range(len(out)), range(len(out) - 1, -1, -1)):
            for at in side:
                if out[at] not in _DIGITS:
                    break
                _, up, _, down = self.box(word.first + at)
                if down - up >= least or bottom - down < _LIFT * (bottom - top):
                    break
                out[at] = _SUPERIORS[_DIGITS.index(out[at])]
        return word._replace(text="".join(out))

    def _bold(self, position: int) -> bool:
        index = self._index(position)
        letter = plain("FPDFText_GetTextObject")(self._address, index)
        font = plain("FPDFTextObj_GetFont")(letter) if letter else None
        if font is None:
            return self._is_bold(index)
        if font not in self._bold_fonts:
            self._bold_fonts[font] = self._is_bold(index)
        return self._bold_fonts[font]

    def _is_bold(self, index: int) -> bool:
        if self._raw.FPDFText_GetFontWeight(self._page, index) >= _BOLD_WEIGHT:
            return True
        size = self._raw.FPDFText_GetFontInfo(self._page, index, self._font, 128, self._flags)
        return 0 < size <= 128 and bool(_BOLD.search(self._font.value))
