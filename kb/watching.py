"""Folders that are watched: what is new or changed in them is added as it appears."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

# A file is taken when nothing has changed for so long, so that half-copied ones are left alone (milliseconds).
SETTLED = 1500
# The longest that files which change without a pause are waited for.
LONGEST = 60_000
# So often is told that the watch goes on, when nothing has changed.
PAUSE = 2_000


def changes(folders: Sequence[Path], stop: Event | None = None, settled: int = SETTLED) -> Iterator[list[Path]]:
    """Paths that have appeared or changed in the folders since it began, an empty list where none has for a while.

    It has begun with the first list, and ends when ``stop`` is set. Folders are polled: servers' folders tell nobody of
    their changes.
    """
    from watchfiles import Change, watch

    seen = watch(
        *folders,
        watch_filter=lambda change, path: change is not Change.deleted,
        force_polling=True,
        debounce=LONGEST,
        step=settled,
        stop_event=stop,
        rust_timeout=PAUSE,
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    for found in seen:
        paths = sorted({Path(path) for _, path in found})
        yield [path for path in paths if path.is_file() and not _hidden(path, folders)]


def _hidden(path: Path, folders: Sequence[Path]) -> bool:
    """Whether a part of the path below the watched folder begins with a dot, or with Word's mark for an open file."""
    inside = next((path.relative_to(f.absolute()) for f in folders if path.is_relative_to(f.absolute())), path)
    return any(part.startswith((".", "~$")) for part in inside.parts)
