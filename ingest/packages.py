"""Documents that are packed as ZIP files: which kind one is, and a bounded look at its parts."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from io import BytesIO
from typing import IO

from ingest.errors import PasswordNeeded, UnreadableFile

_MIMETYPES = {
    "application/epub+zip": "epub",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.text-template": "odt",
    "application/vnd.oasis.opendocument.text-master": "odt",
}
_OFFICE = "[Content_Types].xml"
_CONTAINER = "META-INF/container.xml"
# All that one document unpacks to, and what packs better than this is no text.
_TOTAL = 256 << 20
_RATIO = 200
_SMALL = 8 << 20
# The list of the parts: 10,000 names of usual length.
_LIST = 4 << 20
# Ends of that list, and where they tell its size (APPNOTE.TXT 4.3.14 and 4.3.16).
_END = re.compile(rb"PK(?:\x05\x06.{8}(?P<size>.{4})|\x06\x06.{36}(?P<large>.{8}))", re.S)
_TAIL = 1 << 17
# zipfile unpacks the other methods without a bound on memory.
METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
# What zipfile and zlib raise on broken files.
BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError, KeyError,
    OverflowError,
)  # fmt: skip


def opened(stream: IO[bytes]) -> zipfile.ZipFile:
    """A ZIP file open for reading. Raises BadZipFile also for one whose list of parts would fill the memory."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL))
    for match in _END.finditer(stream.read()):
        if _LIST < int.from_bytes(match["size"] or match["large"], "little") != 0xFFFFFFFF:
            raise zipfile.BadZipFile("too many parts")
    return zipfile.ZipFile(stream)


def kind_of(archive: zipfile.ZipFile) -> str | None:
    """``docx``, ``odt``, ``epub``, ``other`` for packages of other programs, None for an archive of files."""
    present = set(archive.namelist())
    if _OFFICE in present:
        return "docx" if any(name.startswith("word/") for name in present) else "other"
    if "mimetype" in present:
        try:
            with archive.open("mimetype") as stream:
                named = stream.read(100).decode("ascii", "replace").strip()
        except BROKEN:
            named = ""
        return _MIMETYPES.get(named, "other" if "application/" in named else None)
    if _CONTAINER in present:
        return "epub"
    return "odt" if {"content.xml", "META-INF/manifest.xml"} <= present else None


def kind(data: bytes) -> str | None:
    """The same for bytes; None for what is no ZIP file."""
    try:
        with opened(BytesIO(data)) as archive:
            return kind_of(archive)
    except BROKEN:
        return None


class Package:
    """The parts of a document packed as ZIP, read with a bound on each and on all.

    ``what`` names the format in messages. Raises UnreadableFile when it is no ZIP file.
    """

    def __init__(self, data: bytes, name: str, what: str) -> None:
        self._name, self._what, self._left = name, what, _TOTAL
        try:
            self._archive = opened(BytesIO(data))
        except BROKEN as error:
            raise self.broken() from error
        self.names = frozenset(self._archive.namelist())

    def broken(self) -> UnreadableFile:
        """The error that says so."""
        return UnreadableFile(
            f"{self._name}: the {self._what} file is broken; open it in its program, save it anew, and add that."
        )

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises UnreadableFile when it is missing, broken, locked or larger than any text."""
        try:
            info = self._archive.getinfo(part)
            if info.flag_bits & 0x1:
                raise PasswordNeeded(f"{self._name} is protected by a password; save it without one and add that.")
            if info.file_size > self._left or info.file_size > max(_SMALL, _RATIO * info.compress_size):
                raise UnreadableFile(
                    f"{self._name} unpacks to far more than a text needs; save it anew without its pictures."
                )
            if info.compress_type not in METHODS:
                raise self.broken()
            with self._archive.open(info) as stream:
                data = stream.read(self._left + 1)
        except BROKEN as error:
            raise self.broken() from error
        self._left -= len(data)
        return data
