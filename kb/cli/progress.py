"""How ``policykb add`` tells how far it is: bars for people, lines of JSON for programs."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from kb.report import Progress


def progress_of(kind: str) -> AbstractContextManager[Callable[[Progress], None]]:
    """What hears of the progress: of ``--progress bars`` or ``json``."""
    if kind == "json":
        return nullcontext(_line)
    from kb.cli.bars import Bars

    return Bars()


def _line(progress: Progress) -> None:
    """One object a line; what is empty is left out."""
    record = {name: value for name, value in asdict(progress).items() if value not in ("", None)}
    print(json.dumps(record), file=sys.stderr, flush=True)


def stop_when_asked() -> None:
    """A program stops its child by SIGTERM: what is stored then becomes findable, as after Ctrl-C."""
    signal.signal(signal.SIGTERM, _interrupt)


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt
