"""Adding and removing documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kb.methods.shelf import Shelf

if TYPE_CHECKING:
    from kb.report import Progress, Report


class Adding(Shelf):
    """Documents come and go."""

    def add(
        self,
        paths: str | Path | Iterable[str | Path],
        progress: Callable[[Progress], None] | None = None,
        *,
        uploaded: bool = False,
    ) -> Report:
        """Add files and folders; what is there already is left alone. Failures are listed in the report.

        ``uploaded``: the files are copies that will be deleted, known by their names alone and not by their places.
        With an extractor configured, the passages of what is added are sent there; the report says how many.
        """
        from kb.adding import Adder
        from kb.extracting.asking import Asking

        each = [paths] if isinstance(paths, str | Path) else list(paths)
        with self._writing():
            asking = Asking(self.path, self.config.extractor, progress)
            try:
                report = Adder(*self._adding(), progress, asking).add(each, uploaded=uploaded)
                report.notices += self._match_kept()
                return report
            finally:
                self._followers.catch_up()

    def remove(self, document_id: str) -> None:
        """Remove a document, given its id or a unique beginning of it. Raises NotFound."""
        from kb.adding import SOURCES
        from kb.extracting.kept import forget

        with self._writing():
            document_id = self._store.full_id(document_id)
            source = self.path / SOURCES / self._store.source_name(document_id)
            self._store.remove(document_id)
            forget(self.path, document_id)
            source.unlink(missing_ok=True)
            self._followers.catch_up()

    def _match_kept(self) -> list[tuple[str, str]]:
        """Give documents that have come what kept entries say of them; (source, sentence) for each."""
        from kb.references import kept

        found = [(self._store.document(i).source, title) for i, title in kept.match(self.path, self._store)]
        return [(source, f"{source}: the kept entry {title!r} describes it.") for source, title in found]
