"""What people and library files say of documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.document import Document
from ingest.errors import NotFound
from kb.methods.shelf import Shelf

if TYPE_CHECKING:
    from kb.edits import LibraryReport, Origin


class Describing(Shelf):
    """Titles, authors and years by hand or from a library, and the entries of libraries without a document."""

    def edit(self, document_id: str, *, by: str, **fields: Any) -> Document:
        """Set fields of a document (title, authors, year …), each to a value or, with None, back to what was read.

        ``by`` is who says so. An edit wins over a library, and both survive removing, adding and building anew.
        Returns the document as it is now. Raises BadEdit or NotFound before anything is changed.
        """
        from kb.edits import edit

        with self._writing():
            full = self._store.full_id(document_id)
            if edit(self._store, full, by, fields, self.config.reading.languages):
                self._followers.catch_up()
        return self._store.document(full)

    def origins(self, document_id: str) -> dict[str, Origin]:
        """Where each field of a document comes from: the document, a library or an edit, by whom and when."""
        from kb.edits import origins

        return origins(self._store, self.document(document_id))

    def import_library(self, path: str | Path, *, keep: bool = False) -> LibraryReport:
        """Give documents the fields that a library has for them: CSL-JSON, BibTeX or RIS, as Zotero writes them.

        Entries are matched by file name, DOI or title. ``keep``: those that describe no document are kept as records
        without a text (:meth:`records`), until their document comes. Raises NotFound when there is no such file.
        """
        from ingest.sources import FileSource, place
        from kb.edits import apply_library
        from kb.references import kept

        if not Path(path).is_file():
            raise NotFound(f"{path}: there is no such file; check the path.")
        source = FileSource(Path(path))
        with self._writing():
            report = apply_library(self._store, [source])
            if keep:
                kept.keep(self.path, place(source), report.left)
            about = {"matched": len(report.matched), "kept": len(report.left) if keep else 0}
            self._store.note("library", source.shown, about)
            self._followers.catch_up()
        return report

    def records(self) -> list[dict[str, Any]]:
        """The entries of libraries that are kept without a document, as CSL-JSON items; each has an ``id``."""
        from kb.references import kept

        return kept.records(self.path, self._store)

    def forget_record(self, record_id: str) -> None:
        """Take out a kept entry of a library. Raises NotFound."""
        from kb.references import kept

        with self._writing():
            kept.forget(self.path, record_id)
            self._store.note("library", record_id, {"done": "forget"})
