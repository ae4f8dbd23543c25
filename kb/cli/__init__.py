"""The command line ``policykb``: one command for each method of KnowledgeBase.

Exit codes: 0 all well, 1 something failed (one sentence on standard error, or the list of what failed), 2 wrong
usage, 130 interrupted. Heavy libraries are imported by the command that needs them, so that ``policykb --help``
answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from ingest.errors import KBError
from kb.cli.options import COMMANDS, parser

__all__ = ["COMMANDS", "main", "parser"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code. Raises SystemExit(2) on wrong usage, as argparse does."""
    _show_every_character()
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except KBError as error:
        print(f"policykb: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("policykb: stopped; nothing stored is lost, and the same command goes on where it was.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of a pipe (head, less) has gone; that is no failure.
        return 0
    finally:
        _flush()


def _show_every_character() -> None:
    """File names may hold bytes, and terminals lack letters, that would otherwise end in a UnicodeEncodeError."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _flush() -> None:
    """Write what is left to standard output; where that failed before, keep Python from failing again at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
