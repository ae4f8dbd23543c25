"""From a file's bytes to a Document: one parser for each suffix."""

from __future__ import annotations

import hashlib
import re
from importlib import import_module
from pathlib import PurePath

from ingest import packages
from ingest.document import Document
from ingest.draft import Draft
from ingest.encoding import wide
from ingest.errors import EmptyFile, UnknownFileType
from ingest.options import DEFAULT, Options, Reading
from ingest.sources import is_address, suffix

# Suffix of a file name to the module that reads it; each module has `read(data, name, how: Reading) -> Draft`.
PARSERS = {
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".odt": "odt",
    ".rtf": "rtf",
    ".epub": "epub",
    ".xml": "xml",
    ".akn": "xml",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
}
# Formats of other programs that a word processor turns into one of these.
_OFFICE = frozenset((".doc", ".dot", ".wps", ".pages", ".wpd", ".odm", ".sxw"))
_ARCHIVES = {".7z", ".bz2", ".gz", ".rar", ".tar", ".tgz", ".xz", ".zst"}
_ZIP = b"PK\x03\x04"
# The first part of an ODT or EPUB file is its type, not packed.
_MIMETYPE = re.compile(rb"PK\x03\x04.{26}mimetypeapplication/(?:epub|vnd\.oasis\.opendocument\.(text))", re.S)
# An XML file, and the words in its head that tell Akoma Ntoso and JATS.
_XML = re.compile(rb"\s*<[?!\w]")
_NAMED = re.compile(
    rb"<(?:\w+:)?akomaNtoso\b|<article\b[^>]*\b(?:article-type|dtd-version)=|<!DOCTYPE\s+article\b|<article\b[^>]*>\s*<front\b"
)
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)


def parse(
    data: bytes, name: str, password: str | None = None, *, options: Options = DEFAULT, how: Reading | None = None
) -> Document:
    """The Document of a file's bytes; ``name`` is the path it was added from, and becomes ``source``.

    ``how`` says all about the reading and takes the place of ``password`` and ``options``.

    Raises UnreadableFile or a child of it (EmptyFile, UnknownFileType, PasswordNeeded), whose message says
    why and what to do.
    """
    from ingest.assemble import assemble

    how = how or Reading(password, options)
    return assemble(read(data, name, how), hashlib.sha256(data).hexdigest(), name, how.options)


def read(data: bytes, name: str, how: Reading) -> Draft:
    """What the parser for this name and content makes of the bytes, before structure."""
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise EmptyFile(f"{name}: the file is empty; check that it was saved or downloaded completely.")
    parser = sniff(data) or PARSERS.get(suffix(name), "")
    # The path of an address often ends in the suffix of a program (".php").
    if not parser and (not suffix(name) or is_address(name)) and is_text(data):
        parser = "text"
    if not parser or (parser in ("text", "markdown") and not is_text(data)):
        raise UnknownFileType(f"{name}: {unknown(name, bool(parser))}")
    draft: Draft = import_module(f"ingest.parsers.{parser}").read(data, name, how)
    if is_address(name) and "!/" not in name:
        draft.facts.setdefault("url", name)
    return draft


def unknown(name: str, mismatch: bool = False) -> str:
    """Why a file of this name cannot be read, and which can."""
    kinds = ", ".join(sorted({suffix[1:] for suffix in PARSERS}))
    if mismatch:
        return (
            f"the content is not text, although the name ends in {PurePath(name).suffix}; convert it to one of {kinds}."
        )
    if suffix(name) in _OFFICE:
        return "files of this type are not read; open it in a word processor, save it as DOCX or ODT, and add that."
    if suffix(name) in _ARCHIVES:
        return "archives of this type are not opened; unpack it and add the folder, or pack it as ZIP."
    if suffix(name) == ".zip":
        return "an archive is not read here; save it to a folder and add it from there."
    return f"files of this type are not read; convert it to one of {kinds}."


def sniff(data: bytes) -> str | None:
    """The parser that the first bytes ask for, whatever the name says; None when they do not tell."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_ZIP):
        return _packed(data)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if _HTML.match(head := data[:2000].lstrip(b"\xef\xbb\xbf")):
        return "html"
    return "xml" if _XML.match(head) and _NAMED.search(data[:8000]) else None


def _packed(data: bytes) -> str | None:
    """The parser of a document that is packed as ZIP; by its first bytes where only they are given."""
    if match := _MIMETYPE.match(data):
        return "odt" if match[1] else "epub"
    kind = packages.kind(data) or ("docx" if b"word/" in data else None)
    return kind if kind in PARSERS.values() else None


def is_text(data: bytes) -> bool:
    """Whether bytes can be a text file: hardly any control characters in them, or UTF-16."""
    sample = data[:8000]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")) or wide(sample):
        return True
    if sample.startswith(_ZIP):
        return False
    controls = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in sample)
    return controls <= 0.01 * len(sample) and b"\x00\x00" not in sample
