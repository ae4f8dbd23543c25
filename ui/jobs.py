"""Adding documents while everyone goes on reading: one job at a time, each in a process of its own.

Jobs belong to the process of the app, not to a visitor: who leaves the page or reloads it finds them again, and so do
all curators. A job that the end of the app has cut off is gone; what it had stored by then is on the shelf.
"""

from __future__ import annotations

import atexit
import logging
import os
import secrets
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue

from ingest.errors import KBError, NotFound
from ui import access, shelf
from ui.job import GIVEN, Item, Job
from ui.uploads import Uploaded, Uploads, refusal, safe_name

_KEPT = 10
# Seconds in which a job that is stopped makes findable what it has stored.
_PATIENCE = 60.0
_log = logging.getLogger(__name__)
_lock = threading.Lock()
_jobs: dict[Path, Jobs] = {}
# The reading of documents steps back behind the answers of the app.
_COMMAND = "import os, sys; hasattr(os, 'nice') and os.nice(5); from kb.cli import main; sys.exit(main(sys.argv[1:]))"


class Jobs:
    """The jobs of one knowledge base, the newest first; ``settled`` is called after each."""

    def __init__(self, path: Path, settled: Callable[[], None]) -> None:
        self._path, self._settled = path, settled
        self._uploads = Uploads(path)
        self._guard = threading.Lock()
        self._all: dict[str, Job] = {}
        self._queue: SimpleQueue[tuple[str, list[str], str]] = SimpleQueue()
        self._process: subprocess.Popen[str] | None = None
        threading.Thread(target=self._work, name="jobs", daemon=True).start()
        atexit.register(self.close)

    def start(self, files: Sequence[Uploaded], addresses: Sequence[str], by: str, mebibytes: int) -> str:
        """Take over files and https addresses; the id of the job. Raises StorageFailed."""
        job = Job(secrets.token_hex(6), by, datetime.now(UTC).isoformat(timespec="seconds"))
        refusals = {number: why for number, file in enumerate(files) if (why := refusal(file, mebibytes))}
        paths = self._uploads.save(job.id, [file for number, file in enumerate(files) if number not in refusals])
        secure = [address for address in dict.fromkeys(addresses) if address.lower().startswith("https://")]
        names = [*(path.name for path in paths), *secure]
        job.items = {name: Item(name) for name in names}
        for number, why in refusals.items():
            job.refuse(safe_name(files[number].name), why)
        for address in set(addresses) - set(secure):
            job.refuse(address, "address")
        with self._guard:
            self._all[job.id] = job
            if names:
                self._queue.put((job.id, [*map(str, paths), *secure], ""))
            else:
                job.end("finished")
        return job.id

    def unlock(self, job_id: str, name: str, password: str, by: str) -> str:
        """Read an uploaded file anew with a password, which is kept nowhere; the id of the new job. Raises NotFound."""
        job = Job(secrets.token_hex(6), by, datetime.now(UTC).isoformat(timespec="seconds"))
        with self._guard:
            asked = self._all.get(job_id)
            known = asked is not None and not asked.active and name in asked.locked
            path = self._uploads.move(job_id, name, job.id) if known else None
            if asked is None or path is None:
                raise NotFound("The file is not kept any more: upload it again.")
            for item in asked.items.values():
                if item.file == name:
                    item.fault = GIVEN
            job.items = {path.name: Item(path.name)}
            self._all[job.id] = job
            self._queue.put((job.id, [str(path)], password))
        return job.id

    def every(self) -> list[Job]:
        """All jobs as they are now, the newest first."""
        with self._guard:
            return [deepcopy(job) for job in reversed(self._all.values())]

    def cancel(self, job_id: str) -> None:
        """Stop a job; what it has stored stays. Raises NotFound."""
        with self._guard:
            job = self._all.get(job_id)
            if job is None:
                raise NotFound("There is no such job any more.")
            if job.state == "running" and self._process is not None:
                self._process.terminate()
                late = threading.Timer(_PATIENCE, self._process.kill)
                late.daemon = True
                late.start()
            if job.active:
                job.end("cancelled")

    def forget_ended(self) -> None:
        """Take the jobs that have ended off the list."""
        with self._guard:
            for job in [job for job in self._all.values() if not job.active]:
                self._drop(job.id)

    def close(self) -> None:
        """Stop everything, and delete what was uploaded and not read."""
        with self._guard:
            if self._process is not None and self._process.poll() is None:
                self._process.terminate()
        self._uploads.close()

    # ------------------------------------------------------------------------------------------ working
    def _work(self) -> None:
        while True:
            job_id, paths, password = self._queue.get()
            try:
                self._run(job_id, paths, password)
            except Exception:  # the queue goes on, whatever happens to one job
                _log.exception("job %s", job_id)
                self._end(job_id, "failed", "")
            finally:
                self._clear(job_id)
                self._settle()

    def _run(self, job_id: str, paths: list[str], password: str) -> None:
        said = self._uploads.folder / job_id / ".report"
        with said.open("wb") as out, self._started(job_id, paths, password, out) as process:
            last = ""
            for line in process.stderr or ():
                with self._guard:
                    known = self._all[job_id].hear(line)
                if not known and line.strip():
                    _log.info("job %s: %s", job_id, line.rstrip())
                    last = line.strip()
        with self._guard:
            self._process = None
            heard = self._all[job_id].read_report(said.read_bytes())
            if password:
                self._all[job_id].in_vain()
        self._end(job_id, "finished" if heard else "failed", last.removeprefix("policykb: "))

    def _started(self, job_id: str, paths: list[str], password: str, out: object) -> subprocess.Popen[str]:
        with self._guard:
            job = self._all[job_id]
            arguments = ["add", "--kb", str(self._path), "--uploaded", "--progress", "json", "--json"]
            arguments += [f"--by={job.by}"] * bool(job.by) + ["--password=-"] * bool(password)
            process = subprocess.Popen(
                [sys.executable, "-P", "-c", _COMMAND, *arguments, "--", *paths],
                stdin=subprocess.PIPE, stdout=out, stderr=subprocess.PIPE, text=True, encoding="utf-8",
                errors="replace", env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )  # type: ignore[call-overload]  # fmt: skip
            self._process = process
            if job.active:
                job.state = "running"
            else:  # cancelled while it waited
                process.terminate()
        # The list of processes, which shows arguments, is for everyone to see.
        with suppress(BrokenPipeError), process.stdin:
            process.stdin.write(f"{password}\n" if password else "")
        return process  # type: ignore[no-any-return]

    def _end(self, job_id: str, state: str, error: str) -> None:
        with self._guard:
            if job_id in self._all and self._all[job_id].active:
                self._all[job_id].end(state, "" if state == "finished" else error)
            ended = [job.id for job in self._all.values() if not job.active]
            for old in ended[:-_KEPT]:
                self._drop(old)

    def _clear(self, job_id: str) -> None:
        """Delete what was uploaded, but what a password may open: that is kept until the job is taken off the list."""
        with self._guard:
            job = self._all.get(job_id)
            self._uploads.forget(job_id, job.locked if job is not None else ())

    def _drop(self, job_id: str) -> None:
        del self._all[job_id]
        self._uploads.forget(job_id)

    def _settle(self) -> None:
        try:
            self._settled()
        except KBError as error:
            _log.warning("%s", error)


