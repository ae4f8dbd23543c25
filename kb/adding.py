"""Adding files: read, cut, embed, link, store. One bad file never stops the rest."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import ingest
import ontology
from ingest.document import Document
from ingest.errors import KBError, StorageFailed
from kb import files
from kb.dense import pack
from kb.embedding import Embedder
from kb.spans import Span, spans
from kb.store import Store

SOURCES = "sources"
READER = f"{ingest.READER} {ontology.EXTRACTOR}"
# Vectors are kept after so many texts, so that interrupted work goes on from there.
KEEP_EVERY = 256
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long piece of work is: ``done`` of ``total`` files (read) or texts (embed), now at ``item``."""

    stage: str
    done: int
    total: int
    item: str


@dataclass(slots=True)
class Report:
    """What became of each path: ``failed`` holds (path, reason)."""

    added: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)


class Adder:
    """Adds files to one store; ``progress`` hears of every step."""

    def __init__(
        self,
        folder: Path,
        store: Store,
        embedder: Embedder,
        password: str | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> None:
        self._sources = folder / SOURCES
        self._store, self._embedder, self._password = store, embedder, password
        self._progress = progress or (lambda _: None)

    def add(self, paths: Iterable[str | Path]) -> Report:
        """Add files and folders. Raises StorageFailed when nothing more can be stored."""
        report = Report()
        found, report.failed = ingest.find_files(paths)
        for done, path in enumerate(found):
            self._progress(Progress("read", done, len(found), path.name))
            try:
                getattr(report, self._add_file(path)).append(str(path))
            except StorageFailed:
                raise
            except KBError as error:
                report.failed.append((str(path), str(error)))
            except Exception as error:  # a fault of ours on one file: told, logged, and the batch goes on
                _log.exception("reading %s", path)
                report.failed.append((str(path), f"{path.name} could not be read: {error} ({type(error).__name__})."))
        self._progress(Progress("read", len(found), len(found), ""))
        return report

    def read_again(self, document_id: str) -> None:
        """Make passages, vectors and mentions anew from the kept source."""
        name = self._store.source_name(document_id)
        data = (self._sources / name).read_bytes()
        self._store_document(self._parsed(data, self._store.document(document_id).source), name)

    def _add_file(self, path: Path) -> str:
        """Add one file; which list of the report it belongs to."""
        data, place = _read(path), _place(path)
        document_id = hashlib.sha256(data).hexdigest()
        before = self._store.located(place)
        if self._store.has(document_id, READER):
            if before != document_id:
                self._store.locate(place, document_id)
            return "unchanged" if before in (document_id, None) else "updated"
        document = self._parsed(data, place)
        name = f"{document_id}{path.suffix.lower()}"
        self._keep(name, data)
        self._store_document(document, name)
        return "added" if before is None else "updated"

    def _parsed(self, data: bytes, place: str) -> Document:
        document = ingest.parse(data, place, self._password)
        return document if document.source == place else replace(document, source=place)

    def _keep(self, name: str, data: bytes) -> None:
        path = self._sources / name
        try:
            if not path.exists():
                files.write(path, data)
        except OSError as error:
            raise StorageFailed(
                f"{path.parent} cannot be written ({error.strerror or error}): make room or mend its permissions, "
                "then add again; nothing stored is lost."
            ) from error

    def _store_document(self, document: Document, name: str) -> None:
        passages = ingest.cut(document)
        to_embed = spans(document, passages)
        self._embed(to_embed, Path(document.source).name)
        self._store.put(document, READER, name, passages, to_embed, ontology.extract(document, passages))

    def _embed(self, to_embed: Sequence[Span], item: str) -> None:
        """Embed the texts that this embedder has not seen before, and keep their vectors."""
        texts = {span.hash: span.text for span in to_embed}
        known = self._store.vectors(texts, self._embedder.id)
        new = [digest for digest in texts if digest not in known]
        for first in range(0, len(new), KEEP_EVERY):
            self._progress(Progress("embed", first, len(new), item))
            slice_ = new[first : first + KEEP_EVERY]
            vectors = pack(self._embedder.encode_document([texts[digest] for digest in slice_]))
            self._store.remember(dict(zip(slice_, vectors, strict=True)), self._embedder.id)
        self._progress(Progress("embed", len(new), len(new), item))


def _place(path: Path) -> str:
    """The absolute path as text. Raises KBError when its bytes are no text, which a database cannot hold."""
    place = str(path.absolute())
    try:
        place.encode()
    except UnicodeEncodeError as error:
        shown = place.encode(errors="replace").decode()
        raise KBError(f"{shown}: the name of the file is not valid UTF-8; rename it and add it again.") from error
    return place


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise KBError(f"{path} cannot be opened ({error.strerror}): check that it exists and may be read.") from error
