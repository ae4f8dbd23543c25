"""``policykb pack``: an answer, or a basket of quotes, as a document to write on from."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import BadBasket, NotFound, StorageFailed
from kb.cli.plumbing import filters, open_kb, print_text, say

if TYPE_CHECKING:
    from kb.pack import PackItem

_OF_SUFFIX = {".md": "markdown", ".markdown": "markdown"}


def pack(options: argparse.Namespace) -> int:
    """Exit code 2 unless there is either a question or a basket, and a file for Word."""
    format_ = options.format or (_by_suffix(options.out) if options.out else "markdown")
    if (options.question is None) == (options.basket is None):
        return _usage("write either a question or --basket FILE")
    if format_ == "docx" and not options.out:
        return _usage("name the Word file: --out FILE.docx")
    items = _items(options.basket) if options.basket else None
    with open_kb(options) as kb:
        what = kb.ask(options.question, **filters(options)) if items is None else items
        content = kb.pack(what, options.style, format_, options.locale, options.title)
    if not options.out:
        return print_text(str(content).rstrip())
    data = content.encode() if isinstance(content, str) else content
    _write(options.out, data)
    return say(options, {"written": options.out, "bytes": len(data)}, f"{options.out}: {len(data):,} bytes")


def _by_suffix(path: str) -> str:
    return _OF_SUFFIX.get(Path(path).suffix.lower(), "docx")


def _items(path: str) -> list[PackItem]:
    """The items of a basket. Raises NotFound and BadBasket."""
    from kb.pack import basket

    try:
        return basket(Path(path).read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadBasket(f"{path} is no text in UTF-8; save the basket as JSON in UTF-8.") from error
    except OSError as error:
        raise NotFound(f"{path} cannot be read ({error.strerror}): name a basket in JSON.") from error


def _write(path: str, data: bytes) -> None:
    from kb import files

    try:
        files.write(Path(path), data)
    except OSError as error:
        raise StorageFailed(f"{path} cannot be written ({error.strerror}): choose another place.") from error


def _usage(message: str) -> int:
    print(f"policykb pack: {message}", file=sys.stderr)
    return 2
