"""The visitor's basket of quotes and documents; it survives a reload, for it lies on her desk beside the shelf."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kb.desk import Pin
from ui import access, shelf
from ui.choices import desk


def pins() -> list[Pin]:
    """What lies in the basket, in the visitor's order. Raises StorageFailed."""
    return desk().basket(access.reader())


def count() -> int:
    """How much lies in it. Raises StorageFailed."""
    return desk().count(access.reader())


def add(subject: str, start: int | None = None, end: int | None = None) -> None:
    """Put in a document (id) or an instrument (IRI), or a quote of a document. Raises NotFound, StorageFailed."""
    quote = ""
    if start is not None and end is not None:
        quote = shelf.current().kb.document(subject).text[start:end]
    desk().put(access.reader(), [Pin(subject, start, end, quote=quote)])


def carry_over() -> int:
    """What was put together in this browser before the sign-in is the person's from now on; how much of it is new to
    her. Raises StorageFailed."""
    return desk().hand_over(access.browser(), access.reader())


def keep(kept: Sequence[Pin]) -> None:
    """Put this in place of all that was there: for taking out, ordering and noting. Raises StorageFailed."""
    desk().keep(access.reader(), kept)


def change(how: Callable[[list[Pin]], Sequence[Pin]]) -> None:
    """Put what ``how`` makes of all that is there in its place, in one step. Raises StorageFailed."""
    desk().change(access.reader(), how)
