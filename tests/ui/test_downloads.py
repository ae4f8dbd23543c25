"""Who comes to a download: the middleware in the order of a request, with cookies signed as Streamlit signs them."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit import config
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from kb.auth import EVERYONE, OFF, Auth
from tests.ui.requesting import BEHIND, answered
from ui.downloads import Downloads

SECRET = "c" * 48
FILE = "/media/0a1b2c.csv"
WHO = {"is_logged_in": True, "email": "boris@example.org", "email_verified": True}
ON = {"server_metadata_url": "https://login.example.org/x", "readers": ("*@example.org",)}


@pytest.fixture(autouse=True)
def secret() -> Iterator[None]:
    before = config.get_option("server.cookieSecret")
    config.set_option("server.cookieSecret", SECRET)
    yield
    config.set_option("server.cookieSecret", before)


def cookie(secret: str = SECRET, name: str = "_streamlit_user", **said: Any) -> str:
    text = json.dumps({**WHO, "iat": time.time(), **said})
    return f"policykb_visitor=x; {name}={create_signed_value(secret, '_streamlit_user', text).decode()}"


def answer(path: str = FILE, header: str = "", auth: Auth | None = None) -> int:
    """The status of a request; BEHIND where the app behind the middleware was reached."""
    found = auth if auth is not None else Auth(**ON)
    headers = [(b"cookie", header.encode("latin-1"))] if header else []
    return int(answered(lambda app: Downloads(app, lambda: found), path, headers=headers)[0]["status"])


def test_whoever_may_read_gets_the_file() -> None:
    assert answer(header=cookie()) == BEHIND


@pytest.mark.parametrize(
    "header",
    [
        "", "_streamlit_user=x", "policykb_visitor=abc",
        cookie(secret="d" * 48), cookie(name="_other"), cookie(is_logged_in=False),
        cookie(email="mallory@example.com"), cookie(email_verified=False), cookie(iat=time.time() - 13 * 3600),
    ],
)  # fmt: skip
def test_nobody_else_does(header: str) -> None:
    assert answer(header=header) == 403


@pytest.mark.parametrize(
    "path", ["//media/x", "/prefix/media/x", "/static/../media/x", "/static/media/media/x", "/media/a/b", "/media/"]
)
def test_no_other_way_of_writing_the_address_helps(path: str) -> None:
    assert answer(path) == 403


@pytest.mark.parametrize(
    "path", ["/", "/vendor/graph.js", "/_stcore/health", "/media", "/mediathek/x", "/static/media/font.woff2"]
)
def test_pages_and_scripts_need_no_sign_in(path: str) -> None:
    assert answer(path) == BEHIND


def test_where_everyone_reads_everyone_downloads() -> None:
    assert answer(auth=OFF) == BEHIND
    assert answer(auth=Auth(**ON | {"readers": EVERYONE})) == BEHIND
