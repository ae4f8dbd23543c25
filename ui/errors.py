"""What nobody foresaw: the visitor sees a short sentence and an id, and the log has the traceback under the same id."""

from __future__ import annotations

import logging
import os
import secrets
from logging.handlers import RotatingFileHandler
from pathlib import Path

import streamlit as st

from ingest.errors import KBError, NotAllowed
from ui import session
from ui.components.notice import notice, why

FOLDER, FILE = "logs", "app.log"
_SIZE, _FILES = 1_000_000, 5
_log = logging.getLogger("policykb.app")


def keep_log(folder: Path) -> None:
    """Write what goes wrong to standard error, and to ``logs/app.log`` in the knowledge base where that may be."""
    lines = logging.Formatter("%(asctime)s %(levelname)s %(message)s")
    handlers: list[logging.Handler] = [logging.StreamHandler()]
    try:
        # Questions and names of files may stand in it: for the owner's eyes.
        (folder / FOLDER).mkdir(mode=0o700, exist_ok=True)
        path = folder / FOLDER / FILE
        os.close(os.open(path, os.O_CREAT | os.O_APPEND, 0o600))
        handlers.append(RotatingFileHandler(path, maxBytes=_SIZE, backupCount=_FILES, encoding="utf-8"))
    except OSError as error:
        print(f"Policy KB: no log is kept in {folder / FOLDER} ({error.strerror or error}).", flush=True)
    for handler in handlers:
        handler.setFormatter(lines)
        _log.addHandler(handler)
    _log.propagate = False
    # Streamlit would log the same once more, without the id.
    logging.getLogger("streamlit.error_util").setLevel(logging.CRITICAL)


def show(error: Exception) -> bool:
    """Called by Streamlit for what a page or a callback raised; True: it is shown."""
    t = session.t()
    if isinstance(error, NotAllowed):
        notice(t("app.wrong"), t("access.not_allowed"))
    elif isinstance(error, KBError):
        notice(t("app.wrong"), why(error))
    else:
        notice(t("error.title"), t("error.text", id=noted(error)))
    # A press of any button runs the page anew.
    st.button(t("error.again"), key="again_after_error")
    return True


def noted(error: Exception) -> str:
    """Log an error with its traceback; the id under which it stands there."""
    number = secrets.token_hex(4)
    _log.error("error %s at %s", number, _place(), exc_info=error)
    return number


def _place() -> str:
    """The address without what was asked, in one line."""
    return repr((st.context.url or "").partition("?")[0])
