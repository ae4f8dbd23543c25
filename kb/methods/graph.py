"""The graph of statements: asked, validated, traced and curated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.errors import NotFound
from kb.methods.shelf import Shelf

if TYPE_CHECKING:
    import rdflib
    from rdflib.query import Result

    from kb.answer import Answer
    from kb.curation.curating import Curation
    from kb.entities import Contradiction
    from kb.followers import Loaded
    from kb.statements import Statements
    from ontology import Violation


class Graph(Shelf):
    """Statements with their evidence, and what curators decide on them."""

    @property
    def graph(self) -> rdflib.Dataset:
        """All statements: one named graph per document. Read it; what you change is not kept."""
        return self._loaded().graph.dataset

    def sparql(self, query: str, timeout: float | None = None) -> Result:
        """The result of a reading SPARQL 1.1 query over all statements.

        Raises BadQuery when it does not read, would change something, or takes longer than ``timeout`` seconds.
        """
        return self._loaded().graph.query(query, timeout)

    def validate(self, document: str | None = None) -> list[Violation]:
        """Where the graph breaks the shapes of the ontology; empty when it is sound.

        ``document``: only what one document (its id, or a unique beginning of it) states and names, which takes a
        fraction of the time. Raises NotFound.
        """
        graph = self._loaded().graph
        return graph.validate() if document is None else graph.validate_document(self._store.full_id(document))

    def provenance(self, subject: Answer | str) -> rdflib.Graph:
        """How an answer was built (PROV-O), or what is known about an IRI and from which characters."""
        from kb.provenance import of_entity, provenance

        if isinstance(subject, str):
            return of_entity(self.entity(subject).iri, self.graph)
        return provenance(subject, self.graph)

    @property
    def statements(self) -> Statements:
        """Questions to the graph: who does what on which day, what rests on a law, what contradicts what."""
        from kb.statements import Statements

        def made(loaded: Loaded) -> Statements:
            return Statements(self._all_entities(), loaded.graph, self._contradictions)

        return self._once("statements", self._loaded, made)

    def _contradictions(self) -> list[Contradiction]:
        from kb import linking
        from kb.entities import contradictions

        return contradictions(linking.entities(self._store), self._store)

    def decide(self, statement: str, verdict: str, by: str) -> None:
        """Record a curator's verdict ("accepted" or "rejected") on a statement, given its IRI. Raises NotFound."""
        verdicts = {"accepted": self.curate.accept, "rejected": self.curate.reject}
        if verdict not in verdicts:
            raise NotFound(f"There is no verdict {verdict!r}; there are: {', '.join(verdicts)}.")
        verdicts[verdict](statement, by=by)

    @property
    def curate(self) -> Curation:
        """Accept, reject, edit, merge, split and add statements, take that back, and exchange decisions."""
        from kb.curation.curating import Curation

        return Curation(self._store, self._writing, self._followers.catch_up)
