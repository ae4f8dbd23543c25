"""Functions of pdfium for loops over all that a page draws, without pypdfium2's typed pointers.

A page may be drawn as tens of thousands of objects, and of a call on one of them the pointers cost more than pdfium
does. Here a handle, and the place that a result is written to, is the number that it is.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Any


@cache
def plain(name: str) -> Callable[..., Any]:
    """The function of that name (``pypdfium2.raw``), which takes and returns addresses instead of pointers."""
    import pypdfium2.raw as raw

    function = getattr(raw, name)
    types = [ctypes.c_void_p if _points(kind) else kind for kind in (function.restype, *function.argtypes)]
    # No call takes so long that another thread should run meanwhile.
    return ctypes.PYFUNCTYPE(*types)(address(function))


def _points(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, ctypes._Pointer)


def address(handle: Any) -> int:
    """The number that a handle of pypdfium2 is."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0
