"""Jobs: hostile names, limits, the queue, stopping, and who may begin one."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from pypdf import PdfWriter
from streamlit import config

from ingest.errors import NotAllowed, NotFound
from kb import KnowledgeBase
from kb.opening import LOCK
from tests.support import SAMPLES
from ui import access, jobs, shelf
from ui.job import Item, Job
from ui.jobs import Jobs
from ui.uploads import FOLDER, Uploaded, Uploads, refusal, safe_name

# Seconds until a job must have ended, on a machine that does much else.
LONG = 280
NOTE = "Note on {0} Permits\n\nThe Bureau of {0} gives permits to all who ask for them in the month of May.\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with KnowledgeBase.open(tmp_path / "a.kb") as kb:
        return kb.path


@pytest.fixture
def ended() -> threading.Semaphore:
    """Released when a job has been settled."""
    return threading.Semaphore(0)


@pytest.fixture
def working(path: Path, ended: threading.Semaphore) -> Iterator[Jobs]:
    made = Jobs(path, ended.release)
    yield made
    made.close()


def note(name: str, subject: str) -> Uploaded:
    return Uploaded(name, NOTE.format(subject).encode())


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.pdf", "report.pdf"), ("Отчёт за 2021.docx", "Отчёт за 2021.docx"),
        ("../../etc/passwd", "passwd"), ("..\\..\\boot.ini", "boot.ini"), ("a\x00b\n\u202egpj.pdf", "abgpj.pdf"),
        (".hidden.txt", "hidden.txt"), ("..", "file"), ("", "file"), ("/", "file"), ("  a   b .pdf", "a b .pdf"),
        ("a:b|c?.pdf", "abc.pdf"),
    ],
)  # fmt: skip
def test_names_are_names_only(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize("letter", ["x", "ж", "漢"])
def test_long_names_keep_their_suffix(letter: str) -> None:
    found = safe_name(letter * 5_000 + ".pdf")
    assert found.endswith(f"{letter}.pdf") and 100 < len(found.encode()) <= 180


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (Uploaded("a.exe", b"MZ"), "type"), (Uploaded("pdf", b"x"), "type"), (Uploaded("a.pdf", b""), "empty"),
        (Uploaded("a.pdf", bytes((1 << 20) + 1)), "size"), (Uploaded("a.PDF", bytes(1 << 20)), ""),
        (Uploaded("refs.bib", b"x"), ""), (Uploaded("all.zip", b"x"), ""),
    ],
)  # fmt: skip
def test_size_and_type_are_checked_here(file: Uploaded, why: str) -> None:
    assert refusal(file, 1) == why


def test_files_lie_in_a_private_folder_and_two_of_one_name_are_two(path: Path) -> None:
    uploads = Uploads(path)
    one, other = uploads.save("job", [Uploaded("../a.txt", b"one"), Uploaded("a.txt", b"other")])
    assert (one.name, other.name) == ("a.txt", "a (2).txt") and one.parent == other.parent == uploads.folder / "job"
    assert (one.read_bytes(), other.read_bytes()) == (b"one", b"other")
    assert one.stat().st_mode & 0o077 == 0 and one.parent.stat().st_mode & 0o077 == 0
    uploads.forget("job")
    assert not one.parent.exists()
    uploads.close()


def test_what_a_killed_app_leaves_is_removed_and_what_a_living_one_holds_is_not(path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from ui.uploads import *;"
        "u = Uploads(Path(sys.argv[1])); u.save('job', [Uploaded('a.txt', b'x')]); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False, cwd=Path(__file__).parents[2])
    assert [p.name for p in (path / FOLDER).glob("*/job/*")] == ["a.txt"]
    living = Uploads(path)
    living.save("mine", [Uploaded("b.txt", b"x")])
    another = Uploads(path)
    assert [p.name for p in (path / FOLDER).glob("*/*/*")] == ["b.txt"]
    another.close()
    living.close()
    assert list((path / FOLDER).iterdir()) == []


def test_files_are_added_under_their_names_and_by_name_of_who_asked(
    working: Jobs, path: Path, ended: threading.Semaphore
) -> None:
    same_name = [note("note.txt", "Quagga"), note("note.txt", "Dodo")]
    working.start([*same_name, Uploaded("bad.pdf", b"%PDF-1.7 x"), Uploaded("a.exe", b"MZ")], ["ftp://x"], "Anna", 1)
    assert ended.acquire(timeout=LONG)
    (job,) = working.every()
    assert job.state == "finished" and job.share == 1.0
    states = {item.path: item.state for item in job.items.values()}
    assert states == {
        "note.txt": "added", "note (2).txt": "added", "bad.pdf": "failed", "a.exe": "failed", "ftp://x": "failed",
    }  # fmt: skip
    assert [job.items[name].fault for name in ("a.exe", "ftp://x")] == ["type", "address"]
    assert job.items["bad.pdf"].reason and "bad.pdf:" not in job.items["bad.pdf"].reason
    with KnowledgeBase.open(path, read_only=True) as kb:
        assert sorted(d.source.partition("/")[2] for d in kb.documents()) == ["note (2).txt", "note.txt"]
        assert all(d.source.startswith("upload:") for d in kb.documents())
        assert {change.by for change in kb.changes() if change.action == "add"} == {"Anna"}
    assert list((path / FOLDER).glob("*/*")) == []
    working.start([note("note.txt", "Quagga")], [], "Anna", 1)
    assert ended.acquire(timeout=LONG)
    assert working.every()[0].items["note.txt"].state == "unchanged"
    working.forget_ended()
    assert working.every() == []


def locked_pdf(password: str = "secret") -> bytes:
    writer, out = PdfWriter(clone_from=min(SAMPLES.glob("*.pdf"))), io.BytesIO()
    writer.encrypt(password)
    writer.write(out)
    return out.getvalue()


def test_a_locked_file_is_kept_until_a_password_opens_it(working: Jobs, path: Path, ended: threading.Semaphore) -> None:
    def item(job: str) -> Item:
        (found,) = (each for each in working.every() if each.id == job)
        return found.items["locked.pdf"]

    def kept() -> list[str]:
        return sorted(p.name for p in (path / FOLDER).glob("*/*/*"))

    first = working.start([Uploaded("locked.pdf", locked_pdf()), note("a.txt", "Dodo")], [], "Anna", 9)
    assert ended.acquire(timeout=LONG)
    assert item(first).fault == "PasswordNeeded" and kept() == ["locked.pdf"]
    second = working.unlock(first, "locked.pdf", "wrong", "Boris")
    assert ended.acquire(timeout=LONG)
    assert item(second).fault == "PasswordWrong" and item(first).fault == "PasswordGiven" and kept() == ["locked.pdf"]
    with pytest.raises(NotFound):
        working.unlock(first, "locked.pdf", "secret", "Boris")
    third = working.unlock(second, "locked.pdf", "secret", "Boris")
    assert ended.acquire(timeout=LONG)
    assert item(third).state == "added" and kept() == []
    assert not any("secret" in repr(job) for job in working.every())
    with KnowledgeBase.open(path, read_only=True) as kb:
        (document,) = (each for each in kb.documents() if each.media_type == "application/pdf")
        assert [c.by for c in kb.changes() if c.action == "add" and c.subject == document.id] == ["Boris"]


def test_a_locked_file_goes_with_the_list_of_its_job(working: Jobs, path: Path, ended: threading.Semaphore) -> None:
    job = working.start([Uploaded("locked.pdf", locked_pdf())], [], "Anna", 9)
    assert ended.acquire(timeout=LONG)
    for wrong in ("../locked.pdf", "other.pdf", ""):
        with pytest.raises(NotFound):
            working.unlock(job, wrong, "secret", "Anna")
    working.forget_ended()
    assert list((path / FOLDER).glob("*/*")) == []
    with pytest.raises(NotFound):
        working.unlock(job, "locked.pdf", "secret", "Anna")


def test_a_job_that_waits_and_one_that_runs_are_stopped(working: Jobs, path: Path, ended: threading.Semaphore) -> None:
    with FileLock(path / LOCK):
        first = working.start([note("a.txt", "Quagga")], [], "Anna", 1)
        second = working.start([note("b.txt", "Dodo")], [], "Anna", 1)
        assert [job.id for job in working.every()] == [second, first]
        working.cancel(second)
        working.cancel(first)
        assert ended.acquire(timeout=LONG) and ended.acquire(timeout=LONG)
    assert [job.state for job in working.every()] == ["cancelled", "cancelled"]
    assert {item.state for job in working.every() for item in job.items.values()} == {"cancelled"}
    with KnowledgeBase.open(path, read_only=True) as kb:
        assert kb.documents() == []


def test_a_shelf_that_someone_else_writes_to_is_said(working: Jobs, path: Path, ended: threading.Semaphore) -> None:
    with FileLock(path / LOCK):
        working.start([note("a.txt", "Quagga")], [], "Anna", 1)
        assert ended.acquire(timeout=LONG)
    (job,) = working.every()
    assert job.state == "failed" and "Another process is writing" in job.error
    assert job.items["a.txt"].state == "failed"


def test_lines_of_progress_move_a_file_on() -> None:
    job = Job("1", "Anna", "2026-01-01", items={"laws.zip": Item("laws.zip"), "a.pdf": Item("a.pdf")})

    def hear(stage: str, done: int, total: int, path: str, **more: str) -> None:
        assert job.hear(json.dumps({"stage": stage, "done": done, "total": total, "path": path} | more))

    shares = []
    for stage, done in (("read", 0), ("recognise", 1), ("embed", 0), ("embed", 3)):
        hear(stage, done, 4, "a.pdf")
        shares.append(job.share)
    assert shares == sorted(shares) and job.items["a.pdf"].state == "embedding" and shares[-1] < 0.5
    hear("read", 1, 4, "a.pdf", outcome="failed", reason="a.pdf: it is broken.", fault="UnreadableFile")
    hear("read", 1, 4, "a.pdf")
    assert job.items["a.pdf"] == Item("a.pdf", "failed", 1.0, "It is broken.", "UnreadableFile")
    hear("read", 1, 4, "laws.zip!/one.txt")
    assert set(job.items) == {"a.pdf", "laws.zip!/one.txt"}
    assert not job.hear("Traceback") and not job.hear("[1]") and not job.hear('{"a": 1}')
    job.end("cancelled")
    assert job.items["laws.zip!/one.txt"].state == "cancelled" and job.items["a.pdf"].state == "failed"


@pytest.mark.parametrize(
    "action",
    [lambda: jobs.add([Uploaded("a.txt", b"x")], []), lambda: jobs.cancel("1"), jobs.forget_ended,
     lambda: jobs.unlock("1", "a.pdf", "x"),
     lambda: jobs.remove(shelf.current().kb.documents()[0].id)],
)  # fmt: skip
def test_readers_are_refused(
    action: Callable[[], object], own_copy: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = own_copy()
    monkeypatch.setenv(shelf.VARIABLE, str(folder))
    monkeypatch.delenv(access.VARIABLE, raising=False)
    before = config.get_option("server.address")
    # An app that others can reach, where nobody signs in: everyone reads only.
    config.set_option("server.address", "0.0.0.0")
    try:
        with pytest.raises(NotAllowed):
            action()
    finally:
        config.set_option("server.address", before)
    assert not (folder / FOLDER).exists()
