"""Which browser this is: a random name in a cookie, by which a reader finds her basket and her language again.

It names nobody, is sent to this server only, and no script can read it.
"""

from __future__ import annotations

import re
import secrets
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "policykb_visitor"
_NAME = re.compile(r"[\w-]{20,80}", re.A)
_YEAR = 365 * 24 * 3600


class VisitorCookie:
    """ASGI middleware that gives a browser without a name one, with the first page that it asks for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _named(dict(scope["headers"]).get(b"cookie", b"").decode("latin-1")):
            await self._app(scope, receive, send)
            return
        secure = "; Secure" if scope.get("scheme") == "https" else ""
        cookie = f"{COOKIE}={secrets.token_urlsafe(24)}; Path=/; Max-Age={_YEAR}; HttpOnly; SameSite=Lax{secure}"

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                message = {**message, "headers": [*message["headers"], (b"set-cookie", cookie.encode())]}
            await send(message)

        await self._app(scope, receive, send_with_cookie)


def valid(name: str | None) -> bool:
    """Whether a cookie's value is one that was given here."""
    return isinstance(name, str) and bool(_NAME.fullmatch(name))


def _named(header: str) -> bool:
    try:
        cookie = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return False
    return cookie is not None and valid(cookie.value)


def _is_page(message: Message) -> bool:
    return any(name == b"content-type" and value.startswith(b"text/html") for name, value in message["headers"])
