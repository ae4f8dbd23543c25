"""Which documents a list of paths, folders, archives and addresses holds."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ingest import library
from ingest.errors import UnreadableFile
from ingest.options import DEFAULT, Options
from ingest.parsers import PARSERS, sniff, unknown
from ingest.sources import FileSource, Source, Upload

# A folder that holds this file is a knowledge base: what lies in it has been read already.
KNOWLEDGE_BASE = "kb.sqlite"
_ADDRESS = re.compile(r"(?:https?|ftp|file)://", re.I)
# A Path made of an address has lost one of its two slashes.
_ADDRESS_AS_PATH = re.compile(r"(https?:/)(?=[^/])", re.I)
Refusal = tuple[str, str]


def find_sources(
    paths: Iterable[str | Path], options: Options = DEFAULT, *, uploaded: bool = False
) -> tuple[list[Source], list[Refusal]]:
    """What to read, each once, and (path, reason) for what cannot be.

    Files come sorted, the documents of an archive in its place and order, addresses last. Folders are walked, hidden
    files and folders in them skipped. Reasons are given for missing paths, folders and archives without a document,
    files of unknown types, and addresses that may not be read. ``uploaded``: files are known by their names alone.
    """
    found = _Found(options, uploaded)
    for path in paths:
        if _ADDRESS.match(str(path)):
            found.add_address(str(path))
        elif isinstance(path, Path) and _ADDRESS_AS_PATH.match(str(path)):
            found.add_address(_ADDRESS_AS_PATH.sub(r"\1/", str(path)))
        else:
            found.add_path(Path(path))
    return found.sources(), found.refused


@dataclass(slots=True)
class _Found:
    options: Options
    uploaded: bool = False
    files: set[Path] = field(default_factory=set)
    addresses: dict[str, Source] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)

    def add_path(self, path: Path) -> None:
        try:
            mode = path.stat().st_mode
        except (FileNotFoundError, ValueError):  # ValueError: no path has a null character
            self._refuse(path, "there is no such file or folder; check the path.")
            return
        except OSError as error:
            self._refuse(path, f"this cannot be opened ({error.strerror}); check the path and its permissions.")
            return
        if stat.S_ISDIR(mode):
            readable, others = _walk(path)
            self.files |= readable
            self.refused += others
            if not readable:
                self._refuse(path, "the folder holds no document that can be read; name another folder.")
        elif not stat.S_ISREG(mode):
            # Reading a pipe or a device may never end.
            self._refuse(path, "this is a pipe or a device; save what it gives to a file and add that.")
        elif _readable(path):
            self.files.add(path)
        else:
            self._refuse(path, unknown(path.name))

    def add_address(self, text: str) -> None:
        from ingest.addresses import parsed
        from ingest.web import WebSource

        try:
            source = WebSource(str(parsed(text, self.options)), self.options)
        except UnreadableFile as error:
            self.refused.append((text, str(error)))
        else:
            self.addresses.setdefault(source.address, source)

    def sources(self) -> list[Source]:
        """All that was found, archives opened."""
        out: dict[str, Source] = {}
        for path in sorted(self.files):
            for source in self._opened(self._file(path), _head(path)):
                out.setdefault(source.place, source)
        for address in self.addresses.values():
            for source in self._fetched(address):
                out.setdefault(source.place, source)
        return list(out.values())

    def _file(self, path: Path) -> Source:
        limit = self.options.size << 20
        return Upload(path, limit) if self.uploaded else FileSource(path, limit)

    def _opened(self, source: Source, head: bytes) -> list[Source]:
        """The source, or the documents in it where it is an archive."""
        from ingest.archives import is_archive, members

        if not is_archive(source.place, head):
            return [source]
        inside, refused = members(source, self.options)
        self.refused += refused
        return inside

    def _fetched(self, source: Source) -> list[Source]:
        """An address; where it names an archive, that is read now and the documents in it are given."""
        from ingest.archives import is_archive
        from ingest.sources import Held

        if not is_archive(source.place, b""):
            return [source]
        try:
            data = source.read()
        except UnreadableFile as error:
            self.refused.append((source.shown, str(error)))
            return []
        return self._opened(Held(source.place, source.shown, data), data[:4])

    def _refuse(self, path: Path, why: str) -> None:
        shown = path.name if self.uploaded else str(path)
        self.refused.append((shown, f"{shown}: {why}"))


def _walk(folder: Path) -> tuple[set[Path], list[Refusal]]:
    readable: set[Path] = set()
    others: list[Refusal] = []

    def closed(error: OSError) -> None:
        reason = f"{error.filename}: the folder cannot be listed ({error.strerror}); check its permissions."
        others.append((str(error.filename), reason))

    for here, folders, names in os.walk(folder, onerror=closed):
        if KNOWLEDGE_BASE in names:
            folders.clear()
            continue
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (Path(here, name) for name in names if not name.startswith(".")):
            if not _is_file(path):
                continue
            if _readable(path):
                readable.add(path)
            else:
                others.append((str(path), f"{path}: {unknown(path.name)}"))
    return readable, sorted(others)


def _is_file(path: Path) -> bool:
    """Not for pipes, devices and links to nowhere; what may not be looked at is taken for one and fails when read."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except PermissionError:
        return True
    except OSError:
        return False


def _readable(path: Path) -> bool:
    """By the suffix; a name without a known suffix by its first bytes. What cannot be opened fails when read."""
    from ingest.archives import is_archive

    if path.suffix.lower() in PARSERS or path.suffix.lower() in library.SUFFIXES:
        return True
    try:
        with path.open("rb") as stream:
            head = stream.read(4096)
    except OSError:
        return True
    return is_archive(path.name, head) or sniff(head) is not None


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(4)
    except OSError:
        return b""
