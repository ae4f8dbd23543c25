"""Opening a knowledge base: its folder, its embedder and the lock that one writer holds."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import Busy, NotFound, StorageFailed, WrongEmbedder
from kb import config
from kb.store import FILE, Store

EMBEDDER = "embedder"
LOCK = ".lock"
WAIT = 10.0


def user() -> str:
    """The name of whoever runs this process; empty where the system has none for her."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def prepare(folder: Path, read_only: bool) -> None:
    """Make the folder of a new knowledge base, or say why there is none."""
    if (folder / FILE).exists():
        return
    if read_only:
        raise NotFound(f"There is no knowledge base at {folder}; `policykb add --kb {folder} FOLDER` makes one.")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / config.FILE).exists():
        raise NotFound(f"{folder} holds other files; give an empty or a new folder for the knowledge base.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        config.write_template(folder)
    except OSError as error:
        raise StorageFailed(f"{folder} cannot be made ({error.strerror or error}): choose another place.") from error


def check_embedder(folder: Path, store: Store, embedder: str, *, any_embedder: bool, read_only: bool) -> None:
    """Raise WrongEmbedder when the vectors are another embedder's; a new knowledge base notes its own."""
    built_with = store.meta(EMBEDDER)
    if built_with is None and not read_only:
        store.set_meta(EMBEDDER, embedder)
    elif built_with not in (None, embedder) and not any_embedder:
        raise WrongEmbedder(
            f"{folder} was built with {built_with}, and {embedder} is configured: "
            "run `policykb reindex` to embed it anew, or set the embedder back in kb.toml."
        )


@contextmanager
def locked(folder: Path, wait: float) -> Iterator[None]:
    """Hold the lock of the knowledge base. Raises Busy when another process keeps it for ``wait`` seconds."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(folder / LOCK, timeout=wait):
            yield
    except Timeout as error:
        raise Busy(f"Another process is writing to {folder}: repeat when it has finished.") from error
