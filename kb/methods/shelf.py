"""What a knowledge base holds: documents, their passages, and the entities that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.document import Document, Passage
from ingest.errors import NotFound
from kb.methods.core import Core

if TYPE_CHECKING:
    from datetime import date

    from ingest.pdf.boxes import Box
    from ingest.pdf.render import PageImage
    from kb.entities import KBEntity
    from kb.inventory import Holding
    from kb.laws_at import LawAt
    from kb.works import Work


class Shelf(Core):
    """Documents and entities; all other methods rest on these."""

    def documents(self) -> list[Document]:
        """All documents, by title."""
        self._look()
        found = [self._store.document(document_id) for document_id in self._store.document_ids()]
        return sorted(found, key=lambda document: (document.title.casefold(), document.id))

    def document(self, document_id: str) -> Document:
        """The document with this id, or whose id begins so. Raises NotFound."""
        self._look()
        return self._store.document(self._store.full_id(document_id))

    def passages(self, document_id: str) -> list[Passage]:
        """The passages of a document in reading order. Raises NotFound."""
        self._look()
        return self._store.passages(self._store.full_id(document_id))

    def around(self, passage: Passage, beside: int) -> list[Passage]:
        """The passages of its document from so many before it to so many after, it among them.

        Of a passage that is no longer there, for its document was cut anew, only itself.
        """
        self._look()
        ids = self._store.passage_ids(passage.document_id)
        if passage.id not in ids:
            return [passage]
        at = ids.index(passage.id)
        wanted = ids[max(0, at - beside) : at + beside + 1]
        found = self._store.passages_by_id(wanted)
        return [found[id] for id in wanted if id in found]

    def works(self) -> list[Work]:
        """Documents that are the same text, nearly the same, or versions of one another, the most alike first."""
        from kb.works import works

        return self._once("works", lambda: self._store.sequence, lambda _: works(self._store))

    def inventory(self) -> list[Holding]:
        """What was found in each document and what it lacks, by title."""
        from kb.inventory import holdings

        return self._once("inventory", lambda: self._store.sequence, lambda _: holdings(self._store))

    def locations(self, document_id: str) -> list[str]:
        """The places that a document was added from; the same bytes may lie in several."""
        return self._store.locations(self._store.full_id(document_id))

    def kept_source(self, document_id: str) -> tuple[str, bytes]:
        """The file that a document was read from, as it was kept: its name and its bytes. Raises NotFound."""
        from ingest.library import file_name
        from kb.adding import SOURCES

        document = self.document(document_id)
        kept = self.path / SOURCES / self._store.source_name(document.id)
        try:
            return file_name(document.source) or kept.name, kept.read_bytes()
        except OSError as error:
            raise NotFound(f"The kept source {kept} cannot be read ({error.strerror}): add the file again.") from error

    def boxes(self, document_id: str, start: int, end: int) -> list[Box]:
        """Where a range of a PDF's text is printed: a rectangle for each line, in points from the page's upper left.

        Measured in the kept source, to the letter; empty for other sources. Raises NotFound.
        """
        from ingest.pdf.boxes import exact_boxes
        from kb.adding import SOURCES

        document = self.document(document_id)
        if not document.lines:
            return []
        data = (self.path / SOURCES / self._store.source_name(document.id)).read_bytes()
        return exact_boxes(data, document, start, end, self._password)

    def page_image(self, document_id: str, page: int, scale: float = 2.0) -> PageImage:
        """A page of a PDF (from 1) as a PNG; ``scale``: pixels for each point, less for a page of unusual size.

        Drawn in a process with limits of time and memory. Raises NotFound for what has no such page, PasswordNeeded,
        and UnreadableFile where the page cannot be drawn.
        """
        from kb.adding import SOURCES
        from kb.pages import page_image

        document = self.document(document_id)
        source = self.path / SOURCES / self._store.source_name(document.id)
        return page_image(document, source, page, scale, self._password)

    def law_at(self, document_id: str, day: str | date) -> LawAt:
        """How the articles of a law stood on a day, as far as the notes of its publisher tell.

        Raises NotFound, also for a document that has no divisions, and BadQuestion for a day that is none.
        """
        from kb.laws_at import law_at

        return law_at(self.document(document_id), day)

    def entities(self, kind: str | None = None) -> list[KBEntity]:
        """The entities of a kind (instrument, agency), or all, by label. Raises NotFound for an unknown kind."""
        from ontology import KINDS

        if kind is not None and kind not in KINDS:
            raise NotFound(f"There is no kind of entity {kind!r}; there are: {', '.join(KINDS)}.")
        return [entity for entity in self._all_entities() if kind in (None, entity.kind)]

    def entity(self, iri: str) -> KBEntity:
        """The entity with this IRI. Raises NotFound."""
        found = next((entity for entity in self._all_entities() if entity.iri == iri), None)
        if found is None:
            raise NotFound(f"There is no entity {iri}; `policykb entities` lists them.")
        return found
