"""What is drawn on a page beside its text: ruling lines, backgrounds of cells, pictures. Read by pdfium.

Places are in points from the upper left corner of the page as shown; hold ``ingest.pdf.pdfium.LOCK``.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from ingest.pdf.native import address, plain
from ingest.pdf.pdfium import Frame

# A filled rectangle thinner than this is a line.
_THIN = 3.0
_SHORTEST = 4.0
# Drawings with more parts than this are pictures, maps and plans, not tables.
_MOST_SEGMENTS = 400
_MOST_PATHS = 4000
_DOT = (1.5, 7.0)
_DEEPEST = 4
_WHITE = 250
# A background this large lies under the page and not under a cell.
_PAGE = 0.5

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Drawn:
    """Boxes (left, top, right, bottom) of lines, flat ones and upright ones; of backgrounds, pictures, and dots.

    Dots are small round shapes: bullets of lists that are drawn and no text. ``paths`` counts all shapes.
    """

    flat: list[Box] = field(default_factory=list)
    upright: list[Box] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)
    paths: int = 0

    def covered(self, frame: Frame) -> float:
        """Share of the page under pictures, 0 to 1; a scan may be cut into many strips."""
        area: float = max(frame.width * frame.height, 1.0)
        sides = (
            (min(right, frame.width) - max(left, 0), min(bottom, frame.height) - max(top, 0))
            for left, top, right, bottom in self.pictures
        )
        return min(1.0, sum(max(width, 0) * max(height, 0) / area for width, height in sides))


def drawn(page: Any, frame: Frame) -> Drawn:
    """The lines, backgrounds and pictures of a page, also those inside forms."""
    return _Reader(frame).read(page)


class _Reader:
    def __init__(self, frame: Frame) -> None:
        import pypdfium2.raw as raw

        self._raw, self._frame, self._out = raw, frame, Drawn()
        self._bounds, self._into_bounds = _results(ctypes.c_float, 4)
        self._color, self._into_color = _results(ctypes.c_uint, 4)
        self._mode, self._into_mode = _results(ctypes.c_int, 2)
        self._point, self._into_point = _results(ctypes.c_float, 2)

    def read(self, page: Any) -> Drawn:
        handle, get, kind_of = address(page.raw), plain("FPDFPage_GetObject"), plain("FPDFPageObj_GetType")
        text = self._raw.FPDF_PAGEOBJ_TEXT
        for index in range(self._raw.FPDFPage_CountObjects(page.raw)):
            thing = get(handle, index)
            kind = kind_of(thing)
            if kind != text:
                self._take(thing, kind, None, 0)
        return self._out

    def _take(self, thing: int, kind: int, matrix: Any, depth: int) -> None:
        raw, out = self._raw, self._out
        if kind == raw.FPDF_PAGEOBJ_PATH:
            out.paths += 1
            if out.paths <= _MOST_PATHS:
                self._path(thing, matrix)
        elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
            box = self._box(thing, matrix)
            if box and kind == raw.FPDF_PAGEOBJ_IMAGE:
                out.pictures.append(box)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            both = _product(self._matrix(thing), matrix)
            for index in range(max(0, plain("FPDFFormObj_CountObjects")(thing))):
                part = plain("FPDFFormObj_GetObject")(thing, index)
                self._take(part, plain("FPDFPageObj_GetType")(part), both, depth + 1)

    def _matrix(self, thing: int) -> tuple[float, ...]:
        matrix = self._raw.FS_MATRIX()
        plain("FPDFPageObj_GetMatrix")(thing, ctypes.addressof(matrix))
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f

    def _box(self, thing: int, matrix: Any) -> Box | None:
        if not plain("FPDFPageObj_GetBounds")(thing, *self._into_bounds):
            return None
        left, bottom, right, top = self._bounds
        if matrix is not None:
            corners = [_moved(x, y, matrix) for x in (left, right) for y in (bottom, top)]
            left, right = min(x for x, _ in corners), max(x for x, _ in corners)
            bottom, top = min(y for _, y in corners), max(y for _, y in corners)
        return self._frame.box(left, bottom, right, top)

    def _path(self, thing: int, matrix: Any) -> None:
        segments = plain("FPDFPath_CountSegments")(thing)
        if segments > _MOST_SEGMENTS or not plain("FPDFPath_GetDrawMode")(thing, *self._into_mode):
            return
        filled, stroked = map(bool, self._mode)
        if segments <= 5:
            box = self._box(thing, matrix)
            boxes = [box] if box else []
        else:
            if filled and (box := self._box(thing, matrix)) and _round(box):
                self._out.dots.append(box)
                return
            boxes = list(self._parts(thing, segments, matrix))
        for box in boxes:
            self._sort(thing, box, filled, stroked)

    def _parts(self, thing: int, segments: int, matrix: Any) -> Iterator[Box]:
        """The bounds of each line or rectangle that one path draws; other shapes are left out."""
        raw = self._raw
        both = _product(self._matrix(thing), matrix)
        points: list[tuple[float, float]] = []
        straight = True
        for index in range(segments):
            segment = plain("FPDFPath_GetPathSegment")(thing, index)
            kind = plain("FPDFPathSegment_GetType")(segment)
            plain("FPDFPathSegment_GetPoint")(segment, *self._into_point)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                if straight and len(points) > 1:
                    yield from self._shape(points)
                points, straight = [], True
            straight = straight and kind != raw.FPDF_SEGMENT_BEZIERTO
            x, y = self._point
            points.append(_moved(x, y, both))
        if straight and len(points) > 1:
            yield from self._shape(points)

    def _shape(self, points: list[tuple[float, float]]) -> Iterator[Box]:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        level = all(abs(a[0] - b[0]) < 1 or abs(a[1] - b[1]) < 1 for a, b in pairwise(points))
        if level and len(points) <= 5:
            yield self._frame.box(min(xs), min(ys), max(xs), max(ys))
        elif level:
            for a, b in pairwise(points):
                yield self._frame.box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))

    def _sort(self, thing: int, box: Box, filled: bool, stroked: bool) -> None:
        left, top, right, bottom = box
        width, height = right - left, bottom - top
        thin = min(width, height) < _THIN
        if thin:
            if max(width, height) >= _SHORTEST and self._visible(thing, filled):
                (self._out.flat if width > height else self._out.upright).append(box)
            return
        if filled and width * height < _PAGE * self._frame.width * self._frame.height:
            self._out.fills.append(box)
        if stroked and self._visible(thing, False):
            self._out.flat += [(left, top, right, top), (left, bottom, right, bottom)]
            self._out.upright += [(left, top, left, bottom), (right, top, right, bottom)]

    def _visible(self, thing: int, filled: bool) -> bool:
        color = plain("FPDFPageObj_GetFillColor" if filled else "FPDFPageObj_GetStrokeColor")
        if not color(thing, *self._into_color):
            return True
        red, green, blue, alpha = self._color
        return bool(alpha > 0 and min(red, green, blue) < _WHITE)


def _round(box: Box) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return _DOT[0] <= width <= _DOT[1] and abs(width - height) < 1


def _results(kind: type[ctypes._SimpleCData[Any]], count: int) -> tuple[Any, list[int]]:
    """Room for what a function of pdfium gives back, and the address of each part of it."""
    room = (kind * count)()
    start, size = ctypes.addressof(room), ctypes.sizeof(kind)
    return room, [start + size * index for index in range(count)]


def _product(inner: tuple[float, ...], outer: tuple[float, ...] | None) -> tuple[float, ...]:
    """The matrix that moves by ``inner`` and then by ``outer`` (PDF 32000-1, 8.3.3)."""
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved(x: float, y: float, matrix: tuple[float, ...]) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
