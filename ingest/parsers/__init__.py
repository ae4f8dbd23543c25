"""From a file's bytes to a Document: one parser for each suffix."""

from __future__ import annotations

import hashlib
import re
from importlib import import_module
from pathlib import PurePath

from ingest.document import Document
from ingest.draft import Draft
from ingest.errors import EmptyFile, UnknownFileType

# Suffix of a file name to the module that reads it; each module has `read(data, name, password) -> Draft`.
PARSERS = {
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
}
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)


def parse(data: bytes, name: str, password: str | None = None) -> Document:
    """The Document of a file's bytes; ``name`` is the path it was added from, and becomes ``source``.

    Raises UnreadableFile or a child of it (EmptyFile, UnknownFileType, PasswordNeeded), whose message says
    why and what to do.
    """
    from ingest.assemble import assemble

    return assemble(read(data, name, password), hashlib.sha256(data).hexdigest(), name)


def read(data: bytes, name: str, password: str | None = None) -> Draft:
    """What the parser for this name and content makes of the bytes, before structure."""
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise EmptyFile(f"{name}: the file is empty; check that it was saved or downloaded completely.")
    parser = sniff(data) or PARSERS.get(PurePath(name).suffix.lower(), "")
    if not parser and not PurePath(name).suffix and is_text(data):
        parser = "text"
    if not parser or (parser in ("text", "markdown") and not is_text(data)):
        raise UnknownFileType(f"{name}: {unknown(name, bool(parser))}")
    draft: Draft = import_module(f"ingest.parsers.{parser}").read(data, name, password)
    return draft


def unknown(name: str, mismatch: bool = False) -> str:
    """Why a file of this name cannot be read, and which can."""
    kinds = ", ".join(sorted({suffix[1:] for suffix in PARSERS}))
    if mismatch:
        return (
            f"the content is not text, although the name ends in {PurePath(name).suffix}; convert it to one of {kinds}."
        )
    return f"files of this type are not read; convert it to one of {kinds}."


def sniff(data: bytes) -> str | None:
    """The parser that the first bytes ask for, whatever the name says; None when they do not tell."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04") and b"word/" in data:
        return "docx"
    return "html" if _HTML.match(data[:2000].lstrip(b"\xef\xbb\xbf")) else None


def is_text(data: bytes) -> bool:
    """Whether bytes can be a text file: hardly any control characters in them, or UTF-16."""
    sample = data[:8000]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")) or sample[1::2].count(0) > 0.4 * len(sample[1::2]):
        return True
    if sample.startswith(b"PK\x03\x04"):
        return False
    controls = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in sample)
    return controls <= 0.01 * len(sample) and b"\x00\x00" not in sample
