"""The table of contents of KnowledgeBase."""

from __future__ import annotations

import inspect
import re

from kb import KnowledgeBase
from kb.methods.core import Core


def test_the_docstring_says_what_it_can_do_and_where() -> None:
    """Every method and property stands in the docstring, beside the module of ``kb/methods`` that holds it."""
    items = (inspect.getdoc(KnowledgeBase) or "").split("\n- ")[1:]
    told = {names[0]: set(names[1:]) for names in (re.findall(r"\w+", item) for item in items)}
    parts = [c for c in KnowledgeBase.__mro__ if c.__module__.startswith("kb.methods.") and c is not Core]
    there = {c.__module__.rpartition(".")[2]: {name for name in vars(c) if not name.startswith("_")} for c in parts}
    assert told == there