def current() -> Jobs:
    """The jobs of the shelf that is shown. Raises StorageFailed when nothing can be kept there."""
    here = shelf.current()
    with _lock:
        if here.kb.path not in _jobs:
            # The first question after new documents need not load the indexes anew.
            _jobs[here.kb.path] = Jobs(here.kb.path, here.kb.warm)
        return _jobs[here.kb.path]


# ---------------------------------------------------------------------------------------- what curators do
def add(files: Sequence[Uploaded], addresses: Sequence[str]) -> str:
    """Begin to add files and pages of the web; the id of the job. Raises NotAllowed, StorageFailed."""
    access.require_curator()
    return current().start(files, addresses, access.person(), shelf.current().kb.config.reading.size)


def unlock(job_id: str, name: str, password: str) -> str:
    """Read a file anew with a password; the id of the job. Raises NotAllowed, NotFound, StorageFailed."""
    access.require_curator()
    return current().unlock(job_id, name, password, access.person())


def cancel(job_id: str) -> None:
    """Stop a job. Raises NotAllowed, NotFound."""
    access.require_curator()
    current().cancel(job_id)


def forget_ended() -> None:
    """Take what has ended off the list. Raises NotAllowed."""
    access.require_curator()
    current().forget_ended()


def remove(document_id: str) -> None:
    """Remove a document and its kept source. Raises NotAllowed, NotFound, Busy."""
    access.require_curator()
    with shelf.current().writing() as kb:
        kb.remove(document_id)
