"""What all commands share: opening the knowledge base, printing, exit codes."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from ingest.errors import NotFound, StorageFailed

if TYPE_CHECKING:
    from kb import KnowledgeBase


def open_kb(options: argparse.Namespace, *, create: bool = False, **how: Any) -> KnowledgeBase:
    """The knowledge base of ``--kb``. Raises NotFound when there is none, unless the command makes one."""
    from kb import KnowledgeBase

    if not create:
        require(options.kb)
    return KnowledgeBase.open(options.kb, **how)


def require(path: str) -> None:
    """Raises NotFound when there is no knowledge base: a mistyped --kb must not leave an empty one behind."""
    from pathlib import Path

    if not (Path(path) / "kb.sqlite").exists():
        raise NotFound(f"There is no knowledge base at {path}: make one with policykb add --kb {path} FOLDER.")


def filters(options: argparse.Namespace) -> dict[str, Any]:
    """The filters of a search as keyword arguments."""
    return {name: getattr(options, name) for name in ("language", "type", "year", "document", "mentions")}


def say(options: argparse.Namespace, content: object, text: str) -> int:
    """Print a result, with ``--json`` its content, else the text; the exit code 0."""
    return print_text(json.dumps(content, ensure_ascii=False, indent=1) if options.json else text)


def print_text(text: str) -> int:
    """Print and exit with 0. Raises StorageFailed when standard output is a file on a full disk."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise StorageFailed(f"The output cannot be written ({error.strerror}): make room on the disk.") from error
    return 0
