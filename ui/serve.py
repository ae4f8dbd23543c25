"""Start the app: one process, one shared knowledge base, one address.

Nothing that the app serves may make the browser ask another machine: see ``security.py`` and ``streamlit.toml``.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ingest.errors import BadConfiguration, KBError
from ui import shelf

HERE = Path(__file__).parent
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
    options = parser.parse_args(arguments)
    os.environ[shelf.VARIABLE] = str(Path(options.kb).resolve())
    try:
        _check_free(options.host, options.port)
        shelf.current()
        run(options.port, options.host)
    except KBError as error:
        print(f"policykb ui: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    return 0


def run(port: int, host: str) -> None:
    """Serve the app of ``app.py`` until stopped."""
    import streamlit as st
    from starlette.middleware import Middleware

    from ui.security import SecurityHeaders

    stay_on_this_machine()
    app = st.App(HERE / "app.py", middleware=[Middleware(SecurityHeaders)])
    print(f"Policy KB: http://{'[' + host + ']' if ':' in host else host}:{port}", flush=True)
    app.run(config=settings(port, host))


def stay_on_this_machine() -> None:
    """Streamlit asks a server of Amazon for the machine's address when a page of another site tries to connect."""
    from streamlit import net_util

    net_util.get_external_ip = lambda: None


def settings(port: int, host: str) -> dict[str, Any]:
    """Streamlit's options by their dotted names, from ``streamlit.toml`` and the address."""
    options = dict(_flat(tomllib.loads((HERE / "streamlit.toml").read_text(encoding="utf-8"))))
    options |= {"server.port": port, "server.address": host}
    if host in LOOPBACK:
        # A page of another site whose name is made to point here gets no answer.
        options["server.allowedHosts"] = ["127.0.0.1", "localhost", "[::1]"]
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
