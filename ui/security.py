"""Headers that keep text of documents from acting, and the browser from asking any other machine."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.S)
_HOST = re.compile(r"[\w.:\[\]-]+")


class SecurityHeaders:
    """ASGI middleware that adds a Content-Security-Policy (W3C, level 3) and its companions to each response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._scripts = inline_script_hashes()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        added = [(name.encode(), value.encode()) for name, value in self.headers(host).items()]

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *added]}
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def headers(self, host: str) -> dict[str, str]:
        """The headers of a response to a request that names ``host``."""
        return {
            "content-security-policy": policy(self._scripts, host),
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
            "cross-origin-opener-policy": "same-origin",
        }


def policy(script_hashes: list[str], host: str) -> str:
    """Everything from here; ``blob:`` scripts are our components, WebAssembly draws graphs."""
    # Some browsers do not count a websocket to the own address as 'self'.
    socket = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    directives = {
        "default-src": "'self'",
        "script-src": " ".join(["'self' blob: 'wasm-unsafe-eval'", *script_hashes]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": f"'self'{socket} data: blob:",
        "worker-src": "'self' blob:",
        "frame-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def inline_script_hashes() -> list[str]:
    """Hashes of the scripts inside Streamlit's own page, whatever its version."""
    from streamlit import file_util

    page = (Path(file_util.get_static_dir()) / "index.html").read_bytes()
    digests = (hashlib.sha256(script).digest() for script in _INLINE_SCRIPT.findall(page))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
