"""Pages of the kept PDFs as pictures, drawn in processes of their own.

Drawing runs what a file of somebody else says, in a library written in C. A process that draws has a limit of memory
and of time; what it cannot draw in them is said, and neither the server nor the other readers notice.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ingest.document import Document
from ingest.errors import KBError, NotFound, UnreadableFile
from ingest.pdf.render import PageImage, render
from kb.worker import receive, send

PDF = "application/pdf"
# Seconds and MiB in which a page has to be drawn; processes that draw at once.
SECONDS, MEMORY, _AT_ONCE = 20.0, 1536, 2
# A little more than screens with two pixels for each of CSS can show of a page in a column.
SCALES = (0.25, 4.0)
_turns = threading.BoundedSemaphore(_AT_ONCE)
_guard = threading.Lock()
_idle: list[_Process] = []


@dataclass(frozen=True, slots=True)
class _Job:
    path: Path
    shown: str
    number: int
    scale: float
    password: str | None


def page_image(document: Document, source: Path, number: int, scale: float, password: str | None) -> PageImage:
    """Page ``number`` (from 1) of the kept file of a document; ``scale``: pixels for each point.

    Raises NotFound for sources that have no such page, PasswordNeeded, and UnreadableFile where it cannot be drawn.
    """
    if document.media_type != PDF:
        raise NotFound(f"{document.source} is no PDF: its pages are not kept as they were printed.")
    scale = min(max(scale, SCALES[0]), SCALES[1])
    job = _Job(source, document.source, number, scale, password)
    with _turns:
        with _guard:
            process = _idle.pop() if _idle else None
        if process is None or not process.alive:
            process = _Process()
        answer = process.draw(job)
        if process.alive:
            with _guard:
                _idle.append(process)
    if isinstance(answer, KBError):
        raise answer
    return answer


class _Process:
    """One drawing process."""

    def __init__(self) -> None:
        # -P: a folder "kb" where the user happens to stand is not ours.
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OMP_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", f"from kb.pages import main; main({MEMORY})"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
        )  # fmt: skip

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def draw(self, job: _Job) -> PageImage | KBError:
        """The picture, or why there is none; a process that takes too long or dies is gone."""
        timer = threading.Timer(SECONDS, self._process.kill)
        timer.start()
        try:
            send(_pipe(self._process.stdin), job)
            answer: PageImage | KBError = receive(_pipe(self._process.stdout))
        except (EOFError, OSError):
            self.close()
            return UnreadableFile(f"{job.shown}: page {job.number} takes too much time or memory to be drawn.")
        finally:
            timer.cancel()
        return answer

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                _pipe(stream).close()


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream


@atexit.register
def _close_all() -> None:
    while _idle:
        _idle.pop().close()


# ------------------------------------------------------------------------------------------ the other side
def main(memory: int) -> None:
    """Draw what comes in until the other side closes; ``memory`` in MiB, where the system knows limits."""
    from kb.worker import limit

    # What libraries print must not get between the frames.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limit(memory)
    while True:
        try:
            job: _Job = receive(sys.stdin.buffer)
        except EOFError:
            return
        send(answers, _drawn(job))


def _drawn(job: _Job) -> PageImage | KBError:
    """The picture or the error. For want of memory the process ends: the next page gets one that is sound."""
    try:
        return render(job.path.read_bytes(), job.shown, job.number, job.scale, job.password)
    except KBError as error:
        return error
    except OSError as error:
        return UnreadableFile(f"{job.shown}: the kept file cannot be read ({error.strerror or error}).")
