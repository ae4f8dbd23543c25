"""Which parts of search and answering are at work: settings of ``[search]`` in ``kb.toml``, and of an ablation."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from ingest.errors import BadConfiguration


@dataclass(frozen=True, slots=True)
class Search:
    """The parts of a search; each may be switched off, to see what it is worth.

    ``lexical``: BM25 beside the vectors. ``windows``: windows of two sentences beside whole passages. ``expansion``:
    other names of what the question names, from the ontology. ``headings``: titles of documents and sections weigh
    in. ``feedback``: a long question looks for passages like the best ones. ``kinds``: tables and reference entries
    count by what is asked for. ``distinct``: near-identical and neighbouring passages stand back behind others.
    ``reranker``: name or folder of a sentence-transformers CrossEncoder that orders the first hits anew, "" for none.
    """

    lexical: bool = True
    windows: bool = True
    expansion: bool = True
    headings: bool = True
    feedback: bool = True
    kinds: bool = True
    distinct: bool = True
    reranker: str = ""


DEFAULT = Search()


def search(settings: dict[str, object], base: Search = DEFAULT) -> Search:
    """The options with some set otherwise. Raises BadConfiguration naming an unknown one or a wrong value."""
    known = {field.name: type(getattr(base, field.name)) for field in fields(Search)}
    for name, value in settings.items():
        if name not in known:
            raise BadConfiguration(f"there is no setting {name!r} of the search; there are: {', '.join(known)}.")
        if not isinstance(value, known[name]):
            wanted = "true or false" if known[name] is bool else "a text in quotes"
            raise BadConfiguration(f"{name} of the search must be {wanted}.")
    return replace(base, **settings)  # type: ignore[arg-type]
