"""Files that come from browsers: their names are hostile, and what they hold lies in a private folder until it is read.

Each process of the app has a folder of its own in the knowledge base, which it holds by a lock; what a process has left
behind that is no longer there is removed.
"""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from ingest.errors import StorageFailed
from ingest.library import SUFFIXES as LIBRARIES
from ingest.library import file_name
from ingest.parsers import PARSERS

FOLDER = "uploads"
TYPES = tuple(sorted({*PARSERS, *LIBRARIES, ".zip"}))
_LONGEST = 180
# A file system may take these for something else than letters of a name.
_SPECIAL = frozenset('<>:"|?*')
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file as the browser sent it."""

    name: str
    data: bytes | memoryview


def safe_name(name: str) -> str:
    """A name that is a file's name and nothing else: no folders, no control characters, not hidden, not too long.

    >>> safe_name("../../etc/pass\\x00wd\\u202e.pdf")
    'passwd.pdf'
    """
    last = file_name(unicodedata.normalize("NFC", name))
    kept = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in _SPECIAL)
    kept = " ".join(kept.split()).lstrip(".~ ")
    path = PurePosixPath(kept or "file")
    suffix = path.suffix if len(path.suffix) <= 11 else ""
    stem = kept.removesuffix(suffix) or "file"
    while len((stem + suffix).encode()) > _LONGEST:
        stem = stem[:-1]
    return stem + suffix


def refusal(file: Uploaded, mebibytes: int) -> str:
    """Why a file is not even read, as a key of ``library.refused``; empty when it may be."""
    if PurePosixPath(safe_name(file.name)).suffix.lower() not in TYPES:
        return "type"
    if len(file.data) > mebibytes << 20:
        return "size"
    return "" if len(file.data) else "empty"


class Uploads:
    """The private folder of this process in the knowledge base at ``path``."""

    def __init__(self, path: Path) -> None:
        base = path / FOLDER
        try:
            base.mkdir(mode=0o700, exist_ok=True)
            self.folder = base / secrets.token_hex(8)
            self._lock = FileLock(_lock_of(self.folder))
            self._lock.acquire(timeout=0)
            self.folder.mkdir(mode=0o700)
        except OSError as error:
            raise _failed(base, error) from error
        _sweep(base)

    def save(self, job: str, files: Iterable[Uploaded]) -> list[Path]:
        """Write the files of a job; two of one name get numbers. Raises StorageFailed, and leaves nothing then."""
        folder = self.folder / job
        paths: list[Path] = []
        try:
            folder.mkdir(mode=0o700)
            for file in files:
                path = _free(folder, safe_name(file.name))
                with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                    out.write(file.data)
                paths.append(path)
        except OSError as error:
            self.forget(job)
            raise _failed(folder, error) from error
        return paths

    def move(self, job: str, name: str, to: str) -> Path | None:
        """Give a file of one job to another, which has none yet; None when it is gone. Raises StorageFailed."""
        source, target = self.folder / job / name, self.folder / to / name
        if not source.is_file():
            return None
        try:
            target.parent.mkdir(mode=0o700)
            return source.rename(target)
        except OSError as error:
            raise _failed(target, error) from error

    def forget(self, job: str, but: Collection[str] = ()) -> None:
        """Delete the files of a job, but those of these names."""
        folder = self.folder / job
        if not but:
            shutil.rmtree(folder, ignore_errors=True)
            return
        for path in folder.iterdir():
            if path.name not in but:
                path.unlink(missing_ok=True)

    def close(self) -> None:
        """Delete everything and let the folder go."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.release()
        _lock_of(self.folder).unlink(missing_ok=True)


def _free(folder: Path, name: str) -> Path:
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
    return path


def _lock_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.lock")


def _sweep(base: Path) -> None:
    """Remove the folders that no process holds."""
    for folder in [path for path in base.iterdir() if path.is_dir()]:
        try:
            with FileLock(_lock_of(folder), timeout=0):
                _log.info("%s was left behind and is removed", folder)
                shutil.rmtree(folder, ignore_errors=True)
        except Timeout:
            continue
        _lock_of(folder).unlink(missing_ok=True)


def _failed(folder: Path, error: OSError) -> StorageFailed:
    return StorageFailed(f"{folder} cannot be written ({error.strerror or error}): make room or mend its permissions.")
