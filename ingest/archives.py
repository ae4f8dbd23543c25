"""ZIP archives: a Source for each document inside, in archives inside archives too; nothing is ever unpacked to disk.

A ZIP file is not to be trusted: sizes may be lies, names may point anywhere, ten kilobytes may unpack to terabytes.
So members are counted, their unpacked sizes, their sum and their ratio are limited, and what is read is bounded
whatever the archive declares. A DOCX, ODT or EPUB file is a ZIP file too, but a document.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO

from ingest import packages
from ingest.errors import UnreadableFile
from ingest.membernames import hidden, names
from ingest.options import DEFAULT, Options
from ingest.sources import Carried, FileSource, Source, suffix

SUFFIX = ".zip"
# An archive may hold archives, these no further ones.
DEPTH = 2
MEMBERS = 10_000
# All that an archive holds may unpack to so many times the largest size of one file.
TOTAL = 20
# Deflate packs text to a tenth, at most to a 1,032nd; what packs better than this and is large is no document.
RATIO = 200
_SMALL = 4 << 20
_HEAD = 4096
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Member(Carried):
    """A file in an archive. ``at`` is its place in the list of the archive, ``crc`` tells whether it is still that."""

    at: int
    crc: int
    size: int
    limit: int

    def read(self) -> bytes:
        """Its bytes. Raises UnreadableFile when the archive is broken, has changed or holds more than it says."""
        with _opened(self.carrier) as archive:
            infos = archive.infolist()
            if self.at >= len(infos) or (infos[self.at].CRC, infos[self.at].file_size) != (self.crc, self.size):
                raise UnreadableFile(f"{self.shown}: the archive has changed since it was listed; add it again.")
            return _read(archive, infos[self.at], self.shown, self.limit)


@dataclass(slots=True)
class _Found:
    """What an archive holds: documents to read, what cannot be read and why; counts over all depths."""

    limit: int
    sources: list[Source] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    members: int = 0
    unpacked: int = 0

    def refuse(self, shown: str, why: str) -> None:
        self.refused.append((shown, f"{shown}: {why}"))


def is_archive(name: str, head: bytes) -> bool:
    """Whether a file is a ZIP archive by its name or, without a suffix, by its first bytes."""
    known = suffix(name)
    return known == SUFFIX or (not known and head.startswith(b"PK\x03\x04"))


def members(source: Source, options: Options = DEFAULT) -> tuple[list[Source], list[tuple[str, str]]]:
    """The documents in an archive in its order, and (path, reason) for what in it cannot be read.

    A document that is packed as ZIP itself (DOCX, ODT, EPUB) is given back as it is, whatever its name says.
    """
    found = _Found(options.size << 20)
    try:
        with _opened(source) as archive:
            if packages.kind_of(archive) is not None:
                return [source], []
            _list(source, archive, found, 1)
    except UnreadableFile as error:
        return [], [*found.refused, (source.shown, str(error))]
    if not found.sources and not found.refused:
        found.refuse(source.shown, "the archive holds no document that can be read; name another one.")
    return found.sources, found.refused


def _list(carrier: Source, archive: zipfile.ZipFile, found: _Found, depth: int) -> None:
    infos = archive.infolist()
    found.members += len(infos)
    if found.members > MEMBERS:
        raise UnreadableFile(
            f"{carrier.shown}: the archive holds more than {MEMBERS:,} files; unpack it and add the folder."
        )
    # Of two members of one name the later one counts, as unpacking would leave it.
    chosen = {name: at for at, name in enumerate(names(infos)) if name and not infos[at].is_dir()}
    for name, at in chosen.items():
        if not hidden(name):
            info = infos[at]
            _take(Member(carrier, name, at, info.CRC, info.file_size, found.limit), archive, info, found, depth)


def _take(member: Member, archive: zipfile.ZipFile, info: zipfile.ZipInfo, found: _Found, depth: int) -> None:
    """One member among the documents, or opened as an archive itself, or refused."""
    from ingest.parsers import PARSERS

    try:
        _check(info, member.shown, found)
        named = suffix(member.name) in (SUFFIX, *PARSERS)
        head = b"" if named else _head(archive, info, member.shown)
        if is_archive(member.name, head):
            _descend(member, found, depth)
        elif reason := _unreadable(member.name, head):
            found.refuse(member.shown, reason)
        else:
            found.sources.append(member)
    except UnreadableFile as error:
        found.refused.append((member.shown, str(error)))


def _check(info: zipfile.ZipInfo, shown: str, found: _Found) -> None:
    """Raises UnreadableFile for a member that cannot or must not be unpacked."""
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableFile(f"{shown} is encrypted; unpack the archive with its password and add the files.")
    if info.compress_type not in packages.METHODS:
        raise UnreadableFile(f"{shown} is packed by a method that is not read; pack it as ordinary ZIP (Deflate).")
    if info.file_size > found.limit:
        raise UnreadableFile(_too_large(shown, found.limit))
    if info.file_size > max(_SMALL, RATIO * info.compress_size):
        raise UnreadableFile(
            f"{shown} unpacks to more than {RATIO} times its size, as no document does; unpack the archive yourself "
            "and add what you need."
        )
    found.unpacked += info.file_size
    if found.unpacked > TOTAL * found.limit:
        raise UnreadableFile(
            f"{shown}: the archive unpacks to more than {TOTAL * found.limit >> 20:,} MiB; unpack it and add the "
            "folder."
        )


def _descend(member: Member, found: _Found, depth: int) -> None:
    with _opened(member) as inner:
        if packages.kind_of(inner) is not None:
            found.sources.append(member)
        elif depth == DEPTH:
            found.refuse(member.shown, "an archive in an archive in an archive; unpack it and add the folder.")
        else:
            _list(member, inner, found, depth + 1)


def _unreadable(name: str, head: bytes) -> str | None:
    from ingest.parsers import PARSERS, sniff, unknown

    return None if suffix(name) in PARSERS or sniff(head) else unknown(name)


# ---------------------------------------------------------------------------------------------- reading
@contextmanager
def _opened(source: Source) -> Iterator[zipfile.ZipFile]:
    """An archive open for reading. Raises UnreadableFile for what is none."""
    try:
        stream = source.path.open("rb") if isinstance(source, FileSource) else BytesIO(_kept(source))
    except OSError as error:
        raise UnreadableFile(
            f"{source.shown} cannot be opened ({error.strerror}): check that it exists and may be read."
        ) from error
    with stream:
        try:
            archive = packages.opened(stream)
        except packages.BROKEN as error:
            raise UnreadableFile(_broken(source)) from error
        yield archive


def _broken(source: Source) -> str:
    return (
        f"{source.shown}: the archive is broken, is no ZIP file or holds too many files; download it anew, or unpack "
        "it and add the folder."
    )


@lru_cache(maxsize=1)
def _kept(source: Source) -> bytes:
    """The bytes of an archive in an archive, kept for its next member: they are read one after the other."""
    return source.read()


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, shown: str, most: int) -> bytes:
    """A member's bytes, at most so many."""
    try:
        with archive.open(info) as stream:
            data = stream.read(most + 1)
    except packages.BROKEN as error:
        raise UnreadableFile(
            f"{shown} is broken inside its archive; download the archive anew, or unpack it and add the folder."
        ) from error
    if len(data) > most:
        raise UnreadableFile(_too_large(shown, most))
    return data


def _head(archive: zipfile.ZipFile, info: zipfile.ZipInfo, shown: str) -> bytes:
    try:
        with archive.open(info) as stream:
            return stream.read(_HEAD)
    except packages.BROKEN as error:
        raise UnreadableFile(
            f"{shown} is broken inside its archive; download the archive anew, or unpack it and add the folder."
        ) from error


def _too_large(shown: str, most: int) -> str:
    return f"{shown} unpacks to more than {most >> 20} MiB; split it, or raise `size` under [reading] in kb.toml."
