"""Files are read in processes of their own: several at once, each of which may hang or crash without harm."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import replace
from typing import IO, Generic, TypeVar

from ingest.errors import UnreadableFile
from ingest.options import Options
from kb.worker import Job, Page, Result, receive, send

T = TypeVar("T")
# A process that has finished a batch waits for the next one, which then need not start its own.
_idle: list[Worker] = []
_guard = threading.Lock()


class Worker:
    """One reading process."""

    def __init__(self, memory: int) -> None:
        self.memory = memory
        # -P: a folder "kb" where the user happens to stand is not ours. One thread a process: there are several.
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "OMP_NUM_THREADS": "1",
            "OMP_THREAD_LIMIT": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", f"from kb.worker import main; main({memory})"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def read(self, job: Job) -> Result:
        """The result of a job; a process that takes too long or dies gives one with an error, and is gone.

        Raises what ``tell`` raises; the process is still at the job then, and has to be closed.
        """
        answer = self._answer(job, replace(job, how=replace(job.how, tell=_silent)))
        while isinstance(answer, Page):
            job.how.tell(answer.done, answer.total)
            answer = self._answer(job)
        return answer

    def _answer(self, job: Job, sent: Job | None = None) -> Page | Result:
        """The next answer to a job, which is sent first where it is given."""
        seconds = job.how.options.seconds
        late = threading.Event()

        def stop() -> None:
            late.set()
            self.kill()

        timer = threading.Timer(seconds, stop)
        timer.start()
        try:
            if sent is not None:
                send(self._pipe(self._process.stdin), sent)
            answer: Page | Result = receive(self._pipe(self._process.stdout))
        except (EOFError, OSError):
            self.kill()
            code = self._process.wait()
            return Result(error=UnreadableFile(_lost(job, seconds if late.is_set() else None, code)))
        finally:
            timer.cancel()
        return answer

    def kill(self) -> None:
        """Stop the process; who waits for its answer gets a result with an error."""
        self._process.kill()

    def close(self) -> None:
        self.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            # What the process had not taken of a job when it died cannot be sent any more.
            with suppress(BrokenPipeError):
                self._pipe(stream).close()

    @staticmethod
    def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
        assert stream is not None
        return stream


def _silent(done: int, total: int) -> None:
    """Hears nothing: functions do not travel between processes."""


def _lost(job: Job, seconds: float | None, code: int) -> str:
    if seconds is not None:
        return (
            f"{job.shown}: reading it took longer than {seconds:g} seconds and was stopped; split the file, or raise "
            "`seconds` under [reading] in kb.toml."
        )
    return (
        f"{job.shown}: reading it broke the reading process (exit {code}), for want of memory or by a fault in the "
        f"file; open it in its program, save it anew, and add that."
    )


class Readers(Generic[T]):
    """Reads jobs in several processes."""

    def __init__(self, options: Options) -> None:
        self.count = options.workers or max(1, (os.cpu_count() or 2) - 1)
        self._memory = options.memory
        self._busy: set[Worker] = set()

    def read_all(self, jobs: Iterator[tuple[T, Job]]) -> Generator[tuple[T, Result], None, None]:
        """The results, in the order of completion, each with what came with its job.

        Jobs are taken as processes become free, so that only a few files are held in memory at a time. Closing the
        generator stops what is still being read. Raises what ``tell`` of a job raises.
        """
        pending: dict[Future[Result], T] = {}
        with ThreadPoolExecutor(self.count, thread_name_prefix="reader") as threads:
            try:
                for key, job in jobs:
                    pending[threads.submit(self._read, job)] = key
                    if len(pending) > self.count:
                        yield from _finished(pending)
                while pending:
                    yield from _finished(pending)
            finally:
                running = [future for future in pending if not future.cancel()]
                # A thread that is about to get its process gets it after the first round.
                while wait(running, timeout=0.1).not_done:
                    with _guard:
                        for worker in self._busy:
                            worker.kill()

    def _read(self, job: Job) -> Result:
        worker = _borrow(self._memory)
        with _guard:
            self._busy.add(worker)
        try:
            result = worker.read(job)
        except BaseException:
            # Its answer to this job would be taken for that to the next one.
            worker.close()
            raise
        finally:
            with _guard:
                self._busy.remove(worker)
        _give_back(worker, self.count)
        return result


def _finished(pending: dict[Future[Result], T]) -> Iterator[tuple[T, Result]]:
    done, _ = wait(pending, return_when=FIRST_COMPLETED)
    for future in done:
        yield pending.pop(future), future.result()


def _borrow(memory: int) -> Worker:
    with _guard:
        while _idle:
            worker = _idle.pop()
            if worker.alive and worker.memory == memory:
                return worker
            worker.close()
    return Worker(memory)


def _give_back(worker: Worker, most: int) -> None:
    with _guard:
        if worker.alive and len(_idle) < most:
            _idle.append(worker)
            return
    worker.close()


@atexit.register
def close_idle() -> None:
    """Stop the processes that wait for work."""
    with _guard:
        while _idle:
            _idle.pop().close()
