"""Streamlit's files come from memory as they are, and from nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit import file_util

from tests.ui.requesting import BEHIND, answered
from ui.assets import StaticAssets

ROOT = Path(file_util.get_static_dir())
FILES = [f"/{path.relative_to(ROOT).as_posix()}" for path in sorted((ROOT / "static").rglob("*.*"))]


@pytest.mark.parametrize("path", [next(f for f in FILES if f.endswith(end)) for end in (".js", ".css", ".woff2")])
def test_a_file_comes_whole_and_is_kept_by_browsers(path: str) -> None:
    start, body = answered(StaticAssets, path)
    headers = dict(start["headers"])
    assert start["status"] == 200 and body["body"] == (ROOT / path[1:]).read_bytes()
    assert headers[b"content-length"] == str(len(body["body"])).encode()
    assert headers[b"content-type"].decode().split("/")[1] in ("javascript", "css", "woff2")
    assert b"immutable" in headers[b"cache-control"]


@pytest.mark.parametrize("path", ["/", "/static", "/static/js/none.js", "/static/../index.html", "/static/js/../../x"])
def test_what_is_no_such_file_is_left_to_streamlit(path: str) -> None:
    assert [message["status"] for message in answered(StaticAssets, path)] == [BEHIND]


def test_parts_and_other_methods_are_left_to_streamlit() -> None:
    assert answered(StaticAssets, FILES[0], method="HEAD")[0]["status"] == BEHIND
    assert answered(StaticAssets, FILES[0], headers=[(b"range", b"bytes=0-9")])[0]["status"] == BEHIND
