"""Settings and headers keep the app on its machine; what is wrong is said before it starts."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from streamlit import file_util

from kb.auth import Auth
from tests.ui.conftest import HERE, ROOT, free_port, running
from ui import serve, shelf
from ui.examples import answered, candidates
from ui.security import inline_script_hashes, policy
from ui.texts import LANGUAGES


def test_settings_are_known_to_streamlit_and_keep_to_this_machine() -> None:
    from streamlit import config

    options = serve.settings(8501, "127.0.0.1")
    assert set(options) <= set(config._config_options_template)
    assert options["browser.gatherUsageStats"] is False
    assert options["server.allowedHosts"] == ["127.0.0.1", "localhost", "::1"]
    assert "server.allowedHosts" not in serve.settings(8501, "0.0.0.0")
    assert options["server.enableXsrfProtection"] and options["secrets.files"] == []


def test_where_one_signs_in_the_app_answers_to_its_own_name_only() -> None:
    auth = Auth("https://id.example.org/x", redirect_uri="https://kb.example.org/oauth2callback")
    options = serve.settings(8501, "0.0.0.0", auth)
    assert options["server.allowedHosts"] == ["127.0.0.1", "localhost", "::1", "kb.example.org"]


def test_a_foreign_page_is_refused_without_asking_anyone(monkeypatch: pytest.MonkeyPatch) -> None:
    from streamlit import net_util
    from streamlit.web.server import server_util

    def asked(url: str, **_: object) -> None:
        raise AssertionError(f"asked {url}")

    monkeypatch.setattr(net_util, "_make_blocking_http_get", asked)
    monkeypatch.setattr(net_util, "get_external_ip", net_util.get_external_ip)
    serve.stay_on_this_machine()
    assert not server_util.is_url_from_allowed_origins("http://evil.example")


def test_no_components_of_other_packages_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    from streamlit.components.v2 import manifest_scanner
    from streamlit.components.v2.component_manager import BidiComponentManager

    looked: list[str] = []
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", lambda: looked.append("looked") or [])
    BidiComponentManager().discover_and_register_components(start_file_watching=False)
    assert looked == ["looked"]
    kept = BidiComponentManager.discover_and_register_components
    monkeypatch.setattr(BidiComponentManager, "discover_and_register_components", kept)
    serve.only_own_components()
    BidiComponentManager().discover_and_register_components()
    assert looked == ["looked"]


def test_the_first_page_waits_for_nothing_that_it_does_not_show(folder: Path) -> None:
    code = (
        "import sys; from streamlit.testing.v1 import AppTest; from ui import shelf;"
        "shelf.SERVER_FIRST = shelf.BROWSER_FIRST = 1e6;"
        "page = AppTest.from_file(sys.argv[1], default_timeout=120).run();"
        "assert page.title[0].value and not page.exception;"
        "unneeded = {'pandas', 'pyarrow', 'torch', 'rdflib', 'faiss', 'ui.views.who'};"
        "print(sorted(unneeded & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, str(serve.HERE / "app.py")]
    known = os.environ | {shelf.VARIABLE: str(folder)}
    said = subprocess.run(command, env=known, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == "[]"


def test_the_policy_lets_nothing_from_elsewhere_in() -> None:
    text = policy(inline_script_hashes(), "127.0.0.1:8501")
    parts = dict(part.split(" ", 1) for part in text.split("; "))
    assert parts["default-src"] == "'self'" and parts["object-src"] == "'none'"
    assert "'unsafe-inline'" not in parts["script-src"] and "'unsafe-eval'" not in parts["script-src"]
    assert parts["connect-src"] == "'self' ws://127.0.0.1:8501 wss://127.0.0.1:8501 data: blob:"
    assert not any("http" in value or "*" in value for value in parts.values())


def test_a_made_up_host_does_not_get_into_the_policy() -> None:
    assert policy([], "x; script-src *") == policy([], "")


def test_streamlit_has_an_inline_script_to_hash() -> None:
    assert all(value.startswith("'sha256-") for value in inline_script_hashes()) and inline_script_hashes()


def test_a_missing_knowledge_base_is_said_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert serve.main(["--kb", str(tmp_path / "none.kb"), "--port", "0"]) == 1
    assert "none.kb" in capsys.readouterr().err


def test_a_taken_port_is_said_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert serve.main(["--kb", str(folder), "--port", str(port)]) == 1
    assert f"port {port}" in capsys.readouterr().err


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """main() names the knowledge base in the environment: put it back afterwards."""
    monkeypatch.setenv(shelf.VARIABLE, os.environ.get(shelf.VARIABLE, ""))


def test_one_shelf_for_all(open_shelf: shelf.Shelf) -> None:
    assert shelf.current() is open_shelf


def test_examples_are_answered_in_each_language(open_shelf: shelf.Shelf) -> None:
    assert set(LANGUAGES) < set(candidates())
    assert len(open_shelf.examples) >= len(LANGUAGES)
    assert all(not open_shelf.kb.ask(question).refused for question in open_shelf.examples)
    assert answered(open_shelf.kb) == open_shelf.examples


def test_a_browser_that_reads_no_more_does_not_keep_the_app(folder: Path, tmp_path: Path) -> None:
    largest = max((Path(file_util.get_static_dir()) / "static" / "js").iterdir(), key=lambda path: path.stat().st_size)
    port = free_port()
    with running(folder, tmp_path / "server.log", port=port) as url, socket.socket() as browser:
        browser.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        browser.connect((HERE, port))
        browser.send(f"GET /static/js/{largest.name} HTTP/1.1\r\nHost: {HERE}\r\n\r\n".encode())
        assert browser.recv(12) == b"HTTP/1.1 200"
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(url)
