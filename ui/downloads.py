"""Downloads are for whoever may read: Streamlit hands a file to everyone who knows its address.

The address holds a digest of the content, so nobody guesses it; but it stays in a browser's history, and whoever has
signed out, or may read no more, must not come to the file by it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kb.auth import Auth

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_FOLDER, _FONTS = "media", "static"


class Downloads:
    """ASGI middleware that answers 403 instead of a download to who may not read. ``auth`` gives the settings."""

    def __init__(self, app: ASGIApp, auth: Callable[[], Auth]) -> None:
        self._app, self._auth = app, auth

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _is_download(scope["path"]):
            auth = self._auth()
            header = dict(scope["headers"]).get(b"cookie", b"").decode("latin-1")
            if auth.on and not auth.role(signed_in(header), time.time()):
                from starlette.responses import PlainTextResponse

                await PlainTextResponse("Sign in to read this.", 403, {"cache-control": "no-store"})(
                    scope, receive, send
                )
                return
        await self._app(scope, receive, send)


def _is_download(path: str) -> bool:
    """Whether this is an address under ``media/``, behind whatever prefix; fonts are under ``static/media/``."""
    folders = path.split("/")[:-1]
    return any(here == _FOLDER and before != _FONTS for before, here in pairwise(folders))


def signed_in(header: str) -> Mapping[str, Any] | None:
    """What the provider said of who sends this header of cookies; None for a cookie that is missing, old or forged."""
    from starlette.requests import cookie_parser
    from streamlit.auth_util import get_cookie_with_chunks
    from streamlit.web.server.server_util import get_cookie_secret
    from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
    from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

    cookies = cookie_parser(header)

    def one(name: str) -> bytes | None:
        return decode_signed_value(get_cookie_secret(), name, cookies[name]) if name in cookies else None

    kept = get_cookie_with_chunks(one, USER_COOKIE_NAME)
    try:
        said = json.loads(kept) if kept else {}
    except ValueError:
        return None
    return said if isinstance(said, dict) and said.get("is_logged_in") else None
