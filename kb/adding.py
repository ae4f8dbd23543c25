"""Adding files: read, cut, embed, link, store. One bad file never stops the rest."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePath

import ingest
import ontology
from ingest import library
from ingest.document import Document
from ingest.errors import KBError, NeedsOCR, StorageFailed, UnknownFileType, UnreadableFile
from ingest.options import Options, Reading
from ingest.sources import Attachment, Source, place, suffix
from kb import concepts, edits, files, works
from kb.dense import pack
from kb.embedding import Embedder
from kb.extracting.asking import Asking
from kb.labels import labels
from kb.readers import Readers
from kb.report import Imported, Progress, Report
from kb.sources import KeptSource, readable
from kb.spans import Span, spans, text_hash
from kb.store import Store
from kb.worker import Job, Result

SOURCES = "sources"
# What was recognised on pages that are pictures.
RECOGNISED = "recognised"
READER = f"{ingest.READER} {ontology.EXTRACTOR}"
# Vectors are kept after so many texts, so that interrupted work goes on from there.
KEEP_EVERY = 256
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Task:
    """A source that is being read: its place in the order, its bytes' hash, and what its path held before."""

    order: int
    source: Source
    document_id: str
    before: str | None
    data: bytes


class Adder:
    """Adds files to one store; ``progress`` hears of every step, ``asking`` a model about what is read anew."""

    def __init__(
        self,
        folder: Path,
        store: Store,
        embedder: Embedder,
        options: Options,
        password: str | None = None,
        progress: Callable[[Progress], None] | None = None,
        asking: Asking | None = None,
    ) -> None:
        self._ask = asking or Asking(folder)
        self._folder, self._sources = folder, folder / SOURCES
        self._store, self._embedder = store, embedder
        self._options, self._password = options, password
        self._progress = progress or (lambda _: None)
        self._readers: Readers[_Task] = Readers(options)
        self._libraries: list[Source] = []
        self._stored: set[str] = set()
        self._tag = concepts.tagging(folder)
        self._done = self._total = self._pages = 0

    def add(self, paths: Iterable[str | Path], *, uploaded: bool = False) -> Report:
        """Add files and folders. Raises StorageFailed when nothing more can be stored."""
        report = Report()
        sources, report.failed = ingest.find_sources(paths, self._options, uploaded=uploaded)
        for path, reason in report.failed:
            name = PurePath(path).name
            self._progress(Progress("read", 0, len(sources), name, 0, path, "failed", reason, UnreadableFile.__name__))
        while sources:
            sources = self._round(sources, report)
        self._apply_libraries(report)
        report.notices += works.notices(self._store, self._stored)
        report.notices += ((self._ask.tally.host, sentence) for sentence in self._ask.tally.sentences())
        return report

    def read_again(self, document_ids: Sequence[str]) -> list[tuple[str, str]]:
        """Make passages, vectors and mentions anew from the kept sources.

        Returns (path, reason) for what could not be read anew; it stays as it was.
        """
        failed: list[tuple[str, str]] = []
        self._total = len(document_ids)
        with closing(self._readers.read_all(self._again(document_ids, failed))) as results:
            for task, result in results:
                try:
                    self._store_result(task, result)
                except StorageFailed:
                    raise
                except KBError as error:
                    failed.append((task.source.shown, str(error)))
                    self._leave(task.document_id)
                self._finished(task.source, "updated")
        return failed

    def _again(self, document_ids: Sequence[str], failed: list[tuple[str, str]]) -> Iterator[tuple[_Task, Job]]:
        """The kept sources; those that are gone are noted in ``failed``."""
        for document_id in document_ids:
            kept = self._sources / self._store.source_name(document_id)
            source = KeptSource(kept, self._store.document(document_id).source)
            try:
                task = _Task(0, source, document_id, document_id, source.read())
            except UnreadableFile as error:
                failed.append((source.shown, str(error)))
                self._leave(document_id)
                self._finished(source, error=error)
            else:
                yield task, self._job(task)

    def _leave(self, document_id: str) -> None:
        """A document stays as it was; its passages may need the vectors of another embedder."""
        document = self._store.document(document_id)
        self._embed(document, spans(document, self._store.passages(document_id)), document.source)

    # ---------------------------------------------------------------------------------- reading
    def _round(self, sources: Sequence[Source], report: Report) -> list[Source]:
        """Read what is new and store each as it is ready; the files that the PDFs among them carry."""
        self._total += len(sources)
        outcomes: dict[int, str] = {}
        reasons: dict[int, str] = {}
        carried: list[Source] = []
        with closing(self._readers.read_all(self._jobs(sources, outcomes, reasons))) as results:
            for task, result in results:
                try:
                    # The same bytes may have been stored from another place meanwhile.
                    outcomes[task.order] = self._known(task) or self._store_result(task, result)
                    self._finished(task.source, outcomes[task.order])
                except StorageFailed:
                    raise
                except KBError as error:
                    reasons[task.order] = str(error)
                    report.needs_ocr += [task.source.shown] * isinstance(error, NeedsOCR)
                    self._finished(task.source, error=error)
                report.notices += self._notices(task, result)
                carried += (Attachment(task.source, name, data) for name, data in result.attachments)
        for order, source in enumerate(sources):
            if order in reasons:
                report.failed.append((source.shown, reasons[order]))
            else:
                getattr(report, outcomes[order]).append(source.shown)
        more, refused = readable(carried)
        report.notices += refused
        return more

    def _jobs(
        self, sources: Sequence[Source], outcomes: dict[int, str], reasons: dict[int, str]
    ) -> Iterator[tuple[_Task, Job]]:
        """The sources that have to be read; what became of the others is noted."""
        for order, source in enumerate(sources):
            self._tell(source)
            try:
                task = self._task(order, source)
            except StorageFailed:
                raise
            except KBError as error:
                reasons[order] = str(error)
                self._finished(source, error=error)
            else:
                known = self._known(task)
                if known is None:
                    yield task, self._job(task)
                    continue
                outcomes[order] = known
                self._finished(source, known)

    def _task(self, order: int, source: Source) -> _Task:
        data, where = source.read(), place(source)
        if suffix(where) == ".json" and not library.is_library(where, data):
            raise UnknownFileType(library.refusal(source.shown))
        return _Task(order, source, hashlib.sha256(data).hexdigest(), self._store.located(where), data)

    def _known(self, task: _Task) -> str | None:
        """The outcome for what need not be read: it was before, or describes documents; None when it has to be."""
        if library.is_library(task.source.place, task.data):
            self._libraries.append(task.source)
            return "libraries"
        if not self._store.has(task.document_id, READER) or self._can_read_more(task.document_id):
            return None
        # Adding again is how a kept source that was lost comes back.
        self._keep(self._store.source_name(task.document_id), task.data)
        if task.before != task.document_id:
            self._store.locate(place(task.source), task.document_id)
        return "unchanged" if task.before in (task.document_id, None) else "updated"

    def _can_read_more(self, document_id: str) -> bool:
        """Whether pages were left unread for want of a program that is there now."""
        from ingest.pdf import ocr

        return bool(self._store.document(document_id).unread_pages) and ocr.ready(self._options)

    def _job(self, task: _Task) -> Job:
        path = task.source.shown

        def tell(done: int, total: int) -> None:
            self._progress(Progress("recognise", done, total, PurePath(path).name, path=path))

        how = Reading(self._password, self._options, tell, self._folder / RECOGNISED)
        return Job(task.data, place(task.source), task.source.shown, how)

    # ---------------------------------------------------------------------------------- storing
    def _store_result(self, task: _Task, result: Result) -> str:
        """Store what was read; which list of the report it belongs to."""
        if result.fault:
            _log.error("reading %s\n%s", task.source.shown, result.fault)
        if result.error is not None or result.document is None:
            raise result.error or KBError(f"{task.source.shown}: nothing was read.")
        self._pages += len(result.document.pages)
        name = f"{task.document_id}{suffix(task.source.place)}"
        self._keep(name, task.data)
        to_embed = spans(result.document, result.passages)
        self._embed(result.document, to_embed, task.source.shown)
        mentions = self._tag(result.document, result.passages, result.mentions)
        mentions = self._ask(result.document, result.passages, mentions)
        self._store.put(result.document, READER, name, result.passages, to_embed, mentions)
        self._stored.add(task.document_id)
        return "added" if task.before is None else "updated"

    def _apply_libraries(self, report: Report) -> None:
        """What the files of references say of the documents on the shelf."""
        for source in self._libraries:
            found = edits.apply_library(self._store, [source])
            matched = [(document_id, title) for document_id, title, _ in found.matched]
            report.imported.append(Imported(source.shown, matched, found.unmatched, found.broken))
            counts = f"{len(found.matched)} of its entries describe documents on the shelf"
            report.notices.append((source.shown, f"{source.shown}: {counts}, {len(found.unmatched)} do not."))
            report.notices += ((source.shown, sentence) for sentence in found.broken)

    def _notices(self, task: _Task, result: Result) -> Iterator[tuple[str, str]]:
        pages = result.document.unread_pages if result.document else ()
        if pages:
            from ingest.pdf.ocr import unread

            yield task.source.shown, unread(task.source.shown, pages, self._options)

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

    def _embed(self, document: Document, to_embed: Sequence[Span], path: str) -> None:
        """Embed the texts that this embedder has not seen before, and keep their vectors."""
        item = PurePath(path).name
        texts = {span.hash: span.text for span in to_embed}
        texts |= {text_hash(label): label for label in labels(document)}
        known = self._store.vectors(texts, self._embedder.id)
        new = [digest for digest in texts if digest not in known]
        for first in range(0, len(new), KEEP_EVERY):
            self._progress(Progress("embed", first, len(new), item, path=path))
            slice_ = new[first : first + KEEP_EVERY]
            vectors = pack(self._embedder.encode_document([texts[digest] for digest in slice_]))
            self._store.remember(dict(zip(slice_, vectors, strict=True)), self._embedder.id)
        self._progress(Progress("embed", len(new), len(new), item, path=path))

    def _finished(self, source: Source, outcome: str = "failed", error: KBError | None = None) -> None:
        self._done += 1
        self._tell(source, outcome, str(error or ""), type(error).__name__ if error else "")

    def _tell(self, source: Source, outcome: str = "", reason: str = "", fault: str = "") -> None:
        name, path = PurePath(source.shown).name, source.shown
        self._progress(Progress("read", self._done, self._total, name, self._pages, path, outcome, reason, fault))
