"""Imported thesauri, whose terms documents are tagged with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kb.methods.shelf import Shelf

if TYPE_CHECKING:
    from kb.concepts import Imported


class Thesauri(Shelf):
    """SKOS files come and go; all documents are tagged anew."""

    def thesauri(self) -> list[Imported]:
        """The thesauri that were imported, by name."""
        from kb import concepts

        return concepts.all_of(self.path)

    def import_thesaurus(self, path: str | Path, name: str = "") -> Imported:
        """Read a SKOS file, keep it under ``name`` (its file's name), and tag all documents with its terms.

        Raises NotFound, or BadThesaurus, which names file and line.
        """
        from kb import concepts

        with self._writing():
            imported = concepts.add(self.path, Path(path), name)
            self._store.note("thesaurus", imported.name, {"done": "import", "source": Path(path).name})
            self._tag_anew()
        return imported

    def remove_thesaurus(self, name: str) -> None:
        """Forget a thesaurus and what was tagged with it. Raises NotFound."""
        from kb import concepts

        with self._writing():
            concepts.remove(self.path, name)
            self._store.note("thesaurus", name, {"done": "remove"})
            self._tag_anew()

    def _tag_anew(self) -> None:
        from kb import concepts

        concepts.retag(self.path, self._store)
        self._followers.catch_up()
        # The names that widen questions are read when the followers are loaded.
        self._followers.close()
