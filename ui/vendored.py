"""The library that draws graphs. A browser fetches it when it first shows one, and never again: its address changes
with its content (see vendor/README.md for where it comes from)."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

FILE = Path(__file__).parent / "vendor" / "graph.js"
_PATH = "vendor/graph.js"
# A year, the most that browsers keep anything (RFC 9111, RFC 8246).
_KEPT = "public, max-age=31536000, immutable"


@cache
def address() -> str:
    """Relative to a page, so that it works behind any prefix."""
    return f"{_PATH}?v={hashlib.sha256(FILE.read_bytes()).hexdigest()[:16]}"


def route() -> Route:
    """Where the server has it."""
    from starlette.routing import Route

    return Route(f"/{_PATH}", _send)


async def _send(_: Request) -> Response:
    from starlette.responses import FileResponse

    return FileResponse(FILE, media_type="text/javascript", headers={"Cache-Control": _KEPT})
