"""Folders that are watched."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

from kb import KnowledgeBase
from kb.opening import locked
from kb.watching import changes

PATIENCE = 90


def test_new_and_changed_files_are_reported_and_hidden_or_deleted_ones_not(tmp_path: Path) -> None:
    folder, stop = tmp_path / "shelf", Event()
    (folder / "deep").mkdir(parents=True)
    (folder / "old.txt").write_text("old")
    seen: list[list[Path]] = []
    arrived = Event()

    def watch() -> None:
        for paths in changes([folder], stop, settled=200):
            if paths:
                seen.append(paths)
                arrived.set()

    thread = Thread(target=watch)
    thread.start()
    try:
        found: set[str] = set()
        # The watcher needs a moment to see the folder as it is: a file is written until it is noticed.
        for size in range(1, 200):
            (folder / "deep" / "new.txt").write_text("x" * size)
            (folder / ".hidden.txt").write_text("x" * size)
            (folder / "old.txt").unlink(missing_ok=True)
            if arrived.wait(0.5):
                break
        found = {path.name for paths in seen for path in paths}
        assert found == {"new.txt"}
    finally:
        stop.set()
        thread.join(30)
    assert not thread.is_alive()


def until(holds: Callable[[], bool]) -> bool:
    """Whether something comes to hold within PATIENCE seconds."""
    end = monotonic() + PATIENCE
    while not holds():
        if monotonic() > end:
            return False
        sleep(0.3)
    return True


def test_the_command_adds_what_appears_also_while_another_process_writes(tmp_path: Path) -> None:
    folder, kb = tmp_path / "shelf", tmp_path / "w.kb"
    folder.mkdir()
    (folder / "first.txt").write_text("The register of permits is kept by the ministry.")
    command = [sys.executable, "-m", "kb.cli", "add", "--kb", str(kb), "--watch", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ})

    def names() -> set[str]:
        if not (kb / "kb.sqlite").exists():
            return set()
        with KnowledgeBase.open(kb, read_only=True) as opened:
            return {Path(document.source).name for document in opened.documents()}

    try:
        assert until(lambda: names() == {"first.txt"})
        with locked(kb, PATIENCE):
            (folder / "second.txt").write_text("The quota is set by the government each autumn.")
            # Longer than the command waits for another writer.
            sleep(16)
            assert process.poll() is None
        assert until(lambda: names() == {"first.txt", "second.txt"})
    finally:
        process.kill()
        process.wait(30)
