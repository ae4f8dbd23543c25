"""What the head of an answer of the web tells about its bytes, written into them.

The kept page is read anew later, without the head. So a character set that the bytes do not name becomes UTF-8 with
its mark, and HTML that does not look like it gets its first line.
"""

from __future__ import annotations

import codecs
import re
from email.message import Message

from ingest.errors import UnreadableFile
from ingest.parsers import PARSERS, is_text, sniff
from ingest.sources import suffix

_DECLARED = re.compile(rb"(<meta\b[^>]{0,200}?charset\s*=\s*[\"']?)([\w-]+)", re.I)
_HEAD = 4096
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def self_explaining(data: bytes, head: Message, address: str) -> bytes:
    """The bytes so that they can be read without the head. Raises UnreadableFile for what is no document."""
    kind = head.get_content_type() if head.get("Content-Type") else ""
    html = kind in ("text/html", "application/xhtml+xml")
    found = sniff(data)
    if found in (None, "html") and (html or kind.startswith("text/")):
        data = _recoded(data, head.get_content_charset() or "")
        return data if found or not html else _marked(data, b"<!doctype html>\n")
    if found or suffix(address) in (".zip", *PARSERS) or not data or (not kind and is_text(data)):
        return data
    if data.startswith(b"PK\x03\x04"):
        raise UnreadableFile(f"{address} is an archive; download it and add the file.")
    raise UnreadableFile(
        f"{address} is of the type {kind or 'unknown'}, which is not read; open it in a browser and save it as PDF."
    )


def _recoded(data: bytes, charset: str) -> bytes:
    """UTF-8 with its mark, where the head alone names the character set."""
    declared = _DECLARED.search(data[:_HEAD])
    if not charset or data.startswith(_MARKS) or (declared and _same(declared[2].decode("ascii"), charset)):
        return data
    try:
        text = data.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return data
    recoded = text.encode("utf-8", errors="replace")
    return data if recoded == data else codecs.BOM_UTF8 + _DECLARED.sub(rb"\1utf-8", recoded[:_HEAD]) + recoded[_HEAD:]


def _same(one: str, other: str) -> bool:
    try:
        return codecs.lookup(one).name == codecs.lookup(other).name
    except LookupError:
        return False


def _marked(data: bytes, line: bytes) -> bytes:
    if data.startswith(codecs.BOM_UTF8):
        return codecs.BOM_UTF8 + line + data[len(codecs.BOM_UTF8) :]
    return line + data
