"""Which files a list of paths holds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import ingest
from ingest.errors import UnreadableFile
from tests.ingest.making import pdf, wrapped


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.md", "deep/c.HTML", ".hidden/d.txt", ".e.txt", "deep/image.png"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\x89PNG" if name.endswith("png") else b"text")
    (tmp_path / "report").write_bytes(pdf([wrapped("A report.")]))
    (tmp_path / "empty").mkdir()
    return tmp_path


def test_folders_are_walked_in_order_and_hidden_files_skipped(shelf: Path) -> None:
    found, refused = ingest.find_sources([shelf])
    assert [str(Path(source.place).relative_to(shelf)) for source in found] == [
        "a.md",
        "b.txt",
        "deep/c.HTML",
        "report",
    ]
    assert [Path(path).name for path, _ in refused] == ["image.png"]


def test_each_file_is_found_once(shelf: Path) -> None:
    found, _ = ingest.find_sources([shelf / "b.txt", str(shelf), shelf / "b.txt"])
    assert len(found) == len(set(found)) == 4


@pytest.mark.parametrize(
    ("name", "words"), [("missing.txt", "no such file"), ("empty", "no document"), ("deep/image.png", "convert it")]
)
def test_what_cannot_be_read_has_a_reason(shelf: Path, name: str, words: str) -> None:
    found, refused = ingest.find_sources([shelf / name])
    assert found == []
    ((path, reason),) = refused
    assert path == str(shelf / name) and words in reason and path in reason and reason.endswith(".")


@pytest.mark.parametrize(
    ("name", "words"), [("pipe.txt", "a pipe"), ("loop", "cannot be opened"), ("n" * 300, "cannot be opened")]
)
def test_what_is_no_file_has_a_reason_and_is_not_waited_for(shelf: Path, name: str, words: str) -> None:
    os.mkfifo(shelf / "pipe.txt")
    (shelf / "loop").symlink_to("loop")
    (shelf / "deep" / "up").symlink_to("..")
    found, ((path, reason),) = ingest.find_sources([shelf / name])
    assert found == [] and path == str(shelf / name) and words in reason
    walked, _ = ingest.find_sources([shelf])
    assert [source.place.rpartition("/")[2] for source in walked] == ["a.md", "b.txt", "c.HTML", "report"]


def test_a_file_has_one_place_from_wherever_it_is_named(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shelf / "deep")
    ((source,), _) = ingest.find_sources([Path("..", "b.txt"), shelf / "b.txt"])
    assert source.place == str(shelf.resolve() / "b.txt")


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="needs users")
def test_folders_and_files_that_are_closed_are_listed(shelf: Path) -> None:
    for closed in ("deep", "b.txt"):
        (shelf / closed).chmod(0)
    for folder in (shelf, *shelf.parents[:3]):
        folder.chmod(folder.stat().st_mode | 0o055)
    user = os.geteuid()
    if user == 0:  # who may read everything
        os.seteuid(65534)
    try:
        found, refused = ingest.find_sources([shelf])
        (closed_file,) = (source for source in found if source.place.endswith("b.txt"))
        with pytest.raises(UnreadableFile, match="Permission"):
            closed_file.read()
    finally:
        os.seteuid(user)
        (shelf / "deep").chmod(0o755)
    assert [(path, "Permission" in reason) for path, reason in refused] == [(str(shelf / "deep"), True)]
