"""Which files a list of paths holds."""

from __future__ import annotations

from pathlib import Path

import pytest

import ingest
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
    found, refused = ingest.find_files([shelf])
    assert [str(path.relative_to(shelf)) for path in found] == ["a.md", "b.txt", "deep/c.HTML", "report"]
    assert [Path(path).name for path, _ in refused] == ["image.png"]


def test_each_file_is_found_once(shelf: Path) -> None:
    found, _ = ingest.find_files([shelf / "b.txt", str(shelf), shelf / "b.txt"])
    assert len(found) == len(set(found)) == 4


@pytest.mark.parametrize(
    ("name", "words"), [("missing.txt", "no such file"), ("empty", "no document"), ("deep/image.png", "convert it")]
)
def test_what_cannot_be_read_has_a_reason(shelf: Path, name: str, words: str) -> None:
    found, refused = ingest.find_files([shelf / name])
    assert found == []
    ((path, reason),) = refused
    assert path == str(shelf / name) and words in reason and path in reason and reason.endswith(".")
