"""Names in ZIP archives: their encoding, which most archives do not tell, and paths that lead nowhere else."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Sequence

from ingest.encoding import likeliest

_UTF8 = 0x800
# Info-ZIP's Unicode Path: version 1, checksum of the plain name, the name in UTF-8 (APPNOTE.TXT 4.6.9).
_UNICODE_PATH = 0x7075
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DRIVE = re.compile(r"^[A-Za-z]:")
# What systems leave in archives.
_LITTER = frozenset(("__MACOSX", "Thumbs.db", "desktop.ini"))
# Windows packs names in the code page of its console, other programs in that of its windows.
_CODE_PAGES = ("cp866", "cp1251", "kz1048", "ptcp154", "koi8-r")


def names(infos: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The names of the members, in order: "folder/file.pdf", without anything that leads out of the archive.

    Names that are not marked as UTF-8 are read in the one encoding that explains them all best.
    """
    plain = [info for info in infos if not info.flag_bits & _UTF8]
    page = _code_page(b"\n".join(map(_raw, plain)))
    return [_inside(_name(info, page)) for info in infos]


def hidden(name: str) -> bool:
    """Whether a member is a hidden file or what systems leave behind."""
    parts = name.split("/")
    return any(part.startswith(".") or part in _LITTER for part in parts)


def _raw(info: zipfile.ZipInfo) -> bytes:
    """The name as the archive has it; zipfile reads it as cp437, which has a character for each byte."""
    return info.orig_filename.encode("cp437", errors="replace")


def _code_page(raw: bytes) -> str:
    if raw.isascii():
        return "ascii"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return likeliest(raw, _CODE_PAGES) or "cp437"
    return "utf-8"


def _name(info: zipfile.ZipInfo, page: str) -> str:
    if info.flag_bits & _UTF8:
        return info.orig_filename
    raw = _raw(info)
    return _unicode_path(info.extra, raw) or raw.decode(page, errors="replace")


def _unicode_path(extra: bytes, raw: bytes) -> str:
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_PATH and len(field) > 5 and struct.unpack("<BI", field[:5]) == (1, zlib.crc32(raw)):
            return field[5:].decode("utf-8", errors="replace")
    return ""


def _inside(name: str) -> str:
    """The name as a path inside the archive: no root, no drive, no way up, no control characters."""
    parts = _DRIVE.sub("", _CONTROLS.sub("", name.replace("\\", "/"))).split("/")
    return "/".join(part.strip() for part in parts if part.strip() not in ("", ".", ".."))
