"""Sources that come out of the knowledge base itself, or out of other sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath

from ingest.errors import UnreadableFile
from ingest.sources import Source, suffix


@dataclass(frozen=True, slots=True)
class KeptSource:
    """A source that the knowledge base has kept, under the place it was added from."""

    path: Path
    place: str

    @property
    def shown(self) -> str:
        return self.place

    def read(self) -> bytes:
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise UnreadableFile(
                f"{self.place}: its kept source {self.path} cannot be opened ({error.strerror}); add the file again."
            ) from error


def readable(carried: Iterable[Source]) -> tuple[list[Source], list[tuple[str, str]]]:
    """The files that can be read among those that others carry, and why the rest cannot."""
    from ingest.parsers import PARSERS, sniff, unknown

    found: list[Source] = []
    refused: list[tuple[str, str]] = []
    for source in carried:
        if suffix(source.place) in PARSERS or sniff(source.read()[:4096]):
            found.append(source)
        else:
            refused.append((source.shown, f"{source.shown}: {unknown(PurePath(source.place).name)}"))
    return found, refused
