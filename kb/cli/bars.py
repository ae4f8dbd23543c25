"""Progress bars on standard error; none when that is no terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from tqdm import tqdm

if TYPE_CHECKING:
    from kb.report import Progress

_UNITS = {
    "read": "file",
    "recognise": "page",
    "embed": "text",
    "extract": "passage",
    "search": "question",
    "ask": "question",
}


class Bars:
    """One bar for each stage of the work, made when it begins; call it with each step."""

    def __init__(self) -> None:
        self._bars: dict[str, tqdm[NoReturn]] = {}

    def __enter__(self) -> Bars:
        return self

    def __exit__(self, *_: object) -> None:
        for bar in self._bars.values():
            bar.close()

    def __call__(self, progress: Progress) -> None:
        if not progress.total:
            return
        bar = self._bars.get(progress.stage) or self._new(progress.stage, progress.total)
        pages = f"{progress.pages:,} pages, " if progress.pages else ""
        bar.set_postfix_str(pages + progress.item[-40:], refresh=False)
        if progress.done == 0:
            bar.reset(progress.total)
        bar.update(progress.done - bar.n)
        bar.refresh()

    def _new(self, stage: str, total: int) -> tqdm[NoReturn]:
        # Only the first bar, that of the files, stays on the screen. disable=None: not on a terminal, no bar.
        bar: tqdm[NoReturn] = tqdm(
            desc=f"{stage:9}",
            total=total,
            unit=_UNITS.get(stage, "step"),
            position=len(self._bars),
            leave=not self._bars,
            disable=None,
        )
        return self._bars.setdefault(stage, bar)
