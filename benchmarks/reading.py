"""How fast files are read, how much memory that takes, and how many characters come out wrong.

    python benchmarks/reading.py FOLDER [--twin FILE TEXT]... [--rounds N] [--json]

Each file under FOLDER is read (parsed and cut into passages, recognising scans where tesseract is installed) in a
process like those that ``policykb add`` reads in; the first line of the table is all of them in one such process. Each
is read ``--rounds`` times, and the fastest counts: whatever else runs on a machine only makes it slower, and libraries
are loaded once. Seconds are wall-clock seconds of one core. Memory is the most that the process held, in MiB, Python
and its libraries included. ``--twin`` names a file and a plain text of the same words: the share of wrong characters
(Levenshtein distance over the text's
length, white space folded) is printed beside the file. A benchmark is no test: run it on an idle machine.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, fields
from itertools import repeat
from pathlib import Path

import ingest
from ingest.errors import KBError
from kb.worker import collect_rarely

_MIB_OF_RSS = 1 << (20 if sys.platform == "darwin" else 10)


@dataclass(frozen=True, slots=True)
class Figures:
    """One line of the table; ``pages_per_s`` is 0 for files without pages, ``error_rate`` empty without a twin."""

    file: str
    pages: int
    characters: int
    passages: int
    seconds: float
    pages_per_s: float
    characters_per_s: int
    memory_mib: int
    error_rate: str
    outcome: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--twin", nargs=2, type=Path, action="append", default=[], metavar=("FILE", "TEXT"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="print JSON lines")
    options = parser.parse_args()
    twins = {file.resolve(): text for file, text in options.twin}
    paths = [Path(source.place) for source in ingest.find_sources([options.folder])[0]]
    figures = measured(paths, twins, options.rounds)
    print(
        "\n".join(json.dumps(asdict(line), ensure_ascii=False) for line in figures) if options.json else table(figures)
    )


def measured(paths: list[Path], twins: dict[Path, Path], rounds: int) -> list[Figures]:
    """All files in one process, then each in its own."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn, max_tasks_per_child=1, initializer=collect_rarely) as process:
        whole = process.submit(read_all, paths, rounds).result()
        return [whole, *process.map(read_often, paths, repeat(rounds), [twins.get(path.resolve()) for path in paths])]


def read_all(paths: Iterable[Path], rounds: int) -> Figures:
    """Everything, file after file."""
    found = [read_often(path, rounds, None) for path in paths]
    return _figures(
        f"all {len(found)} files",
        *(sum(getattr(line, name) for line in found) for name in ("pages", "characters", "passages", "seconds")),
        "",
        f"{sum(line.outcome == 'read' for line in found)} read",
    )


def read_often(path: Path, rounds: int, twin: Path | None) -> Figures:
    """The fastest of so many readings of a file."""
    return min((read_one(path, twin) for _ in range(rounds)), key=lambda figures: figures.seconds)


def read_one(path: Path, twin: Path | None) -> Figures:
    """One file, from bytes to passages."""
    began = time.perf_counter()
    try:
        document = ingest.parse(path.read_bytes(), path.name)
    except KBError as error:
        return _figures(path.name, 0, 0, 0, time.perf_counter() - began, "", str(error))
    passages = ingest.cut(document)
    seconds = time.perf_counter() - began
    rate = f"{100 * error_rate(document.text, twin.read_text(encoding='utf-8')):.2f} %" if twin else ""
    return _figures(path.name, len(document.pages), len(document.text), len(passages), seconds, rate, "read")


def _figures(
    file: str, pages: int, characters: int, passages: int, seconds: float, error_rate: str, outcome: str
) -> Figures:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _MIB_OF_RSS
    speed = round(pages / seconds, 1), round(characters / seconds)
    return Figures(file, pages, characters, passages, round(seconds, 2), *speed, memory, error_rate, outcome)


def error_rate(found: str, wanted: str) -> float:
    """Share of wrong characters."""
    from rapidfuzz.distance import Levenshtein

    found, wanted = (" ".join(text.split()) for text in (found, wanted))
    return Levenshtein.distance(found, wanted) / max(1, len(wanted))


def table(lines: list[Figures]) -> str:
    """Figures in columns as wide as they need."""
    names = [field.name for field in fields(Figures)]
    rows = [[name.replace("_", " ") for name in names]]
    rows += [[str(getattr(line, name))[:60] for name in names] for line in lines]
    widths = [max(len(row[column]) for row in rows) for column in range(len(names))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


if __name__ == "__main__":
    main()
