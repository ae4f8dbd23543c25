"""Streamlit's own scripts and fonts from memory: the sixty files before a first page take a fraction of the time."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

# Their names change with their content: a year, the most that browsers keep anything (RFC 9111, RFC 8246).
_KEPT = b"public, max-age=31536000, immutable"
# These ask for a part of a file, or whether it has changed; Streamlit answers them.
_CONDITIONAL = frozenset((b"range", b"if-none-match", b"if-modified-since"))


class StaticAssets:
    """ASGI middleware that answers requests for the files below Streamlit's ``static``; each is read once."""

    def __init__(self, app: ASGIApp) -> None:
        from streamlit import file_util

        self._app = app
        root = Path(file_util.get_static_dir())
        self._files = {f"/{path.relative_to(root).as_posix()}": path for path in (root / "static").rglob("*.*")}
        self._contents: dict[str, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = scope["type"] == "http" and scope["method"] == "GET" and scope["path"] in self._files
        if asked and _CONDITIONAL.isdisjoint(name for name, _ in scope["headers"]):
            await self._send(scope["path"], send)
        else:
            await self._app(scope, receive, send)

    async def _send(self, path: str, send: Send) -> None:
        if path not in self._contents:
            self._contents[path] = self._files[path].read_bytes()
        body = self._contents[path]
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        headers = [
            (b"content-type", kind.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", _KEPT),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})
