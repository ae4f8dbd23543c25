"""What a reader chose before, in this browser or under this name, and her desk, where it is kept."""

from __future__ import annotations

import logging

import streamlit as st

from ingest.errors import KBError
from kb.desk import Desk
from ui import access, shelf

_log = logging.getLogger(__name__)


def desk() -> Desk:
    """The desks beside the shelf. Raises KBError when there is no shelf."""
    return Desk(shelf.current().kb.path)


def choice(name: str) -> str:
    """What was chosen, empty for nothing; looked up once in a visit. A desk that cannot be used has no choices."""
    key = _key(name)
    if key not in st.session_state:
        try:
            st.session_state[key] = desk().choice(access.reader(), name)
        except KBError as error:
            _log.warning("%s", error)
            return ""
    return str(st.session_state[key])


def choose(name: str, value: str) -> None:
    """Keep a choice; for this visit only where the desk cannot be used."""
    st.session_state[_key(name)] = value
    try:
        desk().choose(access.reader(), name, value)
    except KBError as error:
        _log.warning("%s", error)


def _key(name: str) -> str:
    return f"choice_{name}"
