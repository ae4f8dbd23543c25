"""Progress bars on standard error, when it is a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tqdm import tqdm

if TYPE_CHECKING:
    from kb.adding import Progress

_UNITS = {"read": "file", "embed": "text"}


class Bars:
    """A bar for the files and one for the texts of the present file; call it with each step."""

    def __init__(self) -> None:
        self._bars: dict[str, tqdm[None]] = {}

    def __enter__(self) -> Bars:
        return self

    def __exit__(self, *_: object) -> None:
        for bar in self._bars.values():
            bar.close()

    def __call__(self, progress: Progress) -> None:
        if not sys.stderr.isatty():
            return
        bar = self._bars.get(progress.stage)
        if bar is None:
            unit = _UNITS.get(progress.stage, "step")
            bar = self._bars[progress.stage] = tqdm(total=0, desc=progress.stage, unit=unit, position=len(self._bars))
        bar.total, bar.n = progress.total, progress.done
        bar.set_postfix_str(progress.item[-40:])
