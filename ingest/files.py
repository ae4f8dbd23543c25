"""Which files a list of paths and folders holds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ingest.parsers import PARSERS, sniff, unknown

# A folder that holds this file is a knowledge base: what lies in it has been read already.
KNOWLEDGE_BASE = "kb.sqlite"


def find_files(paths: Iterable[str | Path]) -> tuple[list[Path], list[tuple[str, str]]]:
    """Files to read, sorted and each once, and (path, reason) for what cannot be.

    Folders are walked, hidden files and folders in them skipped. Reasons are given for missing paths, folders
    without a document, and files of unknown types.
    """
    found: set[Path] = set()
    refused: list[tuple[str, str]] = []
    for path in map(Path, paths):
        if path.is_dir():
            readable, others = _walk(path)
            found |= readable
            refused += others
            if not readable:
                refused.append(
                    (str(path), f"{path}: the folder holds no document that can be read; name another folder.")
                )
        elif not path.exists():
            refused.append((str(path), f"{path}: there is no such file or folder; check the path."))
        elif _readable(path):
            found.add(path)
        else:
            refused.append((str(path), f"{path}: {unknown(path.name)}"))
    return sorted(found), refused


def _walk(folder: Path) -> tuple[set[Path], list[tuple[str, str]]]:
    readable: set[Path] = set()
    others: list[tuple[str, str]] = []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if any(part.startswith(".") for part in inside.parts) or not path.is_file():
            continue
        if any((folder / parent / KNOWLEDGE_BASE).exists() for parent in inside.parents):
            continue
        if _readable(path):
            readable.add(path)
        else:
            others.append((str(path), f"{path}: {unknown(path.name)}"))
    return readable, others


def _readable(path: Path) -> bool:
    """By the suffix; a name without a known suffix by its first bytes. What cannot be opened fails when read."""
    if path.suffix.lower() in PARSERS:
        return True
    try:
        with path.open("rb") as stream:
            head = stream.read(4096)
    except OSError:
        return True
    return sniff(head) is not None
