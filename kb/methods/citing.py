"""Citations, drafting packs, and what the documents cite themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from ingest.document import Document
from ingest.errors import NotFound
from kb.methods.shelf import Shelf

if TYPE_CHECKING:
    from kb.answer import Answer, Citation
    from kb.entities import KBEntity
    from kb.pack import PackItem
    from kb.references import Bibliography, CitedWork, Reference

    Cited: TypeAlias = str | Citation | Document | KBEntity | Mapping[str, Any]


class Citing(Shelf):
    """References to what is on the shelf, and those that stand in its documents."""

    def cite(
        self,
        ids: Cited | Sequence[Cited],
        style: str = "gost-r-7-0-5-2008",
        format: str = "text",
        language: str | None = None,
        pinpoints: Sequence[Any] | None = None,
    ) -> Any:
        """References of documents (ids), instruments (IRIs), kept records (ids) and citations of an answer.

        Bytes for docx, else text. Documents, entities and records (CSL-JSON items) themselves will do as well.

        Formats: text, html and docx in a style of CSL (a name, or the path of a CSL file), and bibtex, biblatex, ris,
        csl-json. ``language`` ("en", "ru", "kk", or a locale) is that of the labels and of an act's title; without it
        GOST takes that of each record. ``pinpoints``: for each id None, a page, or the fields of
        :class:`kb.citing.pinpoints.Pinpoint`. Raises NotFound, UnreadableFile.
        """
        from kb.citation import cite

        each = [ids] if not isinstance(ids, Sequence) or isinstance(ids, str) else list(ids)
        return cite([self._cited(one) for one in each], style, format, language, pinpoints)

    def _cited(self, one: Cited) -> Document | KBEntity | Citation | Mapping[str, Any]:
        if not isinstance(one, str):
            return one
        if "://" not in one:
            return self._library_record(one) or self.document(one)
        entity = self.entity(one)
        if entity.kind != "instrument":
            raise NotFound(f"{one} is no law or other instrument: references are of documents and instruments.")
        return entity

    def _library_record(self, id: str) -> Mapping[str, Any] | None:
        """The record with this id that a library left; None when there is none."""
        from kb.references import kept

        return next((item for item in kept.records(self.path, self._store) if item["id"] == id), None)

    def pack(
        self,
        answer_or_items: Answer | Sequence[PackItem],
        style: str = "gost-r-7-0-5-2008",
        format: str = "docx",
        language: str | None = None,
        title: str | None = None,
        also: Sequence[str] = (),
    ) -> bytes | str:
        """The drafting pack of an answer, or of a basket of quotes: a Word file, or Markdown as text.

        Sentences with footnotes, the bibliography in ``style``, and each quote with its file and place in an annex.
        ``language``: of the headings, by default the question's, or the first quote's. ``title``: by default the
        question. ``also``: documents (ids) and laws (IRIs) for the bibliography of a basket of which nothing is quoted.
        Raises NotFound, or BadBasket for an item that is no range of its document.
        """
        from kb.pack import pack

        return pack(answer_or_items, self, self.path.name, style, format, language, title, also=also)

    # --------------------------------------------------------------------- what the documents cite
    def references(self, document_id: str | None = None) -> list[Reference]:
        """What a document cites in its reference lists and footnotes, or all documents. Raises NotFound."""
        full = None if document_id is None else self._store.full_id(document_id)
        return self._lists().references(full)

    def cited_works(self) -> list[CitedWork]:
        """The works that documents cite, those that most of them share first."""
        return self._lists().works()

    def who_cites(self, what: str) -> list[Reference]:
        """The references to a document (id), a law (IRI, name or number) or a cited work (id). Raises NotFound."""
        from kb.references.asking import resolved

        return self._lists().citing(resolved(what, self._store, self._all_entities))

    def _lists(self) -> Bibliography:
        """Made once for each state of the store."""
        from kb import linking
        from kb.references import Bibliography

        def made(_: int) -> Bibliography:
            return Bibliography(self._store, linking.entities(self._store))

        return self._once("references", lambda: self._store.sequence, made)
