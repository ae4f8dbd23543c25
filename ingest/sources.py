"""What can be added: a file, one that was uploaded, one inside an archive, a page of the web: a place and bytes."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Protocol

from ingest.errors import KBError, UnreadableFile

_HOST = re.compile(r"https?://[^/?#]*", re.I)
_PATH_END = re.compile(r"[?#]")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,10}")


class Source(Protocol):
    """One thing to read. ``place`` names it for good: an absolute path, ``archive.zip!/inner/path``, an address,
    ``upload:0a1b2c3d4e5f/name.pdf``."""

    @property
    def place(self) -> str: ...

    @property
    def shown(self) -> str:
        """How the user named it: what reports print."""

    def __hash__(self) -> int: ...

    def read(self) -> bytes:
        """Its bytes. Raises UnreadableFile."""


@dataclass(frozen=True, slots=True, order=True)
class FileSource:
    """A file on the disk; one of more than ``limit`` bytes is not read, 0 is no limit."""

    path: Path
    limit: int = 0

    @property
    def place(self) -> str:
        path = self.path.absolute()
        # With ".." a file would have as many places as there are folders to name it from. What it leads to behind a
        # link, only the system can tell.
        return str(path.parent.resolve() / path.name) if ".." in path.parts else str(path)

    @property
    def shown(self) -> str:
        return str(self.path)

    def read(self) -> bytes:
        return _bytes(self.path, self.shown, self.limit)


@dataclass(frozen=True, slots=True, order=True)
class Upload:
    """A copy of a file that came from elsewhere and is deleted when it has been added: it keeps its name only.

    Files of one name are told apart by their content, so that neither takes the other's place.
    """

    path: Path
    limit: int = 0

    @property
    def place(self) -> str:
        now = self.path.stat()
        return f"upload:{_digest(self.path, now.st_size, now.st_mtime_ns)[:12]}/{self.shown}"

    @property
    def shown(self) -> str:
        return self.path.name

    def read(self) -> bytes:
        return _bytes(self.path, self.shown, self.limit)


@lru_cache(maxsize=256)
def _digest(path: Path, size: int, changed: int) -> str:
    """SHA-256 of a file; size and time tell whether it is still the same."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _bytes(path: Path, shown: str, limit: int) -> bytes:
    try:
        size = path.stat().st_size
        if limit and size > limit:
            raise UnreadableFile(
                f"{shown} has {size >> 20} MiB, more than the {limit >> 20} that are read; split it, or "
                "raise `size` under [reading] in kb.toml."
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"{shown} cannot be opened ({error.strerror}): check that it exists and may be read."
        ) from error


@dataclass(frozen=True, slots=True)
class Held:
    """Bytes that were read already, under the place that they came from."""

    place: str
    shown: str
    data: bytes

    def read(self) -> bytes:
        return self.data


@dataclass(frozen=True, slots=True)
class Carried:
    """A file inside another one, and where it is: ``laws.zip!/constitution.txt``."""

    carrier: Source
    name: str

    @property
    def place(self) -> str:
        return f"{self.carrier.place}!/{self.name}"

    @property
    def shown(self) -> str:
        return f"{self.carrier.shown}!/{self.name}"


@dataclass(frozen=True, slots=True)
class Attachment(Carried):
    """A file that a PDF carries: ``report.pdf!/annex.docx``."""

    data: bytes

    def read(self) -> bytes:
        return self.data


def place(source: Source) -> str:
    """The place as text. Raises KBError when its bytes are no text, which a database cannot hold."""
    text = source.place
    try:
        text.encode()
    except UnicodeEncodeError as error:
        shown = text.encode(errors="replace").decode()
        raise KBError(f"{shown}: the name of the file is not valid UTF-8; rename it and add it again.") from error
    return text


def is_address(place: str) -> bool:
    """Whether a place is an address of the web."""
    return place.lower().startswith(("https://", "http://"))


def suffix(place: str) -> str:
    """The suffix of the file that a place names, lower case; empty without one.

    Only a full stop and up to ten letters and digits are one, so that it can end any file name.
    """
    if is_address(place):
        place = _HOST.sub("", place)
        place = place.rpartition("!/")[2] if "!/" in place else _PATH_END.split(place)[0]
    found = PurePath(place).suffix.lower()
    return found if _SUFFIX.fullmatch(found) else ""
