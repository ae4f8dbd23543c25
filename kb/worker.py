"""The other side of :mod:`kb.readers`: a process that reads files, one after the other, and may be killed.

It is started with frames on standard input and output: a length in eight bytes, then a pickle. A job comes in; for
each recognised page a :class:`Page` goes out, and at the end a :class:`Result`.
"""

from __future__ import annotations

import os
import pickle
import struct
import sys
import traceback
from dataclasses import dataclass, replace
from typing import IO, Any

from ingest.document import Document, Passage
from ingest.errors import KBError, UnreadableFile
from ingest.options import Reading
from kb.garbage import settle
from ontology.mention import Mention

_LENGTH = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read: ``place`` is what the document's source will say, ``shown`` what messages call it."""

    data: bytes
    place: str
    shown: str
    how: Reading


@dataclass(frozen=True, slots=True)
class Page:
    """A page was recognised: how many are, of how many."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Result:
    """What reading gave: a document with its passages and mentions, and the files that it carries; or an error.

    ``error`` is one for the user; ``fault`` the traceback of one of ours.
    """

    document: Document | None = None
    passages: tuple[Passage, ...] = ()
    mentions: tuple[Mention, ...] = ()
    attachments: tuple[tuple[str, bytes], ...] = ()
    error: KBError | None = None
    fault: str = ""


def send(stream: IO[bytes], content: object) -> None:
    """Write one frame."""
    data = pickle.dumps(content, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Read one frame. Raises EOFError when the other side is gone, be it in the middle of a frame."""
    return pickle.loads(_exactly(stream, _LENGTH.unpack(_exactly(stream, _LENGTH.size))[0]))


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def read(job: Job) -> Result:
    """The result of one job; never raises."""
    import ingest
    import ontology

    try:
        document = replace(ingest.parse(job.data, job.shown, how=job.how), source=job.place)
        passages = tuple(ingest.cut(document, job.how.options.languages))
        mentions = tuple(ontology.extract(document, passages))
        return Result(document, passages, mentions, _attachments(document, job))
    except KBError as error:
        return Result(error=error)
    except MemoryError:
        limit = job.how.options.memory
        return Result(
            error=UnreadableFile(
                f"{job.shown}: reading it takes more than {limit} MiB; split it, or raise `memory` under [reading] in "
                "kb.toml."
            )
        )
    except Exception as error:  # a fault of ours on one file: told, logged, and the batch goes on
        return Result(fault=traceback.format_exc(), error=KBError(_fault(job.shown, error)))


def _attachments(document: Document, job: Job) -> tuple[tuple[str, bytes], ...]:
    """The files that a PDF carries, by name."""
    if document.media_type != "application/pdf":
        return ()
    from ingest.parsers.pdf import attachments

    return tuple(attachments(job.data, job.how.password))


def _fault(shown: str, error: Exception) -> str:
    return f"{shown} could not be read: {error} ({type(error).__name__}); please report this with the file."


def main(memory: int) -> None:
    """Read jobs until the other side closes; ``memory`` is the limit in MiB, where the system knows limits."""
    # What libraries print must not get between the frames.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limit(memory)
    collect_rarely()
    while True:
        try:
            job = receive(sys.stdin.buffer)
        except EOFError:
            return
        how = replace(job.how, tell=lambda done, total: send(answers, Page(done, total)))
        send(answers, read(replace(job, how=how)))


def collect_rarely() -> None:
    """Load what reading takes, and look for reference cycles rarely from then on."""
    import ingest  # noqa: F401
    import ontology  # noqa: F401

    settle()


def limit(memory: int) -> None:
    """Keep this process from taking more than so many MiB, where the system knows limits."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = memory << 20
    resource.setrlimit(resource.RLIMIT_AS, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))
