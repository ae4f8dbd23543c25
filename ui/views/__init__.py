"""One module for each page; ``show()`` draws it. What a page does is in kb, what it is drawn with in components.

The folder is not named "pages", because Streamlit takes files in such a folder for scripts of its own.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable

_FIRST = "ask"
_OTHERS = (
    "changes", "citations", "curation", "documents", "library", "recommended", "sign_in", "timeline", "who",
)  # fmt: skip


def view(name: str) -> Callable[..., None]:
    """What draws a page. Its module is imported then: nobody's first page waits for the modules of all others."""

    def show(*arguments: object) -> None:
        importlib.import_module(f"{__name__}.{name}").show(*arguments)

    return show


def prepare_first() -> None:
    """Import the page that visitors see first."""
    importlib.import_module(f"{__name__}.{_FIRST}")


def prepare_others() -> None:
    """Import all other pages."""
    for name in _OTHERS:
        importlib.import_module(f"{__name__}.{name}")
