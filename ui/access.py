"""Who a visitor is, and what she may do: everyone reads, curators also add, edit and remove.

``kb.auth`` decides; here is what it decides on: the sign-in that ``st.login`` keeps in a signed cookie, or, where
nobody signs in, whether the visitor sits at the machine that the app runs on.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Mapping
from typing import Any

import streamlit as st

from ingest.errors import NotAllowed
from kb.auth import Auth, Role, email
from kb.opening import user
from ui import shelf, visitor

# Set, everyone is curator where nobody signs in, wherever she comes from.
VARIABLE = "POLICYKB_CURATORS_WITHOUT_SIGN_IN"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_READER = "reader"
# What proxies add: behind one, the address of everyone is that of the proxy.
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")


def settings() -> Auth:
    """``[auth]`` of the knowledge base."""
    return shelf.current().kb.config.auth


def role() -> Role:
    """What the visitor may do; empty when she may not even read."""
    auth = settings()
    if auth.on:
        return auth.role(claims(), time.time())
    return "curator" if auth.everyone_curates or os.environ.get(VARIABLE) or _at_this_machine() else "reader"


def claims() -> Mapping[str, Any] | None:
    """What the provider says of who is signed in; None while nobody is. It may be too long ago: see ``role``."""
    if not settings().on or not st.user.get("is_logged_in"):
        return None
    return st.user.to_dict()


def lapsed() -> bool:
    """Whether somebody signed in, but too long ago."""
    said = claims()
    return said is not None and settings().lapsed(said, time.time())


def person() -> str:
    """The name under which changes are logged; on one machine without sign-in, that of the operating system."""
    said = claims()
    if said is not None:
        return email(said) or f"{said.get('name') or 'somebody'} ({said.get('sub', '')})"
    if _at_this_machine():
        return user()
    return f"visitor from {st.context.ip_address or 'a proxy'}"


def shown_name() -> str:
    """The name of who is signed in, for herself to see."""
    said = claims() or {}
    return str(said.get("name") or email(said) or said.get("sub", ""))


def reader() -> str:
    """Whose basket and choices these are: the person signed in, else the browser."""
    said = claims()
    if said is not None:
        # A browser's name holds no blank.
        return f"{said.get('iss', '')} {said.get('sub', '')}"
    return browser()


def browser() -> str:
    """The name of the browser."""
    name = st.context.cookies.get(visitor.COOKIE)
    if isinstance(name, str) and visitor.valid(name):
        return name
    # A browser that takes no cookies has a desk for as long as its page is open.
    kept: str = st.session_state.setdefault(_READER, secrets.token_urlsafe(24))
    return kept


def may_curate() -> bool:
    """Whether the visitor may add, edit and remove."""
    return role() == "curator"


def require_curator() -> None:
    """Raises NotAllowed for whoever may only read: called by every action that changes the shelf."""
    if not may_curate():
        raise NotAllowed("Only curators may change the shelf: sign in as one.")


def _at_this_machine() -> bool:
    """Whether the app listens to this machine only, and the visitor is at it rather than behind a proxy on it."""
    # Of a visitor at this machine Streamlit tells no address.
    if st.get_option("server.address") not in (None, "", *LOOPBACK) or isinstance(st.context.ip_address, str):
        return False
    return not any(name in st.context.headers for name in _FORWARDED)
