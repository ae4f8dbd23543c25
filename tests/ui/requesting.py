"""A request to a middleware, with nothing in between that would tidy its path."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from anyio.from_thread import start_blocking_portal
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BEHIND = 418


def answered(
    middleware: Callable[[ASGIApp], ASGIApp],
    path: str,
    method: str = "GET",
    headers: Sequence[tuple[bytes, bytes]] = (),
) -> list[dict[str, Any]]:
    """The messages of the answer; the application behind the middleware says :data:`BEHIND`.

    The loop has a thread of its own: after a test in a browser, Playwright's runs in this one.
    """
    messages: list[dict[str, Any]] = []

    async def behind(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": BEHIND, "headers": []})

    async def receive() -> Message:
        raise AssertionError("nothing is read")

    async def send(message: Message) -> None:
        messages.append(dict(message))

    scope = {"type": "http", "method": method, "path": path, "headers": list(headers)}
    with start_blocking_portal() as portal:
        portal.call(middleware(behind), scope, receive, send)
    return messages
