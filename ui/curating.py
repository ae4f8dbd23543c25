"""What curators do in the app. Each call makes sure that the visitor is one, and is kept under her name.

Nothing else in the app changes statements: a reader who calls any of these gets NotAllowed and nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ingest.errors import BadDecision
from ui import access, session, shelf

if TYPE_CHECKING:
    from kb.curation import Decision
    from kb.curation.curating import Curation

# Of a file of decisions that is imported: many more than curators make in years.
LARGEST = 20_000_000


@contextmanager
def _deciding() -> Iterator[tuple[Curation, str]]:
    """The curation of the shelf and the name of who decides. Raises NotAllowed, Busy."""
    access.require_curator()
    with shelf.current().writing() as kb:
        yield kb.curate, access.person()
    # Its facts may say something else now.
    session.forget_answer()


def accept(statement: str) -> list[Decision]:
    """Say that a statement is right. Like all of these: what was decided; raises KBError."""
    with _deciding() as (curate, by):
        return [curate.accept(statement, by=by)]


def reject(statement: str) -> list[Decision]:
    """Say that a statement is wrong."""
    with _deciding() as (curate, by):
        return [curate.reject(statement, by=by)]


def edit(statement: str, values: Mapping[str, object]) -> list[Decision]:
    """Correct what a statement says."""
    with _deciding() as (curate, by):
        return [curate.edit(statement, by=by, **values)]


def merge(stays: str, others: Sequence[str]) -> list[Decision]:
    """Make entities one: all others become the first."""
    with _deciding() as (curate, by):
        return [curate.merge(stays, other, by=by) for other in others]


def split(statements: Sequence[str], name: str = "", to: str = "") -> list[Decision]:
    """Say that statements are about another entity: a new one with a name, or one that is there."""
    with _deciding() as (curate, by):
        return [curate.split(statements, by=by, name=name, to=to)]


def add(kind: str, document: str, place: tuple[int, int], values: Mapping[str, object]) -> list[Decision]:
    """Add what the characters of a document state."""
    with _deciding() as (curate, by):
        return [curate.add(kind, document, place, by=by, **values)]


def undo(decisions: Sequence[str]) -> list[Decision]:
    """Take decisions back, the last one first."""
    with _deciding() as (curate, by):
        return [curate.undo(each, by=by) for each in reversed(decisions)]


def take_in(data: bytes, name: str) -> int:
    """Import a file of decisions; how many were new."""
    with _deciding() as (curate, _):
        if len(data) > LARGEST:
            raise BadDecision(f"{name} is larger than {LARGEST // 1_000_000} MB: split it.")
        return curate.import_data(data, name)
