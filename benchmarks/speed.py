"""How long adding, asking and starting take.

    python benchmarks/speed.py FOLDER

Builds a knowledge base of the documents in FOLDER in a temporary place and prints one JSON object. Times are
wall-clock seconds, for questions the median in milliseconds. A benchmark is no test: run it on an idle machine.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kb import KnowledgeBase

QUESTIONS = [
    "Who issues work permits to foreign workers?",
    "Which law governs population migration and when was it adopted?",
    "Какое ведомство отвечает за трудовую миграцию?",
    "Сколько этнических казахов вернулось в страну?",
    "Шетелдік жұмысшыларға рұқсатты кім береді?",
    "Көші-қон саясаты тұжырымдамасы қашан бекітілді?",
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "speed.kb"
        print(json.dumps(measured(path, folder), indent=1))


def measured(path: Path, folder: Path) -> dict[str, float]:
    kb = KnowledgeBase.open(path)
    # The model folder is unpacked once per user, which is no part of adding.
    _timed(lambda: kb.embedder.encode_document(["warm up"]))
    figures = {"add_s": _timed(lambda: kb.add([folder])), "add_again_s": _timed(lambda: kb.add([folder]))}
    kb.warm()
    figures["embed_question_ms"] = _median(lambda q: kb.embedder.encode_query([q]))
    figures["search_ms"] = _median(lambda q: kb.search(q))
    figures["ask_ms"] = _median(lambda q: kb.ask(q))
    figures["search_over_embedding"] = figures["search_ms"] / figures["embed_question_ms"]
    figures["ask_over_embedding"] = figures["ask_ms"] / figures["embed_question_ms"]
    kb.close()
    command = [sys.executable, "-m", "kb.cli"]
    figures["search_in_fresh_process_s"] = _process([*command, "search", "--kb", str(path), QUESTIONS[0]])
    figures["help_in_fresh_process_s"] = _process([*command, "--help"])
    return {name: round(value, 3) for name, value in figures.items()}


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _median(ask: Callable[[str], object], rounds: int = 10) -> float:
    times = []
    for _ in range(rounds):
        times += [_timed(lambda q=question: ask(q)) for question in QUESTIONS]  # type: ignore[misc]
    return 1000 * statistics.median(times)


def _process(command: list[str], rounds: int = 5) -> float:
    return statistics.median(
        _timed(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(rounds)
    )


if __name__ == "__main__":
    main()
