"""Reading in processes that may be killed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from ingest.errors import EmptyFile, UnreadableFile
from ingest.options import Options, Reading
from kb import readers
from kb.readers import Readers, Worker
from kb.worker import Job, Page, Result, receive, send
from tests.ingest.making import pdf, wrapped

TEXT = "A passage about registers of people. It has two sentences.\n\n"


@pytest.fixture(autouse=True)
def no_waiting_processes() -> Iterator[None]:
    """Each test starts its own processes and leaves none."""
    readers.close_idle()
    yield
    readers.close_idle()


def read(files: dict[str, bytes], options: Options) -> dict[str, Result]:
    reading = Reading(options=options)
    jobs = ((name, Job(data, f"/shelf/{name}", name, reading)) for name, data in files.items())
    found: Readers[str] = Readers(options)
    return dict(found.read_all(jobs))


def test_files_become_documents_passages_and_mentions() -> None:
    files = {"a.txt": (TEXT + "The Law of 22 July 2011 No. 477-IV applies.").encode(), "b.pdf": pdf([wrapped(TEXT)])}
    found = read(files, Options(workers=2))
    document = found["a.txt"].document
    assert document is not None and document.source == "/shelf/a.txt" and document.text.startswith(TEXT.strip())
    assert [p.document_id for p in found["a.txt"].passages] == [document.id] * len(found["a.txt"].passages)
    assert [mention.surface for mention in found["a.txt"].mentions if mention.kind == "instrument"]
    assert found["b.pdf"].document is not None and found["b.pdf"].document.pages


def test_a_bad_file_has_its_error_and_stops_no_other() -> None:
    found = read({"empty.txt": b"", "good.txt": TEXT.encode()}, Options(workers=1))
    assert isinstance(found["empty.txt"].error, EmptyFile) and "empty.txt" in str(found["empty.txt"].error)
    assert found["good.txt"].error is None


def test_a_file_that_takes_too_long_is_stopped_and_the_next_one_read() -> None:
    slow = Options(workers=1, seconds=0.05)
    (result,) = read({"slow.txt": ("word " * 2_000_000).encode()}, slow).values()
    assert isinstance(result.error, UnreadableFile)
    assert "slow.txt" in str(result.error) and "0.05 seconds" in str(result.error) and "kb.toml" in str(result.error)
    assert read({"good.txt": TEXT.encode()}, Options(workers=1))["good.txt"].error is None


@pytest.mark.slow
def test_a_file_that_takes_too_much_memory_is_stopped_and_the_next_one_read() -> None:
    found = read({"big.txt": b"word. " * 15_000_000, "good.txt": TEXT.encode()}, Options(workers=1, memory=512))
    assert isinstance(found["big.txt"].error, UnreadableFile) and "512 MiB" in str(found["big.txt"].error)
    assert found["good.txt"].error is None


def test_a_process_that_is_gone_is_replaced() -> None:
    read({"a.txt": TEXT.encode()}, Options(workers=1))
    (worker,) = readers._idle
    worker._process.kill()
    worker._process.wait()
    assert read({"b.txt": TEXT.encode()}, Options(workers=1))["b.txt"].error is None
    assert worker not in readers._idle


def test_what_lies_beside_the_user_is_not_taken_for_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kb.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    assert read({"a.txt": TEXT.encode()}, Options(workers=1))["a.txt"].error is None


@pytest.mark.parametrize("kept", [0, 5, 8, -1])
def test_a_frame_that_breaks_off_is_an_end(kept: int) -> None:
    stream = BytesIO()
    send(stream, "word " * 100)
    with pytest.raises(EOFError):
        receive(BytesIO(stream.getvalue()[:kept]))


def test_a_process_that_died_before_it_took_its_job_is_closed() -> None:
    worker = Worker(512)
    worker.kill()
    result = worker.read(Job(b"word " * 1_000_000, "/shelf/a.txt", "a.txt", Reading()))
    assert isinstance(result.error, UnreadableFile) and "a.txt" in str(result.error)
    worker.close()


def test_a_process_whose_listener_fails_reads_no_other_file() -> None:
    class Stopped(Exception):
        """What a listener raises to stop the work."""

    def tell(done: int, total: int) -> None:
        raise Stopped

    # The process itself says that a page is done, as it does in the middle of a scan.
    worker = Worker(3072)
    worker._process.stdout = os.fdopen(_pipe_with(Page(1, 2)), "rb")
    readers._idle.append(worker)
    job = Job(TEXT.encode(), "/shelf/a.txt", "a.txt", Reading(tell=tell))
    with pytest.raises(Stopped):
        list(Readers[str](Options(workers=1)).read_all(iter([("a.txt", job)])))
    assert worker not in readers._idle and not worker.alive


def _pipe_with(content: object) -> int:
    out, into = os.pipe()
    with os.fdopen(into, "wb") as stream:
        send(stream, content)
    return out


def test_work_that_is_left_is_stopped() -> None:
    reading = Reading(options=Options(workers=2, seconds=600))
    slow = Job(("word " * 20_000_000).encode(), "/shelf/slow.txt", "slow.txt", reading)
    jobs = [("good.txt", replace(slow, data=TEXT.encode())), ("slow.txt", slow)]
    found: Readers[str] = Readers(reading.options)
    results = found.read_all(iter(jobs))
    assert next(results)[0] == "good.txt"
    (worker,) = found._busy
    results.close()
    assert not worker.alive and not found._busy
