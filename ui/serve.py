"""Start the app: one process, one shared knowledge base, one address.

Nothing that the app serves may make the browser ask another machine: see ``security.py`` and ``streamlit.toml``.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
import threading
import tomllib
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ingest.errors import BadConfiguration, KBError, OlderVersion
from kb.auth import OFF, Auth
from kb.embedding import many_ask
from ui import shelf, vendored, views

if TYPE_CHECKING:
    import streamlit as st

HERE = Path(__file__).parent
# Seconds for which a thread that computes keeps Python to itself while others wait. With thirty visitors at once, many
# short turns cost a tenth of the time.
TURN = 0.05
# Seconds that connections have to end when the app is stopped.
LEAVE = 3
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def command(kb: str | Path, port: int = 8501, host: str = "127.0.0.1") -> list[str]:
    """The command that starts the app over the knowledge base in folder ``kb``."""
    # -P: a folder named ui where the command is run is not taken for this package.
    return [sys.executable, "-P", "-m", "ui", "--kb", str(kb), "--port", str(port), "--host", host]


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until stopped; the exit code. A knowledge base that cannot be opened is said before anything starts."""
    parser = argparse.ArgumentParser(prog="python -m ui", description="Policy KB in the browser.")
    parser.add_argument("--kb", default=os.environ.get(shelf.VARIABLE, shelf.DEFAULT), metavar="DIR")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--curators-without-sign-in", action="store_true")
    options = parser.parse_args(arguments)
    os.environ[shelf.VARIABLE] = str(Path(options.kb).resolve())
    many_ask()
    sys.setswitchinterval(TURN)
    try:
        _check_free(options.host, options.port)
        _open()
        run(options.port, options.host, options.curators_without_sign_in)
    except KBError as error:
        print(f"policykb ui: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:  # which is how one stops it
        return 0
    return 0


def run(port: int, host: str, all_curate: bool = False) -> None:
    """Serve the app of ``app.py`` until stopped. Raises BadConfiguration when signing in cannot work."""
    import streamlit as st
    from starlette.middleware import Middleware

    from ui import access, auth, errors
    from ui.assets import StaticAssets
    from ui.downloads import Downloads
    from ui.security import SecurityHeaders
    from ui.visitor import VisitorCookie

    stay_on_this_machine()
    stop_in_time()
    if all_curate:
        os.environ[access.VARIABLE] = "1"
    kb = shelf.current().kb
    secrets = auth.secrets(kb.config.auth, kb.path)
    errors.keep_log(kb.path)
    only_own_components()
    app = st.App(
        HERE / "app.py",
        lifespan=_prepared,
        routes=[vendored.route()],
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(StaticAssets),
            Middleware(Downloads, auth=lambda: shelf.current().kb.config.auth),
            Middleware(VisitorCookie),
        ],
        secrets=secrets,
        on_script_error=errors.show,
    )
    print(auth.said(kb.config.auth, host))
    print(f"Policy KB: http://{'[' + host + ']' if ':' in host else host}:{port}", flush=True)
    app.run(config=settings(port, host, kb.config.auth))


@asynccontextmanager
async def _prepared(_: st.App) -> AsyncIterator[None]:
    """Import the first page while the first visitor's browser still loads Streamlit's scripts: half a second for
    her."""
    threading.Thread(target=views.prepare_first, name="pages", daemon=True).start()
    yield


def _open() -> None:
    """Open the shelf; one that an older version wrote is brought up to date first. Raises KBError."""
    try:
        shelf.current()
    except OlderVersion:
        from kb import KnowledgeBase

        KnowledgeBase.open(os.environ[shelf.VARIABLE]).close()
        shelf.current()


def stay_on_this_machine() -> None:
    """Streamlit asks a server of Amazon for the machine's address when a page of another site tries to connect."""
    from streamlit import net_util

    net_util.get_external_ip = lambda: None


def stop_in_time() -> None:
    """A browser that has asked for a file and reads no more of it would keep the app from ending: Streamlit gives
    uvicorn no option to stop waiting for it."""
    from streamlit.web.server.starlette import starlette_server

    given = starlette_server._get_uvicorn_config_kwargs
    starlette_server._get_uvicorn_config_kwargs = lambda: given() | {"timeout_graceful_shutdown": LEAVE}


def only_own_components() -> None:
    """Streamlit looks through all installed packages for components of others, a fifth of a second before anything is
    served; the app has its own only."""
    from streamlit.components.v2.component_manager import BidiComponentManager

    BidiComponentManager.discover_and_register_components = lambda *_, **__: None


def settings(port: int, host: str, auth: Auth = OFF) -> dict[str, Any]:
    """Streamlit's options by their dotted names, from ``streamlit.toml``, the address, and where one signs in."""
    options = dict(_flat(tomllib.loads((HERE / "streamlit.toml").read_text(encoding="utf-8"))))
    options |= {"server.port": port, "server.address": host}
    if host in LOOPBACK or auth.on:
        # A page of another site whose name is made to point here gets no answer.
        public = urlsplit(auth.redirect_uri).hostname
        options["server.allowedHosts"] = [*LOOPBACK, *([public] if public and public not in LOOPBACK else [])]
    return options


def _flat(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    pairs: list[tuple[str, Any]] = []
    for name, value in table.items():
        pairs += _flat(value, f"{prefix}{name}.") if isinstance(value, dict) else [(prefix + name, value)]
    return pairs


def _check_free(host: str, port: int) -> None:
    """Raises BadConfiguration when nothing can listen there."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise BadConfiguration(
            f"The app cannot listen on {host}, port {port} ({error.strerror or error}): "
            "choose another with --host or --port."
        ) from error
