"""``policykb changes``: what was done to the knowledge base, when and by whom."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kb.cli.plumbing import open_kb, say

if TYPE_CHECKING:
    from kb.changes import Change


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--limit", type=_count, default=50, metavar="N", help="the last so many (50); 0: all")
    command.add_argument("--document", metavar="DOCUMENT", help="only what touches it: its id, or first characters")


def changes(options: argparse.Namespace) -> int:
    with open_kb(options, read_only=True) as kb:
        found = kb.changes(limit=options.limit or None, document=options.document)
    return say(options, [asdict(change) for change in found], _lines(found))


def _lines(found: Sequence[Change]) -> str:
    if not found:
        return "Nothing was changed."
    return "\n".join(f"{c.at[:19]}  {c.by or '-'}  {c.action}  {_about(c.subject, c.details)}" for c in found)


def _about(subject: str, details: Mapping[str, Any]) -> str:
    short = subject[:12] if len(subject) == 64 else subject
    said = [f"{name}: {_text(value)}" for name, value in details.items() if name != "title"]
    return "  ".join([short, str(details.get("title", "")), "; ".join(said)]).rstrip()


def _text(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return " ".join(text.split())


def _count(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number")
    return int(text)
