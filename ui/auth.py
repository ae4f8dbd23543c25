"""``[auth]`` of ``kb.toml`` as Streamlit wants it, and what is said of it when the app starts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ingest.errors import BadConfiguration, MissingDependency
from kb import config
from kb.auth import Auth
from ui import access


def secrets(auth: Auth, folder: Path, environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """What ``st.secrets`` holds while the app runs; it never lies in a file. Raises BadConfiguration."""
    if not auth.on:
        return {}
    if find_spec("authlib") is None:
        raise MissingDependency("Signing in needs Authlib: pip install 'policy-kb[ui]'.")
    try:
        kept = auth.secrets(environment, folder)
    except BadConfiguration as error:
        raise BadConfiguration(f"{folder / config.FILE}: {error}") from error
    public = {name: getattr(auth, name) for name in ("server_metadata_url", "client_id", "redirect_uri")}
    return {"auth": {**public, **kept}}


def said(auth: Auth, host: str, environment: Mapping[str, str] = os.environ) -> str:
    """One sentence for who starts the app: who may change the shelf."""
    if auth.on:
        count = len(auth.curators)
        return f"Visitors sign in at {auth.server_metadata_url}; curators are {count} entries of [auth] in kb.toml."
    if auth.everyone_curates or environment.get(access.VARIABLE):
        return "Everyone who reaches the app may add, edit and remove: nobody signs in."
    if host in access.LOOPBACK:
        return "Whoever uses this machine may add, edit and remove."
    return (
        "Visitors may only read: nobody signs in, and the app listens beyond this machine. Set up [auth] in kb.toml "
        "(docs/access.md), or start it with --curators-without-sign-in."
    )
