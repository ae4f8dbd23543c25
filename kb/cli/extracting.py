"""``policykb extract``: more statements by a language model, or what it added taken back."""

from __future__ import annotations

import argparse

from kb.cli.plumbing import open_kb, say


def add_options(command: argparse.ArgumentParser) -> None:
    """The options of ``policykb extract``."""
    command.add_argument(
        "document", nargs="*", metavar="DOCUMENT", help="id of a document, or its first characters; default: all"
    )
    command.add_argument("--forget", action="store_true", help="take out what a model added, and what it said")


def extract(options: argparse.Namespace) -> int:
    from kb.cli.bars import Bars

    with open_kb(options) as kb:
        if options.forget:
            gone = kb.forget_extracted(options.document)
            return say(options, {"forgotten": gone}, f"{gone} statements of a model are taken out.")
        with Bars() as bars:
            extraction = kb.extract(options.document, progress=bars)
    text = "\n".join(extraction.sentences()) or "The model has spoken of every passage; nothing was sent."
    say(options, extraction.record, text)
    return int(bool(extraction.failed))
